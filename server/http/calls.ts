// GET /api/calls: the calls behind a figure, in pages: newest first, those who wait longest first. GET /api/calls.csv: the same
// rows as a table. No row can tell who called (B8).
import { z } from 'zod';
import { createCalendar } from '../../shared/calendar.ts';
import { asked, type CallRow, type CallRows, type TableOf } from '../../shared/calls.ts';
import { idPattern } from '../../shared/event.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

const MOST_ROWS = 200;
/** Of a table: far more than any day has. */
const MOST_IN_TABLE = 100_000;
const calendar = createCalendar();

const isDay = (day: string): boolean => /^1[34]\d\d-\d\d-\d\d$/.test(day) && calendar.has(day);
const id = z.string('given once').regex(idPattern, 'an id: a-z, 0-9, "_" or "-"').optional();
const filters = {
  day: z.string('given once').refine(isDay, 'a Jalali day such as 1405-09-02').optional(),
  queue: id,
  desk: id,
  sitting: id,
  outcome: z.enum(asked, `one of ${asked.join(', ')}`).optional(),
  county: id,
  hour: z
    .string('given once')
    .regex(/^(?:[01]?\d|2[0-3])$/, 'an hour of the day, 0 to 23')
    .transform(Number)
    .optional(),
};
const parameters = z.strictObject({
  ...filters,
  after: z
    .string('given once')
    .regex(/^[\w.~=-]{1,200}$/, 'the cursor `next` of the page before')
    .optional(),
});

const tableParameters = z.strictObject({ ...filters, lang: z.enum(['fa', 'en'], 'fa or en').default('fa') });

type Options = { calls: CallRows; callTable?: TableOf | undefined };

export const callsRoutes = ({ calls, callTable }: Options): readonly Route[] => [
  {
    key: 'GET /api/calls',
    handlers: [
      async (request, response) => {
        const query = read(parameters, request.query);
        const { rows, next } = await calls.list({ ...query, limit: MOST_ROWS });
        response.json({ rows: rows.slice(0, MOST_ROWS).map(row), ...(next !== undefined && { next }) });
      },
    ],
  },
  ...(callTable === undefined ? [] : [tableRoute(calls, callTable)]),
];

const tableRoute = (calls: CallRows, callTable: TableOf): Route => ({
  key: 'GET /api/calls.csv',
  handlers: [
    async (request, response) => {
      const { lang, ...query } = read(tableParameters, request.query);
      const { rows } = await calls.list({ ...query, limit: MOST_IN_TABLE });
      const name = ['calls', query.day, query.queue, query.outcome].filter((part) => part !== undefined).join('-');
      response.setHeader('Content-Disposition', `attachment; filename="111-${name}.csv"`);
      response.type('text/csv; charset=utf-8').send(callTable(rows, lang));
    },
  ],
});

function read<T extends z.ZodObject>(schema: T, query: object): z.output<T> {
  const asked = schema.safeParse({ ...query });
  if (!asked.success)
    throw new Problem('bad-parameters', asked.error.issues.map((issue) => explain(issue, schema)).join('; '));
  return asked.data;
}

const explain = (issue: z.core.$ZodIssue, schema: z.ZodObject): string =>
  issue.code === 'unrecognized_keys'
    ? `expected only ${Object.keys(schema.shape).join(', ')}`
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
