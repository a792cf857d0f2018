// The event log: assigns positions and guarantees durability. Both implementations pass the suite in tests/contract.
import type { LogEntry, StoredEvent } from '../../shared/event.ts';

/** Where each appended event stands: its position, or that the log already had its (source, id). */
export type Appended = { position: number; repeated: boolean };

export type Log = {
  /**
   * Resolves once every event is durable (B5), in the order given; a repeated (source, id) is dropped in the same atomic
   * step and answered with the position of the first. Appends made at the same time share one durable write.
   * Rejects with LogUnwritable and keeps nothing of the batch when the medium does not take it. `first`: before all that waits
   * without it; among themselves they keep their order.
   */
  append: (events: readonly StoredEvent[], first?: boolean) => Promise<Appended[]>;
  /**
   * Calls `take` with every entry after a position, in order, first the old ones, then each batch once it is durable.
   * Entries come in batches and never twice. Returns the stop.
   */
  follow: (after: number, take: (entries: readonly LogEntry[]) => void) => () => void;
  /** Position of the last entry; 0 when the log is empty. */
  last: () => number;
  close: () => void;
};

/** What an acknowledged event can survive. */
export type Durability = {
  /** When what was acknowledged is on disk: of this machine, or of Redis by its settings. */
  kept: 'this-disk' | 'always' | 'every-second' | 'now-and-then' | 'unknown';
  /** Connected replicas, as Redis counts them, and with how many at least it acknowledges anything. */
  replicas?: number;
  least?: number;
  /** With how many replicas it is before it is acknowledged. */
  confirmed?: number;
  /** All of that as an English sentence. */
  promise: string;
};
