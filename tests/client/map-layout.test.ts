// The outlines of all provinces, and where the labels of a map find their places.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ringPoints } from '../../client/wall/map/bead-ring.ts';
import { layLabels, type Layout, type LayoutNeed } from '../../client/wall/map/label-layout.ts';
import { crosses, type Rect } from '../../client/wall/map/label-size.ts';
import { matched } from '../../client/wall/map/matched.ts';
import { seaOf, northCoast } from '../../client/wall/map/seas.ts';
import { outlinesOf, type Outline, type Topology } from '../../client/wall/map/topology.ts';
import { idSchema } from '../../shared/event-fields.ts';
import { loadProfile } from '../../server/profiles/load.ts';

const folder = new URL('../../shared/geo/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.topo.json'));
const read = (file: string): Topology => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Topology;
const provinces = files.map((file) => ({ file, topology: read(file), outlines: outlinesOf(read(file)) }));
const mazandaran = provinces.find(({ outlines }) => outlines.province === 'mazandaran')!.outlines;

/** Whether a point lies in a county: in an odd number of its rings. */
const isIn = ({ rings }: Outline, x: number, y: number): boolean =>
  rings.reduce((odd, ring) => {
    for (let at = 0; at < ring.length; at += 1) {
      const [ax, ay] = ring[at]!;
      const [bx, by] = ring[(at + 1) % ring.length]!;
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
    }
    return odd;
  }, false);

const edge = ({ left, top, width, height }: Rect): [number, number][] =>
  Array.from({ length: 21 }, (_, step) => step / 20).flatMap((part): [number, number][] => [
    [left + part * width, top],
    [left + part * width, top + height],
    [left, top + part * height],
    [left + width, top + part * height],
  ]);

describe('the outlines', () => {
  it('are those of 31 provinces and their 478 counties, each with an id and a name in both languages', () => {
    expect(provinces.length).toBe(31);
    expect(provinces.reduce((sum, { outlines }) => sum + outlines.counties.length, 0)).toBe(478);
    for (const { file, topology, outlines } of provinces) {
      expect(`${topology.province.id}.topo.json`).toBe(file);
      expect(new Set(outlines.counties.map(({ id }) => id)).size, file).toBe(outlines.counties.length);
      for (const { id, name } of [topology.province as never, ...outlines.counties] as Outline[]) {
        expect(idSchema.safeParse(id).success, id).toBe(true);
        if (name) for (const one of [name.fa, name.en]) expect(one.trim(), id).toMatch(/^\S.*$/);
      }
    }
  });
  it('name their source, in every file and beside them', () => {
    for (const { topology } of provinces)
      expect(topology).toHaveProperty('source', expect.stringContaining('© OpenStreetMap'));
    expect(readFileSync(new URL('NOTICE', folder), 'utf8')).toContain('Open Database License 1.0');
  });
  it('of Mazandaran have the ids and names of its profile', () => {
    const profile = loadProfile('mazandaran');
    expect(Object.fromEntries(mazandaran.counties.map(({ id, name }) => [id, name]))).toEqual(
      Object.fromEntries(Object.entries(profile.counties).map(([id, { name }]) => [id, name])),
    );
  });
  it('lie as on a map: west on the left, north at the top', () => {
    const middle = (id: string): readonly [number, number] => {
      const points = mazandaran.counties.find((county) => county.id === id)!.rings.flat();
      return [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length) as [
        number,
        number,
      ];
    };
    expect(middle('ramsar')[0]).toBeLessThan(middle('galugah')[0]);
    expect(middle('babolsar')[1]).toBeLessThan(middle('savadkuh')[1]);
    expect(mazandaran.width / mazandaran.height).toBeCloseTo(2.2, 1);
  });
});

describe('counties of a profile', () => {
  const named = (fa: string) => ({ name: { fa, en: '' } });
  it('are found by their id, else by their Persian name however it is typed', () => {
    const { found, missing, strange } = matched(
      { sari: named('ساری'), 'qaem-shahr': named('قائم شهر'), tonekabon2: named('تنكابن'), newborn: named('نوبنیاد') },
      mazandaran.counties,
    );
    expect([...found].map(([id, outline]) => [id, outline.id])).toEqual([
      ['sari', 'sari'],
      ['qaem-shahr', 'qaemshahr'],
      ['tonekabon2', 'tonekabon'],
    ]);
    expect(missing).toEqual(['newborn']);
    expect(strange.length).toBe(mazandaran.counties.length - 3);
  });
});

