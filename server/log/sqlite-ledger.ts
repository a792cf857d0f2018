// The ledger of the embedded log: it reads the very file that the log writes, over a separate connection.
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import { OFFICE } from '../door/own-sources.ts';
import { FileUnusable, isCorrupt, asOpenError } from '../sqlite/open-errors.ts';
import { dayNumber, dayText } from './row.ts';
import { IS_CHANGE } from './schema.ts';
import type { Writer } from './writer.ts';
import type { Ledger } from '../ledger/ledger.ts';

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
  const bySubjects = reading.prepare(
    'select position, body from event where subject >= ? and subject < ? and position > ? order by position',
  );
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
  const month = reading.prepare('select doc from month where fold_version = ? and profile_hash = ? and name = ?');
  const mark = reading.prepare('select value from mark where name = ?');

  return {
    bySubject: (subject, upTo = Number.MAX_SAFE_INTEGER) => entries(bySubject, subject, upTo),
    // Subjects that begin so lie between the beginning and the beginning with its last character one up.
    bySubjects: (beginning, from = 0) =>
      entries(
        bySubjects,
        beginning,
        beginning.slice(0, -1) + String.fromCharCode(beginning.charCodeAt(beginning.length - 1) + 1),
        from,
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
    checkpoint: (foldVersion, profileHash) => {
      const row = checkpoint.get(foldVersion, profileHash);
      if (row === undefined) return undefined;
      return { position: Number(row['position']), foldVersion, profileHash, state: String(row['state']) };
    },
    keep: async (kept) => void (await writer.send({ kind: 'keep', checkpoint: kept })),
    month: (foldVersion, profileHash, name) => {
      const doc = month.get(foldVersion, profileHash, name)?.['doc'];
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
      `expected an event at position ${String(position)} of ${path}, but it cannot be read (${error instanceof Error ? error.message : String(error)}): ` +
        'restore the last backup, and keep this file: whatever else is in it can be read',
      error,
    );
  }
}
