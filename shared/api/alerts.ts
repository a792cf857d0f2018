// Limits of alerts, and which alerts people have seen.
import { z } from 'zod';
import { alertActions, REMARK_MOST } from '../alert-actions.ts';
import { idSchema, lineOfAtMost, MOST_LEVEL } from '../event-fields.ts';
import { rules } from '../rules.ts';
import type { Endpoint } from './endpoint.ts';
import { count, id, moment, month } from './fields.ts';

const rule = z.enum(rules);
const subject = idSchema;
const limit = z.number().min(0).max(MOST_LEVEL).nullable();
const threshold = z.object({ rule, subject: subject.optional(), watch: z.number(), act: z.number() }).meta({
  id: 'Threshold',
  description:
    'People, seconds, percent, minutes, cases or false alarms a month, as the rule has it; subject: a queue or an agency.',
});
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

const action = z.enum(alertActions);
const remark = lineOfAtMost(REMARK_MOST);
const pastAlert = z
  .object({
    alert: z.string(),
    rule: z.string(),
    subject: z.string(),
    level: z.enum(['watch', 'act']),
    value: z.number(),
    limit: z.number(),
    calls: count.optional(),
    usual: z.number().optional(),
    minutes: count.optional(),
    since: moment,
    clearedAt: moment.optional(),
    seenBy: z.string().optional(),
    seenAt: moment.optional(),
    done: z.array(z.object({ at: moment, by: z.string(), action: action.optional(), remark: z.string().optional() })),
    name: z.string().optional(),
  })
  .meta({
    id: 'PastAlert',
    description:
      'level, value and limit are those of its gravest step; calls, usual and minutes: of a surge; name: the official, where the subject is a sitting.',
  });
export type PastAlert = z.output<typeof pastAlert>;
export const alertSum = z
  .object({ times: count, seconds: count, seen: count, done: count, medianToSeen: count.optional() })
  .meta({ id: 'AlertSum', description: 'Alerts of a rule; medianToSeen in seconds, of those that somebody saw.' });
export type AlertSum = z.output<typeof alertSum>;

export const alerts = {
  'GET /api/alerts': {
    summary: 'The alerts of a month or of the time of a sitting, newest first, with sums by rule.',
    query: z.strictObject({
      month: month.optional(),
      sitting: id.optional(),
      /** `next` of the page before. */
      after: z.string().min(1).max(150).optional(),
    }),
    answer: z.object({
      month: z.string().optional(),
      alerts: z.array(pastAlert),
      /** How many there are; those that are listed are a page of them, the sums count all. */
      count,
      /** There are older ones, which `after` asks for. */
      next: z.string().optional(),
      byRule: z.record(z.string(), alertSum),
    }),
  },
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
    summary: 'Records that somebody has seen an alert, and what was done; that also when it is over.',
    body: z.strictObject({
      alert: z.string().min(1).max(150),
      action: action.optional(),
      remark: remark.optional(),
    }),
    answer: z.object({ alert: z.string(), seenBy: z.string() }),
  },
} as const satisfies Record<string, Endpoint>;
