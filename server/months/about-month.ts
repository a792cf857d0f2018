// What stands on every page of a month's workbook.
import type { MonthPage } from '../../shared/api/months.ts';
import { persianDigits } from '../../shared/digits.ts';
import { dayTitle, monthTitle } from './month-title.ts';
import type { About } from './xlsx-print.ts';

type Parts = { province: { fa: string; line: string }; office: string; writtenAt: number };

export const aboutMonth = ({ month, today }: MonthPage, { province, office, writtenAt }: Parts): About => ({
  title: `گزارش ${monthTitle(month, 'fa')} · سامانهٔ ${persianDigits(province.line)} · استان ${province.fa}`,
  note: `تاریخ تهیه: ${dayTitle(today)} ${monthTitle(today.slice(0, 7), 'fa').split(' ').at(-1)}`,
  creator: office,
  writtenAt,
});
