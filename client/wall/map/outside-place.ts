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
const BERTH = 6;
/** Cells from one place that is tried to the next. */
const STEP = 3;
/** Places whose lines differ in length by less than this are tried in any order. */
const BUCKET = 4;
/** A longer line nobody follows with the eye. */
const FARTHEST = 700;

/** What stands on the map already. */
export type Crowd = { boxes: readonly Rect[]; lines: readonly Line[] };

/** Cells beside the map. */
export const freeCells = ({ columns, rows, owner }: Raster): CellSums =>
  new CellSums(
    { left: 0, right: columns, top: 0, bottom: rows },
    (column, row) => owner[row * columns + column] === -1,
  );

const meets = (one: Rect, other: Rect): boolean =>
  one.left < other.left + other.width + GAP &&
  other.left < one.left + one.width + GAP &&
  one.top < other.top + other.height + GAP &&
  other.top < one.top + one.height + GAP;

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
  boxes: readonly Rect[],
): Try[][] {
  const buckets: Try[][] = [];
  /** A cell off every county, and within the map. */
  const isOff = (column: number, row: number, wide: number, high: number): boolean => {
    const left = Math.max(0, column - 1);
    const top = Math.max(0, row - 1);
    return free.isFull(left, top, Math.min(columns, column + wide + 1) - left, Math.min(rows, row + high + 1) - top);
  };
  for (let way = 0; way < need.names.length; way += 1) {
    const { width, height } = labelSize(need, way, type);
    const wide = Math.ceil(width / cell);
    const high = Math.ceil(height / cell);
    for (let row = 0; row + high <= rows; row += STEP)
      for (let column = 0; column + wide <= columns; column += STEP) {
        if (!isOff(column, row, wide, high)) continue;
        const box = { left: column * cell, top: row * cell, width, height };
        if (boxes.some((other) => meets(box, other))) continue;
        let far = FARTHEST * FARTHEST;
        for (const [x, y] of anchors) {
          const dx = x - between(x, box.left, box.left + width);
          const dy = y - between(y, box.top, box.top + height);
          far = Math.min(far, dx * dx + dy * dy);
        }
        if (far < FARTHEST * FARTHEST) (buckets[Math.floor(Math.sqrt(far) / BUCKET)] ??= []).push({ box, way });
      }
  }
  return buckets;
}

/** `free`: cells beside the map. `anchors`: points of the county from which the line may start. */
export function outsidePlace(
  raster: Raster,
  free: CellSums,
  anchors: readonly Point[],
  need: LabelNeed,
  type: Type,
  crowd: Crowd,
): PlacedLabel | undefined {
  let best: PlacedLabel | undefined;
  let least = Infinity;
  const buckets = tries(raster, free, anchors, need, type, crowd.boxes);
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
  boxes.some((other) => crosses(line, grown(other))) || lines.some((other) => crosses(other, box));

/** A line keeps off what it passes. */
const grown = ({ left, top, width, height }: Rect): Rect => ({
  left: left - BERTH,
  top: top - BERTH,
  width: width + 2 * BERTH,
  height: height + 2 * BERTH,
});
