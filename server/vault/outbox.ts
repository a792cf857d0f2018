// What was done in the vault and is to be told to the log. It is written in the deed's own transaction: a deed that was
// done is told, also when the log takes nothing now or when a command of another process did it.
import type { DatabaseSync } from 'node:sqlite';
import type { EventType, RawEvent } from '../../shared/event.ts';
import { together, unhurried } from './schema.ts';
import { newEventId } from './secret.ts';

type DeedType = Extract<EventType, `${'account' | 'token' | 'display'}.${string}`>;
/** An event of the house itself, before it has an id and a time. It names nobody's secret. */
export type Deed = { [T in DeedType]: Omit<Extract<RawEvent, { type: T }>, 'id' | 'at'> }[DeedType];

/** `uid` is the event's id in the log: whoever tells it again is not heard twice (B2). */
export type Untold = { uid: string; at: number; deed: Deed };

export type Note = (deed: Deed, at: number) => void;

export type Outbox = {
  /** Deeds that the log may not have yet, oldest first. */
  untold: (most: number) => Untold[];
  /** The log has them. */
  told: (uids: readonly string[]) => void;
  /**
   * Calls back at once after deeds of this process, with them, and within half a second after the file was changed by
   * another, which does not say how. Returns the stop.
   */
  watch: (changed: Changed) => () => void;
};
export type Changed = (deeds: readonly Deed[] | undefined) => void;

/** The transactions of the vault's other parts, each with its notes. */
export type Deeds = { write: <T>(work: (note: Note) => T) => T };

const LOOK_MS = 500;

export function createOutbox(db: DatabaseSync): Outbox & Deeds {
  const insert = db.prepare('insert into outbox (uid, at, deed) values (?, ?, ?)');
  const oldest = db.prepare('select uid, at, deed from outbox order by number limit ?');
  const forget = db.prepare('delete from outbox where uid = ?');
  // Counts the commits of other connections only: https://www.sqlite.org/pragma.html#pragma_data_version
  const version = db.prepare('pragma data_version');
  const read = (): unknown => {
    try {
      return version.get()?.['data_version'];
    } catch {
      return undefined; // It may have changed: whoever asks the vault for more then meets the same error, and tells it.
    }
  };
  const watchers = new Set<Changed>();

  return {
    write: (work) => {
      const deeds: Deed[] = [];
      const result = together(db, () =>
        work((deed, at) => {
          deeds.push(deed);
          insert.run(newEventId(), at, JSON.stringify(deed));
        }),
      );
      if (deeds.length > 0) for (const changed of watchers) queueMicrotask(() => changed(deeds));
      return result;
    },
    untold: (most) =>
      oldest.all(most).map((row) => ({
        uid: String(row['uid']),
        at: Number(row['at']),
        deed: JSON.parse(String(row['deed'])) as Deed,
      })),
    told: (uids) => {
      // A forgetting that a power cut takes is told again, and dropped there.
      if (uids.length > 0) unhurried(db, () => uids.forEach((uid) => forget.run(uid)));
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
