// The vault's file. Several processes have it open at once: the server, and commands that add or revoke.
import { DatabaseSync } from 'node:sqlite';
import { assertDurable } from '../sqlite/durable.ts';
import { ensurePrivateFile } from '../sqlite/private-file.ts';
import { inPlace, type InPlace } from '../sqlite/in-place.ts';
import { FileUnusable, isBusy, isUnwritable, asOpenError } from '../sqlite/open-errors.ts';

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
  `create table account (
     name text primary key,
     role text not null,
     password text not null,
     created_at integer not null,
     entered_at integer,
     revoked_at integer
   ) strict, without rowid;
   alter table session add column account text references account (name);
   create index session_account on session (account) where account is not null;
   create table device (
     hash blob not null,
     account text not null references account (name),
     expires_at integer not null,
     primary key (hash, account)
   ) strict, without rowid;
   create table setup (only_one integer primary key check (only_one = 1), hash blob not null) strict;
   create table display (
     id text primary key,
     name text not null,
     page text not null,
     counties text,
     created_at integer not null,
     seen_at integer,
     revoked_at integer
   ) strict;
   create table display_secret (
     hash blob primary key,
     display text not null references display (id),
     issued integer not null
   ) strict, without rowid;
   create index display_secret_display on display_secret (display, issued);
   create table offer (
     number integer primary key,
     code text not null unique,
     hash blob not null unique,
     address text not null,
     expires_at integer not null,
     display text references display (id)
   ) strict;
   create index offer_address on offer (address);
   create table outbox (
     number integer primary key,
     uid text not null unique,
     at integer not null,
     deed text not null
   ) strict;`,
  `alter table display add column settings text;`,
  `create table key (name text primary key, value text not null) strict, without rowid;`,
  // A setup code for each node.
  `alter table setup rename to former_setup;
   create table setup (node text primary key, hash blob not null) strict, without rowid;
   insert into setup select '', hash from former_setup;
   drop table former_setup;`,
  `create table recipient (
     id text primary key,
     fields text not null,
     created_at integer not null,
     removed_at integer
   ) strict, without rowid;`,
  `create table link (
     name text primary key,
     fields text not null,
     created_at integer not null
   ) strict, without rowid;`,
  // Second factors, and what the list of sessions shows. A session's browser, address and TLS are unknown where it is older.
  `alter table session add column seen_at integer;
   alter table session add column confirmed_at integer;
   alter table session add column browser text;
   alter table session add column address text;
   alter table session add column over_tls integer;
   alter table setup add column expires_at integer;
   create table totp (
     account text primary key references account (name),
     secret text not null,
     drift integer not null default 0,
     last_step integer not null default 0,
     confirmed_at integer
   ) strict, without rowid;
   create table passkey (
     id text primary key,
     account text not null references account (name),
     name text not null,
     public_key blob not null,
     counter integer not null,
     transports text not null,
     created_at integer not null,
     used_at integer
   ) strict, without rowid;
   create index passkey_account on passkey (account);
   create table passkey_user (
     account text primary key references account (name),
     handle text not null unique
   ) strict, without rowid;
   create table used_challenge (hash blob primary key, expires_at integer not null) strict, without rowid;
   create table recovery_code (
     hash blob primary key,
     account text not null references account (name)
   ) strict, without rowid;
   create index recovery_code_account on recovery_code (account);
   create table former_display_secret (
     hash blob primary key,
     display text not null references display (id),
     until integer not null,
     reported_at integer
   ) strict, without rowid;
   create index former_display_secret_display on former_display_secret (display);`,
  `create table feed (
     id text primary key,
     hash blob not null unique,
     name text not null,
     scope text not null,
     target text,
     created_at integer not null,
     revoked_at integer
   ) strict, without rowid;
   create table emblem (
     only_one integer primary key check (only_one = 1),
     type text not null,
     bytes blob not null
   ) strict;`,
  `alter table account add column full_name text;`,
  `create table directory_person (
     directory text not null,
     subject text not null,
     account text not null unique references account (name),
     primary key (directory, subject)
   ) strict, without rowid;`,
  // What an OpenID provider calls the session there; unknown where it is older, or the provider names none.
  `alter table session add column provider_sid text;`,
  // A session stays known by the hash of its first secret; it may have another one, and the one before that for a few seconds.
  `alter table session add column secret blob; alter table session add column former blob;
   alter table session add column former_until integer;
   create index session_secret on session (secret); create index session_former on session (former);`,
];

