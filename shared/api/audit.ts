// The audit: who did what, newest first, in pages.
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';

const whole = z.string().regex(/^[1-9]\d{0,15}$/, 'expected a whole number above 0');
export const pageQuery = z.strictObject({ before: whole.optional(), limit: whole.optional() });

const entry = z
  .looseObject({ position: z.number().int(), type: z.string(), at: z.number(), by: z.string().optional() })
  .meta({
    id: 'AuditEntry',
    description: 'The fields of the event, with its position in the log. Times are epoch milliseconds.',
  });
export type AuditEntry = z.output<typeof entry>;

/** The row before which the next page begins; absent after the last. */
export const next = z.number().int().optional();

export const audit = {
  'GET /api/audit': {
    summary: 'Who did what, newest first.',
    query: pageQuery,
    answer: z.object({ rows: z.array(entry), next }),
  },
} as const satisfies Record<string, Endpoint>;
