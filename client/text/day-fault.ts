// Why what somebody typed is no day that can be taken, so that a field says it at once.
import { foreignDay, type ForeignDay } from '../../shared/foreign-day.ts';
import { dayNumber } from '../../shared/jalali-day.ts';
import { dayId } from './jalali.ts';
import { parseJalaliDay } from './parse-jalali-day.ts';
import { TEHRAN_OFFSET } from './tehran.ts';

export type DayFault = { code: 'form' | 'no-such-day' | 'not-yet' } | { code: 'other-calendar'; foreign: ForeignDay };

/** Undefined for an empty text and a fit day. `today`: Jalali, by the server's clock; without it a later day is no fault. */
export function dayFault(text: string, today?: string): DayFault | undefined {
  if (text.trim() === '') return undefined;
  const foreign = foreignDay(text, today ?? dayId(Date.now(), TEHRAN_OFFSET));
  if (foreign) return { code: 'other-calendar', foreign };
  const day = parseJalaliDay(text);
  if (day === undefined) return { code: 'form' };
  if (dayNumber(day) === undefined) return { code: 'no-such-day' };
  return today !== undefined && day > today ? { code: 'not-yet' } : undefined;
}
