// Changes of the vault that are still to be relayed to the log. Each is written in the transaction of the change itself, so it
// reaches the log also when the log is away or another process made the change.
import type { DatabaseSync } from 'node:sqlite';
import type { EventType, RawEvent } from '../../shared/event.ts';
import { transaction, relaxedTransaction } from './schema.ts';
import { newEventId } from './secret.ts';

type AuditEventType = Extract<
  EventType,
  `${'account' | 'session' | 'factor' | 'token' | 'display' | 'recipient' | 'link' | 'feed' | 'emblem'}.${string}`
>;
/** An event of the server itself, before it has an id and a time. It names nobody's secret. */
export type AuditEvent = { [T in AuditEventType]: Omit<Extract<RawEvent, { type: T }>, 'id' | 'at'> }[AuditEventType];

/** `uid` is the event's id in the log: sent again, it counts once (B2). */
export type PendingEvent = { uid: string; at: number; event: AuditEvent };

export type AppendAudit = (event: AuditEvent, at: number) => void;

export type Outbox = {
  /** Events that the log may not have yet, oldest first. */
  pending: (most: number) => PendingEvent[];
  /** The log has them. */
  markSent: (uids: readonly string[]) => void;
  /**
   * Calls back at once after changes by this process, with them, and within half a second after another process changed the
   * file, without them. Returns the stop.
   */
  watch: (changed: Changed) => () => void;
};
export type Changed = (events: readonly AuditEvent[] | undefined) => void;

/** The transactions of the vault's other parts, each with its notes. */
export type AuditedWrites = {
  transaction: <T>(work: (note: AppendAudit) => T) => T;
  /** Lets the watchers look again after a change that is not noted. */
  changed: () => void;
};

const LOOK_MS = 500;

export function createOutbox(db: DatabaseSync): Outbox & AuditedWrites {
  const insert = db.prepare('insert into outbox (uid, at, deed) values (?, ?, ?)');
  const oldest = db.prepare('select uid, at, deed from outbox order by number limit ?');
  const forget = db.prepare('delete from outbox where uid = ?');
  // Counts the commits of other connections only: https://www.sqlite.org/pragma.html#pragma_data_version
  const version = db.prepare('pragma data_version');
  const read = (): unknown => {
    try {
      return version.get()?.['data_version'];
    } catch {
      return undefined; // Treat as changed: the next vault call will surface the same error.
    }
  };
  const watchers = new Set<Changed>();

  return {
    transaction: (work) => {
      const events: AuditEvent[] = [];
      const result = transaction(db, () =>
        work((event, at) => {
          events.push(event);
          insert.run(newEventId(), at, JSON.stringify(event));
        }),
      );
      if (events.length > 0) for (const changed of watchers) queueMicrotask(() => changed(events));
      return result;
    },
    changed: () => {
      for (const changed of watchers) queueMicrotask(() => changed(undefined));
    },
    pending: (most) =>
      oldest.all(most).map((row) => ({
        uid: String(row['uid']),
        at: Number(row['at']),
        event: JSON.parse(String(row['deed'])) as AuditEvent,
      })),
    markSent: (uids) => {
      // If a power cut undoes the removal, the event is sent again and dropped there.
      if (uids.length > 0) relaxedTransaction(db, () => uids.forEach((uid) => forget.run(uid)));
    },
    watch: (changed) => {
      let seen = read();
      const look = (): void => {
        const now = read();
        if (now !== undefined && now === seen) return;
        seen = now;
        changed(undefined);
      };
      const timer = setInterval(look, LOOK_MS);
      watchers.add(changed);
      return () => {
        clearInterval(timer);
        watchers.delete(changed);
      };
    },
  };
}
