// GET /api/calls: the calls behind a figure, in pages: newest first, those who wait longest first. GET /api/calls.csv: the
// same rows as a table. No row identifies a caller (B8).
import type { CallRow } from '../../shared/api/calls.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { CallQuery, CallRows, TableOf } from '../../shared/calls.ts';
import { asFile } from './answers.ts';
import { invalidField } from './body.ts';
import type { Costly } from './costly.ts';
import type { Route } from './route.ts';
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

const tableRoute = (calls: CallRows, callTable: TableOf, costly: Costly): Route =>
  serve(
    'GET /api/calls.csv',
    ({ query: { lang = 'fa', ...given } }) => {
      const query = understood(given);
      const name = ['111-calls', query.day, query.queue, query.outcome].filter((part) => part !== undefined).join('-');
      return asFile(
        'text/csv; charset=utf-8',
        `${name}.csv`,
        pieces(calls, query, (rows) => callTable(rows, lang)),
      );
    },
    { costly },
  );

/** A day's table is written piece by piece: it may be as long as the day. */
async function* pieces(
  calls: CallRows,
  query: Omit<CallQuery, 'limit'>,
  tableOf: (rows: readonly CallRow[]) => string,
): AsyncGenerator<string> {
  let after: string | undefined;
  for (let written = 0; written < MOST_IN_TABLE; written += PIECE) {
    const page = await calls.list({ ...query, ...(after !== undefined && { after }), limit: PIECE });
    const text = tableOf(page.rows);
    // The head stands in the first piece only.
    yield written === 0 ? text : text.slice(text.indexOf('\r\n') + 2);
    after = page.next;
    if (after === undefined) return;
  }
}

function understood({ hour, ...given }: Asked): Omit<CallQuery, 'limit'> {
  if (given.day !== undefined && !calendar.has(given.day))
    throw invalidField('day', 'expected a day that the calendar has');
  return { ...given, ...(hour !== undefined && { hour: Number(hour) }) };
}
