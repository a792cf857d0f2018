// What a province's file of outlines holds, as rings in a plane: TopoJSON's arcs put together, in Mercator's projection. Pure.
import type { Name } from '../../../shared/wire.ts';

export type Point = readonly [x: number, y: number];
export type Ring = readonly Point[];
/** `rings`: of all its parts, islands and holes; what lies in an odd number of them is the county's. */
export type Outline = { id: string; name: Name; rings: readonly Ring[] };
export type Outlines = { province: string; counties: readonly Outline[]; width: number; height: number };

/** As the files are written; `arcs` of a geometry nest one level deeper for several polygons. */
export type Topology = {
  province: { id: string };
  transform: { scale: number[]; translate: number[] };
  arcs: number[][][];
  objects: {
    counties: {
      geometries: {
        type: string;
        arcs: number[][] | number[][][];
        properties: { id: string; fa: string; en: string };
      }[];
    };
  };
};

/** The plane is as wide as this; north is up, so y grows to the south. */
const WIDTH = 1_000;

const mercator = (lon: number, lat: number): Point => [
  (lon * Math.PI) / 180,
  -Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)),
];

export function outlinesOf(topology: Topology): Outlines {
  const [sx = 1, sy = 1] = topology.transform.scale;
  const [tx = 0, ty = 0] = topology.transform.translate;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx = 0, dy = 0]) => mercator((x += dx) * sx + tx, (y += dy) * sy + ty));
  });
  /** A negative number is the arc `~number`, backwards; neighbouring arcs share a point. */
  const ring = (indices: readonly number[]): Ring =>
    indices.flatMap((index) => {
      const points = index < 0 ? [...(arcs[~index] ?? [])].reverse() : (arcs[index] ?? []);
      return points.slice(1);
    });
  const counties = topology.objects.counties.geometries.map(({ arcs: parts, type, properties: { id, fa, en } }) => ({
    id,
    name: { fa, en },
    rings: (type === 'Polygon' ? (parts as number[][]) : (parts as number[][][]).flat()).map(ring),
  }));
  const { left, right, top, bottom } = boundsOf(counties.flatMap(({ rings }) => rings));
  const scale = WIDTH / (right - left);
  const moved = ([x, y]: Point): Point => [(x - left) * scale, (y - top) * scale];
  return {
    province: topology.province.id,
    counties: counties.map(({ rings, ...rest }) => ({ ...rest, rings: rings.map((points) => points.map(moved)) })),
    width: WIDTH,
    height: (bottom - top) * scale,
  };
}

export type Bounds = { left: number; right: number; top: number; bottom: number };

export function boundsOf(rings: readonly Ring[]): Bounds {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const ring of rings)
    for (const [x, y] of ring) {
      bounds.left = Math.min(bounds.left, x);
      bounds.right = Math.max(bounds.right, x);
      bounds.top = Math.min(bounds.top, y);
      bounds.bottom = Math.max(bounds.bottom, y);
    }
  return bounds;
}
