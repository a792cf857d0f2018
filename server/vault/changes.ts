// The vault's changes as SQLite itself writes them down: https://www.sqlite.org/sessionintro.html. A change that was made to
// one copy of the vault makes the same of any other copy that stands where it stood.
import type { DatabaseSync } from 'node:sqlite';
import { emptyVault, vaultTables } from './schema.ts';

/** Runs something, takes it all back, and returns what it answered and the change that it would have made. */
export function dryRun<T>(db: DatabaseSync, run: () => T): { result: T; change: Uint8Array } {
  const session = db.createSession();
  try {
    db.exec('begin immediate');
    try {
      const result = run();
      return { result, change: session.changeset() };
    } finally {
      db.exec('rollback');
    }
  } finally {
    session.close();
  }
}

/** The change that makes this vault of an empty one: the same for all copies, whatever the order of their rows. */
export function snapshotOf(db: DatabaseSync): Uint8Array {
  const copy = emptyVault();
  try {
    const session = copy.createSession();
    for (const table of vaultTables) {
      const rows = db.prepare(`select * from ${table} order by 1, 2`).all();
      const [first] = rows;
      if (first === undefined) continue;
      const names = Object.keys(first);
      const insert = copy.prepare(
        `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
      );
      for (const row of rows) insert.run(...names.map((name) => row[name] ?? null));
    }
    const change = session.changeset();
    session.close();
    return change;
  } finally {
    copy.close();
  }
}

/** Takes a change over, within an open transaction; false when it does not fit what is there. */
export const apply = (db: DatabaseSync, change: Uint8Array): boolean =>
  change.length === 0 || db.applyChangeset(change);

/** Forgets everything, within an open transaction. */
export function clearVault(db: DatabaseSync): void {
  db.exec('pragma defer_foreign_keys = on');
  for (const table of vaultTables.toReversed()) db.exec(`delete from ${table}`);
}