/** Writes are short; this only waits for another process in the middle of one. */
const LOCK_WAIT_MS = 5_000;

/** An empty vault in memory. */
export function emptyVault(): DatabaseSync {
  const db = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false });
  for (const step of steps) db.exec(step);
  return db;
}

/** Where each open vault lies: what is written into a deleted file would be acknowledged and lost. */
const places = new WeakMap<DatabaseSync, InPlace>();

/** Opens `path`, brings its schema up. Throws FileUnusable. */
export function openVaultFile(path: string): DatabaseSync {
  try {
    ensurePrivateFile(path);
    const db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
    try {
      useWal(db);
      db.exec('pragma synchronous = full; pragma fullfsync = on');
      assertDurable(db, path);
      transaction(db, () => migrate(db, path));
      places.set(db, inPlace(path));
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw asOpenError(path, error);
  }
}

/** Version of the schema: what a mirror must have to take another's changes. */
export const VAULT_SCHEMA = steps.length;

/** All tables, for a copy of the whole. */
export const vaultTables = [
  'account',
  'token',
  'session',
  'code',
  'device',
  'setup',
  'display',
  'display_secret',
  'offer',
  'outbox',
  'key',
  'recipient',
  'link',
  'totp',
  'passkey',
  'passkey_user',
  'used_challenge',
  'recovery_code',
  'former_display_secret',
  'feed',
  'emblem',
  'directory_person',
] as const;

/** One transaction that no other write comes into, or a part of the open one. */
export function transaction<T>(db: DatabaseSync, write: () => T): T {
  if (db.isTransaction) return write();
  db.exec('begin immediate');
  try {
    const result = write();
    places.get(db)?.assert();
    db.exec('commit');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

/**
 * As `transaction`, without waiting for the disk: for what a power cut may take because it is made again soon. Outside requests
 * cause such writes as often as they like, and must not keep the disk busy.
 */
export function relaxedTransaction<T>(db: DatabaseSync, write: () => T): T {
  if (db.isTransaction) return write();
  db.exec('pragma synchronous = normal');
  try {
    return transaction(db, write);
  } finally {
    db.exec('pragma synchronous = full');
  }
}

/** As `relaxedTransaction`, of what the next look writes as well: a known identity is let in also while the disk takes nothing. */
export function tryWrite(db: DatabaseSync, write: () => void): void {
  const isPart = db.isTransaction;
  try {
    relaxedTransaction(db, write);
  } catch (error) {
    if (isPart || !isUnwritable(error)) throw error;
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

function migrate(db: DatabaseSync, path: string): void {
  const version = Number(db.prepare('pragma user_version').get()?.['user_version']);
  if (version > steps.length)
    throw new FileUnusable(
      'newer-schema',
      `expected schema ${steps.length} or older in ${path}, got ${version}: a newer release wrote it; start that one, or restore a backup`,
    );
  for (const step of steps.slice(version)) db.exec(step);
  // Changes that a newer node made lack what an older one had no table for: a copy that was renewed is read again as a whole.
  const isCopy = db.prepare("select 1 from sqlite_schema where name = 'mirrored'").get() !== undefined;
  if (isCopy && version < steps.length) db.exec('update mirrored set version = 0');
  db.exec(`pragma user_version = ${steps.length}`);
}
