// How desks spent a day: for supervisors, in the order of their names, never ranked.
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { count, day, moment, name } from './fields.ts';

const parts = z.object({
  talking: count,
  ringing: count,
  wrapup: count,
  idle: count,
  paused: count,
  busy: count,
  unreachable: count,
  away: count,
  unknown: count,
});
const deskDay = z
  .object({
    desk: z.string(),
    name,
    signedIn: count,
    answered: count,
    parts,
    pausedBy: z.record(z.string(), count),
  })
  .meta({
    id: 'DeskDay',
    description:
      'Seconds of a desk’s day by what it did; parts add up to the day, up to now. unknown: nothing reported it, or nobody ' +
      'listened. pausedBy: pauses by reason, unknown where none was given.',
  });
export type DeskDay = z.output<typeof deskDay>;

const query = z.strictObject({ day });

export const deskTimes = {
  'GET /api/desk-times': {
    summary: 'How each desk spent a day.',
    query,
    answer: z.object({ day: z.string(), from: moment, to: moment, desks: z.array(deskDay) }),
  },
  'GET /api/desk-times.csv': {
    summary: 'The same as a table for spreadsheet programs, of up to 31 days.',
    query: z.strictObject({ from: day, to: day, lang: z.enum(['fa', 'en']).optional() }),
    otherTypes: ['text/csv'],
  },
} as const satisfies Record<string, Endpoint>;
