// The fields of the event by which a province sets within how many days an agency has to answer. It counts for cases that are
// referred from a day on; without days an earlier rule for the same kind and agency is taken back.
import { z } from 'zod';
import { dayCounts } from './enums.ts';
import { MOST_DEADLINE_DAYS } from './deadlines.ts';
import { dayPattern } from './jalali-pattern.ts';

export const deadlineDays = z.number().int().min(1).max(MOST_DEADLINE_DAYS);
export const dayCount = z.enum(dayCounts);
export const deadline = {
  from: z.string().regex(dayPattern, 'expected a Jalali day such as 1405-09-02'),
  days: deadlineDays.optional(),
  count: dayCount,
};
