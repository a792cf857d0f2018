// The embedded log: one SQLite file that is log and ledger both, a thread that writes it, and this thread, which reads.
import type { DatabaseSync } from 'node:sqlite';
import type { Calendar } from '../../shared/calendar.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createSqliteLedger } from './sqlite-ledger.ts';
import { prepareFile } from './file.ts';
import { createFollowers } from './subscribers.ts';
import { createGroup } from './group-commit.ts';
import type { Appended, Log } from './log.ts';
import { STREAM_MARK } from './marks.ts';
import { rowOf, type Row } from './row.ts';
import { inPlace } from '../sqlite/in-place.ts';
import { FileUnusable } from '../sqlite/open-errors.ts';
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
  /** Rejects with LogUnwritable where an append would. */
  probe: () => Promise<void>;
  /** Throws FileGone when the file is no longer where it was opened. */
  assertInPlace: () => void;
  /** Resolves when all that was appended is answered, the file is closed and another server may open it. */
  close: () => Promise<void>;
};

/** Throws FileUnusable: in use by another server, damaged, newer than this release, not durable (B5), not to be opened. */
export function openSqliteLog({ path, calendar, onSync, breakable }: SqliteLogOptions): SqliteLog {
  const { reading, unlock } = prepareFile(path);
  requireOwn(reading, path, unlock);
  const writer = startWriter(path);
  const ledger = createSqliteLedger(reading, writer, path);
  const place = inPlace(path);
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
      // The writer last: the last connection that closes folds the WAL back into the file, and only a writer can.
      reading.close();
      await writer.close().finally(unlock);
    })());

  const log: Log = {
    append: async (events, first) =>
      events.length === 0
        ? []
        : group.add(
            events.map((event) => ({ event, row: rowOf(event, calendar) })),
            first,
          ),
    follow: followers.follow,
    last: () => last,
    close: () => void close(),
  };
  const probe = async (): Promise<void> => void (await writer.send({ kind: 'probe' }));
  return { log, ledger, probe, assertInPlace: place.assert, close };
}

/** A ledger that was filled from Redis goes on there: two logs of one past would both be wrong. */
function requireOwn(reading: DatabaseSync, path: string, unlock: () => void): void {
  if (!reading.prepare('select value from mark where name = ?').get(STREAM_MARK)?.['value']) return;
  reading.close();
  unlock();
  throw new FileUnusable(
    'of-redis',
    `${path} is the ledger of a log in Redis: set REDIS_URL, or take the log back into DATA_DIR with \`npm run -s redis -- take\``,
  );
}
