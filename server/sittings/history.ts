// All sittings that were ever planned, read from the ledger: the fold keeps only those of the months on the board (B7).
import type { Ledger } from '../ledger/ledger.ts';
import { isSittingEvent, readSitting, withEvent, type Sitting, type SittingFacts } from '../board/sitting.ts';

export type History = { all: () => Sitting[]; find: (id: string) => Sitting | undefined };

export const createHistory = (ledger: Pick<Ledger, 'bySubject' | 'bySubjects'>): History => ({
  all: () => {
    const facts = new Map<string, SittingFacts>();
    for (const { event } of ledger.bySubjects('sitting/'))
      if (isSittingEvent(event)) facts.set(event.sitting, withEvent(facts.get(event.sitting) ?? {}, event));
    return [...facts].map(([id, one]) => readSitting(id, one)).filter((sitting) => sitting !== undefined);
  },
  find: (id) => {
    let facts: SittingFacts = {};
    for (const { event } of ledger.bySubject(`sitting/${id}`))
      if (isSittingEvent(event)) facts = withEvent(facts, event);
    return readSitting(id, facts);
  },
});
