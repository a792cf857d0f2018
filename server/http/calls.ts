// GET /api/calls: the calls behind a figure, newest first, in pages. No row can tell who called (B8).
import { z } from 'zod';
import { createCalendar } from '../../shared/calendar.ts';
import { idPattern } from '../../shared/event.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** The fate of a visit, by the counter that it counts in. */
export const outcomes = ['waiting', 'answered', 'abandoned', 'timedOut', 'leftByKey', 'leftOtherwise', 'lost'] as const;
export type Outcome = (typeof outcomes)[number];
/** `missed`: calls that some desk, or the desk asked for, did not answer, whatever became of them. */
const asked = [...outcomes, 'missed'] as const;

/** One visit. `call`: an opaque key, as in `queues.*.waits`. Times are epoch ms; `waited` and `talked` are seconds. */
export type CallRow = {
  call: string;
  queue: string;
  desk?: string | undefined;
  /** The sitting that it belongs to. */
  sitting?: string | undefined;
  county: string;
  topic?: string | undefined;
  joinedAt: number;
  answeredAt?: number | undefined;
  endedAt?: number | undefined;
  waited?: number | undefined;
  talked?: number | undefined;
  outcome: Outcome;
};

/** Without `day`: all of a sitting, or the visits in progress. `after`: the cursor `next` of the page before. */
export type CallQuery = {
  day?: string | undefined;
  queue?: string | undefined;
  desk?: string | undefined;
  sitting?: string | undefined;
  outcome?: (typeof asked)[number] | undefined;
  after?: string | undefined;
  limit: number;
};
export type CallPage = { rows: readonly CallRow[]; next?: string | undefined };
/** Rows newest first, at most `limit`. */
export type CallRows = { list: (query: CallQuery) => CallPage | Promise<CallPage> };

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
  query: parameters,
  steps: [
    async (request, response) => {
      const asked = parameters.safeParse({ ...request.query });
      if (!asked.success) throw new Problem('bad-parameters', asked.error.issues.map(explain).join('; '));
      const { rows, next } = await calls.list({ ...asked.data, limit: MOST_ROWS });
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
  talked: rest.talked,
  outcome: rest.outcome,
});
