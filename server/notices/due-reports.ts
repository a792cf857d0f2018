// Which reports are to be sent now, and to whom. Pure, as due.ts is for alerts.
import { isQuiet, noticeId } from '../../shared/notices.ts';
import { reportKinds } from '../../shared/reports.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Book } from './book.ts';
import { isSettled, nextAttempt, type Due, type Now } from './due.ts';
import type { StoredRecipient } from '../vault/recipients.ts';
import type { DueReport, ReportSchedule } from './report-schedule.ts';

const REPORT = 'report';

export function dueReports(
  book: Book,
  recipients: readonly StoredRecipient[],
  reports: ReportSchedule,
  now: Now,
): Due[] {
  const due: Due[] = [];
  const add = (
    report: DueReport,
    recipient: StoredRecipient,
    { attempt, repeat, resumed }: { attempt: number; repeat: boolean; resumed: boolean },
  ): void => {
    const key = noticeId(report.name, recipient.id, REPORT);
    if (now.isInFlight(key)) return;
    due.push({ key, about: report.name, topic: { report }, recipient, notice: REPORT, attempt, repeat, resumed });
  };
  const present = recipients.filter(({ removedAt }) => removedAt === undefined);

  for (const state of book.notices.values()) {
    if (state.notice !== REPORT || isSettled(state)) continue;
    const next = nextAttempt(state, now);
    const recipient = next && present.find(({ id }) => id === state.recipient);
    const report = recipient && reports.named(state.alert);
    if (next && recipient && report) add(report, recipient, next);
  }

  const wanting = present.filter(({ reports: since = {} }) => reportKinds.some((kind) => since[kind] !== undefined));
  if (wanting.length === 0) return due;
  for (const report of reports.at(book.closed, now.now))
    for (const recipient of wanting) {
      const since = recipient.reports?.[report.subject.kind];
      if (since === undefined || report.dueAt < since || isQuiet(recipient.rules.quiet, now.minuteOf(now.now)))
        continue;
      if (book.noticesOf(report.name).some(({ recipient: id }) => id === recipient.id)) continue;
      add(forRecipient(report, recipient, now), recipient, { attempt: 1, repeat: false, resumed: false });
    }
  return due;
}

/** Quiet hours put its time off: what waits for their end is not late. */
function forRecipient(report: DueReport, { rules: { quiet } }: StoredRecipient, { minuteOf }: Now): DueReport {
  if (!isQuiet(quiet, minuteOf(report.dueAt)) || quiet === undefined) return report;
  const minutes = (quiet.to - minuteOf(report.dueAt) + 1_440) % 1_440;
  return { ...report, dueAt: report.dueAt + minutes * MINUTE };
}
