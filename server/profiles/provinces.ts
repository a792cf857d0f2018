// The thirty-one provinces of Iran, from the outlines of their counties in shared/geo: names in both languages, and a tile for
// each county by where it lies. What is not known of a province, such as its telephone prefixes, is left out (B10).
import { readdirSync, readFileSync } from 'node:fs';
import type { Name } from '../../shared/wire.ts';
import { tilesOf, type Place, type Tile } from './tiles.ts';

const folder = new URL('../../shared/geo/', import.meta.url);
const ENDING = '.topo.json';

/** As the files are written; `arcs` of a geometry nest one level deeper for several polygons. */
type Topology = {
  province: Name & { id: string };
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: { counties: { geometries: { arcs: unknown[]; properties: Name & { id: string } }[] } };
};

export type Province = { id: string; name: Name; counties: Record<string, { name: Name; tile: Tile }> };

const ids = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length));

export const isProvince = (id: string): boolean => ids().includes(id);

const read = (id: string): Topology => JSON.parse(readFileSync(new URL(`${id}${ENDING}`, folder), 'utf8')) as Topology;

export const provinceNames = (): { id: string; name: Name }[] =>
  ids().map((id) => {
    const { fa, en } = read(id).province;
    return { id, name: { fa, en } };
  });

/** `id`: one of the provinces. */
export function readProvince(id: string): Province {
  const topology = read(id);
  const { geometries } = topology.objects.counties;
  const tiles = tilesOf(geometries.map(({ arcs, properties }) => placeOf(properties.id, arcs, topology)));
  const { fa, en } = topology.province;
  return {
    id,
    name: { fa, en },
    counties: Object.fromEntries(
      geometries.map(({ properties: county }) => [
        county.id,
        { name: { fa: county.fa, en: county.en }, tile: tiles.get(county.id) ?? [0, 0] },
      ]),
    ),
  };
}

/** The middle of a county's outline, in degrees of latitude. */
function placeOf(id: string, arcs: unknown[], { arcs: all, transform }: Topology): Place {
  const [[sx, sy], [tx, ty]] = [transform.scale, transform.translate];
  const longitudes: number[] = [];
  const latitudes: number[] = [];
  for (const index of arcs.flat(3) as number[]) {
    let [x, y] = [0, 0];
    for (const [dx, dy] of all[index < 0 ? ~index : index] ?? []) {
      [x, y] = [x + dx, y + dy];
      longitudes.push(x * sx + tx);
      latitudes.push(y * sy + ty);
    }
  }
  const latitude = middle(latitudes);
  return { id, x: middle(longitudes) * Math.cos((latitude * Math.PI) / 180), y: latitude };
}

const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
