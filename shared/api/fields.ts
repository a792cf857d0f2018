// Fields that several routes have. Their rules are those of events; the door checks again what goes into the log.
import { z } from 'zod';
import { daySchema, idSchema, monthSchema, textSchema } from '../event.ts';

export const id = idSchema;
/** A tracking code; the door checks its form. */
export const ref = z.string().max(100);

/** A line of text for people: a name, a title. */
export const text = textSchema(60).refine((value) => !/\p{Cc}/u.test(value), 'expected one line');

/** A day of the Jalali calendar as far as its form goes; whether the calendar has it is asked later. */
export const day = daySchema;
export const month = monthSchema;

/** Epoch ms. */
export const moment = z.number().int();
export const count = z.number().int().min(0);
export const tally = z.record(z.string(), count);
export const name = z.object({ fa: z.string(), en: z.string() }).meta({ id: 'Name' });

/** A table that was pasted or uploaded; it is saved only when `save` is set. */
export const tableText = z.strictObject({ text: z.string(), save: z.boolean().default(false) });
