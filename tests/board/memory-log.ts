// A log in memory for folds in tests: what the ledger answers, from a list that grows.
import type { Past } from '../../server/board/past.ts';
import { subjectOf } from '../../server/ledger/subject.ts';
import type { StoredEvent } from '../../shared/event.ts';

/** `events[n]` has the position n + 1. */
export const pastFrom = (events: readonly StoredEvent[], month: Past['month'] = () => undefined): Past => ({
  ofSubject: (subject, before) => events.slice(0, before - 1).filter((event) => subjectOf(event) === subject),
  callsBetween: (from, to, before) => {
    const ids = new Set<string>();
    for (const event of events.slice(0, before - 1))
      if (event.type.startsWith('call.') && 'call' in event && event.call && event.at >= from && event.at <= to)
        ids.add(event.call);
    return ids;
  },
  sittings: (before) => events.slice(0, before - 1).filter((event) => event.type.startsWith('sitting.')),
  month,
});
