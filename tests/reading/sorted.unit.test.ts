// A long list that stays in order: whatever comes and goes, it reads like a sorted array.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createSorted, type Sorted } from '../../server/reading/sorted.ts';

type Row = { n: number };
const compare = (a: Row, b: Row): number => a.n - b.n;

const all = (sorted: Sorted<Row, Row>, from?: Row): number[] => {
  const found: Row[] = [];
  for (let last = from; ; last = found.at(-1)) {
    const piece = sorted.behind(last);
    if (piece.length === 0) return found.map(({ n }) => n);
    found.push(...piece);
  }
};

describe('a sorted list', () => {
  it('reads like a sorted array from any place on, after any additions and removals', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { maxLength: 60 }),
        fc.array(fc.nat()),
        fc.integer(),
        (ns, out, place) => {
          const sorted = createSorted<Row, Row>(compare);
          const rows = ns.map((n) => ({ n }));
          for (const row of rows) sorted.add(row);
          const gone = new Set(out.map((at) => rows[at % (rows.length || 1)]).filter((row) => row !== undefined));
          for (const row of gone) sorted.remove(row);
          const left = rows.filter((row) => !gone.has(row)).map(({ n }) => n);
          left.sort((a, b) => a - b);
          expect(all(sorted)).toEqual(left);
          expect(all(sorted, { n: place })).toEqual(left.filter((n) => n > place));
        },
      ),
    );
  });

  it('reads thousands of rows in pieces of a few hundred', () => {
    const sorted = createSorted<Row, Row>(compare);
    for (let n = 0; n < 5_000; n++) sorted.add({ n: (n * 7_919) % 5_000 });
    expect(all(sorted)).toEqual(Array.from({ length: 5_000 }, (_, n) => n));
    expect(sorted.behind(undefined).length).toBeLessThanOrEqual(400);
  });

  it('leaves alone what was never added', () => {
    const sorted = createSorted<Row, Row>(compare);
    sorted.add({ n: 1 });
    sorted.remove({ n: 1 });
    sorted.remove({ n: 2 });
    expect(all(sorted)).toEqual([1]);
  });
});
