// Which reports there are at a moment, and when each was due. Pure: every node that has read the same log finds the same ones.
import { monthBefore, monthOf, type Calendar } from '../../shared/calendar.ts';
import {
  LATEST_MS,
  readReportName,
  REPORT_HOUR_MS,
  reportName,
  SITTING_SETTLES_MS,
  type ReportSubject,
} from '../../shared/reports.ts';
import { DAY } from '../../shared/time.ts';
import type { ClosedSitting } from './book.ts';

export type DueReport = { name: string; subject: ReportSubject; dueAt: number };
export type ReportSchedule = {
  /** Those whose time has come and that are not too old, oldest first. */
  at: (closed: ReadonlyMap<string, ClosedSitting>, now: number) => DueReport[];
  /** One that is tried again, however old it is; undefined for another name, and for a day that the calendar has not. */
  named: (name: string) => DueReport | undefined;
};

export function createReportSchedule(
  calendar: Pick<Calendar, 'dayOf' | 'startOf' | 'dayAfter' | 'lengthOf' | 'has'>,
): ReportSchedule {
  /** `subject.day` is the last day that it reports. */
  const dueAfter = (subject: ReportSubject): DueReport => ({
    name: reportName(subject),
    subject,
    dueAt: calendar.startOf(calendar.dayAfter(subject.day)) + REPORT_HOUR_MS,
  });

  return {
    at(closed, now) {
      const found: DueReport[] = [];
      for (const [sitting, { at, knownAt }] of closed) {
        if (now < knownAt + SITTING_SETTLES_MS) continue;
        const subject = { kind: 'sitting' as const, sitting, day: calendar.dayOf(at) };
        found.push({ name: reportName(subject), subject, dueAt: at + SITTING_SETTLES_MS });
      }
      // A day longer than the limit, because the hour of sending lies within the next day.
      for (let from = now - LATEST_MS.day - 2 * DAY; from < now; from += DAY)
        found.push(dueAfter({ kind: 'day', day: calendar.dayOf(from) }));
      const month = monthBefore(monthOf(calendar.dayOf(now)));
      const lastDay = String(calendar.lengthOf(month)).padStart(2, '0');
      found.push(dueAfter({ kind: 'month', day: `${month}-${lastDay}` }));
      return found
        .filter(({ subject, dueAt }) => now >= dueAt && now < dueAt + LATEST_MS[subject.kind])
        .sort((a, b) => a.dueAt - b.dueAt || (a.name < b.name ? -1 : 1));
    },

    named(name) {
      const subject = readReportName(name);
      if (!subject || !calendar.has(subject.day)) return undefined;
      // When a sitting closed is not in the name: its report counts as due with that of its day.
      return dueAfter(subject);
    },
  };
}
