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
  /** The time of its joining in queue_log, where a line reported it first. */
  loggedAt: number | undefined;
  joined: Certainty | undefined;
  /** A line of queue_log reported its joining. */
  wasLogged: boolean;
  /** Its joining was only concluded from a later fact, and may have been earlier. */
  isImplied: boolean;
  desk: string | undefined;
  answered: Certainty | undefined;
  /** Only a list showed that a desk talks with the caller. */
  isAnswerSeen: boolean;
  left: Certainty | undefined;
  /** The caller hung up. */
  isHungUp: boolean;
  /** Why it left was only supposed. */
  isAssumed: boolean;
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

/**
 * The latest comparison of counters. By queue: `ahead`, what the log had finished beyond them, and `late`, what of `finished` was recorded
 * after them but may have finished before they were asked for.
 */
export type Compared = {
  at: number;
  counters: Record<string, Finished>;
  ahead: Readonly<Record<string, number>>;
  finished: Record<string, Finished>;
  late: Readonly<Record<string, number>>;
  /** What of `finished` finished after that time (epoch ms), by queue. */
  finishedAfter: (at: number) => Readonly<Record<string, number>>;
};

export type KnownCalls = {
  /** The visits of one call, in the order of their numbers. */
  visits: (call: string) => readonly KnownVisit[];
  openCalls: (system: string) => readonly OpenCall[];
  /** Ids of calls that left lately, as is only supposed, or were lost. */
  supposedCalls: (system: string) => readonly string[];
  latestDeskState: (desk: string, queue: string) => DeskState | undefined;
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
  ) => Compared | undefined;
  /** By queue: the calls that resyncs from this time on (epoch ms) counted as unheard and that have not come since. */
  unheardSince: (system: string, from: number) => Readonly<Record<string, number>>;
  /** Counts what sinceResync will be asked for, a piece at a time: the log may have grown by months since. */
  readAhead?: (
    system: string,
    counts: (event: StoredEvent, since: number) => keyof Finished | undefined,
    /** Lets others have their turn; resolves to true when it is no longer wanted. */
    pause: () => Promise<boolean>,
  ) => Promise<void>;
};
