// GET /api/audit: what people and commands did in the house, newest first.
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { LogEntry } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

const USUAL_ROWS = 50;
const MOST_ROWS = 200;

const whole = z.string().regex(/^[1-9]\d{0,15}$/, 'a whole number above 0');
const parameters = z.strictObject({ before: whole.optional(), limit: whole.optional() });

export const auditRoute = ({ ledger }: { ledger: Pick<Ledger, 'byOffice'> }): Route => {
  const list: RequestHandler = (request, response) => {
    const asked = parameters.safeParse({ ...request.query });
    if (!asked.success)
      throw new Problem('bad-parameters', 'expected only before and limit, each a whole number above 0');
    const limit = Math.min(Number(asked.data.limit ?? USUAL_ROWS), MOST_ROWS);
    // One more than asked for tells whether there is another page.
    const entries = ledger.byOffice(Number(asked.data.before ?? Number.MAX_SAFE_INTEGER), limit + 1);
    const rows = entries.slice(0, limit).map(rowOf);
    const next = entries.length > limit ? rows.at(-1)?.position : undefined;
    response.json({ rows, next });
  };
  return { key: 'GET /api/audit', steps: [list] };
};

/** The event's own fields, without its id and the door's stamps. */
function rowOf({ position, event }: LogEntry): Record<string, unknown> & { position: number } {
  const { id: _id, source: _source, recordedAt: _recordedAt, v: _v, ...own } = event;
  return { position, ...own };
}
