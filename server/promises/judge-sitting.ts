// Whether an announced sitting was held as it was announced. Pure.
import { LATE_MS } from '../../shared/sitting-status.ts';
import type { SittingReason, SittingStanding } from '../../shared/promises.ts';
import type { StoredEvent } from '../../shared/event.ts';
import type { Sitting } from '../board/sitting.ts';
import { isSittingEvent } from '../board/sitting.ts';
import { announced, firstPlanned, sittingAt } from '../timetable/announced.ts';
import type { Publication } from '../timetable/publications.ts';

type Days = { dayOf: (ms: number) => string; startOf: (day: string) => number };

/**
 * The sitting as it was promised: as its day was first published, else as it stood when its day began, else as it was planned on the
 * day itself. Undefined for what nobody was promised.
 */
export function promisedAs(
  id: string,
  events: readonly StoredEvent[],
  publications: readonly Publication[],
  { dayOf, startOf }: Days,
): Sitting | undefined {
  const found = announced(id, events, publications, dayOf);
  if (found) return found.was ?? found.sitting;
  const edits = events.filter(isSittingEvent);
  const days = edits.flatMap((event) => ('from' in event ? [dayOf(event.from)] : []));
  for (const day of [...new Set(days)].sort()) {
    const known = sittingAt(id, events, startOf(day));
    if (known?.standing === 'planned' && dayOf(known.from) === day && !isMistaken(id, events)) return known;
  }
  return sittingAt(id, events, Infinity)?.standing === 'planned' ? firstPlanned(id, edits) : undefined;
}

const isMistaken = (id: string, events: readonly StoredEvent[]): boolean =>
  sittingAt(id, events, Infinity)?.standing === 'mistaken';

/** Whether the official was at the desk in a stretch of time; undefined where nothing reported it. */
export type Presence = (from: number, to: number) => boolean | undefined;
type Facts = {
  promised: Pick<Sitting, 'from' | 'to'>;
  sitting: Pick<Sitting, 'from' | 'to' | 'standing'>;
  firstAnswerAt?: number | undefined;
  presence: Presence;
  now: number;
};
export type Judged = { standing: SittingStanding; reason?: SittingReason };

export function judgeSitting({ promised, sitting, firstAnswerAt, presence, now }: Facts): Judged {
  if (sitting.standing !== 'planned') return { standing: 'broken', reason: 'cancelled' };
  if (now < Math.max(promised.to, sitting.to)) return { standing: 'open' };
  const isMoved = Math.abs(sitting.from - promised.from) > LATE_MS;
  const limit = promised.from + LATE_MS;
  if (!isMoved) {
    if (firstAnswerAt !== undefined && firstAnswerAt <= limit) return { standing: 'kept' };
    const there = presence(promised.from, limit);
    if (there === true) return { standing: 'kept' };
    // Nobody knows whether the official was there in time, and an answer later on does not say.
    if (there === undefined && firstAnswerAt !== undefined) return { standing: 'unknown', reason: 'not-reported' };
  }
  const held = firstAnswerAt !== undefined || presence(sitting.from, sitting.to);
  if (held === undefined) return { standing: 'unknown', reason: 'not-reported' };
  if (!held) return { standing: 'broken', reason: 'absent' };
  return { standing: 'late', reason: isMoved ? 'moved' : 'delayed' };
}
