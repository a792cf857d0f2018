// GET /api/calls: the calls behind a figure, newest first, in pages. No row can tell who called (B8).
import { createCalendar } from '../../shared/calendar.ts';
import type { CallRows } from '../../shared/calls.ts';
import { badField } from './body.ts';
import type { Costly } from './costly.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

const MOST_ROWS = 200;
const calendar = createCalendar();

export const callsRoute = ({ calls, costly }: { calls: CallRows; costly: Costly }): Route =>
  serve('GET /api/calls', async (call) => {
    const { query } = call;
    if (query.day !== undefined && !calendar.has(query.day))
      throw badField('day', 'expected a day that the calendar has');
    const { rows, next } = await costly(call, async () => calls.list({ ...query, limit: MOST_ROWS }));
    return { rows: rows.slice(0, MOST_ROWS), ...(next !== undefined && { next }) };
  });
