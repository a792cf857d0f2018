// What is written, on whichever thread: each function is one transaction, durable when it returns (B5).
import type { DatabaseSync } from 'node:sqlite';
import type { NewCheckpoint } from '../ledger/ledger.ts';
import { READ_MARK } from './marks.ts';
import { preparePastCheckpoints } from './past-checkpoints.ts';
import type { PlacedRow, Row } from './row.ts';

const CHECKPOINTS_KEPT = 2;

export type Writes = {
  /** Per row its position; negative where (source, id) was there already: then it is the first one's. */
  append: (rows: readonly Row[]) => number[];
  /** As they stand in a stream, which was read up to there. Answers the positions of those that were not known before. */
  fill: (rows: readonly PlacedRow[], read: number) => number[];
  keep: (checkpoint: NewCheckpoint) => void;
  setMark: (name: string, value: string) => void;
  /** Throws what an append would throw, and leaves nothing behind. */
  probe: () => void;
};

/**
 * Throws what SQLite throws, with the transaction rolled back. `assertInPlace` throws when the file is no longer where it
 * is looked for: nothing is committed then.
 */
export function prepareWrites(db: DatabaseSync, assertInPlace: () => void = () => {}): Writes {
  const insert = db.prepare(
    'insert into event (source, id, subject, day, body) values (?, ?, ?, ?, ?) on conflict (source, id) do nothing',
  );
  const place = db.prepare(
    'insert into event (position, source, id, subject, day, body) values (?, ?, ?, ?, ?, ?) on conflict (source, id) do nothing',
  );
  const find = db.prepare('select position from event where source = ? and id = ?');
  const checkpoint = db.prepare(
    'insert into checkpoint (position, fold_version, profile_hash, state) values (?, ?, ?, ?)',
  );
  const forget = db.prepare(
    'delete from checkpoint where number not in (select number from checkpoint order by number desc limit ?)',
  );
  const known = db.prepare('select 1 from checkpoint where fold_version = ? and profile_hash = ? limit 1');
  const forgetRun = db.prepare('delete from checkpoint where fold_version = ? and profile_hash = ?');
  const month = db.prepare(
    'insert into month (fold_version, profile_hash, name, doc) values (?, ?, ?, ?) on conflict do update set doc = excluded.doc',
  );
  const forgetOwn = db.prepare('delete from month where fold_version = ? and profile_hash = ?');
  const forgetMonths = db.prepare(
    `delete from month where not exists (select 1 from checkpoint
       where checkpoint.fold_version = month.fold_version and checkpoint.profile_hash = month.profile_hash)`,
  );
  const keepPast = preparePastCheckpoints(db);
  const mark = db.prepare(
    'insert into mark (name, value) values (?, ?) on conflict do update set value = excluded.value',
  );

  const together = <T>(write: () => T): T => {
    db.exec('begin immediate');
    try {
      const result = write();
      assertInPlace();
      db.exec('commit');
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors (full, I/O): https://www.sqlite.org/lang_transaction.html
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  };

  return {
    append: (rows) =>
      together(() =>
        rows.map((row) => {
          const { changes, lastInsertRowid } = insert.run(...row);
          return changes === 1 ? Number(lastInsertRowid) : -Number(find.get(row[0], row[1])?.['position']);
        }),
      ),
    fill: (rows, read) =>
      together(() => {
        const fresh = rows.filter((row) => place.run(...row).changes === 1);
        mark.run(READ_MARK, String(read));
        return fresh.map(([position]) => position);
      }),
    keep: (kept) =>
      together(() => {
        const { position, foldVersion, foldHash, state, months, isAnew } = kept;
        if (isAnew) forgetRun.run(foldVersion, foldHash);
        // Without a checkpoint the fold started from the beginning, and so do its months.
        if (known.get(foldVersion, foldHash) === undefined) forgetOwn.run(foldVersion, foldHash);
        checkpoint.run(position, foldVersion, foldHash, state);
        for (const [name, doc] of Object.entries(months)) month.run(foldVersion, foldHash, name, doc);
        forget.run(CHECKPOINTS_KEPT);
        forgetMonths.run();
        keepPast(kept);
      }),
    setMark: (name, value) => together(() => mark.run(name, value)),
    probe: () => {
      // First where events go: a damaged page there is no trouble to the small table of marks.
      db.exec('begin immediate');
      try {
        insert.run('', 'probe', null, 0, '{}');
      } finally {
        if (db.isTransaction) db.exec('rollback');
      }
      together(() => mark.run('probe', ''));
    },
  };
}
