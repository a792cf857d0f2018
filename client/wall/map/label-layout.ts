// Where the numbers and names of a map stand: within their county where it has room, else beside the map with a line. Pure.
import { fitted, type Insets, type Size } from './fitted.ts';
import { insidePlace, landOf, type Land } from './inside-place.ts';
import type { LabelNeed, PlacedLabel, Type } from './label-size.ts';
import { freeCells, outsidePlace, type Crowd } from './outside-place.ts';
import { rasterOf, type Raster } from './raster.ts';
import type { Outline, Outlines, Point } from './topology.ts';

export type LayoutNeed = {
  outlines: Outlines;
  room: Size;
  insets: Insets;
  /** By the ids of the outlines. */
  labels: readonly LabelNeed[];
  /** From large to small; a label beside the map has the smallest. */
  types: readonly Type[];
  /** What stands beside the map near a point, such as the name of a sea; it gives way to nothing. */
  notes?: readonly Note[];
};
export type Note = {
  id: string;
  names: readonly (readonly number[])[];
  type: Type;
  near: (shapes: readonly Outline[]) => Point;
};
export type Layout = {
  room: Size;
  shapes: readonly Outline[];
  labels: ReadonlyMap<string, PlacedLabel>;
  /** Those without room even beside the map. */
  unplaced: readonly string[];
};

const CELL = 5;
/** In the second round the others are known: what came first may now stand nearer. */
const ROUNDS = 2;
/** What a label without a place counts for, in length of line. */
const UNPLACED = 10_000;
/** Until all have a place: a smaller map leaves more room beside it, and smaller type needs less. */
const ATTEMPTS: readonly { shrink: number; print: number }[] = [
  { shrink: 0, print: 1 },
  { shrink: 0.1, print: 1 },
  { shrink: 0, print: 0.84 },
  { shrink: 0.14, print: 0.84 },
  { shrink: 0.2, print: 0.7 },
];

/** In steps of a few milliseconds, so that a weak screen can draw between them. */
export function* layLabels(need: LayoutNeed): Generator<undefined, Layout> {
  let best: Layout | undefined;
  for (const { shrink, print } of ATTEMPTS) {
    const { top, bottom, side } = need.insets;
    const [x, y] = [(need.room.width * shrink) / 2, (need.room.height * shrink) / 2];
    const insets = { top: top + y, bottom: bottom + y, side: side + x };
    const types = need.types.map(({ number, name }) => ({ number: number * print, name: name * print }));
    const layout = yield* attempt({ ...need, types, insets });
    if (best === undefined || layout.unplaced.length < best.unplaced.length) best = layout;
    if (best.unplaced.length === 0) break;
  }
  return best!;
}

function* attempt({ outlines, room, insets, labels, types, notes = [] }: LayoutNeed): Generator<undefined, Layout> {
  const shapes = fitted(outlines, room, insets);
  const raster = rasterOf(shapes, room, CELL);
  const free = freeCells(raster);
  const indices = new Map(shapes.map(({ id }, index) => [id, index]));
  const placed = new Map<string, PlacedLabel>();
  for (const { id, names, type, near } of notes) {
    const note = outsidePlace(raster, free, [near(shapes)], { id, names }, type, crowdOf(placed, id));
    if (note) placed.set(id, { id, type, way: note.way, box: note.box });
  }
  const outside: { need: LabelNeed; land: Land }[] = [];
  for (const need of labels) {
    const index = indices.get(need.id);
    if (index === undefined) continue;
    const land = landOf(raster, index);
    const label = insidePlace(raster, land, need, types);
    if (label) placed.set(need.id, label);
    else outside.push({ need, land });
    yield;
  }
  const smallest = types[types.length - 1]!;
  const far = new Map(outside.map(({ need, land }) => [need.id, inland(raster, land)]));
  // From inland outwards, and the other way round: what comes first may bar the way to what comes later.
  let best: { labels: Map<string, PlacedLabel>; cost: number } | undefined;
  for (const order of [1, -1]) {
    const labels = new Map(placed);
    const queue = [...outside].sort((a, b) => order * (far.get(b.need.id)! - far.get(a.need.id)!));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { need, land } of queue) {
        const label = outsidePlace(raster, free, land.anchors, need, smallest, crowdOf(labels, need.id));
        if (label) labels.set(need.id, label);
        yield;
      }
    const cost = queue.reduce((sum, { need }) => sum + (lengthOf(labels.get(need.id)) ?? UNPLACED), 0);
    if (best === undefined || cost < best.cost) best = { labels, cost };
  }
  const labelled = best?.labels ?? placed;
  return { room, shapes, labels: labelled, unplaced: labels.filter(({ id }) => !labelled.has(id)).map(({ id }) => id) };
}

function lengthOf(label: PlacedLabel | undefined): number | undefined {
  if (!label?.line) return undefined;
  const { from, to } = label.line;
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}

function crowdOf(placed: ReadonlyMap<string, PlacedLabel>, but: string): Crowd {
  const others = [...placed.values()].filter(({ id }) => id !== but);
  return {
    boxes: others.map(({ box }) => box),
    lines: others.flatMap(({ line }) => (line ? [line] : [])),
  };
}

/** How far it is from the middle of a county to the next cell beside the map. */
function inland({ cell, columns, rows, owner }: Raster, { anchors: [[x, y]] }: Land): number {
  const column = Math.floor(x / cell);
  const row = Math.floor(y / cell);
  for (let reach = 1; reach < Math.max(columns, rows); reach += 1)
    for (const [c, r] of [
      [column - reach, row],
      [column + reach, row],
      [column, row - reach],
      [column, row + reach],
    ] as const)
      if (c < 0 || r < 0 || c >= columns || r >= rows || owner[r * columns + c] === -1) return reach;
  return 0;
}
