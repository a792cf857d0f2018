// The seas that provinces lie on, and to which side. Pure.
import type { Size } from './fitted.ts';
import { boundsOf, type Outline, type Point } from './topology.ts';

export type Sea = { name: 'caspian' | 'persianGulf' | 'omanSea'; side: 'north' | 'south' | 'west' };
const seas: Record<string, Sea> = {
  gilan: { name: 'caspian', side: 'north' },
  mazandaran: { name: 'caspian', side: 'north' },
  golestan: { name: 'caspian', side: 'west' },
  khuzestan: { name: 'persianGulf', side: 'south' },
  bushehr: { name: 'persianGulf', side: 'west' },
  hormozgan: { name: 'persianGulf', side: 'south' },
  'sistan-baluchestan': { name: 'omanSea', side: 'south' },
};
export const seaOf = (province: string): Sea | undefined => seas[province];

const STEP = 8;
/** Between the coast and the name of the sea. */
const OFF = 70;

/** The coast to the north, west to east: between the northernmost points of its western and its eastern third. */
export function northCoast(shapes: readonly Outline[]): Point[] {
  const rings = shapes.flatMap(({ rings }) => rings);
  const { left, right } = boundsOf(rings);
  const tops: Point[] = [];
  for (let x = left; x <= right; x += STEP) {
    let y = Infinity;
    for (const ring of rings) {
      let before = ring[ring.length - 1];
      for (const point of ring) {
        if (before && before[0] > x !== point[0] > x)
          y = Math.min(y, before[1] + ((x - before[0]) / (point[0] - before[0])) * (point[1] - before[1]));
        before = point;
      }
    }
    if (y < Infinity) tops.push([x, y]);
  }
  const third = (right - left) / 3;
  const northernmost = (some: readonly Point[]): Point | undefined =>
    some.length > 0 ? some.reduce((top, point) => (point[1] < top[1] ? point : top)) : undefined;
  const from = northernmost(tops.filter(([x]) => x < left + third))?.[0] ?? left;
  const to = northernmost(tops.filter(([x]) => x > right - third))?.[0] ?? right;
  return tops.filter(([x]) => x >= from && x <= to);
}

/** Where the name of the sea belongs. */
export function seaPoint(side: Sea['side'], shapes: readonly Outline[], room: Size): Point {
  const { left, right, bottom, top } = boundsOf(shapes.flatMap(({ rings }) => rings));
  if (side === 'south') return [(left + right) / 2, Math.min(room.height, bottom + OFF)];
  if (side === 'west') return [Math.max(0, left - OFF), (top + bottom) / 2];
  const coast = northCoast(shapes);
  const bay = coast.reduce((deep, point) => (point[1] > deep[1] ? point : deep), coast[0] ?? [room.width / 2, 0]);
  return [bay[0], Math.max(0, bay[1] - 2 * OFF)];
}
