// A tally in the order of its counts: as many as have room, the others together, and what is unknown always at the end.
import type { Tally } from '../../shared/board.ts';

export type Ranked = { key: string; count: number };
export type Ranking = {
  shown: Ranked[];
  /** Those that are not listed one by one. */
  others: { kinds: number; count: number } | undefined;
  unknown: number;
  /** Of all that have a bar: the others are no one thing, so they have none. */
  largest: number;
  total: number;
};

const UNKNOWN = 'unknown';

/** `places`: how many lines there are; the unknown takes one, the others together another. */
export function ranking(tally: Tally, places: number): Ranking {
  const all = Object.entries(tally)
    .filter(([key, count]) => key !== UNKNOWN && count > 0)
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const unknown = tally[UNKNOWN] ?? 0;
  const own = Math.max(0, places - 1);
  const shown = all.slice(0, all.length <= own ? own : Math.max(0, own - 1));
  const rest = all.slice(shown.length);
  const others = rest.length > 0 ? { kinds: rest.length, count: sum(rest) } : undefined;
  return {
    shown,
    others,
    unknown,
    largest: Math.max(1, all[0]?.count ?? 0, unknown),
    total: sum(all) + unknown,
  };
}

const sum = (some: readonly Ranked[]): number => some.reduce((total, { count }) => total + count, 0);
