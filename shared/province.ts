// What administrators change of a province without a file, part by part; the profile is where each begins.
import { z } from 'zod';
import { idSchema, nameSchema, namesSchema, officeSchema, textSchema } from './event-fields.ts';

const MOST = 200;
const listOf = <S extends z.ZodType>(entry: S) =>
  z.record(idSchema, entry).refine((list) => Object.keys(list).length <= MOST, `expected at most ${MOST} entries`);
/** `match`: other words that tables and dialplans use. */
const matched = z.strictObject({ fa: nameSchema, en: nameSchema, match: z.array(textSchema(60)).max(20).default([]) });

export const partSchemas = {
  /** In whose name months are reported and the timetable is published. */
  office: officeSchema,
  agencies: listOf(namesSchema),
  topics: listOf(matched),
  kinds: listOf(namesSchema),
  channels: listOf(matched),
  /** The target of the service level, seconds. */
  target: z.number().int().min(1).max(3600),
  /** Minutes before and after a sitting that still belong to it. */
  sitting: z.strictObject({ before: z.number().int().min(0).max(240), after: z.number().int().min(0).max(240) }),
  /** Where conversations are cut, seconds. */
  maxTalkSeconds: z.number().int().min(30).max(86_400),
  /** Working days before the last day of a case from which on it is about to be late. */
  dueSoonDays: z.number().int().min(1).max(30),
  /** Whether displays show what a call is about. */
  topicsOnDisplays: z.boolean(),
} as const;
export type ProvincePart = keyof typeof partSchemas;
export const provinceParts = Object.keys(partSchemas) as ProvincePart[];
export type ProvinceParts = { [P in ProvincePart]?: z.output<(typeof partSchemas)[P]> | undefined };

/** As the profile has it. */
export const DEFAULT = 'default';
const orDefault = <S extends z.ZodType>(schema: S) => z.union([z.literal(DEFAULT), schema]).optional();
export const provinceChange = z.strictObject({
  office: orDefault(partSchemas.office),
  agencies: orDefault(partSchemas.agencies),
  topics: orDefault(partSchemas.topics),
  kinds: orDefault(partSchemas.kinds),
  channels: orDefault(partSchemas.channels),
  target: orDefault(partSchemas.target),
  sitting: orDefault(partSchemas.sitting),
  maxTalkSeconds: orDefault(partSchemas.maxTalkSeconds),
  dueSoonDays: orDefault(partSchemas.dueSoonDays),
  topicsOnDisplays: orDefault(partSchemas.topicsOnDisplays),
});
/** In an event: what was set, and what it was. */
export const provinceChanged = { set: provinceChange.optional(), was: provinceChange.optional() };
export type ProvinceChange = z.output<typeof provinceChange>;
