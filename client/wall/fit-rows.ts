// How many lines of equal height stand in a room, in how many columns, and which of them when not all do: then they turn,
// by the clock, so that everybody is seen. Pure.
import type { Room } from '../parts/box.svelte.ts';

export type FittedRows = { columns: number; rows: number; perTurn: number };

/** `height`, `width`: the least of a line; `gap` between two. Units of the wall. One column as long as all have room in it. */
export function fitLines(
  room: Room,
  count: number,
  { height, width, gap, mostColumns = 3 }: { height: number; width: number; gap: number; mostColumns?: number },
): FittedRows {
  const most = (size: number, least: number): number => Math.max(1, Math.floor((size + gap) / (least + gap)));
  const rows = most(room.height, height);
  const columns = Math.max(1, Math.min(mostColumns, most(room.width, width), Math.ceil(count / rows)));
  const needed = Math.min(rows, Math.max(1, Math.ceil(count / columns)));
  return { columns, rows: needed, perTurn: columns * rows };
}

export const TURN_MS = 12_000;

/** The part of a list that stands at a moment, and where it begins. Turns are as even as can be. */
export function turnOf<T>(all: readonly T[], perTurn: number, now: number): { shown: T[]; from: number } {
  const turns = Math.max(1, Math.ceil(all.length / Math.max(1, perTurn)));
  const each = Math.ceil(all.length / turns);
  const from = (Math.floor(now / TURN_MS) % turns) * each;
  return { shown: all.slice(from, from + each), from };
}
