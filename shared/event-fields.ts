// The fields that events are made of, each with its rule.
import { z } from 'zod';
import { LONGEST_NAME } from './account-rules.ts';
import { dayPattern, monthPattern } from './jalali-pattern.ts';
import { hidesNumber } from './number.ts';
import { LONGEST_OFFICE } from './office-of.ts';

/** Ids inside events. `__proto__` fails the pattern; `constructor` is the one lower-case name on Object.prototype. */
export const idPattern = /^[a-z0-9][a-z0-9_-]{0,63}$/;
export const idSchema = z
  .string()
  .regex(idPattern, 'expected an id: a-z, 0-9, "_" or "-", at most 64 characters, not starting with "_" or "-"')
  .refine((s) => s !== 'constructor', 'this id is reserved');

export const NO_NUMBER = 'expected no telephone number, however it is written';
export const textSchema = (most: number) =>
  z
    .string()
    .trim()
    .min(1, `expected 1 to ${most} characters`)
    .max(most, `expected 1 to ${most} characters`)
    .refine((s) => !hidesNumber(s), NO_NUMBER);

/** An alert's own name, such as `waiting/samad-sari/1405-09-03-2`: the second of that rule and subject that day. */
export const alertSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_/-]{0,149}$/, 'expected a-z, 0-9, "_", "-" and "/", at most 150 characters')
  .refine((s) => !hidesNumber(s), NO_NUMBER);

/** Years in which facts lie: a telephone number taken for milliseconds or seconds is outside of them (B8). */
export const EARLIEST = Date.UTC(2010, 0);
export const LATEST = Date.UTC(2100, 0);
export const isPossibleTime = (ms: number): boolean => ms >= EARLIEST && ms < LATEST;
/** A moment: epoch ms, or ISO 8601 with an offset. */
export const atSchema = z
  .union([z.number().int(), z.iso.datetime({ offset: true }).transform((s) => Date.parse(s))])
  .refine(isPossibleTime, 'expected epoch milliseconds or ISO 8601 with an offset, from 2010 to 2099');
export const daySchema = z.string().regex(dayPattern, 'expected a Jalali day such as 1405-09-02');
export const monthSchema = z.string().regex(monthPattern, 'expected a Jalali month such as 1405-09');

/** The longest wait or talk that an event holds. */
export const MOST_SECONDS = 1e6;
/** The greatest value or limit of an alert. */
export const MOST_LEVEL = 1e6;

/** What people write for people: one line, without the marks that turn the direction of what stands beside it. */
export const lineOfAtMost = (most: number) =>
  textSchema(most).refine(
    (s) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(s),
    'expected one line without marks of direction',
  );
/** A name on screens. */
export const nameSchema = lineOfAtMost(LONGEST_NAME);
/** The name of an office on paper, where there is more room. */
export const officeSchema = z.strictObject({ fa: lineOfAtMost(LONGEST_OFFICE), en: lineOfAtMost(LONGEST_OFFICE) });
/** A name in both languages of the screens. */
export const namesSchema = z.strictObject({ fa: nameSchema, en: nameSchema });

const envelope = {
  id: z.string().regex(/^[!-~]{1,200}$/, 'expected 1 to 200 printable ASCII characters'),
  at: atSchema,
};
/** The schema of one type of event: its own fields beside `id` and `at`. */
export const eventOf = <T extends string, S extends z.ZodRawShape>(name: T, shape: S) =>
  z.strictObject({ ...envelope, type: z.literal(name), ...shape });
