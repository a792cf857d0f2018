// The vault's file. Several processes have it open at once: the server, and commands that add or revoke.
import { DatabaseSync } from 'node:sqlite';
import { assertDurable } from '../log/schema.ts';
import { ensurePrivateFile } from '../log/private-file.ts';
import { FileUnusable, isBusy, whyUnusable } from '../log/unusable.ts';

/** Each entry brings the file one version up; append, never change. Times are epoch ms. */
const steps = [
  `create table token (
     id text primary key,
     hash blob not null unique,
     name text not null,
     role text not null,
     county text,
     created_at integer not null,
     expires_at integer,
     revoked_at integer
   ) strict;
   create index token_name on token (name);
   create table session (
     hash blob primary key,
     name text not null,
     role text not null,
     county text,
     token_id text references token (id),
     created_at integer not null,
     expires_at integer not null
   ) strict, without rowid;
   create table code (
     hash blob primary key,
     role text not null,
     county text,
     expires_at integer not null
   ) strict, without rowid;`,
];

/** Writes are short; this only waits for another process in the middle of one. */
const LOCK_WAIT_MS = 5_000;

/** Opens `path`, brings its schema up. Throws FileUnusable. */
export function openVaultFile(path: string): DatabaseSync {
  try {
    ensurePrivateFile(path);
    const db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
    try {
      useWal(db);
      db.exec('pragma synchronous = full; pragma fullfsync = on');
      assertDurable(db, path);
      together(db, () => bringUp(db, path));
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw whyUnusable(path, error);
  }
}

/** One transaction that nobody else's write comes into. */
export function together<T>(db: DatabaseSync, write: () => T): T {
  db.exec('begin immediate');
  try {
    const result = write();
    db.exec('commit');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

/** The change into WAL does not wait for a lock as other writes do; when two processes make the file at once, one tries again. */
function useWal(db: DatabaseSync): void {
  for (let tries = 1; ; tries++) {
    try {
      db.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      if (!isBusy(error) || tries === 50) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function bringUp(db: DatabaseSync, path: string): void {
  const version = Number(db.prepare('pragma user_version').get()?.['user_version']);
  if (version > steps.length)
    throw new FileUnusable(
      'newer-schema',
      `expected schema ${steps.length} or older in ${path}, got ${version}: a newer release wrote it; start that one, or restore a backup`,
    );
  for (const step of steps.slice(version)) db.exec(step);
  db.exec(`pragma user_version = ${steps.length}`);
}
