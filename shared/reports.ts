// Reports that are sent by themselves: of a sitting that is over, of a day and of a month. How each is named in the log, and from
// when on and how late it may be sent.
import { DAY, HOUR, MINUTE } from './time.ts';

export const reportKinds = ['sitting', 'day', 'month'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** `day`: the day that is reported; of a sitting the day on which it closed, of a month its last day. */
export type ReportSubject = { kind: 'sitting'; sitting: string; day: string } | { kind: 'day' | 'month'; day: string };

/** A sitting's sheet waits for late facts of its last calls. */
export const SITTING_SETTLES_MS = 2 * MINUTE;
/** After the midnight that ends the day or month. */
export const REPORT_HOUR_MS = 6 * HOUR;
/** Later than that after its time a report is not sent any more. */
export const LATEST_MS: Readonly<Record<ReportKind, number>> = { sitting: DAY, day: 3 * DAY, month: 10 * DAY };
/** A report that is this late names when it was due. */
export const LATE_REPORT_MS = 30 * MINUTE;

/**
 * The name in notices, in the pattern of alerts' names: it ends with the day under which the ledger keeps what became of it, which
 * lies within the month that every node remembers. A word keeps the day apart from the digits of an id (B8).
 */
export const reportName = (report: ReportSubject): string =>
  report.kind === 'sitting'
    ? `report/sitting/${report.sitting}/day/${report.day}-1`
    : `report/${report.kind}/${report.day}-1`;

export function readReportName(name: string): ReportSubject | undefined {
  const found = /^report\/(?:(day|month)|sitting\/([^/]+)\/day)\/(\d{4}-\d\d-\d\d)-1$/.exec(name);
  if (!found) return undefined;
  const [, kind, sitting, day = ''] = found;
  if (sitting !== undefined) return { kind: 'sitting', sitting, day };
  return { kind: kind === 'day' ? 'day' : 'month', day };
}
