// What would have been: a sitting that is over, simulated with more desks, more time or shorter talks.
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { silences } from '../what-if.ts';
import { count } from './fields.ts';

const outcome = z
  .object({ answered: count, gaveUp: count, unreached: count })
  .meta({ description: 'Together all callers; unreached still waited when the last desk had closed.' });
const range = z.object({ low: count, middle: count, high: count });
export type Range = z.output<typeof range>;

const answer = z
  .object({
    silent: z.enum(silences).optional(),
    talks: count,
    leastTalks: count,
    found: z
      .object({
        queue: z.string(),
        desks: count,
        hungUp: count,
        simulations: count,
        real: outcome,
        then: z.object({ answered: range, gaveUp: range, unreached: range }),
      })
      .optional(),
    accuracy: z.object({ tested: count, within: count }).optional(),
  })
  .meta({
    id: 'WhatIf',
    description:
      'In eight of ten simulations each count lies between low and high. accuracy: of so many earlier sittings, the second half of so many had a number of answers within the range that was simulated from the first half. silent: why nothing was simulated.',
  });
export type WhatIf = z.output<typeof answer>;

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));

export const whatIf = {
  'GET /api/sittings/:id/what-if': {
    summary:
      'What a sitting that is over would have brought with more desks, more minutes, or talks cut after talkLimit seconds; as a range.',
    query: z.strictObject({
      desks: whole(0, 5).optional(),
      minutes: whole(0, 120).optional(),
      talkLimit: whole(60, 3_600).optional(),
    }),
    answer,
  },
} as const satisfies Record<string, Endpoint>;
