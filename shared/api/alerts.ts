// Limits of alerts, and which alerts people have seen.
import { z } from 'zod';
import { idSchema, MOST_LEVEL } from '../event.ts';
import { rules } from '../rules.ts';
import type { Endpoint } from './endpoint.ts';

const rule = z.enum(rules);
const subject = idSchema;
const limit = z.number().min(0).max(MOST_LEVEL).nullable();
const threshold = z
  .object({ rule, subject: subject.optional(), watch: z.number(), act: z.number() })
  .meta({ id: 'Threshold', description: 'People, seconds, percent or minutes, as the rule has it; subject: a queue.' });
const times = z.object({ times: z.number().int(), seconds: z.number() });
const preview = z
  .object({ watch: times, act: times })
  .meta({ id: 'ThresholdPreview', description: 'How often today’s alerts would have been raised, and for how long.' });
export type ThresholdPreview = z.output<typeof preview>;

const trial = z.strictObject({
  rule,
  subject: subject.optional(),
  watch: z.coerce.number<number | string>().min(0).max(MOST_LEVEL),
  act: z.coerce.number<number | string>().min(0).max(MOST_LEVEL),
});
export type ThresholdTrial = z.output<typeof trial>;

export const alerts = {
  'GET /api/thresholds': { summary: 'The limits in force.', answer: z.object({ thresholds: z.array(threshold) }) },
  'GET /api/thresholds/preview': {
    summary: 'What limits would have done today; no preview where calls alone cannot tell.',
    query: trial,
    answer: z.object({ preview: preview.optional() }),
  },
  'PUT /api/thresholds': {
    summary: 'Sets the limits of a rule; null takes one away.',
    body: z.strictObject({ rule, subject: subject.optional(), watch: limit, act: limit }),
    answer: threshold,
  },
  'POST /api/alerts/seen': {
    summary: 'Records that somebody has seen an alert.',
    body: z.strictObject({ alert: z.string().min(1).max(150) }),
    answer: z.object({ alert: z.string(), seenBy: z.string() }),
  },
} as const satisfies Record<string, Endpoint>;
