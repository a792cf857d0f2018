// The rows of one day in order, outside the heap of JavaScript: hundreds of thousands of small objects that stay would make every
// garbage collection stop the wall for tens of milliseconds.
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Rows looked at in one piece, between which other work has its turn. */
const PIECE = 100;

/** Where a row stands: newest first (ms since 1970), of one moment by name. */
export type Place = { at: number; name: string };

export type RowStore<Row> = {
  /** Whether rows of a subject were put in, also none. */
  has: (subject: string) => boolean;
  /** Takes the place of all former rows of the subject. */
  put: (subject: string, rows: readonly Row[]) => void;
  /**
   * The rows behind a place, or the first ones: those of a short piece that contain all of `texts` as JSON. `last` is where the
   * piece ends, undefined when nothing lies behind the place. With `kind`, pieces are of rows of that kind alone.
   */
  behind: (
    place: Place | undefined,
    texts?: readonly string[],
    kind?: string,
  ) => { rows: Row[]; last: Place | undefined };
  subjects: () => number;
  close: () => void;
};

const SCHEMA = `
  pragma journal_mode = off;
  create table subject (id integer primary key, name text not null unique);
  create table row (moment real not null, name text not null, subject integer not null, kind text, json text not null,
    primary key (moment, name)) without rowid;
  create index row_of_subject on row (subject);
  create index row_of_kind on row (kind, moment, name) where kind is not null;
`;

/** A row is what JSON keeps of it; `placeOf` distinguishes any two rows. `kindOf`: what rows are often asked for by. */
export function createRowStore<Key, Row extends Key>(
  placeOf: (row: Key) => Place,
  kindOf: (row: Row) => string | undefined = () => undefined,
): RowStore<Row> {
  const db = new DatabaseSync(':memory:');
  db.exec(SCHEMA);
  const idOf = db.prepare('select id from subject where name = ?');
  const addSubject = db.prepare('insert into subject (name) values (?)');
  const removeRows = db.prepare('delete from row where subject = ?');
  const addRow = db.prepare('insert or replace into row (moment, name, subject, kind, json) values (?, ?, ?, ?, ?)');
  const statements = new Map<string, StatementSync>();
  const sql = (text: string): StatementSync => {
    const known = statements.get(text) ?? db.prepare(text);
    statements.set(text, known);
    return known;
  };
  const found = (subject: string): number | undefined => idOf.get(subject)?.['id'] as number | undefined;
  let count = 0;

  return {
    has: (subject) => found(subject) !== undefined,
    put(subject, rows) {
      let id = found(subject);
      if (id === undefined) {
        id = Number(addSubject.run(subject).lastInsertRowid);
        count++;
      } else removeRows.run(id);
      for (const row of rows) {
        const { at, name } = placeOf(row);
        addRow.run(-at, name, id, kindOf(row) ?? null, JSON.stringify(row));
      }
    },
    behind(place, texts = [], kind) {
      const [moment, name] = place ? [-place.at, place.name] : [-Infinity, ''];
      const [ofKind, kinds] = kind === undefined ? ['', []] : ['kind = ? and', [kind]];
      const end =
        sql(
          `select moment, name from row where ${ofKind} (moment, name) > (?, ?) order by moment, name limit 1 offset ${PIECE - 1}`,
        ).get(...kinds, moment, name) ??
        sql(
          `select moment, name from row where ${ofKind} (moment, name) > (?, ?) order by moment desc, name desc limit 1`,
        ).get(...kinds, moment, name);
      if (!end) return { rows: [], last: undefined };
      const last = { at: -(end['moment'] as number), name: end['name'] as string };
      const found = sql(
        `select json from row where ${ofKind} (moment, name) > (?, ?) and (moment, name) <= (?, ?)
          ${'and instr(json, ?) > 0 '.repeat(texts.length)}order by moment, name`,
      ).all(...kinds, moment, name, -last.at, last.name, ...texts);
      return { rows: found.map(({ json }) => JSON.parse(json as string) as Row), last };
    },
    subjects: () => count,
    close: () => void db.close(),
  };
}
