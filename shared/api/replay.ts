// What a replay shows of its stretch of time at a glance.
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { count, isoMoment, moment } from './fields.ts';

const survey = z
  .object({
    from: moment,
    to: moment,
    waiting: z.array(count),
    alerts: z.array(z.object({ at: moment, rule: z.string(), subject: z.string(), level: z.enum(['watch', 'act']) })),
    sittings: z.array(z.object({ at: moment, sitting: z.string(), opens: z.boolean(), name: z.string().optional() })),
    gaps: z.array(z.object({ from: moment, to: moment, system: z.string() })),
  })
  .meta({
    id: 'ReplaySurvey',
    description:
      'waiting: the most callers who waited, in equal parts of the time, as was known then. gaps: no link to a telephone system.',
  });
export type ReplaySurvey = z.output<typeof survey>;

export const replay = {
  'GET /api/replay': {
    summary: 'A stretch of time at a glance: the curve of those who waited, alerts, sittings and gaps.',
    query: z.strictObject({ from: isoMoment, to: isoMoment }),
    answer: survey,
  },
} as const satisfies Record<string, Endpoint>;
