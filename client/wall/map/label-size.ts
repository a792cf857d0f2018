// How large a county's label is, in units of the wall: how many wait and talk there where beads would be too many, its number
// with the ring of beads around it, and its name. Pure.
import type { Size } from './fitted.ts';
import type { Point } from './topology.ts';

export type Rect = { left: number; top: number; width: number; height: number };
export type Line = { from: Point; to: Point };

/**
 * Widths in em. `names`: the ways to break the name into lines, the preferred first. `number` and `counts` are absent where
 * they are not shown.
 */
export type LabelNeed = { id: string; number?: number; counts?: number; names: readonly (readonly number[])[] };
/** Sizes of type. */
export type Type = { number: number; name: number };

export type PlacedLabel = {
  id: string;
  type: Type;
  /** Which of the ways to break the name. */
  way: number;
  box: Rect;
  /** From the county to a label beside the map. */
  line?: Line;
};

export const NUMBER_LEADING = 1.02;
export const NAME_LEADING = 1.14;
/** Below the number, for the beads of its ring; to its other sides they may lie on what is near. */
export const RING_BELOW = 7;
const PADDING = 1;

export function labelSize({ number, counts, names }: LabelNeed, way: number, type: Type): Size {
  const lines = names[way] ?? [];
  const wide = Math.max(
    (number ?? 0) * type.number,
    (counts ?? 0) * type.name,
    ...lines.map((line) => line * type.name),
  );
  const below = lines.length * NAME_LEADING * type.name;
  const above = counts === undefined ? 0 : NAME_LEADING * type.name + RING_BELOW;
  const high = above + (number === undefined ? 0 : NUMBER_LEADING * type.number + RING_BELOW) + below;
  return { width: wide + 2 * PADDING, height: high };
}

/** Whether a line crosses a rectangle. */
export function crosses({ from: [x0, y0], to: [x1, y1] }: Line, { left, top, width, height }: Rect): boolean {
  let enter = 0;
  let leave = 1;
  for (const [start, change, low, high] of [
    [x0, x1 - x0, left, left + width],
    [y0, y1 - y0, top, top + height],
  ] as const) {
    if (change === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const one = (low - start) / change;
    const other = (high - start) / change;
    enter = Math.max(enter, Math.min(one, other));
    leave = Math.min(leave, Math.max(one, other));
  }
  return enter < leave;
}

const side = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

export const intersect = (one: Line, other: Line): boolean =>
  side(one.from, one.to, other.from) > 0 !== side(one.from, one.to, other.to) > 0 &&
  side(other.from, other.to, one.from) > 0 !== side(other.from, other.to, one.to) > 0;
