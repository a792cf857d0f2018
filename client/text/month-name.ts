// The name of a Jalali month such as "1405-09", from Intl.
import { roughTimeOf } from '../../shared/jalali-pattern.ts';
import { localeOf, type Lang } from './numerals.ts';

const namesIn = (lang: Lang): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(`${localeOf[lang]}-u-ca-persian`, { month: 'long', timeZone: 'UTC' });
const names = { fa: namesIn('fa'), en: namesIn('en') };

const known = new Map<string, string>();

/** Kept: a wall asks for the same few with every patch. */
export function monthName(month: string, lang: Lang): string {
  const key = `${lang}${month}`;
  let name = known.get(key);
  if (name === undefined) known.set(key, (name = names[lang].format(roughTimeOf(month, 15))));
  return name;
}

/** In Persian with the word for month: «دی‌ماه», and «آذرماه» after a letter that joins to none. */
export const withMonthWord = (name: string): string => `${name}${/[ادذرزژو]$/.test(name) ? '' : '\u200c'}ماه`;

/** Months 1–6 have 31 days, the others 30; Esfand's 30th stays an empty place in common years. */
export const placesOf = (month: string): number => (Number(month.slice(5)) <= 6 ? 31 : 30);

/** Name and year: "Azar 1405". */
export function monthTitle(month: string, lang: Lang): string {
  const year = new Intl.NumberFormat(localeOf[lang], { useGrouping: false }).format(Number(month.slice(0, 4)));
  return `${monthName(month, lang)} ${year}`;
}
