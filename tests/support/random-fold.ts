// A real fold that lives through the endless events, for pages that must live through very many patches.
import { createFold } from '../../server/board/fold.ts';
import { subjectOf } from '../../server/ledger/subject.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { onWire } from '../../server/profiles/on-wire.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { LogEntry } from '../../shared/event.ts';
import { randomEvents, type RandomEventsOptions } from './random-events.ts';

/** Of calls that ended long ago nothing is read back. */
const SUBJECTS_KEPT = 20_000;

export function createRandomFold(living: RandomEventsOptions) {
  const profile = loadProfile('mazandaran');
  const calendar = createCalendar(profile.timezone);
  const bySubject = new Map<string, LogEntry[]>();
  const fold = createFold({
    profile,
    calendar,
    past: {
      eventsOf: (subject, before) =>
        (bySubject.get(subject) ?? []).filter(({ position }) => position < before).map(({ event }) => event),
      callsBetween: () => [],
      entries: () => [],
      sittings: () => [],
      month: () => undefined,
    },
  });
  const events = randomEvents(living);
  let next = events.next().value;
  let position = 0;
  let told = living.from;

  return {
    fold,
    profile: onWire(profile),
    /** The time of the latest event, epoch ms. */
    now: (): number => told,
    /** When the next event happens. */
    due: (): number => next.at,
    /** Folds one event. */
    step(): void {
      const event = next;
      next = events.next().value;
      const entry = { position: ++position, event };
      const subject = subjectOf(event);
      if (subject !== undefined) bySubject.set(subject, [...(bySubject.get(subject) ?? []), entry]);
      if (bySubject.size > SUBJECTS_KEPT) bySubject.delete(bySubject.keys().next().value ?? '');
      fold.apply(entry);
      told = Math.max(told, event.at);
    },
  };
}
