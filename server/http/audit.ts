// GET /api/audit: what people and commands did, newest first.
import type { Ledger } from '../ledger/ledger.ts';
import { isOfContacts, officePage, rowOf } from './audit-page.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';
import { createPace } from '../reading/pace.ts';

export const auditRoute = ({ ledger }: { ledger: Pick<Ledger, 'byOffice'> }, pace = createPace()): Route =>
  serve('GET /api/audit', async ({ query }) => {
    const { entries, next } = await officePage(ledger.byOffice, query, (type) => !isOfContacts(type), pace);
    return { rows: entries.map(rowOf), next };
  });
