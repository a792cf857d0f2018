// A date that was written by another calendar than ours, and which Jalali days it may be.
import { latinDigits } from './digits.ts';
import { dayNamed, dayNumber } from './jalali-day.ts';
import { DAY } from './time.ts';

/** `days`: one Jalali day, or two where a date such as 3/4/2026 may be read in two ways; the likelier one first. */
export type ForeignDay = { calendar: 'gregorian' | 'lunar'; days: readonly [string, ...string[]] };

const NUMBERS = /^(\d{1,4})\s*[/._-]\s*(\d{1,2})\s*[/._-]\s*(\d{1,4})$/;
/** A Jalali year so far ahead of today is a year of the lunar calendar. */
const YEARS_AHEAD = 10;

const lunar = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** Undefined for a Jalali day and for what is no date at all. `today`: Jalali. A time of day behind the date is left out. */
export function foreignDay(written: string, today: string): ForeignDay | undefined {
  const date = latinDigits(written.trim()).replace(/[\sT]+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm])?$/, '');
  const [, first = '', second = '', third = ''] = NUMBERS.exec(date) ?? [];
  if (first.length === 4) {
    const [year, month, day] = [Number(first), Number(second), Number(third)];
    if (isGregorianYear(year)) return named('gregorian', [gregorian(year, month, day)]);
    const isAhead = year >= Number(today.slice(0, 4)) + YEARS_AHEAD && year < 1500;
    return isAhead ? named('lunar', [lunarDay(year, month, day)]) : undefined;
  }
  const year = Number(third);
  if (third.length !== 4 || !isGregorianYear(year)) return undefined;
  const readings = [gregorian(year, Number(second), Number(first)), gregorian(year, Number(first), Number(second))];
  // What has not come yet was hardly meant.
  const isPast = (days: number | undefined): boolean => days !== undefined && dayNamed(days) <= today;
  return named('gregorian', [...readings.filter(isPast), ...readings.filter((days) => !isPast(days))]);
}

const isGregorianYear = (year: number): boolean => year >= 1900 && year < 2100;

function named(calendar: ForeignDay['calendar'], found: readonly (number | undefined)[]): ForeignDay | undefined {
  const days = new Set(found.flatMap((one) => (one === undefined ? [] : [dayNamed(one)])));
  const [first, ...others] = days;
  return first === undefined ? undefined : { calendar, days: [first, ...others] };
}

/** Days since 1970; undefined when there is no such day. */
function gregorian(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY : undefined;
}

/** A lunar year has 354 or 355 days, so the search begins near and ends soon. */
function lunarDay(year: number, month: number, day: number): number | undefined {
  const epoch = dayNumber('1400-05-19') ?? 0; // 1 Muharram 1443
  const guess = epoch + Math.round((year - 1443) * 354.367 + (month - 1) * 29.53 + day - 1);
  for (let days = guess - 4; days <= guess + 4; days++) {
    const part: Record<string, string> = {};
    for (const { type, value } of lunar.formatToParts(days * DAY)) part[type] = value;
    if (Number(part['year']) === year && Number(part['month']) === month && Number(part['day']) === day) return days;
  }
  return undefined;
}
