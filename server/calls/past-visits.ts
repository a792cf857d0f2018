// Visits read back from the ledger, each with the sitting that it belongs to, whatever its age: a day at a time, in slices.
import type { Outcome } from '../../shared/api/calls.ts';
import { DAY } from '../../shared/time.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { callWindow, type Margins } from '../../shared/call-window.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Call } from '../board/call.ts';
import { missedDesks } from '../board/counters.ts';
import type { Fold } from '../board/fold-type.ts';
import type { Sitting } from '../board/sitting.ts';
import type { Outcome as VisitOutcome, Visit } from '../board/visit.ts';
import { createDayRows } from '../reading/day-rows.ts';
import { createPace, type Pace } from '../reading/pace.ts';

/** As lists call it. */
export const outcomeOf: Record<VisitOutcome, Outcome> = {
  waiting: 'waiting',
  answered: 'answered',
  abandoned: 'abandoned',
  timeout: 'timedOut',
  key: 'leftByKey',
  empty: 'leftOtherwise',
  withdrawn: 'leftOtherwise',
  other: 'leftOtherwise',
  lost: 'lost',
};

type Parts = {
  fold: Pick<Fold, 'readCall' | 'position'>;
  ledger: Pick<Ledger, 'subjectsOfDay' | 'subjectsAfter' | 'bySubject' | 'bySubjects'>;
  calendar: Calendar;
  around: Margins;
  pace?: Pace | undefined;
};

/** Newest first; of one moment by key. */
export type PlaceOfVisit = { joinedAt: number; key: string };
/** A visit with the facts of its call. `missedBy`: desks at which it counts as missed, the first of each queue. */
export type PastVisit = PlaceOfVisit & { visit: Visit; tags: Call['tags']; missedBy: readonly string[] };

export type PastVisits = {
  /**
   * Visits of calls of which something was recorded on a day, in pieces, from a place on. A visit may be of another day. With
   * `texts`, only those whose JSON contains all of them; with `outcome`, only those that ended so.
   */
  ofDay: (
    day: string,
    behind?: PlaceOfVisit,
    texts?: readonly string[],
    outcome?: Outcome,
  ) => AsyncIterable<readonly PastVisit[]>;
  /** The visits of one sitting. */
  ofSitting: (sitting: Sitting) => Promise<Visit[]>;
  /** The same with the facts of their calls. */
  rowsOfSitting: (sitting: Sitting) => Promise<PastVisit[]>;
};

export const newestFirst = (a: PlaceOfVisit, b: PlaceOfVisit): number =>
  b.joinedAt - a.joinedAt || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

export function createPastVisits({ fold, ledger, calendar, around, pace = createPace() }: Parts): PastVisits {
  const rows = createDayRows<PlaceOfVisit, PastVisit>({
    ledger,
    pace,
    placeOf: ({ joinedAt, key }) => ({ at: joinedAt, name: key }),
    kindOf: ({ visit }) => outcomeOf[visit.outcome],
    position: () => fold.position,
    isAsked: (subject) => subject.startsWith('call/'),
    read(subject) {
      const events = ledger.bySubject(subject).map(({ event }) => event);
      return visitsOf(fold.readCall(subject.slice('call/'.length), events));
    },
  });

  const rowsOfSitting = async (sitting: Sitting): Promise<PastVisit[]> => {
    const [start, end] = callWindow(sitting, around);
    const found = new Map<string, PastVisit>();
    const last = calendar.dayOf(end + DAY);
    for (let day = calendar.dayOf(start); day <= last; day = calendar.dayAfter(day))
      for await (const piece of rows.walk(day, undefined, [JSON.stringify(sitting.id)]))
        for (const one of piece) if (one.visit.sitting === sitting.id) found.set(one.key, one);
    return [...found.values()];
  };

  return {
    ofDay: rows.walk,
    rowsOfSitting,
    ofSitting: async (sitting) => (await rowsOfSitting(sitting)).map(({ visit }) => visit),
  };
}

/** The visits of a call that the board counts or shows, as rows are made of them. */
export function visitsOf({ visits, tags }: Call): PastVisit[] {
  const missed = missedDesks(visits);
  return visits.map((visit) => ({
    joinedAt: visit.joinedAt,
    key: visit.key,
    visit,
    tags,
    missedBy: missed.filter((one) => one.visit === visit).map(({ desk }) => desk),
  }));
}
