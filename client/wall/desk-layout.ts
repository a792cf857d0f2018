// How many desks fit into a room, and how large each may be. Units of the wall.
import type { Room } from '../parts/box.svelte.ts';

export type DeskSize = 'alone' | 'pair' | 'grand' | 'roomy' | 'medium' | 'small' | 'tight';
/** Those whose name has a line, and their title or call another. */
export const isLarge = (size: DeskSize): boolean => ['alone', 'pair', 'grand', 'roomy'].includes(size);
export type Arrangement = { size: DeskSize; columns: number; rows: number; shown: number };

/** The least room of a desk in each size, and the gap between two. From the largest. */
const sizes: readonly { size: DeskSize; width: number; height: number; gap: number }[] = [
  { size: 'alone', width: 860, height: 320, gap: 18 },
  { size: 'pair', width: 440, height: 338, gap: 18 },
  { size: 'grand', width: 286, height: 194, gap: 14 },
  { size: 'roomy', width: 220, height: 164, gap: 12 },
  { size: 'medium', width: 214, height: 107, gap: 8 },
  { size: 'small', width: 176, height: 90, gap: 7 },
  { size: 'tight', width: 144, height: 74, gap: 5 },
];
const most = (room: number, least: number, gap: number): number =>
  Math.max(1, Math.floor((room + gap) / (least + gap)));

export function layoutDesks(room: Room, count: number): Arrangement {
  for (const { size, width, height, gap } of sizes) {
    const columns = most(room.width, width, gap);
    const rows = most(room.height, height, gap);
    if (size !== 'tight' && (columns * rows < count || room.height < height)) continue;
    const shown = Math.min(count, columns * rows);
    const rowsNeeded = Math.max(1, Math.ceil(shown / columns));
    return { size, columns: Math.max(1, Math.ceil(shown / rowsNeeded)), rows: rowsNeeded, shown };
  }
  return { size: 'tight', columns: 1, rows: 1, shown: 0 };
}
