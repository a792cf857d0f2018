// GET /api/audit: what people and commands did, newest first.
import type { Ledger } from '../ledger/ledger.ts';
import { isOfContacts, officePage, rowOf } from './audit-page.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

export const auditRoute = ({ ledger }: { ledger: Pick<Ledger, 'byOffice'> }): Route =>
  serve('GET /api/audit', ({ query }) => {
    const { entries, next } = officePage(ledger.byOffice, query, (type) => !isOfContacts(type));
    return { rows: entries.map(rowOf), next };
  });
