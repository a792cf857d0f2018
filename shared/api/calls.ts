// The calls behind a figure: one row per visit. No row identifies a caller (B8).
import { z } from 'zod';
import { askedOutcomes, outcomes } from '../enums.ts';
import type { Endpoint } from './endpoint.ts';
import { day, moment } from './fields.ts';
import { idSchema } from '../event-fields.ts';

const id = idSchema.optional();
const seconds = z.number().optional();
const row = z
  .object({
    call: z.string(),
    queue: z.string(),
    desk: z.string().optional(),
    sitting: z.string().optional(),
    county: z.string(),
    topic: z.string().optional(),
    joinedAt: moment,
    answeredAt: moment.optional(),
    endedAt: moment.optional(),
    waited: seconds,
    waitApprox: z.literal(true).optional(),
    talked: seconds,
    outcome: z.enum(outcomes),
  })
  .meta({
    id: 'Call',
    description:
      'One visit of a queue. call is an opaque key; times are epoch milliseconds; waited and talked are seconds, waited of a visit that still waits until now; waitApprox: the wait was not reported but reckoned.',
  });
export type CallRow = z.output<typeof row>;
export type Outcome = CallRow['outcome'];

const filters = {
  day: day.optional(),
  queue: id,
  desk: id,
  sitting: id,
  outcome: z.enum(askedOutcomes).optional(),
  county: id,
  hour: z
    .string()
    .regex(/^(?:[01]?\d|2[0-3])$/, 'expected an hour of the day, 0 to 23')
    .optional(),
};
const query = z.strictObject({
  ...filters,
  after: z
    .string()
    .regex(/^[\w.~=-]{1,200}$/, 'expected the cursor `next` of the page before')
    .optional(),
});

export const calls = {
  'GET /api/calls': {
    summary:
      'Calls as rows, newest first, those who wait longest first; never a number. Without day: all of a sitting, or the visits in progress.',
    query,
    answer: z.object({ rows: z.array(row), next: z.string().optional() }),
  },
  'GET /api/calls.csv': {
    summary: 'The same calls as a table for spreadsheet programs.',
    query: z.strictObject({ ...filters, lang: z.enum(['fa', 'en']).optional() }),
    otherTypes: ['text/csv'],
  },
} as const satisfies Record<string, Endpoint>;
