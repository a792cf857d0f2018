// Fields that the bodies of several routes have. What is typed there goes into the log without passing the door, so no
// citizen's number may stand in them (B8).
import { z } from 'zod';
import { digitRun, idSchema } from '../../shared/event.ts';
import { readsAsTelephone, refPattern } from '../../shared/ref.ts';

export const id = idSchema.refine((s) => !digitRun.test(s), 'no run of 8 or more digits may stand here');
export const ref = z
  .string()
  .regex(refPattern, 'expected letters, digits and "-", at most 32')
  .refine((s) => !readsAsTelephone(s), 'expected a tracking code, got a telephone number');
