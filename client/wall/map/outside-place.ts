// Where a label stands that its county has no room for: beside the map, as near as may be, at the end of a line that runs
// over no other label. Pure.
import {
  crosses,
  intersect,
  labelSize,
  type LabelNeed,
  type Line,
  type PlacedLabel,
  type Rect,
  type Type,
} from './label-size.ts';
import { CellSums, type Raster } from './raster.ts';
import type { Point } from './topology.ts';

/** In units: between labels, and what a crossing of two lines costs in length of line. */
const GAP = 11;
const CROSSING = 400;
/** Cells from one place that is tried to the next. */
const STEP = 3;
/** Places whose lines differ in length by less than this are tried in any order. */
const BUCKET = 4;
/** A longer line nobody follows with the eye. */
const FARTHEST = 700;

/** What stands on the map already. */
export type Crowd = { boxes: readonly Rect[]; lines: readonly Line[] };

/** Cells beside the map and beside all that stands there. */
function freeCells({ cell, columns, rows, owner }: Raster, taken: readonly Rect[]): CellSums {
  const isTaken = new Uint8Array(columns * rows);
  for (const { left, top, width, height } of taken)
    for (
      let row = Math.max(0, Math.floor((top - GAP) / cell));
      row < Math.min(rows, (top + height + GAP) / cell);
      row += 1
    ) {
      const from = Math.max(0, Math.floor((left - GAP) / cell));
      const to = Math.min(columns, Math.ceil((left + width + GAP) / cell));
      if (to > from) isTaken.fill(1, row * columns + from, row * columns + to);
    }
  return new CellSums({ left: 0, right: columns, top: 0, bottom: rows }, (column, row) => {
    const at = row * columns + column;
    return owner[at] === -1 && isTaken[at] === 0;
  });
}

const between = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** From the anchor to the edge of the label. */
const lineTo = (anchor: Point, { left, top, width, height }: Rect): Line => ({
  from: anchor,
  to: [between(anchor[0], left, left + width), between(anchor[1], top, top + height)],
});

type Try = { box: Rect; way: number };

/** Free places for the label in the order of their distance, roughly. */
function tries(
  { cell, columns, rows }: Raster,
  free: CellSums,
  anchors: readonly Point[],
  need: LabelNeed,
  type: Type,
): Try[][] {
  const buckets: Try[][] = [];
  for (let way = 0; way < need.names.length; way += 1) {
    const { width, height } = labelSize(need, way, type);
    const wide = Math.ceil(width / cell);
    const high = Math.ceil(height / cell);
    for (let row = 0; row + high <= rows; row += STEP)
      for (let column = 0; column + wide <= columns; column += STEP) {
        if (!free.isFull(column, row, wide, high)) continue;
        const [left, top] = [column * cell, row * cell];
        let far = FARTHEST;
        for (const [x, y] of anchors)
          far = Math.min(far, Math.hypot(x - between(x, left, left + width), y - between(y, top, top + height)));
        if (far < FARTHEST) (buckets[Math.floor(far / BUCKET)] ??= []).push({ box: { left, top, width, height }, way });
      }
  }
  return buckets;
}

/** `anchors`: points of the county from which the line may start. */
export function outsidePlace(
  raster: Raster,
  anchors: readonly Point[],
  need: LabelNeed,
  type: Type,
  crowd: Crowd,
): PlacedLabel | undefined {
  let best: PlacedLabel | undefined;
  let least = Infinity;
  const buckets = tries(raster, freeCells(raster, crowd.boxes), anchors, need, type);
  for (const [at, bucket] of buckets.entries()) {
    if (at * BUCKET >= least) break;
    for (const { box, way } of bucket ?? [])
      for (const anchor of anchors) {
        const line = lineTo(anchor, box);
        const length = Math.hypot(line.to[0] - anchor[0], line.to[1] - anchor[1]);
        if (length >= least || isBlocked(line, box, crowd)) continue;
        const cost = length + CROSSING * crowd.lines.filter((other) => intersect(other, line)).length;
        if (cost >= least) continue;
        least = cost;
        best = { id: need.id, type, way, box, line };
      }
  }
  return best;
}

const isBlocked = (line: Line, box: Rect, { boxes, lines }: Crowd): boolean =>
  boxes.some((other) => crosses(line, other)) || lines.some((other) => crosses(other, box));
