// A province: its counties, queues, desks, words and limits. Read from JSON once, at start.
import { z } from 'zod';
import { idSchema, NO_NUMBER } from './event-fields.ts';
import { dayPattern } from './jalali-pattern.ts';
import { hidesNumber } from './number.ts';
import { ruleFacts, type Levels, type Rule } from './rules.ts';

const id = idSchema.refine((s) => !hidesNumber(s), NO_NUMBER);
/** What screens show; `match` may have the number of a desk on a mobile, which they do not. */
const shown = z
  .string()
  .min(1)
  .refine((s) => !hidesNumber(s), NO_NUMBER);
const name = z.strictObject({ fa: shown, en: shown });
/** A name on the wall, which has room for so many characters; a plain text stands for both languages. */
const wallName = z.preprocess(
  (given) => (typeof given === 'string' ? { fa: given, en: given } : given),
  z.strictObject({ fa: shown.max(60), en: shown.max(60) }),
);
const levels = z.strictObject({ watch: z.number().positive(), act: z.number().positive() });

export const profileSchema = z.strictObject({
  id,
  name,
  timezone: z.string().default('Asia/Tehran'),
  /** The number that citizens dial. */
  line: z.string().default('111'),
  /** The office in whose name months are reported, and who signs: for the head and foot of the printed report. */
  office: z.strictObject({ name, signatory: name.optional() }).optional(),
  counties: z.record(
    id,
    z.strictObject({
      name,
      /** Column (west to east, from 0) and row (north to south) on the tile map. */
      tile: z.tuple([z.number().int().min(0).max(19), z.number().int().min(0).max(19)]),
      /** Landline prefixes in national form, such as 01133. Only those that belong to one county. */
      prefixes: z.array(z.string().regex(/^0\d{2,7}$/)).default([]),
    }),
  ),
  agencies: z.record(id, name).default({}),
  /** Official holidays beside Fridays and those of the solar calendar, by Jalali day such as 1405-04-15. */
  holidays: z.record(z.string().regex(dayPattern), name).default({}),
  /** `match`: what a dialplan may send instead of the id. */
  topics: z.record(id, z.strictObject({ ...name.shape, match: z.array(z.string()).default([]) })).default({}),
  kinds: z.record(id, name).default({}),
  /** Ways to reach the government beside telephone, message, visit and letter. `match`: other words that tables use. */
  channels: z.record(id, z.strictObject({ ...name.shape, match: z.array(z.string()).default([]) })).default({}),
  /** `match`: member name, interface or extension. */
  desks: z.record(id, z.strictObject({ name: wallName, match: z.array(z.string()).default([]) })).default({}),
  queues: z
    .record(
      id,
      z.strictObject({
        name: wallName,
        match: z.array(z.string()).default([]),
        county: id.optional(),
        /** True where only people of that county can reach this queue: then an unknown caller is from there. */
        callersFromHere: z.boolean().default(false),
      }),
    )
    .default({}),
  /** Queues of the telephone system that are not the wallboard's business. */
  ignoreQueues: z.array(z.string()).default([]),
  /** Service-level target T in seconds. */
  target: z.number().int().min(1).max(3600).default(20),
  /** People, seconds, percent (serviceLevel: act lies below watch), minutes, seconds, minutes, cases, cases,
   * false alarms a month (topicSurge: as serviceLevel). */
  thresholds: z
    .strictObject({
      waiting: levels.default(ruleFacts.waiting.usual),
      longestWait: levels.default(ruleFacts['longest-wait'].usual),
      serviceLevel: levels.default(ruleFacts['service-level'].usual),
      abandonRate: levels.default(ruleFacts['abandon-rate'].usual),
      lateOfficial: levels.default(ruleFacts['late-official'].usual),
      sourceDown: levels.default(ruleFacts['source-down'].usual),
      quietSource: levels.default(ruleFacts['quiet-source'].usual),
      casesOverdue: levels.default(ruleFacts['cases-overdue'].usual),
      casesDue: levels.default(ruleFacts['cases-due'].usual),
      topicSurge: levels.default(ruleFacts['topic-surge'].usual),
    })
    .prefault({}),
  maxTalkSeconds: z.number().int().positive().optional(),
  /** Working days before the last day of a case from which on it is about to be late. */
  dueSoonDays: z.number().int().min(1).max(30).default(2),
  /** Minutes before and after a sitting that still belong to it. */
  sitting: z.strictObject({ before: z.number().min(0), after: z.number().min(0) }).default({ before: 15, after: 30 }),
  display: z.strictObject({ topics: z.boolean() }).default({ topics: false }),
});
export type Profile = z.output<typeof profileSchema>;

/** The profile's limits by rule. */
export const levelsByRule = ({ thresholds }: Pick<Profile, 'thresholds'>): Record<Rule, Levels> => ({
  waiting: thresholds.waiting,
  'longest-wait': thresholds.longestWait,
  'service-level': thresholds.serviceLevel,
  'abandon-rate': thresholds.abandonRate,
  'late-official': thresholds.lateOfficial,
  'source-down': thresholds.sourceDown,
  'quiet-source': thresholds.quietSource,
  'cases-overdue': thresholds.casesOverdue,
  'cases-due': thresholds.casesDue,
  'topic-surge': thresholds.topicSurge,
});
