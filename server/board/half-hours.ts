// Calls of today by the half-hour in which they joined, and what is usual then: the median of the same weekday in the weeks
// before. Only days of those weeks are kept (B7).
import type { Board, HalfHours } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { DAY, WEEK } from '../../shared/time.ts';
import type { DocumentNode } from './document.ts';

const HALF_HOUR = DAY / 48;
const SLOTS = 48;
const WEEKS = 6;
/** The median of one day would be that day, not what is usual. */
export const LEAST_DAYS = 2;

/** day → calls per half-hour */
export type SavedHalfHours = Record<string, number[]>;

export function createHalfHours(root: DocumentNode<Board>, calendar: Calendar, saved: SavedHalfHours = {}) {
  const days = new Map(Object.entries(saved));
  const changed = new Set<number>();
  let isUsualDue = false;
  let ofUsual = sameWeekdays(root.value.day);
  const node = () => root.getOrCreate<HalfHours>('halfHours', () => ({ today: {}, usual: {}, usualDays: 0 }));

  function sameWeekdays(day: string | undefined): string[] {
    if (day === undefined) return [];
    const noon = calendar.startOf(day) + DAY / 2;
    return Array.from({ length: WEEKS }, (_, week) => calendar.dayOf(noon - (week + 1) * WEEK));
  }

  const add = (joinedAt: number, amount: 1 | -1): void => {
    const day = calendar.dayOf(joinedAt);
    const today = root.value.day;
    const oldest = ofUsual.at(-1);
    if (oldest !== undefined && day < oldest) return;
    let counts = days.get(day);
    if (!counts) days.set(day, (counts = new Array<number>(SLOTS).fill(0)));
    const slot = Math.min(SLOTS - 1, Math.floor((joinedAt - calendar.startOf(day)) / HALF_HOUR));
    counts[slot] = (counts[slot] ?? 0) + amount;
    if (day === today) changed.add(slot);
    else if (ofUsual.includes(day)) isUsualDue = true;
  };

  /** Days with calls. Of the first day of all only a part may have been counted. */
  const counted = (): number[][] =>
    ofUsual.flatMap((day) => {
      const counts = days.get(day);
      const first = root.value.firstCallOn;
      return counts?.some((count) => count > 0) && (first === undefined || day > first) ? [counts] : [];
    });

  const write = (key: 'today' | 'usual', counts: readonly number[]): void => {
    const tally = node().child<Record<string, number>>(key);
    counts.forEach((count, slot) => tally.put(String(slot), count === 0 ? undefined : count));
  };

  const writeUsual = (): void => {
    isUsualDue = false;
    const past = counted();
    const isUsual = past.length >= LEAST_DAYS;
    node().set('usualDays', past.length);
    write(
      'usual',
      Array.from({ length: SLOTS }, (_, slot) => (isUsual ? median(past.map((counts) => counts[slot] ?? 0)) : 0)),
    );
  };

  return {
    /** A visit joined at another time than was known, or for the first time, or not at all. */
    move(before: number | undefined, after: number | undefined): void {
      if (before === after) return;
      if (after !== undefined) add(after, 1);
      if (before !== undefined) add(before, -1);
    },

    /** The first day with calls is another one. */
    firstCallMoved: (): void => void (isUsualDue = true),

    flush(): void {
      if (changed.size > 0) {
        const counts = days.get(root.value.day ?? '');
        const today = node().child<Record<string, number>>('today');
        for (const slot of changed) today.put(String(slot), counts?.[slot] || undefined);
        changed.clear();
      }
      if (isUsualDue) writeUsual();
    },

    /** To be called after the board has turned to a later day; flush before. */
    turn(day: string): void {
      ofUsual = sameWeekdays(day);
      const oldest = ofUsual.at(-1) ?? day;
      for (const past of days.keys()) if (past < oldest) days.delete(past);
      write('today', days.get(day) ?? new Array<number>(SLOTS).fill(0));
      writeUsual();
    },

    save: (): SavedHalfHours => Object.fromEntries(days),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
