// Alerts of a month, or of one sitting's time, read from the ledger when they are asked for: memory does not grow with history (B7).
import type { PastAlert } from '../../shared/api/alerts.ts';
import { monthAfter, monthOf, type Calendar } from '../../shared/calendar.ts';
import { isCaseRule, PROVINCE } from '../../shared/rules.ts';
import type { AlertEvent } from '../board/alerts.ts';
import type { Sitting } from '../board/sitting.ts';
import { dayOfAlert } from '../ledger/subject.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { isAlertEvent, readAlert } from './past-alert.ts';

export type AlertHistory = {
  /** Those that were raised in a Jalali month, newest first. */
  ofMonth: (month: string) => PastAlert[];
  /** Those that were on during a sitting and about it, its queue, a telephone system or the province. */
  ofSitting: (id: string, sitting: Pick<Sitting, 'from' | 'to' | 'queue'>) => PastAlert[];
  one: (alert: string) => PastAlert | undefined;
};

type Parts = { ledger: Pick<Ledger, 'bySubject' | 'bySubjects' | 'byMonth'>; calendar: Pick<Calendar, 'dayOf'> };

export function createAlertHistory({ ledger, calendar }: Parts): AlertHistory {
  const firstOf = (month: string): number | undefined => ledger.byMonth(month, 0, 1)[0]?.position;

  const eventsOf = (alert: string): AlertEvent[] =>
    ledger.bySubject(`alert/${alert}`).flatMap(({ event }) => (isAlertEvent(event) ? [event] : []));

  const ofMonth = (month: string): PastAlert[] => {
    const from = firstOf(month);
    if (from === undefined) return [];
    // An alert that lasts into the next month is read to its end there; one of cases may last longer and is read by itself.
    const upTo = firstOf(monthAfter(monthAfter(month)));
    const events = new Map<string, AlertEvent[]>();
    for (const { event } of ledger.bySubjects('alert/', from - 1, upTo)) {
      if (!isAlertEvent(event) || !dayOfAlert(event.alert).startsWith(`${month}-`)) continue;
      events.set(event.alert, [...(events.get(event.alert) ?? []), event]);
    }
    return [...events]
      .flatMap(([alert, some]) => {
        const isOver = upTo === undefined || some.some(({ type }) => type === 'alert.cleared');
        return readAlert(alert, isOver ? some : eventsOf(alert)) ?? [];
      })
      .toSorted((a, b) => b.since - a.since || (a.alert < b.alert ? 1 : -1));
  };

  return {
    ofMonth,
    ofSitting: (id, { from, to, queue }) =>
      ofMonth(monthOf(calendar.dayOf(from))).filter(({ rule, subject, since, clearedAt = Infinity }) => {
        // Overdue cases have nothing to do with a sitting.
        if (isCaseRule(rule) || since >= to || clearedAt <= from) return false;
        return rule === 'source-down' || rule === 'quiet-source' || [PROVINCE, id, queue].includes(subject);
      }),
    one: (alert) => readAlert(alert, eventsOf(alert)),
  };
}
