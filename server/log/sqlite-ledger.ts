// The ledger of the embedded log: it reads the very file that the log writes, over a separate connection.
import { inflateRawSync } from 'node:zlib';
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import { OFFICE } from '../door/own-sources.ts';
import { FileUnusable, isCorrupt, asOpenError } from '../sqlite/open-errors.ts';
import { dayNumber, dayText } from './row.ts';
import { IS_CHANGE } from './schema.ts';
import type { Writer } from './writer.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { errorText } from '../error-text.ts';

/** Up to so many entries it is quicker to read each of them than to search the index for all subjects of a kind. */
const FEW = 2_000;
const SUBJECTS_BETWEEN = 'select position, body from event';
/** The sign keeps SQLite from a walk over all positions: it takes bounds of the row's number for the narrower choice. */
export const BY_SUBJECTS = `${SUBJECTS_BETWEEN} where subject >= ? and subject < ? and +position > ? and +position <= ? order by position`;
export const BY_SUBJECTS_OF_FEW = `${SUBJECTS_BETWEEN} not indexed where subject >= ? and subject < ? and position > ? and position <= ? order by position`;

/**
 * Reads answer at once; writes go to the writer, and reads see them once they are durable. What is damaged throws
 * FileUnusable, with `path` and the place in it.
 */
export function createSqliteLedger(reading: DatabaseSync, writer: Writer, path: string): Ledger {
  const entries = (statement: StatementSync, ...values: SQLInputValue[]): LogEntry[] =>
    rowsOf(path, statement, values).map((row) => ({ position: Number(row['position']), event: eventIn(row, path) }));
  const bySubject = reading.prepare(
    'select position, body from event where subject = ? and position <= ? order by position',
  );
  const bySubjects = reading.prepare(BY_SUBJECTS);
  const bySubjectsOfFew = reading.prepare(BY_SUBJECTS_OF_FEW);
  const byDay = reading.prepare(
    'select position, body from event where day = ? and position > ? order by position limit ?',
  );
  const byMonth = reading.prepare(
    'select position, body from event where day / 100 = ? and position > ? order by position limit ?',
  );
  const subjectsOfDay = reading.prepare(
    'select position, subject from event where day = ? and position > ? and subject is not null order by position limit ?',
  );
  const subjectsAfter = reading.prepare(
    'select position, subject, day from event where position > ? and position <= ? and subject is not null order by position limit ?',
  );
  // Word by word as in the index of schema version 2: SQLite uses a partial one for no other condition.
  const byOffice = reading.prepare(
    `select position, body from event where source = '${OFFICE}' and position < ? order by position desc limit ?`,
  );
  const changes = reading.prepare(
    `select position, body from event where ${IS_CHANGE} and position < ? order by position desc limit ?`,
  );
  const after = reading.prepare('select position, body from event where position > ? order by position limit ?');
  const checkpoint = reading.prepare(
    'select position, state from checkpoint where fold_version = ? and profile_hash = ? order by number desc limit 1',
  );
  const past = reading.prepare(
    'select position, state from past_checkpoint where fold_version = ? and profile_hash = ? and position <= ? order by position desc limit 1',
  );
  const recent = reading.prepare(
    'select position, state from checkpoint where fold_version = ? and profile_hash = ? and position <= ? order by position desc limit 1',
  );
  const last = reading.prepare('select max(position) as position from event');
  const lastPosition = (): number => Number(last.get()?.['position'] ?? 0);
  const dayBefore = reading.prepare('select max(day) as day from event where day < ?');
  const month = reading.prepare('select doc from month where fold_version = ? and profile_hash = ? and name = ?');
  const mark = reading.prepare('select value from mark where name = ?');

  return {
    bySubject: (subject, upTo = Number.MAX_SAFE_INTEGER) => entries(bySubject, subject, upTo),
    // Subjects that begin so lie between the beginning and the beginning with its last character one up.
    bySubjects: (beginning, from = 0, upTo = lastPosition()) =>
      entries(
        upTo - from > FEW ? bySubjects : bySubjectsOfFew,
        beginning,
        beginning.slice(0, -1) + String.fromCharCode(beginning.charCodeAt(beginning.length - 1) + 1),
        from,
        upTo,
      ),
    byDay: (day, from, limit) => entries(byDay, dayNumber(day), from, limit),
    byMonth: (month, from, limit) => entries(byMonth, dayNumber(month), from, limit),
    subjectsOfDay: (day, from, limit) =>
      rowsOf(path, subjectsOfDay, [dayNumber(day), from, limit]).map((row) => ({
        position: Number(row['position']),
        subject: String(row['subject']),
      })),
    subjectsAfter: (from, upTo, limit) =>
      rowsOf(path, subjectsAfter, [from, upTo, limit]).map((row) => ({
        position: Number(row['position']),
        subject: String(row['subject']),
        day: dayText(Number(row['day'])),
      })),
    byOffice: (before, limit) => entries(byOffice, before, limit),
    changes: (before, limit) => entries(changes, before, limit),
    after: (position, limit) => entries(after, position, limit),
    checkpoint: (foldVersion, foldHash) => {
      const row = checkpoint.get(foldVersion, foldHash);
      if (row === undefined) return undefined;
      return { position: Number(row['position']), foldVersion, foldHash, state: String(row['state']) };
    },
    checkpointUpTo: (foldVersion, foldHash, position) => {
      const [old, fresh] = [past, recent].map((one) => one.get(foldVersion, foldHash, position));
      const row = Number(old?.['position'] ?? -1) > Number(fresh?.['position'] ?? -1) ? old : fresh;
      if (row === undefined) return undefined;
      const state = row['state'];
      const text = state instanceof Uint8Array ? inflateRawSync(state).toString() : String(state);
      return { position: Number(row['position']), foldVersion, foldHash, state: text };
    },
    last: lastPosition,
    dayBefore: (day) => {
      const found = dayBefore.get(dayNumber(day))?.['day'];
      return typeof found === 'number' ? dayText(found) : undefined;
    },
    keep: async (kept) => void (await writer.send({ kind: 'keep', checkpoint: kept })),
    month: (foldVersion, foldHash, name) => {
      const doc = month.get(foldVersion, foldHash, name)?.['doc'];
      return doc === undefined ? undefined : String(doc);
    },
    mark: (name) => {
      const value = mark.get(name)?.['value'];
      return value === undefined ? undefined : String(value);
    },
    setMark: async (name, value) => void (await writer.send({ kind: 'mark', name, value })),
  };
}

type Columns = Record<string, SQLOutputValue>;

function rowsOf(path: string, statement: StatementSync, values: readonly SQLInputValue[]): Columns[] {
  try {
    return statement.all(...values);
  } catch (error) {
    throw isCorrupt(error) ? asOpenError(path, error) : error;
  }
}

function eventIn({ position, body }: Columns, path: string): StoredEvent {
  try {
    return JSON.parse(String(body)) as StoredEvent;
  } catch (error) {
    throw new FileUnusable(
      'corrupt',
      `expected an event at position ${String(position)} of ${path}, but it cannot be read (${errorText(error)}): ` +
        'restore the last backup, and keep this file: whatever else is in it can be read',
      error,
    );
  }
}
