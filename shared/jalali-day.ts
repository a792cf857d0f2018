// Jalali days counted, so that the time between two of them is a subtraction, in a browser too.
import { roughTimeOf } from './jalali-pattern.ts';
import { DAY } from './time.ts';

const format = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Days since 1970 of a Jalali day such as "1405-09-02"; undefined when the calendar has no such day. */
export function dayNumber(day: string): number | undefined {
  const guess = Math.floor(roughTimeOf(day.slice(0, 7), Number(day.slice(8))) / DAY);
  if (Number.isNaN(guess)) return undefined;
  return [0, 1, -1, 2, -2].map((shift) => guess + shift).find((days) => dayNamed(days) === day);
}

/** Whole days from one Jalali day to another; undefined when the calendar lacks either. */
export function daysBetween(from: string, to: string): number | undefined {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  return first === undefined || last === undefined ? undefined : last - first;
}

/** The Jalali day of a number of days since 1970. */
export function dayNamed(days: number): string {
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(days * DAY)) part[type] = value;
  return `${part['year']}-${part['month']}-${part['day']}`;
}
