// GET /api/audit: what people and commands did in the house, newest first.
import type { RequestHandler } from 'express';
import type { Ledger } from '../ledger/ledger.ts';
import { isOfContacts, officePage, pageQuery, rowOf } from './office-page.ts';
import type { Route } from './route.ts';

export const auditRoute = ({ ledger }: { ledger: Pick<Ledger, 'byOffice'> }): Route => {
  const list: RequestHandler = (request, response) => {
    const { entries, next } = officePage(ledger.byOffice, request.query, (type) => !isOfContacts(type));
    response.json({ rows: entries.map(rowOf), next });
  };
  return { key: 'GET /api/audit', steps: [list], query: pageQuery };
};
