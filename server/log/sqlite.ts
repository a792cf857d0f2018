// The embedded log: one SQLite file that is log and ledger both, a thread that writes it, and this thread, which reads.
import type { Calendar } from '../../shared/calendar.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createSqliteLedger } from '../ledger/sqlite.ts';
import { createFollowers } from './followers.ts';
import { createGroup } from './group.ts';
import { lockOut } from './lock.ts';
import type { Appended, Log } from './log.ts';
import { ensurePrivateFile } from './private-file.ts';
import { rowOf, type Row } from './row.ts';
import { openForReading, openForWriting } from './schema.ts';
import { whyUnusable } from './unusable.ts';
import { startWriter } from './writer.ts';

export type SqliteLogOptions = {
  path: string;
  calendar: Calendar;
  /** Hears of every commit of events: how many, and how long the disk took (ms). */
  onSync?: (commit: { events: number; ms: number }) => void;
  /** For fault tests only: receives a function that runs a pragma on the writing connection. */
  breakable?: (pragma: (sql: string) => Promise<void>) => void;
};

export type SqliteLog = {
  log: Log;
  ledger: Ledger;
  /** Resolves when all that was appended is answered, the file is closed and another server may open it. */
  close: () => Promise<void>;
};

/** Throws FileUnusable: in use by another server, damaged, newer than this release, not durable (B5), not to be opened. */
export function openSqliteLog({ path, calendar, onSync, breakable }: SqliteLogOptions): SqliteLog {
  const { reading, unlock } = prepareFile(path);
  const writer = startWriter(path);
  const ledger = createSqliteLedger(reading, writer);
  const followers = createFollowers(ledger.after);
  let last = Number(reading.prepare('select max(position) as last from event').get()?.['last'] ?? 0);
  breakable?.(async (sql) => void (await writer.send({ kind: 'pragma', sql })));

  type Item = { event: StoredEvent; row: Row };
  const group = createGroup(async (items: readonly Item[]): Promise<Appended[]> => {
    const { positions, ms } = await writer.send({ kind: 'append', rows: items.map(({ row }) => row) });
    onSync?.({ events: items.length, ms });
    const fresh: LogEntry[] = [];
    const appended = positions.map((position, n): Appended => {
      const event = items[n]?.event;
      if (position > 0 && event !== undefined) fresh.push({ position, event });
      return { position: Math.abs(position), repeated: position < 0 };
    });
    last = fresh.at(-1)?.position ?? last;
    followers.publish(fresh);
    return appended;
  });

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= (async () => {
      await group.close();
      followers.stop();
      // The writer last: whoever closes the file last folds the WAL back into it, and only a writer can.
      reading.close();
      await writer.close().finally(unlock);
    })());

  const log: Log = {
    append: async (events) =>
      events.length === 0 ? [] : group.add(events.map((event) => ({ event, row: rowOf(event, calendar) }))),
    follow: followers.follow,
    last: () => last,
    close: () => void close(),
  };
  return { log, ledger, close };
}

/** The schema is brought up here, before the thread starts, so that whatever is wrong with the file is thrown at once. */
function prepareFile(path: string) {
  try {
    const unlock = lockOut(path);
    try {
      ensurePrivateFile(path);
      const writing = openForWriting(path);
      const reading = openForReading(path);
      writing.close();
      return { reading, unlock };
    } catch (error) {
      unlock();
      throw error;
    }
  } catch (error) {
    throw whyUnusable(path, error);
  }
}
