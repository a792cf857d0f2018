// All contacts with what they are looked up by, in a file of their own: derived from the log, so it is thrown away and made
// again whenever it does not fit. Lists are read in pieces that are short whatever is asked for.
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { ensurePrivateFile } from '../sqlite/private-file.ts';
import type { WalCopier } from '../sqlite/wal-copier.ts';
import { removeContactIndex } from './index-file.ts';
import { createIndexCounts } from './index-counts.ts';
import { facets, tables, words } from './index-schema.ts';
import { createIndexSpans, LAST_DAY } from './index-spans.ts';
import { createIndexStandings } from './index-standings.ts';
import { createIndexStatements } from './index-statements.ts';
import type { CaseGroup, Indexed, JudgedCase, Listed, Order, Place, Wanted } from './index-types.ts';

export type ContactIndex = {
  /** How far the log is in it. */
  position: () => number;
  /** Puts in what a subject is now, or takes it out. Durable with the next `commit`. */
  put: (subject: string, row: Indexed | undefined) => void;
  /** `last`: the event at that position, by which a log is recognised. */
  commit: (position: number, last: string, judgedBy?: string) => void;
  /** By what the cases in it were judged, as it was given with a commit; empty at first. */
  judgedBy: () => string;
  /** Judges again the cases that were referred on that day or later, in pieces. `numberOf`: the class of a case. */
  judge: (since: number, numberOf: (one: JudgedCase) => number) => Generator<void>;
  subjectsOf: (day: number) => string[];
  subjectNamed: (name: string) => string | undefined;
  withCode: (code: string, limit: number) => Listed[];
  /** In order, in pieces that may be empty; each is short. */
  pieces: (wanted: Wanted, order: Order, behind: Place | undefined, limit: number) => Generator<Listed[]>;
  counts: (wanted: Wanted) => Generator<number>;
  /** Referred cases of contacts of these days, or all that are open, in pieces. */
  cases: (wanted: { from: number; to: number } | 'open') => Generator<CaseGroup[]>;
  /** Open cases, first those referred first. */
  oldestOpen: (limit: number) => Listed[];
  clear: () => void;
  close: () => void;
};

/**
 * `path` undefined: in memory. `stamp` says from what rows are made; `isOfLog` whether the log has that event at that position.
 * `wal`: copies the file's WAL back into it; SQLite does so itself unless given. It may lock the file for a moment.
 */
