// Jalali days and months of a time zone. A day is "1405-09-02", a month "1405-09"; both sort as strings.
import { roughTimeOf } from './jalali-pattern.ts';
import { DAY, HOUR } from './time.ts';
import { DateTime } from 'luxon';

export const TEHRAN = 'Asia/Tehran';

export type Calendar = {
  /** The Jalali day of a moment (epoch ms). */
  dayOf: (ms: number) => string;
  /** The hour of a moment in the zone, 0–23. */
  hourOf: (ms: number) => number;
  /** First millisecond of a Jalali day; RangeError when there is no such day. */
  startOf: (day: string) => number;
  /** Whether the calendar has that day: `1404-12-30` is none. */
  has: (day: string) => boolean;
  dayAfter: (day: string) => string;
  /** How many days a Jalali month has (29–31). */
  lengthOf: (month: string) => number;
  /** Minutes east of UTC at a moment. */
  utcOffset: (ms: number) => number;
};

const HALF_HOUR = HOUR / 2;
const KEPT_HALF_HOURS = 20_000;
const KEPT_DAYS = 4_000;

/** `from` and `to`: its first millisecond and that of the next. */
type Day = { name: string; from: number; to: number };

/** Month of a Jalali day. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The Jalali month before: 1405-01 → 1404-12. */
export function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/**
 * A calendar for one zone. The Persian calendar is Intl's, offsets are Luxon's. Answers are remembered: the day of
 * each half hour of UTC, as no zone here changes its day anywhere else (Tehran is +3:30; until 1401 it was +4:30 in summer).
 */
export function createCalendar(zone: string = TEHRAN): Calendar {
  const format = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const remembered = new Map<number, Day>();
  /** Most questions are about the day of the one before. */
  let last: Day = { name: '', from: Infinity, to: Infinity };

  const formatDay = (ms: number): string => {
    const parts: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(ms)) parts[type] = value;
    return `${parts['year']}-${parts['month']}-${parts['day']}`;
  };

  const look = (ms: number): Day => {
    if (ms >= last.from && ms < last.to) return last;
    const slot = Math.floor(ms / HALF_HOUR);
    let day = remembered.get(slot);
    if (!day) {
      if (remembered.size >= KEPT_HALF_HOURS) remembered.clear();
      const name = formatDay(ms);
      remembered.set(slot, (day = { name, from: startOf(name), to: startOf(dayAfter(name)) }));
    }
    return (last = day);
  };

  const hourOf = (ms: number): number => {
    const { from, to } = look(ms);
    // A day on which the clocks are changed is shorter or longer.
    return to - from === DAY ? Math.floor((ms - from) / HOUR) : DateTime.fromMillis(ms, { zone }).hour;
  };

  const findStart = (day: string): number => {
    const noSuchDay = `expected a day of the Jalali calendar, got ${day}`;
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new RangeError(noSuchDay);
    const guess = roughTimeOf(day.slice(0, 7), Number(day.slice(8)));
    for (const shift of [0, 1, -1, 2, -2]) {
      if (formatDay(guess + shift * DAY) !== day) continue;
      return DateTime.fromMillis(guess + shift * DAY, { zone })
        .startOf('day')
        .toMillis();
    }
    throw new RangeError(noSuchDay);
  };

  const starts = new Map<string, number>();
  const startOf = (day: string): number => {
    const known = starts.get(day);
    if (known !== undefined) return known;
    if (starts.size >= KEPT_DAYS) starts.clear();
    const found = findStart(day);
    starts.set(day, found);
    return found;
  };

  // Noon of the next day, so that a day of 23 or 25 hours does not matter.
  const dayAfter = (day: string): string => formatDay(startOf(day) + DAY * 1.5);

  const has = (day: string): boolean => {
    try {
      startOf(day);
      return true;
    } catch {
      return false; // RangeError: the calendar has no such day
    }
  };

  return {
    has,
    dayOf: (ms) => look(ms).name,
    hourOf,
    startOf,
    dayAfter,
    lengthOf: (month) => Math.round((startOf(`${monthAfter(month)}-01`) - startOf(`${month}-01`)) / DAY),
    utcOffset: (ms) => DateTime.fromMillis(ms, { zone }).offset,
  };
}
