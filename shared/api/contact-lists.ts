// Contacts as lists: what they are filtered by, and how they are answered.
import { z } from 'zod';
import { caseStates, verificationResults } from '../enums.ts';
import { caseStandings } from '../promises.ts';
import { day, id, month } from './fields.ts';

export type CaseState = (typeof caseStates)[number];

const wanted = {
  month: month.optional(),
  day: day.optional(),
  from: day.optional(),
  to: day.optional(),
  ref: z.string().max(100).optional(),
  q: z.string().max(200).optional(),
  channel: id.optional(),
  county: id.optional(),
  topic: id.optional(),
  kind: id.optional(),
  agency: id.optional(),
  official: id.optional(),
  state: z.enum(caseStates).optional(),
  step: z.enum(['referred', 'answered', 'closed', ...verificationResults]).optional(),
  deadline: z
    .enum(caseStandings)
    .optional()
    .describe(
      'How the case stands by its deadline on the day on which the list is asked for, by the rules as they are then.',
    ),
};
export const contactFilters = z.strictObject(wanted);
export type ContactFilters = z.output<typeof contactFilters>;
export const contactTable = z.strictObject({ ...wanted, lang: z.enum(['fa', 'en']).optional() });
export const contactList = z.strictObject({
  ...wanted,
  sort: z.enum(['newest', 'oldest']).optional(),
  after: z
    .string()
    .regex(/^1[34]\d\d-\d\d-\d\d~\d{1,16}~[\w./-]{1,120}$/, 'expected the cursor `next` of the page before')
    .optional(),
});

/** How `q` was understood, by filter; words of it that are no name here. */
export const understood = {
  understood: z.record(z.string(), z.string()).optional(),
  unknown: z.array(z.string()).optional(),
};
