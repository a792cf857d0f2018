// Sittings: plans going in, sittings coming out as they stand now.
import { z } from 'zod';
import { EARLIEST, LATEST } from '../event-fields.ts';
import { extensions } from '../planning.ts';
import type { Endpoint } from './endpoint.ts';
import { count, day, id, moment, name, text } from './fields.ts';

const MOST_PLANS = 500;
const when = moment.min(EARLIEST).max(LATEST - 1);
const level = z.enum(['province', 'county']);
const official = z.strictObject({ id: id.optional(), name: text, title: text.optional() });
const plan = z
  .strictObject({
    official,
    agency: text.optional(),
    level,
    county: id.optional(),
    queue: id.optional(),
    desk: id.optional(),
    from: when,
    to: when,
  })
  .meta({
    id: 'SittingPlan',
    description: 'Times are epoch milliseconds. Without official.id it is made from the name.',
  });
/** A sitting to be planned. Times are epoch ms. Where the profile knows the agency's name, its id is found. */
export type Plan = z.output<typeof plan>;
const plans = z.array(plan).min(1, 'expected at least one plan').max(MOST_PLANS);
const change = z.strictObject({
  official: official.optional(),
  agency: text.nullable().optional(),
  level: level.optional(),
  county: id.nullable().optional(),
  queue: id.nullable().optional(),
  desk: id.nullable().optional(),
  from: when.optional(),
  to: when.optional(),
  cancelled: z.boolean().optional(),
});

/** What PATCH takes: fields that are absent stay, null takes them away. */
export type SittingChange = z.output<typeof change>;

/** Forecasts are no whole numbers. */
const callers = z.number().min(0);
const foreseen = z.object({ expected: callers, low: count, high: count }).meta({
  description: 'Of those waiting now, how many will be answered; eight times out of ten between low and high.',
});
const forecast = foreseen.extend({ givingUp: callers, unreached: callers }).meta({
  description:
    'As at half-time; givingUp hang up before an answer, unreached still wait at the end: together all who wait.',
});
const counts = z.object({
  firstAnswerAt: z.exactOptional(moment),
  lastEndAt: z.exactOptional(moment),
  offered: count,
  waiting: count,
  talking: count,
  answered: count,
  completed: count,
  abandoned: count,
  notReached: count,
  waitSeconds: z.number(),
  talkSeconds: z.number(),
  lastTalks: z.record(z.string(), z.number()),
});
export const sitting = z
  .object({
    id: z.string(),
    version: z.number().int(),
    official: z
      .object({
        id: z.string(),
        name: z.string(),
        title: z.string().optional(),
        names: z.exactOptional(name),
        titles: z.exactOptional(name),
      })
      .meta({
        description: 'name and title as they were planned; names and titles in a report, where somebody gave them.',
      }),
    agency: z.exactOptional(z.string()),
    agencyName: z.exactOptional(z.string()),
    level,
    county: z.exactOptional(z.string()),
    queue: z.exactOptional(z.string()),
    desk: z.exactOptional(z.string()),
    from: moment,
    to: moment,
    state: z.enum(['scheduled', 'live', 'late', 'closed', 'cancelled']),
    clash: z.exactOptional(z.string()).meta({ description: 'Another sitting at the same desk in the same time.' }),
    counts: z.exactOptional(counts),
    forecast: z.exactOptional(forecast),
    halfTime: z.exactOptional(foreseen.extend({ waiting: count, answered: count })),
  })
  .meta({ id: 'Sitting', description: 'A sitting as it stands; version is its ETag. Times are epoch milliseconds.' });
const conflict = z.looseObject({ now: sitting.optional(), clash: sitting.optional() });
export type SittingConflict = z.output<typeof conflict>;
/** A sitting as it stands. `version` is its ETag. Counters as on the board, absent where they were not asked for. */
export type SittingRow = z.output<typeof sitting>;

const problem = z
  .object({
    code: z.enum([
      'bad-date',
      'no-date',
      'bad-time',
      'no-time',
      'too-short',
      'too-long',
      'no-official',
      'long-name',
      'digits',
      'unknown-county',
      'unknown-desk',
      'unknown-queue',
      'clash',
      'there-already',
    ]),
    value: z.exactOptional(z.string()),
    with: z.exactOptional(
      z.object({ name: z.string(), from: moment, to: moment, line: z.exactOptional(z.number().int()) }),
    ),
  })
  .meta({ id: 'PlanProblem' });
/** Why a row of a table, or a plan, is not taken. `value`: the text of the cell. `with`: the sitting that it clashes with. */
export type PlanProblem = z.output<typeof problem>;
const line = z.number().int();
const tableRow = z
  .union([
    z.object({ line, ok: z.literal(true), plan }),
    z.object({ line, ok: z.literal(false), problems: z.array(problem) }),
  ])
  .meta({ id: 'SittingTableRow', description: 'One row of a table; line counts from 1.' });
/** One sitting of a table that was read; `line` counts from 1 and is the table's own. */
export type TableRow = z.output<typeof tableRow>;

const acted = z.object({ sitting, message: z.exactOptional(id) }).meta({
  id: 'SittingAct',
  description: 'The sitting after the act; message: the one that announces it on the screens.',
});

export const sittings = {
  'GET /api/sittings': {
    summary: 'The sittings of some days, as they stand now.',
    query: z.strictObject({ from: day, to: day }),
    answer: z.object({ sittings: z.array(sitting) }),
  },
  'GET /api/sittings/:id': { summary: 'One sitting.', answer: sitting },
  'POST /api/sittings': {
    summary: 'Plans one sitting, or several.',
    body: z.union([plan, plans]),
    problem: conflict,
    answer: z.union([sitting, z.object({ saved: z.array(z.union([sitting, z.object({ refused: problem })])) })]),
  },
  'PATCH /api/sittings/:id': {
    summary: 'Changes a sitting; If-Match says which version.',
    body: change,
    answer: sitting,
    problem: conflict,
  },
  'DELETE /api/sittings/:id': {
    summary: 'Cancels a sitting; If-Match says which version. mistaken: it was never meant to be.',
    query: z.strictObject({ mistaken: z.enum(['true', 'false']).optional() }),
    answer: sitting,
  },
  'POST /api/sittings/:id/extend': {
    summary: 'Extends a sitting that is on, and announces it on the screens; If-Match: which version.',
    body: z.strictObject({ minutes: z.union(extensions.map((minutes) => z.literal(minutes))) }),
    answer: acted,
    problem: conflict,
  },
  'POST /api/sittings/:id/desks': {
    summary: 'Opens a second desk for a sitting that is on: another official takes its queue until its end.',
    body: z.strictObject({ desk: id, official }),
    answer: acted,
    problem: conflict,
    status: 201,
  },
  'POST /api/sittings/import': {
    summary: 'Reads a timetable; saves it when asked to.',
    body: z.strictObject({
      text: z.string(),
      desk: id.optional(),
      queue: id.optional(),
      save: z.boolean().default(false),
    }),
    answer: z.object({ rows: z.array(tableRow), saved: z.array(sitting).optional() }),
  },
} as const satisfies Record<string, Endpoint>;
