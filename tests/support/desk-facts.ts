// The facts of desks on a day, as the pages of desk times work them out from a ledger.
import { createDeskFacts, type DayFacts } from '../../server/desk-times/desk-days.ts';
import { subjectOf } from '../../server/ledger/subject.ts';
import { createPace } from '../../server/reading/pace.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY } from '../../shared/time.ts';

/** `events`: the log, in its order. */
export function deskFacts(events: readonly StoredEvent[], day: string): Promise<DayFacts> {
  const calendar = createCalendar();
  const log = events.map((event, n) => ({ position: n + 1, event }));
  const page = (after: number, limit: number, of = log) =>
    of.filter(({ position }) => position > after).slice(0, limit);
  const readFacts = createDeskFacts({
    ledger: {
      byDay: (wanted, after, limit) =>
        page(
          after,
          limit,
          log.filter(({ event }) => calendar.dayOf(event.at) === wanted),
        ),
      after: page,
      bySubject: (subject) => log.filter(({ event }) => subjectOf(event) === subject),
      bySubjects: (beginning) => log.filter(({ event }) => subjectOf(event)?.startsWith(beginning)),
      last: () => log.length,
      checkpointUpTo: () => undefined,
    },
    calendar,
    foldVersion: 0,
    foldHash: '',
    board: () => ({ desks: {} }),
    isIgnored: () => false,
    now: () => calendar.startOf(day) + DAY,
    pace: createPace(),
  });
  return readFacts(day);
}
