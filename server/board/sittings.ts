// The sittings in memory: those whose reach touches the months on the board, and all to come (B7). Older ones are read
// back from the ledger when an edit names them, or when a call of their time is corrected.
import { DAY } from '../../shared/time.ts';
import type { Board } from '../../shared/board.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { clashes, callWindow, type Margins } from '../../shared/call-window.ts';
import type { DocumentNode } from './document.ts';
import {
  isSittingEvent,
  readSitting,
  withEvent,
  type Sitting,
  type SittingEvent,
  type SittingFacts,
} from './sitting.ts';
import { createSittingStats, type SavedStats } from './sitting-stats.ts';
import { createSittingOwners, type SittingOwners } from './sitting-owner.ts';
import type { Visit } from './visit.ts';

/** Sittings on the board: from the beginning of yesterday on, and this many days from today. */
const DAYS_AHEAD = 8;

export type SavedSittings = { facts: Record<string, SittingFacts>; stats: SavedStats };

/** A span of time, [start, end). */
export type Span = [start: number, end: number];

/** An edit that was understood but not yet made: calls with an answer or a joining in `spans` may change hands. */
export type Edit = { sitting: string; spans: readonly Span[]; apply: () => void };

type Parts = {
  root: DocumentNode<Board>;
  around: Margins;
  /** The events of a sitting before a position. */
  recall: (subject: string, before: number) => readonly StoredEvent[];
  /** All events of sittings before a position. */
  recallAll: (before: number) => readonly StoredEvent[];
  saved: SavedSittings | undefined;
};

export type Sittings = ReturnType<typeof createSittings>;

