// Where a label has the most air within its county. Pure.
import type { Size } from './fitted.ts';
import { centreOf, labelSize, type LabelNeed, type PlacedLabel, type Rect, type Type } from './label-size.ts';
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
  const airy =
    airiest(raster, { sums, index, middle }, { width: 0, height: 0 }, 40) ??
    airiest(raster, { sums, index, middle }, { width: 0, height: 0 }, 0, 1);
  return { sums, index, middle, anchors: anchorsOf(raster, index, sums, airy ? centreOf(airy) : middle) };
}

/** Each of them as far from those before it as may be. */
function anchorsOf({ cell, bounds }: Raster, index: number, sums: CellSums, first: Point): [Point, ...Point[]] {
  const { left, right, top, bottom } = bounds[index]!;
  const points: Point[] = [];
  for (let row = top; row < bottom; row += 2)
    for (let column = left; column < right; column += 2)
      if (sums.isFull(column - ANCHOR_AIR, row - ANCHOR_AIR, 2 * ANCHOR_AIR + 1, 2 * ANCHOR_AIR + 1))
        points.push([(column + 0.5) * cell, (row + 0.5) * cell]);
  const anchors: [Point, ...Point[]] = [first];
  while (anchors.length < ANCHORS && points.length > 0) {
    const farness = (point: Point): number =>
      Math.min(...anchors.map((one) => Math.hypot(one[0] - point[0], one[1] - point[1])));
    const next = points.reduce((far, point) => (farness(point) > farness(far) ? point : far));
    if (farness(next) < 4 * cell) break;
    anchors.push(next);
  }
  return anchors;
}

/** The place with the most air around it, of such places the one next to the middle. */
function airiest(
  raster: Raster,
  { sums, index, middle: [mx, my] }: Pick<Land, 'sums' | 'index' | 'middle'>,
  size: Size,
  mostAir = MOST_AIR,
  margins = 2 * MARGIN,
): Rect | undefined {
  const { cell } = raster;
  const bounds = raster.bounds[index]!;
  const wide = Math.ceil(size.width / cell) + margins;
  const high = Math.ceil(size.height / cell) + margins;
  let places: [left: number, top: number][] = [];
  for (let top = bounds.top; top + high <= bounds.bottom; top += 1)
    for (let left = bounds.left; left + wide <= bounds.right; left += 1)
      if (sums.isFull(left, top, wide, high)) places.push([left, top]);
  for (let air = 1; air <= mostAir && places.length > 1; air += 1) {
    const airier = places.filter(([left, top]) => sums.isFull(left - air, top - air, wide + 2 * air, high + 2 * air));
    if (airier.length === 0) break;
    places = airier;
  }
  let found: Rect | undefined;
  let nearest = Infinity;
  for (const [left, top] of places) {
    const x = (left + wide / 2) * cell;
    const y = (top + high / 2) * cell;
    const distance = Math.hypot(x - mx, y - my);
    if (distance >= nearest) continue;
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
