// GET /api/calls: the calls behind a figure, in pages: newest first, those who wait longest first. GET /api/calls.csv: the same
// rows as a table. No row can tell who called (B8).
import { once } from 'node:events';
import { calls as endpoints } from '../../shared/api/calls.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { CallQuery, CallRows, TableOf } from '../../shared/calls.ts';
import { invalidField, readQuery } from './body.ts';
import type { Costly } from './costly.ts';
import { identityOf, type Route } from './route.ts';
import { serve } from './serve.ts';

const MOST_ROWS = 200;
/** Of a table: far more than any day has. */
const MOST_IN_TABLE = 100_000;
/** Rows of a table written at a time. */
const PIECE = 500;
const calendar = createCalendar();

type Options = { calls: CallRows; callTable?: TableOf | undefined; costly: Costly };
type Asked = Omit<CallQuery, 'hour' | 'limit'> & { hour?: string | undefined };

export const callsRoutes = ({ calls, callTable, costly }: Options): readonly Route[] => [
  serve('GET /api/calls', async (call) => {
    const query = understood(call.query);
    const { rows, next } = await costly(call, async () => calls.list({ ...query, limit: MOST_ROWS }));
    return { rows: rows.slice(0, MOST_ROWS), ...(next !== undefined && { next }) };
  }),
  ...(callTable === undefined ? [] : [tableRoute(calls, callTable, costly)]),
];

/** A day's table is written piece by piece: it may be as long as the day. */
const tableRoute = (calls: CallRows, callTable: TableOf, costly: Costly): Route => ({
  key: 'GET /api/calls.csv',
  handlers: [
    async (request, response) => {
      const { lang = 'fa', ...given } = readQuery(endpoints['GET /api/calls.csv'].query, request.query);
      const query = understood(given);
      const name = ['calls', query.day, query.queue, query.outcome].filter((part) => part !== undefined).join('-');
      await costly({ who: identityOf(response), response }, async () => {
        let after: string | undefined;
        for (let written = 0; written < MOST_IN_TABLE && !response.destroyed; written += PIECE) {
          const page = await calls.list({ ...query, ...(after !== undefined && { after }), limit: PIECE });
          const text = callTable(page.rows, lang);
          if (written === 0) {
            response.setHeader('Content-Disposition', `attachment; filename="111-${name}.csv"`);
            response.type('text/csv; charset=utf-8');
          }
          // The head stands in the first piece only.
          const room = response.write(written === 0 ? text : text.slice(text.indexOf('\r\n') + 2));
          after = page.next;
          if (after === undefined) break;
          if (!room && !response.destroyed) await Promise.race([once(response, 'drain'), once(response, 'close')]);
        }
        response.end();
      });
    },
  ],
});

function understood({ hour, ...given }: Asked): Omit<CallQuery, 'limit'> {
  if (given.day !== undefined && !calendar.has(given.day))
    throw invalidField('day', 'expected a day that the calendar has');
  return { ...given, ...(hour !== undefined && { hour: Number(hour) }) };
}
