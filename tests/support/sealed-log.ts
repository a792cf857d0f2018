// A log in memory whose days are sealed, with its rows as the file of a ledger has them: a test changes them and looks what is found.
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { stampsOf } from '../../server/door/stamps.ts';
import { CLOCK } from '../../server/door/own-sources.ts';
import { rowOf } from '../../server/log/row.ts';
import { createPace } from '../../server/reading/pace.ts';
import { createSealer } from '../../server/seals/sealer.ts';
import type { Seal } from '../../server/seals/seal.ts';
import { verifyLog } from '../../server/seals/verify.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { LogEntry, RawEvent, StoredEvent } from '../../shared/event.ts';

export const calendar = createCalendar();

export type SealedLog = ReturnType<typeof sealedLog>;

export function sealedLog(now: () => number) {
  const db = new DatabaseSync(':memory:');
  onTestFinished(() => db.close());
  db.exec(`create table event (position integer primary key, source text, id text, subject text, day integer, body text,
    unique (source, id)); create table mark (name text, value text);
    create table checkpoint (n integer); create table past_checkpoint (n integer); create table month (n integer);`);
  const insert = db.prepare('insert or ignore into event (source, id, subject, day, body) values (?, ?, ?, ?, ?)');
  const append = (events: readonly StoredEvent[]): void => {
    for (const event of events) insert.run(...rowOf(event, calendar));
  };
  const read = (sql: string, ...values: (string | number)[]): LogEntry[] =>
    db
      .prepare(sql)
      .all(...values)
      .map(({ position, body }) => ({ position: Number(position), event: JSON.parse(String(body)) as StoredEvent }));
  const ledger = {
    after: (position: number, limit: number) =>
      read('select position, body from event where position > ? order by position limit ?', position, limit),
    bySubject: (subject: string, upTo = Number.MAX_SAFE_INTEGER) =>
      read('select position, body from event where subject = ? and position <= ? order by position', subject, upTo),
  };
  const differences: unknown[] = [];

  return {
    db,
    ledger,
    append,
    differences,
    all: () => ledger.after(0, Number.MAX_SAFE_INTEGER),
    verify: () => verifyLog(db, calendar),
    /** Seals what is over, as a node does that has just started. `rival`: what another node appends just before. */
    async seal({
      onSealed,
      rival,
    }: { onSealed?: (seal: Seal) => Promise<void>; rival?: StoredEvent } = {}): Promise<void> {
      const done = Promise.withResolvers<void>();
      const sealer = createSealer({
        ledger,
        calendar,
        pace: createPace(),
        now,
        append: async (event: RawEvent) => append([...(rival ? [rival] : []), { ...event, ...stampsOf(CLOCK, now()) }]),
        onDifference: (difference) => differences.push(difference),
        onError: done.reject,
        onIdle: done.resolve,
        onSealed,
      });
      sealer.start();
      await done.promise;
      await sealer.stop();
    },
  };
}
