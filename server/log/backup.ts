// A backup is one SQLite file: the ledger as it stood at one moment, with the whole vault beside it. It is made while the
// server runs, and is the ledger of another node, or of this one, once it is restored.
import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { writeSnapshot, readSnapshot, type WholeVault } from '../vault/snapshot.ts';
import { vaultFile } from '../vault/vault.ts';
import { acquireLock } from './lock.ts';
import { READ_MARK } from './marks.ts';
import { ensurePrivateFile } from '../sqlite/private-file.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { FileUnusable } from '../sqlite/open-errors.ts';
import { errorText } from '../error-text.ts';

/** What a backup holds: events, and the vault unless there was none. */
export type Held = { events: number; last: number; vault: boolean };

/** Present in backups only, and last in them: a file without it was not finished. */
const STAMP = 'create table backup (only_one integer primary key, vault blob, vault_version integer not null) strict';

export const ledgerFile = (dataDir: string): string => path.join(dataDir, 'log.sqlite');

/** Throws FileUnusable when there is nothing to save or the file is there already; then nothing was written. */
export function makeBackup(dataDir: string, file: string): Held {
  const ledger = ledgerFile(dataDir);
  if (!existsSync(ledger))
    throw new FileUnusable('unopened', `expected a log in DATA_DIR, but there is no ${ledger}: set DATA_DIR`);
  refuseExisting(file);
  ensurePrivateFile(file);
  try {
    const from = new DatabaseSync(ledger, { readOnly: true });
    try {
      // One read transaction: writers do not wait for it, and their later writes are not in it.
      // https://www.sqlite.org/lang_vacuum.html
      from.prepare('vacuum into ?').run(file);
    } finally {
      from.close();
    }
    // After the ledger: changes that the log of the backup lacks are sent again from the vault's outbox.
    const vault = readSnapshot(vaultFile(dataDir));
    const into = new DatabaseSync(file);
    try {
      into.exec(STAMP);
      into.prepare('insert into backup values (1, ?, ?)').run(vault?.change ?? null, vault?.version ?? 0);
      return { ...eventsIn(into), vault: vault !== undefined };
    } finally {
      into.close();
      flush(file);
      flush(path.dirname(path.resolve(file)));
    }
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

/** Makes log and vault of a backup in a data folder that has neither. Throws FileUnusable; then nothing was written. */
export function restoreBackup(file: string, dataDir: string): Held {
  const vault = readStamp(file);
  const ledger = ledgerFile(dataDir);
  for (const one of [ledger, vaultFile(dataDir)]) refuseExisting(one);
  const unlock = acquireLock(ledger);
  try {
    ensurePrivateFile(ledger);
    const from = new DatabaseSync(file, { readOnly: true });
    from.prepare('vacuum into ?').run(ledger);
    from.close();
    const db = new DatabaseSync(ledger);
    const isSound = db.prepare('pragma quick_check').get()?.['quick_check'] === 'ok';
    db.exec('drop table backup');
    const held = eventsIn(db);
    db.close();
    if (!isSound) throw new FileUnusable('corrupt', `${file} is damaged: restore another backup`);
    if (vault) writeSnapshot(vaultFile(dataDir), vault);
    flush(ledger);
    flush(dataDir);
    return { ...held, vault: vault !== undefined };
  } catch (error) {
    for (const one of [ledger, vaultFile(dataDir)]) rmSync(one, { force: true });
    throw notRestored(file, error);
  } finally {
    unlock();
  }
}

function readStamp(file: string): WholeVault | undefined {
  if (!existsSync(file)) throw new FileUnusable('unopened', `there is no ${file}`);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true });
    const has = db.prepare(`select 1 from sqlite_schema where name = 'backup'`).get();
    const row = has && db.prepare('select vault, vault_version from backup').get();
    if (!row)
      throw new FileUnusable('corrupt', `expected a finished backup at ${file}, as \`npm run backup\` makes them`);
    const version = Number(db.prepare('pragma user_version').get()?.['user_version']);
    if (version > SCHEMA_VERSION)
      throw new FileUnusable('newer-schema', `a newer release made ${file}: restore it with that one`);
    const change = row['vault'];
    return change instanceof Uint8Array ? { change, version: Number(row['vault_version']) } : undefined;
  } catch (error) {
    throw notRestored(file, error);
  } finally {
    db?.close();
  }
}

/** SQLite's own message names no file. */
function notRestored(file: string, error: unknown): FileUnusable {
  if (error instanceof FileUnusable) return error;
  const said = errorText(error);
  return new FileUnusable('unopened', `${file} cannot be restored: ${said}`, error);
}

function refuseExisting(file: string): void {
  if (existsSync(file))
    throw new FileUnusable('unopened', `expected no file at ${file}, but there is one: nothing is overwritten`);
}

function eventsIn(db: DatabaseSync): { events: number; last: number } {
  const row = db.prepare('select count(*) as events, max(position) as last from event').get();
  const read = db.prepare('select value from mark where name = ?').get(READ_MARK)?.['value'];
  return { events: Number(row?.['events']), last: Math.max(Number(row?.['last'] ?? 0), Number(read ?? 0)) };
}

/** Contents, or the entries of a folder, reach the disk. */
function flush(file: string): void {
  const handle = openSync(file, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
