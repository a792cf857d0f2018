// The file that is log and ledger both: its tables, and the settings without which nothing may be acknowledged (B5).
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { OFFICE } from '../door/own-sources.ts';
import { assertDurable } from '../sqlite/durable.ts';
import { FileGone } from '../sqlite/in-place.ts';
import { FileUnusable, asOpenError } from '../sqlite/open-errors.ts';

// Measured with 200,000 events in commits of 100: the bare log costs 5.6 µs and 247 bytes an event, (source, id) 2.3 µs
// and 106, subject 1 µs and 83, day and month 1 µs and 35. A 128-bit hash in place of (source, id) saves 55 bytes and
// costs 13 µs more: ids grow with time and land side by side, hashes dirty a page each. What else the body holds is not
// repeated in columns.
const version1 = `
  create table event (
    position integer primary key,
    source text not null,
    id text not null,
    subject text,
    day integer not null,
    body text not null,
    unique (source, id)
  ) strict;
  create index event_subject on event (subject) where subject is not null;
  create index event_day on event (day);
  create index event_month on event (day / 100);
  create table checkpoint (
    number integer primary key,
    position integer not null,
    fold_version integer not null,
    profile_hash text not null,
    state text not null
  ) strict;
  create table mark (name text primary key, value text not null) strict, without rowid;
`;

// The office writes some dozens of events a day among many thousands: so its index costs nothing for the others.
const version2 = `
  create index event_office on event (source) where source = '${OFFICE}';
`;

// Months that have left the board. They belong to the checkpoints of their fold version and profile.
const version3 = `
  create table month (
    fold_version integer not null,
    profile_hash text not null,
    name text not null,
    doc text not null,
    primary key (fold_version, profile_hash, name)
  ) strict, without rowid;
`;

/**
 * Changes of contacts, cases and tags by a person or a token, whatever their source: a telephone system names no author. In
 * the text of the body, because reading it as JSON would cost every event more; in JSON no text can hold these quotes.
 */
export const IS_CHANGE = `(instr(body, '"type":"contact.') or instr(body, '"type":"case.') or instr(body, '"type":"verification.')
  or (instr(body, '"by":"') and (instr(body, '"type":"call.tagged"') or instr(body, '"type":"call.withdrawn"'))))`;
const version4 = `create index event_change on event (position) where ${IS_CHANGE};`;

// States of the board at earlier moments, deflated: from the nearest of them any moment is folded.
const version5 = `
  create table past_checkpoint (
    position integer primary key,
    fold_version integer not null,
    profile_hash text not null,
    day integer not null,
    state blob not null
  ) strict;
  create index past_checkpoint_day on past_checkpoint (day);
`;

/** Each brings the file one version up; append, never change. */
const steps = [version1, version2, version3, version4, version5];
export const SCHEMA_VERSION = steps.length;

/** How long a write waits for another process's lock, such as a backup's, in ms. Only the writer's thread waits. */
const LOCK_WAIT_MS = 5_000;

/** Opens the connection that writes; brings the schema up. Throws FileUnusable. */
export function openForWriting(path: string): DatabaseSync {
  return opened(path, () => {
    const db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
    try {
      // With fullfsync where fsync alone leaves the data in the drive's cache (macOS); elsewhere it means nothing.
      db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma fullfsync = on');
      assertDurable(db, path);
      migrate(db, path);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/**
 * As `openForWriting`, of a file that was opened before: a new one in its place would take events that no reader follows.
 * Throws FileUnusable.
 */
export function openAgainForWriting(path: string): DatabaseSync {
  return opened(path, () => {
    const place = pathToFileURL(path);
    place.searchParams.set('mode', 'rw');
    const db = new DatabaseSync(place, { timeout: LOCK_WAIT_MS });
    try {
      db.exec('pragma synchronous = full; pragma fullfsync = on');
      assertDurable(db, path);
      if (versionOf(db) !== SCHEMA_VERSION) throw new FileGone(path);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Opens a connection that only reads. Throws FileUnusable. */
export const openForReading = (path: string): DatabaseSync =>
  opened(path, () => new DatabaseSync(path, { readOnly: true, timeout: LOCK_WAIT_MS }));

const versionOf = (db: DatabaseSync): number => Number(db.prepare('pragma user_version').get()?.['user_version']);

function migrate(db: DatabaseSync, path: string): void {
  const version = versionOf(db);
  if (version > SCHEMA_VERSION)
    throw new FileUnusable(
      'newer-schema',
      `expected schema ${SCHEMA_VERSION} or older in ${path}, got ${version}: a newer release wrote it; start that one, or restore a backup`,
    );
  if (version === SCHEMA_VERSION) return;
  db.exec(`begin immediate; ${steps.slice(version).join('')} pragma user_version = ${SCHEMA_VERSION}; commit`);
}

function opened(path: string, open: () => DatabaseSync): DatabaseSync {
  try {
    return open();
  } catch (error) {
    throw asOpenError(path, error);
  }
}
