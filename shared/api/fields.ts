// Fields that several routes have. What people type there goes into the log, so no citizen's number may stand in it (B8).
import { z } from 'zod';
import { idSchema, NO_NUMBER } from '../event.ts';
import { hidesNumber } from '../number.ts';
import { expectedRef, isFitRef } from '../ref.ts';

export const id = idSchema.refine((s) => !hidesNumber(s), NO_NUMBER);

export const ref = z.string().refine(isFitRef, expectedRef);

/** A line of text for people: a name, a title. */
export const text = z
  .string()
  .trim()
  .min(1, 'expected 1 to 60 characters')
  .max(60, 'expected 1 to 60 characters')
  .refine((value) => !hidesNumber(value), NO_NUMBER)
  .refine((value) => !/\p{Cc}/u.test(value), 'expected one line');

/** A day of the Jalali calendar as far as its form goes; whether the calendar has it is asked later. */
export const day = z
  .string()
  .regex(/^1[34]\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'expected a Jalali day such as 1405-09-02');
export const month = z.string().regex(/^1[34]\d\d-(?:0[1-9]|1[0-2])$/, 'expected a Jalali month such as 1405-08');

/** Epoch ms. */
export const moment = z.number().int();
export const count = z.number().int().min(0);
export const tally = z.record(z.string(), count);
export const name = z.object({ fa: z.string(), en: z.string() }).meta({ id: 'Name' });

/** A table that was pasted or uploaded; it is saved only when that is said. */
export const tableText = z.strictObject({ text: z.string(), save: z.boolean().default(false) });
