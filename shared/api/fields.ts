// Fields that several routes have. Their rules are those of events; the door checks again what goes into the log.
import { z } from 'zod';
import { daySchema, idSchema, monthSchema, textSchema } from '../event-fields.ts';

export const id = idSchema;
/** A tracking code; the door checks its form. */
export const ref = z.string().max(100);

/** A line of text for people: a name, a title. */
export const text = textSchema(60).refine((value) => !/\p{Cc}/u.test(value), 'expected one line');

/** A day of the Jalali calendar as far as its form goes; whether the calendar has it is asked later. */
export const day = daySchema;
export const month = monthSchema;

/** In a query: ISO 8601 with an offset. */
export const isoMoment = z
  .string()
  .max(40)
  .refine(
    (value) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(value) &&
      !Number.isNaN(Date.parse(value)),
    'expected a time such as 2026-11-30T10:32:00+03:30',
  );

/** Epoch ms. */
export const moment = z.number().int();
export const count = z.number().int().min(0);
export const tally = z.record(z.string(), count);
/** `names`, `titles`: in both languages, where somebody gave them so. */
const both = z.exactOptional(z.object({ fa: z.string(), en: z.string() }));
export const official = z.object({
  name: z.string(),
  names: both,
  title: z.exactOptional(z.string()),
  titles: both,
});
export const name = z.object({ fa: z.string(), en: z.string() }).meta({ id: 'Name' });

/** A table that was pasted or uploaded; it is saved only when `save` is set. */
export const tableText = z.strictObject({ text: z.string(), save: z.boolean().default(false) });
