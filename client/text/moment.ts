// Moments in the province's time. The server says how many minutes east of UTC that is: an old TV's zone data is wrong
// about Tehran, so a moment is shifted by the offset and written as if it were UTC.
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { localeOf, type Lang } from './numerals.ts';

export type Moments = {
  /** 11:22 */
  clock: (ms: number, utcOffset: number) => string;
  /** The two digits of the seconds. */
  seconds: (ms: number, utcOffset: number) => string;
  /** Weekday, day, month and year of the Jalali calendar. */
  date: (ms: number, utcOffset: number) => string;
  /** Weekday and day of the month: "Wednesday 4 Azar" */
  dayOfWeek: (ms: number, utcOffset: number) => string;
  /** The clock; with its day where that is not today. */
  clockOrDay: (ms: number, now: number, utcOffset: number) => string;
  /** Where there is little room for a past moment: the clock, or the day of the month where the clock would be ambiguous. */
  clockOrDate: (ms: number, now: number, utcOffset: number) => string;
  /** "3 minutes ago" */
  ago: (seconds: number) => string;
};

/** At five past midnight nobody asks of which day a quarter to twelve was. */
const CLEAR_CLOCK_MS = 12 * HOUR;
/** More are read as days. */
const MOST_HOURS = 48;

export function moments(lang: Lang): Moments {
  const locale = localeOf[lang];
  const utc = { timeZone: 'UTC' } as const;
  const clock = new Intl.DateTimeFormat(locale, { ...utc, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
  const date = new Intl.DateTimeFormat(`${locale}-u-ca-persian`, {
    ...utc,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const shifted = (ms: number, utcOffset: number): number => ms + utcOffset * MINUTE;

  /** Ordered by whoever reads them: Intl puts a comma or an era between them that differs from one browser to the next. */
  const dateParts = (ms: number, utcOffset: number): Record<string, string> => {
    const part: Record<string, string> = {};
    for (const { type, value } of date.formatToParts(shifted(ms, utcOffset))) part[type] = value;
    return part;
  };

  const clockOf = (ms: number, utcOffset: number): string => clock.format(shifted(ms, utcOffset));
  const dayOfWeek = (ms: number, utcOffset: number): string => {
    const { weekday, day, month } = dateParts(ms, utcOffset);
    return `${weekday} ${day} ${month}`;
  };
  const dayOfMonth = (ms: number, utcOffset: number): string => {
    const { day, month } = dateParts(ms, utcOffset);
    return `${day} ${month}`;
  };
  const dayNumber = (ms: number, utcOffset: number): number => Math.floor(shifted(ms, utcOffset) / DAY);

  return {
    clock: clockOf,
    seconds: (ms) => two.format(Math.floor(ms / 1000) % 60),
    date: (ms, utcOffset) => {
      const { weekday, day, month, year, relatedYear } = dateParts(ms, utcOffset);
      return `${weekday} ${day} ${month} ${year ?? relatedYear}`;
    },
    dayOfWeek,
    clockOrDay: (ms, now, utcOffset) =>
      dayNumber(ms, utcOffset) === dayNumber(now, utcOffset)
        ? clockOf(ms, utcOffset)
        : `${clockOf(ms, utcOffset)} ${dayOfWeek(ms, utcOffset)}`,
    clockOrDate: (ms, now, utcOffset) =>
      now - ms < CLEAR_CLOCK_MS || dayNumber(ms, utcOffset) === dayNumber(now, utcOffset)
        ? clockOf(ms, utcOffset)
        : dayOfMonth(ms, utcOffset),
    ago: (seconds) =>
      seconds < 60
        ? relative.format(-Math.floor(seconds), 'second')
        : seconds < 3600
          ? relative.format(-Math.floor(seconds / 60), 'minute')
          : seconds < MOST_HOURS * 3600
            ? relative.format(-Math.floor(seconds / 3600), 'hour')
            : relative.format(-Math.floor((seconds * 1000) / DAY), 'day'),
  };
}
