// Moments in the province's time. The server says how many minutes east of UTC that is: an old TV's zone data is wrong
// about Tehran, so a moment is shifted by the offset and written as if it were UTC.
import { DAY } from '../../shared/time.ts';
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
  /** "3 minutes ago" */
  ago: (seconds: number) => string;
};

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
  const shifted = (ms: number, utcOffset: number): number => ms + utcOffset * 60_000;

  const dateParts = (ms: number): string => {
    const part: Record<string, string> = {};
    for (const { type, value } of date.formatToParts(ms)) part[type] = value;
    // Ordered here, because Intl puts a comma or an era between them that differs from one browser to the next.
    return `${part['weekday']} ${part['day']} ${part['month']} ${part['year'] ?? part['relatedYear']}`;
  };

  const clockOf = (ms: number, utcOffset: number): string => clock.format(shifted(ms, utcOffset));
  const dayOfWeek = (ms: number, utcOffset: number): string => {
    const part: Record<string, string> = {};
    for (const { type, value } of date.formatToParts(shifted(ms, utcOffset))) part[type] = value;
    return `${part['weekday']} ${part['day']} ${part['month']}`;
  };
  const dayNumber = (ms: number, utcOffset: number): number => Math.floor(shifted(ms, utcOffset) / DAY);

  return {
    clock: clockOf,
    seconds: (ms) => two.format(Math.floor(ms / 1000) % 60),
    date: (ms, utcOffset) => dateParts(shifted(ms, utcOffset)),
    dayOfWeek,
    clockOrDay: (ms, now, utcOffset) =>
      dayNumber(ms, utcOffset) === dayNumber(now, utcOffset)
        ? clockOf(ms, utcOffset)
        : `${clockOf(ms, utcOffset)} ${dayOfWeek(ms, utcOffset)}`,
    ago: (seconds) =>
      seconds < 60
        ? relative.format(-Math.floor(seconds), 'second')
        : seconds < 3600
          ? relative.format(-Math.floor(seconds / 60), 'minute')
          : relative.format(-Math.floor(seconds / 3600), 'hour'),
  };
}
