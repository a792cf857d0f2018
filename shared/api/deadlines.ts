// Days to answer: the rules of the province, and how cases stand by them.
import { z } from 'zod';
import { dayCount, deadlineDays } from '../deadline-fields.ts';
import { contactRow } from './contacts.ts';
import type { Endpoint } from './endpoint.ts';
import { count, day, id, month } from './fields.ts';

const rule = z
  .object({
    kind: z.string().optional(),
    agency: z.string().optional(),
    from: z.string(),
    days: count.optional(),
    count: dayCount,
  })
  .meta({
    id: 'DeadlineRule',
    description:
      'Counts for cases that are referred on the day from or later; without kind or agency for all of them. Without days an ' +
      'earlier rule for the same is taken back.',
  });
const standings = z.object({ inTime: count, late: count, open: count, overdue: count, noDeadline: count }).meta({
  id: 'Deadlines',
  description:
    'Referred cases: answered (or closed) in time, late, open and in time, open and late, without a rule; they add up to all referred ones.',
});
const figures = z
  .object({
    month: z.string(),
    today: z.string(),
    all: standings,
    agencies: z.record(z.string(), standings),
    kinds: z.record(z.string(), standings),
    open: z
      .object({
        open: count,
        overdue: count,
        beyond: count,
        soon: count,
        noDeadline: count,
        ages: z.record(z.string(), count),
      })
      .meta({
        description:
          'All open cases of any month. beyond: twice the days are past; soon: the last day is today or one of the next soonDays ' +
          'working days. ages: by days since the referral, up to 10, 20, 30, 60, and more.',
      }),
    soonDays: count,
    oldest: z.array(z.object({ row: contactRow, referred: z.string(), due: z.string().optional() })),
  })
  .meta({ id: 'CaseFigures' });
export type CaseFigures = z.output<typeof figures>;

export const deadlines = {
  'GET /api/deadlines': {
    summary: 'The rules by which cases have to be answered, in the order in which they were set.',
    answer: z.object({ rules: z.array(rule) }),
  },
  'PUT /api/deadlines': {
    summary: 'Sets the days to answer of a kind, an agency, both or all, from a day on; null takes the rule back.',
    body: z.strictObject({
      kind: z.exactOptional(id),
      agency: z.exactOptional(id),
      from: z.exactOptional(day),
      days: deadlineDays.nullable(),
      count: dayCount,
    }),
    answer: z.object({ rules: z.array(rule) }),
  },
  'GET /api/cases/deadlines': {
    summary: 'How the cases of a month stand by their deadlines, and all that are open.',
    query: z.strictObject({ month }),
    answer: figures,
  },
} as const satisfies Record<string, Endpoint>;
