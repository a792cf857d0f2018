// What the report of a notice is called: "report of 8 Azar 1405". Undefined for the name of an alert.
import { monthOf } from '../../shared/calendar.ts';
import { readReportName } from '../../shared/reports.ts';
import { jalaliDate } from '../text/jalali.ts';
import { monthTitle } from '../text/month-name.ts';
import type { Lang } from '../text/numerals.ts';
import type { Messages } from './notice-messages.fa.ts';

export function reportTitle(name: string, { reportOf }: Pick<Messages, 'reportOf'>, lang: Lang): string | undefined {
  const subject = readReportName(name);
  if (!subject) return undefined;
  const { kind, day } = subject;
  return reportOf[kind](kind === 'month' ? monthTitle(monthOf(day), lang) : jalaliDate(day, lang));
}