export function openContactIndex(
  path: string | undefined,
  stamp: string,
  isOfLog: (position: number, last: string) => boolean,
  wal?: WalCopier,
): ContactIndex {
  const open = (): DatabaseSync => {
    if (path !== undefined) ensurePrivateFile(path);
    const opened = new DatabaseSync(path ?? ':memory:', { timeout: 5_000 });
    try {
      // A power cut may lose the newest contacts, which are read from the log again, but never damages the file.
      opened.exec(`pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16000; ${tables}`);
      wal?.begin(opened);
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  };
  const marks = (of: DatabaseSync): Record<string, unknown> =>
    Object.fromEntries(
      of
        .prepare('select name, value from mark')
        .all()
        .map(({ name, value }) => [String(name), value]),
    );
  const fits = (of: DatabaseSync): boolean => {
    const { stamp: its, position, last } = marks(of);
    return its === stamp && isOfLog(Number(position), String(last));
  };

  let db: DatabaseSync | undefined;
  try {
    db = open();
    if (!fits(db)) throw new Error('it is of another log or release');
  } catch {
    db?.close();
    if (path !== undefined) removeContactIndex(path);
    db = open();
  }
  const { position = 0, judgedBy = '' } = marks(db);
  return indexIn(db, stamp, { position: Number(position), judgedBy: String(judgedBy) }, wal);
}

type Marks = { position: number; judgedBy: string };
function indexIn(db: DatabaseSync, stamp: string, from: Marks, wal?: WalCopier): ContactIndex {
  let { position, judgedBy } = from;
  /** Without its mark the file fits no log: the next start makes it again. */
  const disown = (): void => {
    if (db.isTransaction) db.exec('rollback');
    db.exec('delete from mark');
  };
  const sql = createIndexStatements(db, disown);
  const counts = createIndexCounts(sql);
  const ids = new Map<string, number>();
  /** 0 is `unknown`; undefined a word that no contact has. */
  const idOf = (word: string | undefined, isAdded: boolean): number | undefined => {
    if (word === undefined) return 0;
    const known = ids.get(word) ?? (sql('select id from word where text = ?').get(word)?.['id'] as number | undefined);
    const id =
      known ?? (isAdded ? Number(sql('insert into word (text) values (?)').run(word).lastInsertRowid) : undefined);
    if (id !== undefined) ids.set(word, id);
    return id;
  };
  const begin = (): void => {
    if (!db.isTransaction) db.exec('begin');
  };
  const standings = createIndexStandings({ sql, counts, begin });
  const { spans, spansOfOpen } = createIndexSpans(counts);
  const columns = ['day', 'moment', 'name', 'code', 'referred', 'ended', ...facets];

  /** What is asked for as conditions, with the index to go through; undefined where nothing can fit. */
  const plan = ({ from = 0, to = LAST_DAY, code, values }: Wanted) => {
    const conditions: string[] = [];
    const bound: SQLInputValue[] = [];
    let index = 'contact_day';
    let entries = counts.all();
    for (const facet of facets) {
      const asked = values[facet];
      if (asked === undefined) continue;
      const numbers = asked
        .map((value) => (typeof value === 'number' ? value : idOf(value, false)))
        .filter((value) => value !== undefined);
      if (numbers.length === 0) return undefined;
      conditions.push(`${facet} in (${numbers.map(() => '?').join()})`);
      bound.push(...numbers);
      const many = numbers.reduce((sum, value) => sum + counts.of(facet, value), 0);
      if (many < entries) [index, entries] = [`contact_${facet}`, many];
    }
    if (code !== undefined) {
      conditions.push('code = ?');
      bound.push(code);
      [index, entries] = ['contact_code', 0];
    }
    return { conditions, bound, index, entries, from, to };
  };

  const listed = (row: Record<string, unknown>): Listed => ({
    subject: String(row['subject']),
    name: String(row['called']),
    day: Number(row['day']),
    at: Number(row['moment']),
  });
  const what = 'subject, coalesce(name, subject) as called, day, moment';

  return {
    position: () => position,

    put(subject, row) {
      begin();
      const old = sql(`select id, ${columns.join()} from contact where subject = ?`).get(subject);
      const fresh = row && [
        ...[row.day, row.at, row.name === subject ? null : row.name, row.code, row.referred, row.ended],
        ...words.map((facet) => idOf(row[facet], true) ?? 0),
        row.steps,
        row.deadline,
      ];
      if (old && fresh && columns.every((name, n) => old[name] === fresh[n])) return;
      if (old) {
        for (const facet of [...facets, 'day'] as const) counts.add(facet, Number(old[facet]), -1);
        if (!fresh) return void sql('delete from contact where id = ?').run(Number(old['id']));
        const sets = columns.map((name) => `${name} = ?`).join();
        sql(`update contact set ${sets} where id = ?`).run(...fresh, Number(old['id']));
      } else {
        if (!fresh) return;
        sql(`insert into contact (subject, ${columns.join()}) values (?, ${columns.map(() => '?').join()})`).run(
          subject,
          ...fresh,
        );
      }
      [...facets, 'day' as const].forEach((facet) => counts.add(facet, Number(fresh[columns.indexOf(facet)]), 1));
    },

    commit(upTo, last, by = judgedBy) {
      begin();
      counts.save();
      const mark = sql('insert into mark (name, value) values (?, ?) on conflict do update set value = excluded.value');
      mark.run('stamp', stamp);
      mark.run('position', upTo);
      mark.run('last', last);
      mark.run('judgedBy', by);
      db.exec('commit');
      [position, judgedBy] = [upTo, by];
      wal?.committed();
    },

    judgedBy: () => judgedBy,
    judge: standings.judge,

    subjectsOf: (day) =>
      sql('select subject from contact where day = ?')
        .all(day)
        .map(({ subject }) => String(subject)),
    subjectNamed: (name) => {
      const found =
        sql('select subject from contact where name = ?').get(name) ??
        sql('select subject from contact where subject = ? and name is null').get(name);
      return found && String(found['subject']);
    },
    withCode: (code, limit) =>
      sql(`select ${what} from contact where code = ? order by day desc, moment desc limit ?`)
        .all(code, limit)
        .map(listed),

    *pieces(wanted, order, behind, limit) {
      const asked = plan(wanted);
      if (!asked) return;
      const [way, than] = order === 'newest' ? ['desc', '<'] : ['asc', '>'];
      const names = order === 'newest' ? ['asc', '>'] : ['desc', '<'];
      const later = behind
        ? `and (day ${than} ? or (day = ? and (moment ${than} ? or (moment = ? and called ${names[1]} ?))))`
        : '';
      const from = order === 'newest' ? asked.from : Math.max(asked.from, behind?.day ?? 0);
      const to = order === 'newest' ? Math.min(asked.to, behind?.day ?? asked.to) : asked.to;
      const where = ['day between ? and ?', ...asked.conditions].join(' and ');
      const text = `select ${what} from contact indexed by ${asked.index} where ${where} ${later}
        order by day ${way}, moment ${way}, called ${names[0]} limit ?`;
      const place = behind ? [behind.day, behind.day, behind.at, behind.at, behind.name] : [];
      for (const [first, last] of spans({ ...asked, from, to }, order))
        yield sql(text)
          .all(first, last, ...asked.bound, ...place, limit)
          .map(listed);
    },

    *counts(wanted) {
      const asked = plan(wanted);
      if (!asked) return;
      const where = ['day between ? and ?', ...asked.conditions].join(' and ');
      const text = `select count(*) as n from contact indexed by ${asked.index} where ${where}`;
      for (const [first, last] of spans(asked, 'newest'))
        yield Number(sql(text).get(first, last, ...asked.bound)?.['n'] ?? 0);
    },

    *cases(wanted) {
      const isOpen = wanted === 'open';
      const wordOf = (column: string): string => `(select text from word where id = ${column})`;
      const from = isOpen
        ? `select kind, agency, referred, 0 as ended, count(*) as n from contact indexed by contact_standing
          where steps = 1 and referred between ? and ? group by referred, kind, agency`
        : `select kind, agency, referred, ended, count(*) as n from contact indexed by contact_day
          where day between ? and ? and referred > 0 group by kind, agency, referred, ended`;
      const text = `select ${wordOf('kind')} as kind, ${wordOf('agency')} as agency, referred, ended, n from (${from})`;
      for (const [first, last] of isOpen ? spansOfOpen() : spans({ entries: counts.all(), ...wanted }, 'newest'))
        yield sql(text)
          .all(first, last)
          .map((row) => ({
            kind: (row['kind'] as string | null) ?? undefined,
            agency: (row['agency'] as string | null) ?? undefined,
            referred: Number(row['referred']),
            ended: Number(row['ended']),
            count: Number(row['n']),
          }));
    },
    oldestOpen: (limit) =>
      sql(`select ${what} from contact indexed by contact_open where steps = 1
        order by referred, day, moment, called limit ?`)
        .all(limit)
        .map(listed),

    clear() {
      disown();
      db.exec('delete from contact; delete from word; delete from tally');
      ids.clear();
      counts.forget();
      [position, judgedBy] = [0, ''];
    },
    close: () => {
      if (db.isTransaction) db.exec('rollback');
      db.close();
    },
  };
}
