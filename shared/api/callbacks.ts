// Citizens who were not reached and are to be called back. No row has a number: only a handle that the telephone system can dial.
import { z } from 'zod';
import { callbackOutcomes, callbackStates } from '../callbacks.ts';
import { outcomes } from '../enums.ts';
import type { Endpoint } from './endpoint.ts';
import { count, moment, name } from './fields.ts';

const row = z
  .object({
    key: z.string(),
    state: z.enum(callbackStates),
    handle: z.exactOptional(z.string()),
    keptAt: moment,
    expiresAt: moment,
    times: count,
    queue: z.exactOptional(name),
    county: z.string(),
    topic: z.exactOptional(z.string()),
    joinedAt: z.exactOptional(moment),
    waited: z.exactOptional(z.number()),
    waitApprox: z.exactOptional(z.literal(true)),
    outcome: z.exactOptional(z.enum([...outcomes, 'refused'])),
    tries: count,
    last: z.exactOptional(z.object({ at: moment, outcome: z.enum(callbackOutcomes), by: z.exactOptional(z.string()) })),
  })
  .meta({
    id: 'Callback',
    description:
      'One citizen who was not reached. key names the row in requests. handle: what is dialled after the code, for roles that call ' +
      'back, until expiresAt. times: how often the same number called in vain. outcome: of the call, refused where no queue took ' +
      'it. last: the latest try; without by it was reported by the telephone system. Times are epoch milliseconds.',
  });
export type CallbackRow = z.output<typeof row>;

export const callbacks = {
  'GET /api/callbacks': {
    summary:
      'Citizens to be called back, the latest call first: open ones, those that are done, or those whose handle has expired.',
    query: z.strictObject({
      state: z.enum(callbackStates).optional(),
      after: z
        .string()
        .regex(/^\d{1,15}~[a-z0-9]{1,20}$/, 'expected the cursor `next` of the page before')
        .optional(),
    }),
    answer: z.object({
      counts: z.object({ open: count, done: count, expired: count }),
      rows: z.array(row),
      next: z.exactOptional(z.string()),
    }),
  },
  'POST /api/callbacks': {
    summary: 'Records what became of calling back; mistaken takes the outcome before it back. Answers with the row.',
    body: z.strictObject({
      key: z.string().regex(/^[a-z0-9]{1,20}$/, 'expected the key of a row'),
      outcome: z.enum(callbackOutcomes),
      mistaken: z.literal(true).optional(),
    }),
    answer: row,
  },
} as const satisfies Record<string, Endpoint>;
