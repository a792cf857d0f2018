// The promise ledger: announced sittings and deadlines, kept or not, by month; the seals of the log, and proofs of single cases.
import { z } from 'zod';
import { sittingReasons, sittingStandings } from '../promises.ts';
import type { Endpoint } from './endpoint.ts';
import { count, moment } from './fields.ts';

const sittings = z.object({ kept: count, late: count, broken: count, unknown: count, open: count }).meta({
  id: 'SittingPromises',
  description:
    'Announced sittings: held in time, held late or at another time, cancelled or not held, without a report, not over yet; they ' +
    'add up to all of the month.',
});
const cases = z.object({ inTime: count, late: count, open: count, overdue: count, noDeadline: count }).meta({
  id: 'CasePromises',
  description: 'Referred cases of the contacts of the month by their deadlines, as GET /api/cases/deadlines has them.',
});
const figure = z
  .object({ month: z.string(), day: z.string(), seal: count, sittings, cases, root: z.string() })
  .meta({ id: 'CountedMonth', description: 'The promises of a month as they were recorded at the end of a day.' });
const seal = z
  .object({
    ...{ seal: count, day: z.string(), from: count, to: count, events: count },
    ...{ root: z.string(), previous: z.exactOptional(z.string()), head: z.string() },
  })
  .meta({
    id: 'Seal',
    description: 'head: a hash of this day and all days before it; previous: the head of the day before.',
  });
const row = z
  .object({
    id: z.string(),
    official: z.object({ id: z.string(), name: z.string(), title: z.string().optional() }),
    promised: z.object({ from: moment, to: moment }),
    from: moment,
    to: moment,
    standing: z.enum(sittingStandings),
    reason: z.exactOptional(z.enum(sittingReasons)),
    firstAnswerAt: z.exactOptional(moment),
  })
  .meta({ id: 'PromisedSitting', description: 'promised: when it was announced for; from, to: as it is planned now.' });
export type PromisedRow = z.output<typeof row>;
export type CountedMonth = z.output<typeof figure>;
const side = z.enum(['left', 'right']);
const proof = z
  .object({
    proof: z.literal(1),
    row: z.string(),
    inFigure: z.array(z.object({ side, hash: z.string(), sums: z.array(count) })),
    figure: z.string(),
    inDay: z.array(z.object({ side, hash: z.string() })),
    seals: z.array(seal),
  })
  .meta({
    id: 'CaseProof',
    description:
      'row: the case; inFigure: the way from it up to the root of the figure of its month; figure: the recorded figure; inDay: the ' +
      'way from that up to the root of its sealed day; seals: of that day and all later ones.',
  });
export type CaseProof = z.output<typeof proof>;
const month = z.object({
  month: z.string(),
  today: z.string(),
  sittings,
  cases,
  rows: z.array(row),
  recorded: z.exactOptional(figure),
});
export type PromiseMonth = z.output<typeof month>;

export const promises = {
  'GET /api/promises': {
    summary: 'The promises of past months as they were recorded, and the newest seals of the log.',
    answer: z.object({ today: z.string(), months: z.array(figure), seals: z.array(seal) }),
  },
  'GET /api/promises/:month': {
    summary: 'The promises of a Jalali month as they are known now.',
    answer: month,
  },
  'GET /api/promises/:month/proof': {
    summary:
      'A file that proves that a case is in the recorded figure of its month; `npm run verify-log -- --proof` checks it.',
    query: z.strictObject({ code: z.string().trim().min(1).max(40) }),
    answer: proof,
  },
} as const satisfies Record<string, Endpoint>;
