// What a source may ask of the log about its own telephone system, to go on after a gap. It knows nothing of boards.
import type { DeskState } from '../../shared/board.ts';
import type { StoredEvent } from '../../shared/event.ts';
import type { OpenCall } from '../board/call-store.ts';

export type Certainty = 'exact' | 'approx';

/** A visit as the log knows it. */
export type KnownVisit = {
  number: number;
  queue: string;
  joinedAt: number;
  joined: Certainty | undefined;
  desk: string | undefined;
  answered: Certainty | undefined;
  left: Certainty | undefined;
  /** Why it left was only supposed. */
  isSupposed: boolean;
  /** Only the end of its channel shows that it left. */
  isTakenOut: boolean;
  ended: Certainty | undefined;
  /** When the log has these facts, in the system's time. */
  answeredAt: number | undefined;
  leftAt: number | undefined;
  endedAt: number | undefined;
  missed: readonly string[];
};

/** Calls of a queue as the telephone system counts them: Asterisk when they are completed, FreeSWITCH when answered. */
export type Finished = { completed: number; abandoned: number };

export type KnownCalls = {
  /** The visits of one call, in the order of their numbers. */
  visits: (call: string) => readonly KnownVisit[];
  openCalls: (system: string) => readonly OpenCall[];
  /** Ids of calls that left lately, as is only supposed. */
  supposedCalls: (system: string) => readonly string[];
  deskWord: (desk: string, queue: string) => DeskState | undefined;
  /** The desks that serve a queue (empty: where no queue was named), by the system's latest report. */
  desksIn: (system: string, queue: string) => readonly string[];
  /** The latest moment of which the log has a fact of this system, in the system's time. */
  lastAt: (system: string) => number | undefined;
  /**
   * The counters at the last resync that had them, and the facts that they count since then, per queue and each visit once.
   * `counts` decides whether and where the telephone system counts a fact; `since`: when the counters were reported.
   */
  sinceResync: (
    system: string,
    counts: (event: StoredEvent, since: number) => keyof Finished | undefined,
  ) => { at: number; counters: Record<string, Finished>; finished: Record<string, Finished> } | undefined;
  /** Counts what sinceResync will be asked for, a piece at a time: the log may have grown by months since. */
  readAhead?: (
    system: string,
    counts: (event: StoredEvent, since: number) => keyof Finished | undefined,
    /** Lets others have their turn; resolves to true when it is no longer wanted. */
    pause: () => Promise<boolean>,
  ) => Promise<void>;
};
