// The map in square cells, so that whether a label lies within a county is one question, whatever the county's shape. Pure.
import type { Size } from './fitted.ts';
import { boundsOf, type Outline } from './topology.ts';

/** Cells `left` … `right - 1` and `top` … `bottom - 1`. */
export type Cells = { left: number; right: number; top: number; bottom: number };
/** `owner`: which outline a cell belongs to, -1 for none. */
export type Raster = { cell: number; columns: number; rows: number; owner: Int16Array; bounds: Cells[] };

export function rasterOf(outlines: readonly Outline[], room: Size, cell: number): Raster {
  const columns = Math.max(1, Math.floor(room.width / cell));
  const rows = Math.max(1, Math.floor(room.height / cell));
  const owner = new Int16Array(columns * rows).fill(-1);
  const bounds = outlines.map(({ rings }, index) => {
    const box = boundsOf(rings);
    const top = Math.max(0, Math.floor(box.top / cell));
    const bottom = Math.min(rows, Math.ceil(box.bottom / cell));
    for (let row = top; row < bottom; row += 1) {
      const y = (row + 0.5) * cell;
      const cuts: number[] = [];
      for (const ring of rings) {
        let before = ring[ring.length - 1];
        for (const point of ring) {
          if (before !== undefined && before[1] > y !== point[1] > y)
            cuts.push(before[0] + ((y - before[1]) / (point[1] - before[1])) * (point[0] - before[0]));
          before = point;
        }
      }
      cuts.sort((a, b) => a - b);
      for (let at = 0; at + 1 < cuts.length; at += 2) {
        const from = Math.max(0, Math.ceil(cuts[at]! / cell - 0.5));
        const to = Math.min(columns, Math.ceil(cuts[at + 1]! / cell - 0.5));
        for (let column = from; column < to; column += 1) owner[row * columns + column] = index;
      }
    }
    return {
      left: Math.max(0, Math.floor(box.left / cell)),
      right: Math.min(columns, Math.ceil(box.right / cell)),
      top,
      bottom,
    };
  });
  return { cell, columns, rows, owner, bounds };
}

/** How many cells of some kind a rectangle holds, at the price of four look-ups. Outside of its bounds there are none. */
export class CellSums {
  readonly #sums: Int32Array;
  readonly #wide: number;
  readonly #bounds: Cells;

  constructor(bounds: Cells, isCounted: (column: number, row: number) => boolean) {
    const wide = bounds.right - bounds.left + 1;
    const sums = new Int32Array(wide * (bounds.bottom - bounds.top + 1));
    for (let row = bounds.top; row < bounds.bottom; row += 1) {
      let line = 0;
      const at = (row - bounds.top + 1) * wide;
      for (let column = bounds.left; column < bounds.right; column += 1) {
        if (isCounted(column, row)) line += 1;
        const here = at + column - bounds.left + 1;
        sums[here] = sums[here - wide]! + line;
      }
    }
    this.#sums = sums;
    this.#wide = wide;
    this.#bounds = bounds;
  }

  /** Whether every cell of the rectangle counts. */
  isFull(left: number, top: number, wide: number, high: number): boolean {
    const { left: x, top: y, right, bottom } = this.#bounds;
    if (left < x || top < y || left + wide > right || top + high > bottom) return false;
    const above = (top - y) * this.#wide + left - x;
    const below = above + high * this.#wide;
    const sums = this.#sums;
    return sums[below + wide]! - sums[below]! - sums[above + wide]! + sums[above]! === wide * high;
  }
}
