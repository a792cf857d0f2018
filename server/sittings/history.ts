// All sittings that were ever planned: the fold keeps only those of the months on the board (B7). Read from the ledger once and
// brought up to date by what was recorded since, because there are years of them and every page asks.
import type { Ledger } from '../ledger/ledger.ts';
import { createUnread } from '../ledger/unread.ts';
import { isSittingEvent, readSitting, withEvent, type Sitting, type SittingFacts } from '../board/sitting.ts';

export type History = {
  all: () => Sitting[];
  find: (id: string) => Sitting | undefined;
  /** Grows with every edit of any sitting. */
  edition: () => number;
};

export function createHistory(ledger: Pick<Ledger, 'bySubject' | 'bySubjects' | 'last'>): History {
  const facts = new Map<string, SittingFacts>();
  const sittings = new Map<string, Sitting>();
  const unread = createUnread(ledger, 'sitting/');
  let edition = 0;

  const update = (): void => {
    const changed = new Set<string>();
    for (const { event } of unread()) {
      if (!isSittingEvent(event)) continue;
      facts.set(event.sitting, withEvent(facts.get(event.sitting) ?? {}, event));
      changed.add(event.sitting);
    }
    if (changed.size > 0) edition += 1;
    for (const id of changed) {
      const sitting = readSitting(id, facts.get(id) ?? {});
      if (sitting) sittings.set(id, sitting);
    }
  };
  update();

  return {
    all: () => {
      update();
      return [...sittings.values()];
    },
    edition: () => {
      update();
      return edition;
    },
    find: (id) => {
      let one: SittingFacts = {};
      for (const { event } of ledger.bySubject(`sitting/${id}`)) if (isSittingEvent(event)) one = withEvent(one, event);
      return readSitting(id, one);
    },
  };
}
