// What the public may know of a sitting: how it stands, and how it was when its day was first announced. Pure.
import { isSittingEvent, readSitting, withEvent, type Sitting, type SittingFacts } from '../board/sitting.ts';
import type { StoredEvent } from '../../shared/event.ts';
import type { Publication } from './publications.ts';

/** What changed of a sitting since it was announced. */
export type Change = 'added' | 'moved' | 'cancelled' | 'changed';

/**
 * `was`: as it was first announced; absent for one that was planned afterwards. `change`: absent while nothing changed that
 * citizens need to know.
 */
export type Announced = { sitting: Sitting; was?: Sitting; change?: Change };

type DayOf = (ms: number) => string;

/** `events`: those of the sitting, in any order. `publications`: oldest first. Undefined for what was never announced. */
export function announced(
  id: string,
  events: readonly StoredEvent[],
  publications: readonly Publication[],
  dayOf: DayOf,
): Announced | undefined {
  const sitting = sittingAt(id, events, Infinity);
  if (!sitting) return undefined;
  const was = firstAnnounced(id, events, publications, dayOf);
  if (was) {
    const change = changeOf(was, sitting);
    return { sitting, was, ...(change && { change }) };
  }
  // Planned after its day was announced; what was cancelled before anybody knew of it is nobody's business.
  if (sitting.standing !== 'planned' || !covers(publications, dayOf(sitting.from))) return undefined;
  return { sitting, change: 'added' };
}

/** The sitting as it was known at a moment. */
export function sittingAt(id: string, events: readonly StoredEvent[], at: number): Sitting | undefined {
  let facts: SittingFacts = {};
  for (const event of events) if (isSittingEvent(event) && event.at <= at) facts = withEvent(facts, event);
  return readSitting(id, facts);
}

/** As the first plan had it. */
export function firstPlanned(id: string, events: readonly StoredEvent[]): Sitting | undefined {
  let first: StoredEvent | undefined;
  for (const event of events) if (event.type === 'sitting.scheduled' && (!first || event.at < first.at)) first = event;
  return first && sittingAt(id, [first], Infinity);
}

function firstAnnounced(
  id: string,
  events: readonly StoredEvent[],
  publications: readonly Publication[],
  dayOf: DayOf,
): Sitting | undefined {
  for (const publication of publications) {
    const sitting = sittingAt(id, events, publication.at);
    if (sitting?.standing === 'planned' && covers([publication], dayOf(sitting.from))) return sitting;
  }
  return undefined;
}

const covers = (publications: readonly Publication[], day: string): boolean =>
  publications.some(({ from, to }) => from <= day && day <= to);

/** A mistake that was announced is, for those who read of it, cancelled. */
function changeOf(was: Sitting, now: Sitting): Change | undefined {
  if (now.standing !== 'planned') return 'cancelled';
  if (was.from !== now.from || was.to !== now.to) return 'moved';
  return was.official.id !== now.official.id ? 'changed' : undefined;
}
