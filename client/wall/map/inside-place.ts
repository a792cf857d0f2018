// Where a label has the most air within its county. Pure.
import type { Size } from './fitted.ts';
import { labelSize, type LabelNeed, type PlacedLabel, type Rect, type Type } from './label-size.ts';
import { CellSums, type Raster } from './raster.ts';
import type { Point } from './topology.ts';

/** A county's own cells, the middle of them, and points well within it: the first is the farthest from its borders. */
export type Land = { sums: CellSums; index: number; middle: Point; anchors: readonly [Point, ...Point[]] };

/** Cells between a label and the border of its county. */
const MARGIN = 1;
const MOST_AIR = 8;
/** From how many points of a county a line may start, and how many cells they lie from its border. */
const ANCHORS = 7;
const ANCHOR_AIR = 3;

export function landOf(raster: Raster, index: number): Land {
  const bounds = raster.bounds[index]!;
  let [x, y, cells] = [0, 0, 0];
  const sums = new CellSums(bounds, (column, row) => {
    const own = raster.owner[row * raster.columns + column] === index;
    if (own) {
      x += column + 0.5;
      y += row + 0.5;
      cells += 1;
    }
    return own;
  });
  const { left, right, top, bottom } = bounds;
  const [column, row] = cells > 0 ? [x / cells, y / cells] : [(left + right) / 2, (top + bottom) / 2];
  const middle: Point = [column * raster.cell, row * raster.cell];
  return { sums, index, middle, anchors: anchorsOf(raster, index, sums, middle) };
}

/** First the point with the most land around it, then each as far from those before it as may be. */
function anchorsOf({ cell, bounds }: Raster, index: number, sums: CellSums, middle: Point): [Point, ...Point[]] {
  const { left, right, top, bottom } = bounds[index]!;
  const isAiry = (column: number, row: number, air: number): boolean =>
    sums.isFull(column - air, row - air, 2 * air + 1, 2 * air + 1);
  for (let least = ANCHOR_AIR; least >= 0; least -= 1) {
    const points: Point[] = [];
    let deepest: Point | undefined;
    let air = least;
    for (let row = top; row < bottom; row += least > 0 ? 2 : 1)
      for (let column = left; column < right; column += least > 0 ? 2 : 1) {
        if (!isAiry(column, row, least)) continue;
        const point: Point = [(column + 0.5) * cell, (row + 0.5) * cell];
        points.push(point);
        deepest ??= point;
        while (isAiry(column, row, air + 1)) {
          air += 1;
          deepest = point;
        }
      }
    if (deepest) return spread(points, deepest, 4 * cell);
  }
  return [middle];
}

function spread(points: readonly Point[], first: Point, least: number): [Point, ...Point[]] {
  const anchors: [Point, ...Point[]] = [first];
  const near = points.map(() => Infinity);
  while (anchors.length < ANCHORS) {
    const [x, y] = anchors[anchors.length - 1]!;
    let farthest = -1;
    for (let at = 0; at < points.length; at += 1) {
      const point = points[at]!;
      near[at] = Math.min(near[at]!, (point[0] - x) ** 2 + (point[1] - y) ** 2);
      if (farthest < 0 || near[at]! > near[farthest]!) farthest = at;
    }
    if (farthest < 0 || near[farthest]! < least ** 2) break;
    anchors.push(points[farthest]!);
  }
  return anchors;
}

/** The place with the most air around it, of such places the one next to the middle. */
function airiest(raster: Raster, { sums, index, middle: [mx, my] }: Land, size: Size): Rect | undefined {
  const { cell } = raster;
  const bounds = raster.bounds[index]!;
  const wide = Math.ceil(size.width / cell) + 2 * MARGIN;
  const high = Math.ceil(size.height / cell) + 2 * MARGIN;
  let found: Rect | undefined;
  let air = 0;
  let nearest = Infinity;
  for (let top = bounds.top; top + high <= bounds.bottom; top += 1)
    for (let left = bounds.left; left + wide <= bounds.right; left += 1) {
      if (!sums.isFull(left - air, top - air, wide + 2 * air, high + 2 * air)) continue;
      const before = air;
      while (air < MOST_AIR && sums.isFull(left - air - 1, top - air - 1, wide + 2 * air + 2, high + 2 * air + 2))
        air += 1;
      const x = (left + wide / 2) * cell;
      const y = (top + high / 2) * cell;
      const distance = (x - mx) ** 2 + (y - my) ** 2;
      if (air === before && distance >= nearest) continue;
      nearest = distance;
      found = { left: x - size.width / 2, top: y - size.height / 2, ...size };
    }
  return found;
}

/** The largest type in which the label fits into its county. */
export function insidePlace(
  raster: Raster,
  land: Land,
  need: LabelNeed,
  types: readonly Type[],
): PlacedLabel | undefined {
  for (const type of types)
    for (let way = 0; way < need.names.length; way += 1) {
      const box = airiest(raster, land, labelSize(need, way, type));
      if (box) return { id: need.id, type, way, box };
    }
  return undefined;
}
