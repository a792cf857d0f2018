// Names of Jalali months and days in texts and files, from Intl; ordered here, because Intl puts the era somewhere else in
// each release.
import { roughTimeOf } from '../../shared/jalali-pattern.ts';

export type TitleLang = 'fa' | 'en';

const localeOf = { fa: 'fa-IR', en: 'en-GB' } as const;
const nameOf = (month: string, lang: TitleLang): string =>
  new Intl.DateTimeFormat(`${localeOf[lang]}-u-ca-persian`, { month: 'long', timeZone: 'UTC' }).format(
    roughTimeOf(month, 15),
  );
const plain = (value: number, lang: TitleLang): string =>
  new Intl.NumberFormat(localeOf[lang], { useGrouping: false }).format(value);

/** The number that citizens dial in Persian digits: a name, so it has no grouping and keeps leading zeros. */
export const persianLine = (line: string): string =>
  line.replace(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)));

/** "Mordad 1399" */
export const monthTitle = (month: string, lang: TitleLang): string =>
  `${nameOf(month, lang)} ${plain(Number(month.slice(0, 4)), lang)}`;

/** "24 Mehr", without the year. */
export const dayTitle = (day: string, lang: TitleLang = 'fa'): string =>
  `${plain(Number(day.slice(8)), lang)} ${nameOf(day.slice(0, 7), lang)}`;
