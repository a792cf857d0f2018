// The ledger of a node whose log is elsewhere: filled in the log's own order and places, and never ahead of it.
import type { Calendar } from '../../shared/calendar.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createSqliteLedger } from './sqlite-ledger.ts';
import { prepareFile } from './file.ts';
import { LEFT_MARK, READ_MARK, SCRUB_MARK, STREAM_MARK } from './marks.ts';
import { rowOf } from './row.ts';
import { startWriter } from './writer.ts';

/** `body`: the event as JSON, where the caller has it already. */
type Readable = LogEntry & { body?: string };

export type LedgerFile = {
  ledger: Ledger;
  /** How far the log was read; 0 in a new one. */
  read: () => number;
  /** The last event that it has. */
  top: () => LogEntry | undefined;
  positionOf: (event: Pick<StoredEvent, 'source' | 'id'>) => number | undefined;
  /** Id of the log that it was filled from; undefined in a new one and in that of an embedded log. */
  stream: () => string | undefined;
  setStream: (id: string | undefined) => Promise<void>;
  /** Id of the stream that the log was in before it was taken back. */
  left: () => string | undefined;
  setLeft: (id: string | undefined) => Promise<void>;
  /** All marks but those of the ledger's origin. */
  marks: () => [name: string, value: string][];
  /**
   * Keeps what follows, in order; resolves with those that it did not have. `upTo`: how far the log was read with them, where
   * that is further than the last of them. Rejects with LogUnwritable.
   */
  fill: (entries: readonly Readable[], upTo?: number) => Promise<LogEntry[]>;
  close: () => Promise<void>;
};

/** Opens the file for as long as `use` runs. Rejects with FileUnusable. */
export async function withLedgerFile<T>(
  options: { path: string; calendar: Calendar },
  use: (file: LedgerFile) => Promise<T>,
): Promise<T> {
  const file = openLedgerFile(options);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** Throws FileUnusable. */
export function openLedgerFile({ path, calendar }: { path: string; calendar: Calendar }): LedgerFile {
  const { reading, unlock } = prepareFile(path);
  const writer = startWriter(path);
  const ledger = createSqliteLedger(reading, writer, path);
  const last = reading.prepare('select position, body from event order by position desc limit 1');
  const find = reading.prepare('select position from event where source = ? and id = ?');
  const top = (): LogEntry | undefined => {
    const row = last.get();
    return row && { position: Number(row['position']), event: JSON.parse(String(row['body'])) as StoredEvent };
  };
  let read = Math.max(Number(ledger.mark(READ_MARK) ?? 0), top()?.position ?? 0);
  let closing: Promise<void> | undefined;

  return {
    ledger,
    read: () => read,
    top,
    positionOf: ({ source, id }) => {
      const position = find.get(source, id)?.['position'];
      return position === undefined ? undefined : Number(position);
    },
    stream: () => ledger.mark(STREAM_MARK) || undefined,
    setStream: (id) => ledger.setMark(STREAM_MARK, id ?? ''),
    left: () => ledger.mark(LEFT_MARK) || undefined,
    setLeft: (id) => ledger.setMark(LEFT_MARK, id ?? ''),
    marks: () => {
      const own = [STREAM_MARK, READ_MARK, LEFT_MARK, SCRUB_MARK];
      const rows = reading.prepare('select name, value from mark').all();
      return rows
        .map((row): [string, string] => [String(row['name']), String(row['value'])])
        .filter(([name]) => !own.includes(name));
    },
    fill: async (entries, upTo = entries.at(-1)?.position) => {
      if (upTo === undefined) return [];
      const rows = entries.map(({ position, event, body }) => [position, ...rowOf(event, calendar, body)] as const);
      const { positions } = await writer.send({ kind: 'fill', rows, read: upTo });
      read = upTo;
      if (positions.length === entries.length) return [...entries];
      const fresh = new Set(positions);
      return entries.filter(({ position }) => fresh.has(position));
    },
    close: () =>
      (closing ??= (async () => {
        reading.close();
        await writer.close().finally(unlock);
      })()),
  };
}
