// How many desks fit into a room, and how large each may be. Units of the wall.
import type { Room } from '../parts/box.svelte.ts';

export type DeskSize = 'alone' | 'pair' | 'grand' | 'roomy' | 'medium' | 'small' | 'slim' | 'tight';
/** Those whose name and title have a line each. */
export const isLarge = (size: DeskSize): boolean => ['alone', 'pair', 'grand', 'roomy'].includes(size);
export type Arrangement = { size: DeskSize; columns: number; rows: number; shown: number };

/** The least room of a desk in each size, and the gap between two. From the largest. */
const sizes: readonly { size: DeskSize; width: number; height: number; gap: number }[] = [
  { size: 'alone', width: 860, height: 320, gap: 18 },
  { size: 'pair', width: 470, height: 372, gap: 18 },
  { size: 'grand', width: 340, height: 246, gap: 16 },
  { size: 'roomy', width: 280, height: 206, gap: 14 },
  { size: 'medium', width: 300, height: 126, gap: 12 },
  { size: 'small', width: 246, height: 98, gap: 8 },
  { size: 'slim', width: 246, height: 78, gap: 8 },
  { size: 'tight', width: 222, height: 50, gap: 5 },
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
