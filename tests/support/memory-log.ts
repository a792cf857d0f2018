// A log in memory for folds in tests: what the ledger answers, from a list that grows.
import type { EventHistory } from '../../server/board/event-history.ts';
import { subjectOf } from '../../server/ledger/subject.ts';
import type { StoredEvent } from '../../shared/event.ts';

const upTo = (events: readonly StoredEvent[], before: number): readonly StoredEvent[] =>
  events.slice(0, Math.max(0, before - 1));

/** The events of each subject in a list that only grows, as the ledger's index has them. */
function bySubject(events: readonly StoredEvent[]): EventHistory['eventsOf'] {
  const found = new Map<string, { position: number; event: StoredEvent }[]>();
  let position = 0;
  return (subject, before) => {
    for (const event of events.slice(position)) {
      position++;
      const of = subjectOf(event);
      if (of === undefined) continue;
      const its = found.get(of);
      if (its) its.push({ position, event });
      else found.set(of, [{ position, event }]);
    }
    return (found.get(subject) ?? []).flatMap((one) => (one.position < before ? one.event : []));
  };
}

/** `events[n]` has the position n + 1. */
export const pastFrom = (
  events: readonly StoredEvent[],
  month: EventHistory['month'] = () => undefined,
): EventHistory => ({
  eventsOf: bySubject(events),
  entries: (after, limit) => events.slice(after, after + limit).map((event, n) => ({ position: after + n + 1, event })),
  callsBetween: (from, to, before) => {
    const ids = new Set<string>();
    for (const event of upTo(events, before))
      if (event.type.startsWith('call.') && 'call' in event && event.call && event.at >= from && event.at <= to)
        ids.add(event.call);
    return ids;
  },
  sittings: (before) => upTo(events, before).filter((event) => event.type.startsWith('sitting.')),
  month,
});
