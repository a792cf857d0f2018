// Campaigns: spans with a name, such as the days of an official's visit, and the shifts in them.
import type { Calendar } from './calendar.ts';
import { DAY, HOUR, MINUTE } from './time.ts';

export const CAMPAIGN_NAME = 60;
export const MOST_SHIFTS = 12;
export const MOST_QUEUES = 50;
/** The longest campaign. */
export const CAMPAIGN_LONGEST_MS = 31 * DAY;
export const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Of every day: times such as 08:00 in the province. One that ends no later than it begins ends on the next day. */
export type DailyShift = { from: string; to: string };
export type Span = { from: number; to: number };

const msOf = (time: string): number => Number(time.slice(0, 2)) * HOUR + Number(time.slice(3)) * MINUTE;
const lengthOf = ({ from, to }: DailyShift): number => (msOf(to) - msOf(from) + DAY) % DAY || DAY;

/** Whether two shifts overlap on some day. */
export const doShiftsOverlap = (shifts: readonly DailyShift[]): boolean =>
  shifts.some((one, n) => shifts.slice(n + 1).some((other) => overlaps(one, other) || overlaps(other, one)));
/** Whether `other` begins while `one` lasts, on the same day or the next one. */
const overlaps = (one: DailyShift, other: DailyShift): boolean =>
  (msOf(other.from) - msOf(one.from) + DAY) % DAY < lengthOf(one);

/** The shifts in a span, in order, cut at its ends; without any, its days in the province. */
export function shiftsIn({ from, to }: Span, shifts: readonly DailyShift[], calendar: Calendar): Span[] {
  const spans: Span[] = [];
  // A shift of the day before may reach into the first day.
  for (let day = calendar.dayOf(from - DAY); calendar.startOf(day) < to; day = calendar.dayAfter(day)) {
    const start = calendar.startOf(day);
    const ofDay = shifts.map((shift) => ({
      from: start + msOf(shift.from),
      to: start + msOf(shift.from) + lengthOf(shift),
    }));
    spans.push(...(shifts.length > 0 ? ofDay : [{ from: start, to: calendar.startOf(calendar.dayAfter(day)) }]));
  }
  return spans
    .map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .filter((span) => span.from < span.to)
    .sort((a, b) => a.from - b.from);
}
