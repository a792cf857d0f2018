// What single cells of a timetable contain: dates, times, digits of any script. Pure.
import { latinDigits } from '../../shared/digits.ts';
import { replaceNumbers } from '../../shared/number.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Calendar } from '../../shared/calendar.ts';

/** Persian and Arabic digits as Latin ones; all sorts of dashes and spaces as one. */
export const plain = (cell: string): string =>
  latinDigits(cell)
    .replace(/[‐-―−]/g, '-')
    .replace(/[\s\u200b-\u200f\u2060]+/g, ' ')
    .trim();

const MOST_REPEATED = 60;
/** What an answer repeats of a cell: no citizen's number, which may stand in any column (B8). */
export const repeated = (cell: string): string => replaceNumbers(cell, () => '…').slice(0, MOST_REPEATED);

// The underscore is how our own CSV writes days.
const datePattern = /(?<!\d)(\d{4}|\d{2})\s*[/._-]\s*(\d{1,2})\s*[/._-]\s*(\d{1,2})(?!\d)/;

export const looksLikeDate = (cell: string): boolean => datePattern.test(plain(cell));

/**
 * The Jalali day in a cell such as `1398/11/02`, `98/11/02` or `چهارشنبه ۹۸/۱۱/۲`; of two digits the year nearest to
 * `today`. Undefined when there is none or the calendar lacks it; a year of another calendar is no year of ours.
 */
export function dayIn(cell: string, today: string, calendar: Calendar): string | undefined {
  const [, year = '', month = '', day = ''] = datePattern.exec(plain(cell)) ?? [];
  if (year === '') return undefined;
  const thisYear = Number(today.slice(0, 4));
  const century = Math.round((thisYear - Number(year)) / 100) * 100;
  const full = year.length === 4 ? Number(year) : Number(year) + century;
  const name = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return /^1[34]/.test(name) && calendar.has(name) ? name : undefined;
}

const clock = String.raw`(\d{1,2})(?:\s*[:.٫]\s*(\d{1,2}))?`;
const spanPattern = new RegExp(String.raw`(?<![\d/])${clock}\s*(?:-|تا|الی|to)\s*${clock}(?![\d/])`, 'i');
const clockPattern = new RegExp(String.raw`^\D*${clock}\D*$`);

export const looksLikeSpan = (cell: string): boolean => spanPattern.test(plain(cell));

/** Minutes since midnight of `8-9:45`, `۸ تا ۹:۴۵`, `8:00–9:45`; undefined when there is no such time of day. */
export function spanIn(cell: string): [from: number, to: number] | undefined {
  const [, fromHour, fromMinute, toHour, toMinute] = spanPattern.exec(plain(cell)) ?? [];
  const from = minutes(fromHour, fromMinute);
  const to = minutes(toHour, toMinute);
  return from === undefined || to === undefined ? undefined : [from, to];
}

/** Minutes since midnight of a cell with one time of day. */
export function clockIn(cell: string): number | undefined {
  const [, hour, minute] = clockPattern.exec(plain(cell)) ?? [];
  return minutes(hour, minute);
}

function minutes(hour: string | undefined, minute = '0'): number | undefined {
  if (hour === undefined) return undefined;
  const value = Number(hour) * 60 + Number(minute);
  return Number(minute) > 59 || value > 24 * 60 ? undefined : value;
}

/** The moment (epoch ms) `minutes` after a day's midnight. */
export const momentOf = (day: string, minute: number, calendar: Calendar): number =>
  calendar.startOf(day) + minute * MINUTE;
