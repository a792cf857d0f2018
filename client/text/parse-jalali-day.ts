import { latinDigits } from '../../shared/digits.ts';

/** The id of a Jalali day that somebody typed, in Persian, Arabic or Latin digits: "۱۴۰۵/۹/۳" → "1405-09-03". */
export function parseJalaliDay(text: string): string | undefined {
  const latin = latinDigits(text.trim());
  const [, year, month = '', day = ''] = /^(1[34]\d\d)[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(latin) ?? [];
  return year === undefined ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
