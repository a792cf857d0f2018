// Reports of a sitting and of a day, worked out from the log whenever somebody asks or one is sent.
import type { DayReport, SittingReport } from '../../shared/api/reports.ts';
import type { SittingRow } from '../../shared/api/sittings.ts';
import type { Tally } from '../../shared/board.ts';
import { monthOf, type Calendar } from '../../shared/calendar.ts';
import type { AlertHistory } from '../alerts/alert-history.ts';
import { sumAlerts } from '../alerts/past-alert.ts';
import type { PastVisits } from '../calls/past-visits.ts';
import type { ContactRows } from '../contacts/contact-rows.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dayOfAlert } from '../ledger/subject.ts';
import type { Pace } from '../reading/pace.ts';
import type { History } from '../sittings/history.ts';
import type { Timetable } from '../sittings/timetable.ts';
import { callsOfDay } from './day-calls.ts';
import { countIn, sittingReport } from './sitting-report.ts';

type Parts = {
  timetable: Pick<Timetable, 'one' | 'between'>;
  history: Pick<History, 'find'>;
  past: Pick<PastVisits, 'ofDay' | 'rowsOfSitting'>;
  contacts: Pick<ContactRows, 'ofDay'>;
  alerts: Pick<AlertHistory, 'ofMonth' | 'ofSitting'>;
  ledger: Pick<Ledger, 'byDay'>;
  calendar: Calendar;
  pace: Pace;
  /** An official by the names that people gave. */
  called: (official: SittingRow['official']) => Omit<SittingRow['official'], 'id'>;
  now: () => number;
};

export type Reports = {
  /** Undefined: there is no such sitting. */
  sitting: (id: string) => Promise<SittingReport | undefined>;
  /** The calendar has that day. */
  day: (day: string) => Promise<DayReport>;
};

export function createReports({
  timetable,
  history,
  past,
  contacts,
  alerts,
  ledger,
  calendar,
  pace,
  called,
  now,
}: Parts): Reports {
  const rowOf = async (id: string): Promise<SittingRow | undefined> => {
    const row = await timetable.one(id);
    return row && { ...row, official: { ...called(row.official), id: row.official.id } };
  };
  const contactsOf = async (day: string) => {
    const [byChannel, byCounty, byTopic, byKind]: [Tally, Tally, Tally, Tally] = [{}, {}, {}, {}];
    let count = 0;
    for await (const piece of contacts.ofDay(day))
      for (const { row } of piece) {
        count += 1;
        countIn(byChannel, row.channel);
        countIn(byCounty, row.county);
        countIn(byTopic, row.topic);
        countIn(byKind, row.kind);
      }
    return { contacts: count, byChannel, byCounty, byTopic, byKind };
  };

  return {
    async sitting(id) {
      const sitting = history.find(id);
      const row = sitting && (await rowOf(id));
      if (!sitting || !row) return undefined;
      const visits = await past.rowsOfSitting(sitting);
      return sittingReport({ row, visits, alerts: alerts.ofSitting(id, sitting).length, asOf: now() });
    },
    async day(day) {
      const [from, to] = [calendar.startOf(day), calendar.startOf(calendar.dayAfter(day))];
      const calls = await callsOfDay(day, { past, ledger, calendar, pace });
      const tallies = await contactsOf(day);
      const begun = timetable.between(from, to).filter((sitting) => sitting.from >= from);
      const sittings = (await Promise.all(begun.map(({ id }) => rowOf(id)))).filter((one) => one !== undefined);
      const raised = alerts.ofMonth(monthOf(day)).filter(({ alert }) => dayOfAlert(alert) === day);
      const asOf = now();
      return { asOf, day, from, to, isOver: asOf >= to, ...tallies, calls, sittings, alerts: sumAlerts(raised, asOf) };
    },
  };
}
