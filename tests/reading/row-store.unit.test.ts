// The rows of a day outside the heap: their order, pieces, and what is put in again.
import { describe, expect, it } from 'vitest';
import { createRowStore, type Place } from '../../server/reading/row-store.ts';

type Row = { at: number; name: string; text?: string };
const placeOf = ({ at, name }: Row): Place => ({ at, name });
const open = () => createRowStore<Row, Row>(placeOf);

/** All rows, piece by piece. */
function all(store: ReturnType<typeof open>, from?: Place, texts?: readonly string[]): Row[] {
  const found: Row[] = [];
  for (let place = from; ;) {
    const { rows, last } = store.behind(place, texts);
    if (last === undefined) return found;
    found.push(...rows);
    place = last;
  }
}

describe('rows of a day', () => {
  it('come newest first, of one moment by name, whatever the order in which they were put in', () => {
    const seed = Date.now() % 100_000;
    let state = seed;
    const random = (): number => (state = (state * 48_271) % 0x7fffffff) / 0x7fffffff;
    const store = open();
    const rows = Array.from({ length: 1_700 }, (_, n) => ({ at: Math.floor(random() * 400), name: `n-${n}` }));
    rows.forEach((row, n) => store.put(`call/${n}`, [row]));
    const sorted = rows.toSorted((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1));
    expect(all(store), `seed ${seed}`).toEqual(sorted);
    const place = sorted[800] as Row;
    expect(all(store, place), `seed ${seed}`).toEqual(sorted.slice(801));
  });

  it('of a subject are replaced as a whole', () => {
    const store = open();
    store.put('call/1', [
      { at: 1, name: 'a' },
      { at: 2, name: 'b' },
    ]);
    store.put('call/2', [{ at: 3, name: 'c' }]);
    store.put('call/1', [{ at: 4, name: 'b', text: 'later' }]);
    expect(all(store)).toEqual([
      { at: 4, name: 'b', text: 'later' },
      { at: 3, name: 'c' },
    ]);
    store.put('call/1', []);
    expect(all(store)).toEqual([{ at: 3, name: 'c' }]);
    expect(store.has('call/1')).toBe(true);
    expect(store.has('call/3')).toBe(false);
    expect(store.subjects()).toBe(2);
  });

  it('are read only where they contain the texts that are asked for, also where those are pieces apart', () => {
    const store = open();
    for (let n = 0; n < 3_000; n++)
      store.put(`call/${n}`, [{ at: n, name: `n-${n}`, text: n % 1_000 === 7 ? 'صف "الف"' : '%' }]);
    expect(all(store, undefined, [JSON.stringify('صف "الف"')]).map(({ at }) => at)).toEqual([2_007, 1_007, 7]);
    expect(all(store, undefined, ['"text":"%"', '"n-5"']).map(({ at }) => at)).toEqual([5]);
    expect(all(store, undefined, ['no such text'])).toEqual([]);
  });

  it('of one kind are read without a look at the others, in the same order, and leave it with what they become', () => {
    const store = createRowStore<Row, Row>(placeOf, ({ text }) => text ?? 'plain');
    for (let n = 0; n < 3_000; n++)
      store.put(`call/${n}`, [{ at: n, name: `n-${n}`, ...(n % 1_000 === 7 && { text: 'rare' }) }]);
    const rare = store.behind(undefined, [], 'rare');
    expect(rare.rows.map(({ at }) => at)).toEqual([2_007, 1_007, 7]);
    expect(store.behind(rare.last, [], 'rare')).toEqual({ rows: [], last: undefined });
    expect(store.behind({ at: 1_500, name: '' }, ['"n-7"'], 'rare').rows.map(({ at }) => at)).toEqual([7]);
    expect(store.behind(undefined, [], 'none')).toEqual({ rows: [], last: undefined });
    store.put('call/1007', [{ at: 1_007, name: 'n-1007' }]);
    expect(store.behind(undefined, [], 'rare').rows.map(({ at }) => at)).toEqual([2_007, 7]);
    const plain: number[] = [];
    for (
      let { rows, last } = store.behind(undefined, [], 'plain');
      last;
      { rows, last } = store.behind(last, [], 'plain')
    )
      plain.push(...rows.map(({ at }) => at));
    expect(plain).toHaveLength(2_998);
    expect(plain).toEqual(plain.toSorted((a, b) => b - a));
  });

  it('of a day without any are none', () => {
    expect(open().behind(undefined)).toEqual({ rows: [], last: undefined });
  });

  it('behind the last are none', () => {
    const store = open();
    store.put('call/1', [{ at: 0, name: 'a' }]);
    expect(store.behind({ at: 0, name: 'a' })).toEqual({ rows: [], last: undefined });
    expect(store.behind({ at: -5, name: 'a' })).toEqual({ rows: [], last: undefined });
    expect(store.behind({ at: 0, name: '' }).rows).toHaveLength(1);
  });
});
