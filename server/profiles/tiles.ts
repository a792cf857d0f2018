// A map of equal tiles from where counties lie: each on a tile of its own, as near to its place as all others allow. Pure.
export type Place = { id: string; x: number; y: number };
export type Tile = [column: number, row: number];

/** Free tiles beside the taken ones, so that the shape of the province shows. */
const ROOM = 1.35;
const MOST = 20;

/** `x` grows to the east and `y` to the north, in one unit of length. The same places give the same tiles. */
export function tilesOf(places: readonly Place[]): Map<string, Tile> {
  const sorted = [...places].sort((a, b) => (a.id < b.id ? -1 : 1));
  const [west, east] = spanOf(sorted.map(({ x }) => x));
  const [south, north] = spanOf(sorted.map(({ y }) => y));
  const [width, height] = [Math.max(east - west, 1e-9), Math.max(north - south, 1e-9)];
  const cells = Math.max(1, sorted.length * ROOM);
  const columns = clamp(Math.round(Math.sqrt((cells * width) / height)), sorted.length);
  const rows = clamp(Math.ceil(cells / columns), sorted.length);
  const wanted = sorted.map(({ x, y }) => [((x - west) / width) * (columns - 1), ((north - y) / height) * (rows - 1)]);
  const all = Array.from({ length: columns * rows }, (_, n): Tile => [n % columns, Math.floor(n / columns)]);
  const cost = (place: number, tile: Tile | undefined): number => {
    const [x = 0, y = 0] = wanted[place] ?? [];
    return tile ? (tile[0] - x) ** 2 + (tile[1] - y) ** 2 : Infinity;
  };

  // Each takes the nearest free tile, then exchanges and moves go on while any of them brings all nearer.
  const taken: number[] = [];
  for (const place of sorted.keys()) {
    const free = [...all.keys()].filter((tile) => !taken.includes(tile));
    taken.push(
      free.reduce((best, tile) => (cost(place, all[tile]) < cost(place, all[best]) ? tile : best), free[0] ?? 0),
    );
  }
  for (let isBetter = true; isBetter;) {
    isBetter = false;
    for (const place of sorted.keys())
      for (const tile of all.keys()) {
        const before = taken[place] ?? 0;
        if (tile === before) continue;
        const other = taken.indexOf(tile);
        const gain =
          cost(place, all[before]) -
          cost(place, all[tile]) +
          (other < 0 ? 0 : cost(other, all[tile]) - cost(other, all[before]));
        if (gain <= 1e-9) continue;
        taken[place] = tile;
        if (other >= 0) taken[other] = before;
        isBetter = true;
      }
  }
  return new Map(sorted.map(({ id }, place) => [id, all[taken[place] ?? 0] ?? [0, 0]]));
}

const spanOf = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
/** As many as there are counties are enough for a row. */
const clamp = (value: number, counties: number): number => Math.min(MOST, Math.max(1, value), Math.max(1, counties));
