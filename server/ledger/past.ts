// The ledger as the fold reads it back.
import type { MonthOnBoard } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { EventHistory } from '../board/event-history.ts';
import { callsBetween } from './calls-of-days.ts';
import type { Ledger } from './ledger.ts';

/** `month`: how a month stands at the checkpoint that the fold begins from. */
export const pastOf = (
  ledger: Pick<Ledger, 'after' | 'bySubject' | 'bySubjects' | 'byDay'>,
  calendar: Calendar,
  month: (name: string) => string | undefined,
): EventHistory => ({
  eventsOf: (subject, before) => ledger.bySubject(subject, before - 1).map(({ event }) => event),
  entries: ledger.after,
  callsBetween: (from, to, before) => callsBetween(ledger, calendar, [from, to], before),
  sittings: (before) =>
    ledger
      .bySubjects('sitting/')
      .filter(({ position }) => position < before)
      .map(({ event }) => event),
  month: (name) => {
    const text = month(name);
    return text === undefined ? undefined : (JSON.parse(text) as MonthOnBoard);
  },
});
