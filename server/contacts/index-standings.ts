// The classes of cases in the index of contacts: written down again where another day, rule or holiday changes them.
import type { createIndexCounts } from './index-counts.ts';
import type { Sql } from './index-statements.ts';
import type { JudgedCase } from './index-types.ts';

/** Cases of one piece: so few that others have their turn also where each has to be written. */
const PIECE = 100;

type Parts = { sql: Sql; counts: ReturnType<typeof createIndexCounts>; begin: () => void };

export function createIndexStandings({ sql, counts, begin }: Parts) {
  const wordOf = (column: string): string => `(select text from word where id = ${column}) as ${column}`;

  return {
    /** Of the cases that were referred on that day or later, in pieces. `numberOf`: the class as a number. */
    *judge(since: number, numberOf: (one: JudgedCase) => number): Generator<void> {
      // `deadline > 0` and not `referred > 0`: of two lower bounds SQLite may begin at the constant, years before `since`.
      const page = sql(`select id, ${wordOf('kind')}, ${wordOf('agency')}, referred, ended, deadline
        from contact indexed by contact_referred where deadline > 0 and (referred, id) > (?, ?)
        order by referred, id limit ${PIECE}`);
      for (let [referred, id] = [since, 0]; ;) {
        const rows = page.all(referred, id);
        for (const row of rows) {
          [referred, id] = [Number(row['referred']), Number(row['id'])];
          const kind = (row['kind'] as string | null) ?? undefined;
          const agency = (row['agency'] as string | null) ?? undefined;
          const fresh = numberOf({ kind, agency, referred, ended: Number(row['ended']) });
          const old = Number(row['deadline']);
          if (fresh === old) continue;
          begin();
          sql('update contact set deadline = ? where id = ?').run(fresh, id);
          counts.add('deadline', old, -1);
          counts.add('deadline', fresh, 1);
        }
        if (rows.length < PIECE) return;
        yield;
      }
    },
  };
}
