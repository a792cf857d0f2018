// Jalali days as ids such as "1405-09-04", worked out with the server's offset instead of the browser's own zone data.
import { DAY, MINUTE } from '../../shared/time.ts';
import { monthName } from './month-name.ts';
import { numerals, type Lang } from './numerals.ts';

const format = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

export function dayId(ms: number, utcOffset: number): string {
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(ms + utcOffset * MINUTE)) part[type] = value;
  return `${part['year']}-${part['month']}-${part['day']}`;
}

/** Midnight (epoch ms) before a moment. */
export const dayStartOf = (ms: number, utcOffset: number): number =>
  Math.floor((ms + utcOffset * MINUTE) / DAY) * DAY - utcOffset * MINUTE;

/** Day and month without the year: "24 Mehr". */
export const dayInMonth = (day: string, lang: Lang): string =>
  `${numerals(lang).count(Number(day.slice(8)))} ${monthName(day.slice(0, 7), lang)}`;

/** A day id as people write it: "4 Azar 1405". The month's name is Intl's. */
export const jalaliDate = (day: string, lang: Lang): string => {
  const { count } = numerals(lang);
  const year = [...day.slice(0, 4)].map((digit) => count(Number(digit))).join('');
  return `${count(Number(day.slice(8)))} ${monthName(day.slice(0, 7), lang)} ${year}`;
};
