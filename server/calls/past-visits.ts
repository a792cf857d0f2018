// Visits read back from the ledger, each with the sitting that it belongs to, whatever its age.
import type { Calendar } from '../../shared/calendar.ts';
import { callWindow, type Margins } from '../../shared/call-window.ts';
import { callsOfDay } from '../ledger/calls-of-days.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Call } from '../board/call.ts';
import type { Fold } from '../board/fold-type.ts';
import type { Sitting } from '../board/sitting.ts';
import type { Visit } from '../board/visit.ts';

const DAY = 86_400_000;

type Parts = {
  fold: Pick<Fold, 'readCall'>;
  ledger: Pick<Ledger, 'byDay' | 'bySubject'>;
  calendar: Calendar;
  around: Margins;
};

export type PastVisits = {
  /** Calls of which something was told on a day, with their visits of any day. */
  callsOf: (day: string) => Iterable<Call>;
  /** The visits of one sitting. */
  ofSitting: (sitting: Sitting) => Visit[];
};

export function createPastVisits({ fold, ledger, calendar, around }: Parts): PastVisits {
  const callsOf = function* (day: string): Iterable<Call> {
    for (const id of callsOfDay(ledger, day))
      yield fold.readCall(
        id,
        ledger.bySubject(`call/${id}`).map(({ event }) => event),
      );
  };

  return {
    callsOf,
    ofSitting(sitting) {
      const [start, end] = callWindow(sitting, around);
      const found = new Map<string, Visit>();
      const last = calendar.dayOf(end + DAY);
      for (let day = calendar.dayOf(start); day <= last; day = calendar.dayAfter(day))
        for (const { visits } of callsOf(day))
          for (const visit of visits) if (visit.sitting === sitting.id) found.set(visit.key, visit);
      return [...found.values()];
    },
  };
}