export function createSittings({ root, around, recall, recallAll, saved }: Parts) {
  const facts = new Map<string, SittingFacts>(Object.entries(saved?.facts ?? {}));
  const known = new Map<string, Sitting>();
  for (const [id, one] of facts) {
    const sitting = readSitting(id, one);
    if (sitting) known.set(id, sitting);
  }
  const stats = createSittingStats(saved?.stats);
  const branch = root.child<Board['sittings']>('sittings');
  /** Made at the next call: a timetable is often entered sitting after sitting. */
  let timetable: SittingOwners | undefined;
  /** Something other than counters changed: what is shown must be worked out again. */
  let edited = true;
  let dayStart: number | undefined;
  /** Of calls before this moment the sittings are not in memory. */
  let oldest = -Infinity;
  /** All sittings that ever were, while old calls are read. */
  let past: SittingOwners | undefined;
  /** The position up to which the log was read. */
  let before = 0;

  const pastTimetable = (): SittingOwners => {
    if (past) return past;
    const all = new Map<string, SittingFacts>();
    for (const event of recallAll(before))
      if (isSittingEvent(event)) all.set(event.sitting, withEvent(all.get(event.sitting) ?? {}, event));
    const sittings = [...all].map(([id, one]) => readSitting(id, one)).filter((one) => one !== undefined);
    return (past = createSittingOwners(sittings, around));
  };

  /** Over before yesterday: only an edit brings it back to the board, and then its visits are gathered again. */
  const isOver = ({ to }: Sitting): boolean => dayStart !== undefined && to <= dayStart - DAY;

  const isShown = (sitting: Sitting): boolean =>
    dayStart !== undefined &&
    sitting.standing !== 'mistaken' &&
    !isOver(sitting) &&
    sitting.from < dayStart + DAYS_AHEAD * DAY;

  const show = (sitting: Sitting): void => {
    const { id, from, to, level, county, queue, desk, official, standing } = sitting;
    const counted = stats.read(sitting);
    const onBoard = branch.getOrCreate<Board['sittings'][string]>(id, () => ({
      official: official.id,
      from,
      to,
      level,
      ...counted.counters,
      lastTalks: {},
    }));
    onBoard.set('official', official.id);
    onBoard.set('from', from);
    onBoard.set('to', to);
    onBoard.set('level', level);
    onBoard.put('county', county);
    onBoard.put('queue', queue);
    onBoard.put('desk', desk);
    onBoard.put('cancelled', standing === 'cancelled' || undefined);
    onBoard.put('clash', clashOf(sitting));
    onBoard.put('firstAnswerAt', counted.firstAnswerAt);
    onBoard.put('lastEndAt', counted.lastEndAt);
    for (const [name, count] of Object.entries(counted.counters))
      onBoard.set(name as keyof typeof counted.counters, count);
    const talks = onBoard.child<Record<string, number>>('lastTalks');
    for (const key of Object.keys(talks.value)) if (counted.lastTalks[key] === undefined) talks.remove(key);
    for (const [key, seconds] of Object.entries(counted.lastTalks)) talks.set(key, seconds);
  };

  const clashOf = (sitting: Sitting): string | undefined => {
    if (sitting.standing !== 'planned') return undefined;
    let least: string | undefined;
    for (const other of known.values())
      if (other.standing === 'planned' && clashes(sitting, other) && (least === undefined || other.id < least))
        least = other.id;
    return least;
  };

  return {
    sittingOf(visit: Visit): Sitting | undefined {
      if ((visit.answeredAt ?? visit.joinedAt) < oldest) return pastTimetable().sittingOf(visit);
      if (known.size === 0) return undefined;
      timetable ??= createSittingOwners(known.values(), around);
      return timetable.sittingOf(visit);
    },
    /** An entry at this position is about to be folded. */
    setPosition: (position: number): void => void (before = position),
    all: (): Iterable<Sitting> => known.values(),
    find: (id: string): Sitting | undefined => known.get(id),
    isShown,

    /** What an event would change; undefined when it changes nothing. */
    edit(event: SittingEvent, position: number): Edit | undefined {
      const id = event.sitting;
      let old = facts.get(id);
      if (!old) {
        old = {};
        for (const one of recall(`sitting/${id}`, position)) if (isSittingEvent(one)) old = withEvent(old, one);
      }
      const fresh = withEvent(old, event);
      const was = readSitting(id, old);
      const is = readSitting(id, fresh);
      if (JSON.stringify(fresh) === JSON.stringify(old)) return undefined;
      const spans = [was, is]
        .filter((one) => one?.standing === 'planned')
        .map((one) => callWindow(one as Sitting, around));
      const make = (): void => {
        facts.set(id, fresh);
        if (is) known.set(id, is);
        stats.forget(id);
        if (is && callWindow(is, around)[1] <= oldest) {
          facts.delete(id);
          known.delete(id);
        }
        timetable = undefined;
        past = undefined;
        before = position + 1;
        edited = true;
      };
      return { sitting: id, spans, apply: make };
    },

    /** Notes where a visit belongs now, and where it does not any more. */
    move(old: Visit | undefined, fresh: Visit | undefined): void {
      if (old?.sitting !== undefined && old.sitting !== fresh?.sitting) stats.drop(old.sitting, old.key);
      const now = fresh?.sitting === undefined ? undefined : known.get(fresh.sitting);
      if (now && fresh && !isOver(now)) stats.put(now.id, fresh);
    },

    /** The day turned: what is over for both months and for yesterday is forgotten. */
    turn(start: number, oldestMonth: number): void {
      dayStart = start;
      oldest = oldestMonth;
      past = undefined;
      edited = true;
      let forgotten = false;
      for (const [id, sitting] of known) {
        if (isOver(sitting)) stats.forget(id);
        if (callWindow(sitting, around)[1] > oldest) continue;
        known.delete(id);
        facts.delete(id);
        forgotten = true;
      }
      if (forgotten) timetable = undefined;
    },
    /** As after a turn, when the state comes from a checkpoint. */
    resume(start: number, oldestMonth: number): void {
      dayStart = start;
      oldest = oldestMonth;
    },

    /** Writes what changed to the document; true when an edit changed who sits when. */
    flush(): boolean {
      const touched = stats.take();
      if (!edited && touched.size === 0) return false;
      if (edited) {
        for (const id of Object.keys(branch.value)) {
          const sitting = known.get(id);
          if (!sitting || !isShown(sitting)) branch.remove(id);
        }
        for (const sitting of known.values()) if (isShown(sitting)) show(sitting);
      } else
        for (const id of touched) {
          const sitting = known.get(id);
          if (sitting && isShown(sitting)) show(sitting);
        }
      edited = false;
      return true;
    },

    save: (): SavedSittings => ({ facts: Object.fromEntries(facts), stats: stats.save() }),
  };
}
