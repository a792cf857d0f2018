// Fields that the bodies of several routes have. What is typed there goes into the log without passing the door, so no
// citizen's number may stand in them (B8).
import { z } from 'zod';
import { idSchema, NO_NUMBER } from '../../shared/event.ts';
import { hidesNumber } from '../../shared/number.ts';
import { expectedRef, isFitRef } from '../../shared/ref.ts';

export const id = idSchema.refine((s) => !hidesNumber(s), NO_NUMBER);
/** A name or title as people write it. */
export const text = z
  .string()
  .trim()
  .min(1, 'expected 1 to 60 characters')
  .max(60, 'expected 1 to 60 characters')
  .refine((s) => !hidesNumber(s), NO_NUMBER);
export const ref = z.string().refine(isFitRef, expectedRef);