const types = [
  { number: 68, name: 36 },
  { number: 48, name: 28 },
  { number: 34, name: 22 },
  { number: 28, name: 22 },
];
/** About as wide as the typeface of the screens. */
const LETTER = 0.5;
const needOf = (
  outlines: LayoutNeed['outlines'],
  lang: 'fa' | 'en',
  digits: number,
  room: LayoutNeed['room'],
): LayoutNeed => ({
  outlines,
  room,
  insets: { top: 54, bottom: 12, side: 12 },
  labels: outlines.counties.map(({ id, name }) => ({
    id,
    number: digits * 0.62,
    names: [[name[lang].length * LETTER]],
  })),
  types,
});

/** Like the screens do it, with the longest of its steps. */
function laid(need: LayoutNeed): Layout {
  const steps = layLabels(need);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

function faultsOf({ shapes, labels, room }: Layout): string[] {
  const faults: string[] = [];
  const all = [...labels.values()];
  for (const { id, box, line } of all) {
    const shape = shapes.find((one) => one.id === id)!;
    if (box.left < 0 || box.top < 0 || box.left + box.width > room.width || box.top + box.height > room.height)
      faults.push(`${id} leaves the map`);
    if (line) {
      if (!isIn(shape, line.from[0], line.from[1])) faults.push(`the line of ${id} does not start in it`);
      if (shapes.some((one) => edge(box).some(([x, y]) => isIn(one, x, y)))) faults.push(`${id} lies on a county`);
      for (const other of all)
        if (other.id !== id && crosses(line, other.box)) faults.push(`the line of ${id} runs over ${other.id}`);
    } else if (!edge(box).every(([x, y]) => isIn(shape, x, y))) faults.push(`${id} leaves its county`);
  }
  all.forEach((one, index) => {
    for (const other of all.slice(index + 1)) {
      const wide =
        Math.min(one.box.left + one.box.width, other.box.left + other.box.width) -
        Math.max(one.box.left, other.box.left);
      const high =
        Math.min(one.box.top + one.box.height, other.box.top + other.box.height) - Math.max(one.box.top, other.box.top);
      if (wide > 0 && high > 0) faults.push(`${one.id} meets ${other.id}`);
    }
  });
  return faults;
}

describe('the labels of a map', () => {
  const rooms = { wide: { width: 1_780, height: 810 }, upright: { width: 980, height: 760 } };
  it.each([2, 5])(
    'of Mazandaran find a place within their county or beside the map, with numbers of %i digits',
    (digits) => {
      for (const room of Object.values(rooms))
        for (const lang of ['fa', 'en'] as const) {
          const layout = laid(needOf(mazandaran, lang, digits, room));
          expect(layout.unplaced).toEqual([]);
          expect(layout.labels.size).toBe(22);
          expect(faultsOf(layout)).toEqual([]);
        }
    },
  );
  it.each(provinces.map(({ outlines }) => [outlines.province, outlines] as const))(
    'of %s meet nowhere',
    (_, outlines) => {
      const layout = laid(needOf(outlines, 'fa', 3, rooms.wide));
      expect(faultsOf(layout)).toEqual([]);
      expect(layout.labels.size + layout.unplaced.length).toBe(outlines.counties.length);
      expect(layout.unplaced).toEqual([]);
    },
  );
  it('stand largest where there is most room, and the same twice', () => {
    const need = needOf(mazandaran, 'fa', 2, rooms.wide);
    const layout = laid(need);
    expect(layout.labels.get('nur')?.type.number).toBe(68);
    expect(layout.labels.get('simorgh')?.line).toBeDefined();
    expect(laid(need)).toEqual(layout);
  });
});

describe('the sea', () => {
  it('lies north of Mazandaran, along its coast alone', () => {
    expect(seaOf('mazandaran')).toEqual({ name: 'caspian', side: 'north' });
    expect(seaOf('qom')).toBeUndefined();
    const coast = northCoast(mazandaran.counties);
    expect(coast.length).toBeGreaterThan(50);
    expect(Math.max(...coast.map(([, y]) => y))).toBeLessThan(mazandaran.height / 2);
  });
});

describe('a ring of beads', () => {
  it('begins at the middle of its top and goes evenly around', () => {
    const [top, right, bottom, left] = ringPoints(80, 40, 4);
    expect(top).toEqual([0, -20]);
    expect(right![0]).toBeCloseTo(40, 0);
    expect(bottom![0]).toBeCloseTo(0);
    expect(bottom![1]).toBeCloseTo(20);
    expect(left![0]).toBeCloseTo(-40, 0);
  });
});
