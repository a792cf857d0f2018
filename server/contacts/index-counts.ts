// How many contacts have each value: by this a list knows through which index it goes, and in how many pieces.
import { firstPlace } from '../../shared/first-place.ts';
import type { Facet } from './index-schema.ts';
import type { Sql } from './index-statements.ts';

type Counted = Facet | 'day';

export function createIndexCounts(sql: Sql) {
  const tallies = new Map<Counted, Map<number, number>>();
  const changed = new Set<string>();
  let days: number[] | undefined;
  let all = 0;

  const load = (): void => {
    for (const { facet, value, n } of sql('select facet, value, n from tally').all()) {
      tallyOf(facet as Counted).set(Number(value), Number(n));
      if (facet === 'day') all += Number(n);
    }
  };
  const tallyOf = (facet: Counted): Map<number, number> => {
    const known = tallies.get(facet) ?? new Map<number, number>();
    tallies.set(facet, known);
    return known;
  };
  load();

  return {
    all: () => all,
    of: (facet: Counted, value: number): number => tallies.get(facet)?.get(value) ?? 0,
    add(facet: Counted, value: number, by: 1 | -1): void {
      const tally = tallyOf(facet);
      if (facet === 'day') {
        all += by;
        if (!tally.has(value)) days = undefined;
      }
      tally.set(value, (tally.get(value) ?? 0) + by);
      changed.add(`${facet} ${value}`);
    },
    /** The days that have contacts, in order. */
    *days(from: number, to: number, order: 'newest' | 'oldest'): Generator<number> {
      const sorted = (days ??= [...tallyOf('day').keys()].sort((a, b) => a - b));
      const first = firstPlace(sorted, (day) => day >= from);
      const end = firstPlace(sorted, (day) => day > to);
      if (order === 'oldest') for (let n = first; n < end; n++) yield sorted[n] ?? 0;
      else for (let n = end - 1; n >= first; n--) yield sorted[n] ?? 0;
    },
    save(): void {
      const put = sql('insert into tally (facet, value, n) values (?, ?, ?) on conflict do update set n = excluded.n');
      for (const one of changed) {
        const [facet = '', value = ''] = one.split(' ');
        put.run(facet, Number(value), tallies.get(facet as Counted)?.get(Number(value)) ?? 0);
      }
      changed.clear();
    },
    forget(): void {
      tallies.clear();
      changed.clear();
      days = undefined;
      all = 0;
    },
  };
}
