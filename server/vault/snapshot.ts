// The whole of a vault as one change, for backups and for the way into Redis and back.
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { FileUnusable } from '../sqlite/open-errors.ts';
import { apply, clearVault, snapshotOf } from './changes.ts';
import { openVaultFile, transaction } from './schema.ts';

/** `version`: of the common order in Redis; 0 in a vault that is on one machine. */
export type WholeVault = { change: Uint8Array; version: number };

const MIRRORED = 'create table if not exists mirrored (only_one integer primary key, version integer)';
/** Whether it is the copy of one in Redis. */
export const isMirror = (db: DatabaseSync): boolean =>
  db.prepare(`select 1 from sqlite_schema where name = 'mirrored'`).get() !== undefined;

/** Opens the file for as long as it is used. */
export function withVault<T>(path: string, use: (db: DatabaseSync) => T): T {
  const db = openVaultFile(path);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

/** Undefined when there is no vault. Other processes may have it open at the same time. Throws FileUnusable. */
export function readSnapshot(path: string): WholeVault | undefined {
  if (!existsSync(path)) return undefined;
  return withVault(path, (db) =>
    transaction(db, () => {
      const row = isMirror(db) ? db.prepare('select version from mirrored').get() : undefined;
      return { change: snapshotOf(db), version: Number(row?.['version'] ?? 0) };
    }),
  );
}

/** Makes a vault where there is none. Throws FileUnusable. */
export function writeSnapshot(path: string, { change, version }: WholeVault): void {
  if (existsSync(path))
    throw new FileUnusable('unopened', `expected no vault at ${path}, but there is one: nothing is overwritten`);
  withVault(path, (db) =>
    transaction(db, () => {
      clearVault(db);
      if (!apply(db, change)) throw new FileUnusable('corrupt', `the vault of this backup does not fit together`);
      if (version > 0) mark(db, version);
    }),
  );
}

/** From now on it is a copy of the one in Redis, at that version. */
export const makeMirror = (path: string, version: number): void =>
  withVault(path, (db) => transaction(db, () => mark(db, version)));

/** From now on it is on this machine alone. */
export const makeOwn = (path: string): void => withVault(path, (db) => db.exec('drop table if exists mirrored'));

function mark(db: DatabaseSync, version: number): void {
  db.exec(MIRRORED);
  db.prepare('insert into mirrored values (1, ?) on conflict do update set version = excluded.version').run(version);
}
