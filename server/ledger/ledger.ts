// This node's copy of the events it has folded, indexed by subject, day and month, and the checkpoints of its board.
import type { LogEntry } from '../../shared/event.ts';

export type Checkpoint = { position: number; foldVersion: number; foldHash: string; state: string };
/** A checkpoint to be kept, with the months that are not in its state and changed since the last one: month → JSON. */
export type NewCheckpoint = Checkpoint & {
  months: Readonly<Record<string, string>>;
  /** Folded from the beginning: earlier checkpoints of this version and profile go, with their months. */
  isAnew?: boolean;
  /** The Jalali day at which the board stands: the first checkpoint of a day is kept longer, for the board of any moment. */
  day?: string;
};

export type Ledger = {
  /**
   * Entries of one subject in log order, up to and with a position. Which subjects there are: ledger/subject.ts.
   */
  bySubject: (subject: string, upTo?: number) => LogEntry[];
  /**
   * Entries of all subjects that begin so (`sitting/`) after a position and up to another, in log order: for kinds of which
   * there are few.
   */
  bySubjects: (beginning: string, after?: number, upTo?: number) => LogEntry[];
  /** Entries of a Jalali day or month, by their `at` (contacts by hand: by the day they belong to), in log order, in pages. */
  byDay: (day: string, after: number, limit: number) => LogEntry[];
  byMonth: (month: string, after: number, limit: number) => LogEntry[];
  /** Position and subject of a day's entries that have one, in log order, in pages; cheaper than the entries. */
  subjectsOfDay: (day: string, after: number, limit: number) => { position: number; subject: string }[];
  /** The same of all days after one position up to another, each with its day. */
  subjectsAfter: (after: number, upTo: number, limit: number) => { position: number; subject: string; day: string }[];
  /** Entries of the server's own sources (own-sources.ts) before a position, newest first, in pages: who did what here. */
  byOffice: (before: number, limit: number) => LogEntry[];
  /** Changes of contacts, cases and tags before a position, newest first, in pages, by whatever person or token. */
  changes: (before: number, limit: number) => LogEntry[];
  /** Entries after a position, in log order, in pages. */
  after: (position: number, limit: number) => LogEntry[];
  /** Position of the last entry; 0 without one. */
  last: () => number;
  /** The last Jalali day before another that has entries. */
  dayBefore: (day: string) => string | undefined;
  /**
   * The newest checkpoint of this fold and this `foldHash` (profiles/load.ts), or undefined: then the board is folded from the
   * start.
   */
  checkpoint: (foldVersion: number, foldHash: string) => Checkpoint | undefined;
  /** The nearest checkpoint at or before a position that is still kept, or undefined. */
  checkpointUpTo: (foldVersion: number, foldHash: string, position: number) => Checkpoint | undefined;
  /** Keeps a checkpoint; the newest two stay, and of earlier days what past-checkpoints.ts says. Resolves when durable, rejects with LogUnwritable when the medium does not take it. */
  keep: (checkpoint: NewCheckpoint) => Promise<void>;
  /** A month beside the newest fitting checkpoint, as JSON. Months of a fold that has no checkpoint any more are gone. */
  month: (foldVersion: number, foldHash: string, month: string) => string | undefined;
  /** Small durable marks, such as how far a queue_log file was read. */
  mark: (name: string) => string | undefined;
  /** Resolves when durable, rejects with LogUnwritable. Call it once the append that it refers to has resolved. */
  setMark: (name: string, value: string) => Promise<void>;
};
