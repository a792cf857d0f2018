// What the fold reads back of the log: late facts and corrections of any age need the events before them (B2, B7).
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import type { ReadMonth } from './archive.ts';

export type EventHistory = {
  /** Events of a subject before a position, in log order. */
  eventsOf: (subject: string, before: number) => readonly StoredEvent[];
  /** Ids of calls that have events between two moments; a few more than asked do no harm. */
  callsBetween: (from: number, to: number, before: number) => Iterable<string>;
  /** The first entries after a position, in log order; none only at the end. */
  entries: (after: number, limit: number) => readonly LogEntry[];
  /** All events of sittings before a position. */
  sittings: (before: number) => readonly StoredEvent[];
  /** A month that has left the board, as it stood at the checkpoint that the fold began from. */
  month: ReadMonth;
};
