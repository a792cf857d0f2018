// Names of Jalali months and days in texts and files, from Intl; ordered here, because Intl puts the era somewhere else in
// each release.
import { roughTimeOf } from '../../shared/jalali-pattern.ts';
import type { Language } from '../../shared/settings.ts';

const localeOf = { fa: 'fa-IR', en: 'en-GB' } as const;
const nameOf = (month: string, lang: Language): string =>
  new Intl.DateTimeFormat(`${localeOf[lang]}-u-ca-persian`, { month: 'long', timeZone: 'UTC' }).format(
    roughTimeOf(month, 15),
  );
const plain = (value: number, lang: Language): string =>
  new Intl.NumberFormat(localeOf[lang], { useGrouping: false }).format(value);

/** "Mordad 1399" */
export const monthTitle = (month: string, lang: Language): string =>
  `${nameOf(month, lang)} ${plain(Number(month.slice(0, 4)), lang)}`;

/** "24 Mehr", without the year. */
export const dayTitle = (day: string, lang: Language = 'fa'): string =>
  `${plain(Number(day.slice(8)), lang)} ${nameOf(day.slice(0, 7), lang)}`;
