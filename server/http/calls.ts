// GET /api/calls: the calls behind a figure, newest first, in pages. No row can tell who called (B8).
import { z } from 'zod';
import { createCalendar } from '../../shared/calendar.ts';
import { asked, type CallRow, type CallRows } from '../../shared/calls.ts';
import { idPattern } from '../../shared/event.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

const MOST_ROWS = 200;
const calendar = createCalendar();

const isDay = (day: string): boolean => /^1[34]\d\d-\d\d-\d\d$/.test(day) && calendar.has(day);
const id = z.string('given once').regex(idPattern, 'an id: a-z, 0-9, "_" or "-"').optional();
const parameters = z.strictObject({
  day: z.string('given once').refine(isDay, 'a Jalali day such as 1405-09-02').optional(),
  queue: id,
  desk: id,
  sitting: id,
  outcome: z.enum(asked, `one of ${asked.join(', ')}`).optional(),
  after: z
    .string('given once')
    .regex(/^[\w.~=-]{1,200}$/, 'the cursor `next` of the page before')
    .optional(),
});

export const callsRoute = ({ calls }: { calls: CallRows }): Route => ({
  key: 'GET /api/calls',
  steps: [
    async (request, response) => {
      const query = parameters.safeParse({ ...request.query });
      if (!query.success) throw new Problem('bad-parameters', query.error.issues.map(explain).join('; '));
      const { rows, next } = await calls.list({ ...query.data, limit: MOST_ROWS });
      response.json({ rows: rows.slice(0, MOST_ROWS).map(row), ...(next !== undefined && { next }) });
    },
  ],
});

const explain = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys'
    ? `expected only ${Object.keys(parameters.shape).join(', ')}`
    : `${issue.path.join('.')}: expected ${issue.message}`;

/** Names each field that leaves the house, whatever else the row carries. */
const row = ({
  call,
  queue,
  desk,
  sitting,
  county,
  topic,
  joinedAt,
  answeredAt,
  endedAt,
  ...rest
}: CallRow): CallRow => ({
  call,
  queue,
  desk,
  sitting,
  county,
  topic,
  joinedAt,
  answeredAt,
  endedAt,
  waited: rest.waited,
  waitApprox: rest.waitApprox,
  talked: rest.talked,
  outcome: rest.outcome,
});
