// What a translator remembers of one caller's channel: its visits to queues, from this connection or the log.
import type { KnownVisit, Certainty } from './known-calls.ts';

export type Leaving = {
  at: number;
  due: number;
  waited: number | undefined;
  way: 'abandon' | 'leave';
  /** Its cause may have been reported before we connected. */
  isUnsure: boolean;
  /** The caller's channel had been asked to hang up by then. */
  wasHungUp: boolean;
};

/** What becomes of a visit after its joining. */
export type Course = 'answered' | 'left' | 'ended';

export type VisitState = {
  number: number;
  queue: string;
  joinedAt: number;
  joined: Certainty | undefined;
  answered: Certainty | undefined;
  left: Certainty | undefined;
  ended: Certainty | undefined;
  desk: string | undefined;
  missed: Set<string>;
  /** Rings per desk on this connection, for ids where no channel id distinguishes them. */
  rings: Map<string, number>;
  /**
   * When the facts of its course happened, as far as they are known, and which source reported them: this connection,
   * queue_log.
   */
  times: Partial<Record<Course, number>>;
  heardFacts: Set<Course>;
  loggedFacts: Set<Course>;
  /** Its joining came on this connection. */
  heard: boolean;
  /** Its ENTERQUEUE line was found in queue_log. */
  logged: boolean;
  /** The telephone system started again since: it is over, however. */
  isOver: boolean;
  /** Its joining was only concluded from a later fact, and may have been earlier. */
  isImplied: boolean;
  /** It left the queue, and the reason is still to come. */
  leaving: Leaving | undefined;
  /** Why it left was not reported but supposed: a report of it, or of a desk that took the caller, counts before that. */
  isSupposed: boolean;
  /** Its channel was taken out of the queue: app_queue reports how it left under another id, if at all. */
  isTakenOut: boolean;
  agentChannel: string | undefined;
  holds: number;
  onHold: boolean;
};

export type Call = {
  id: string;
  visits: VisitState[];
  hungUpAt: number | undefined;
  /** When it was last looked at, on our clock. */
  touchedAt: number;
  /** The connection reported it, not the telephone system's own log alone. */
  isHeard: boolean;
};

export function newVisit(
  number: number,
  queue: string,
  joinedAt: number,
  joined: Certainty,
  heard: boolean,
): VisitState {
  return {
    number,
    queue,
    joinedAt,
    joined,
    answered: undefined,
    left: undefined,
    ended: undefined,
    desk: undefined,
    missed: new Set(),
    rings: new Map(),
    times: {},
    heardFacts: new Set(),
    loggedFacts: new Set(),
    heard,
    logged: false,
    isOver: false,
    isImplied: false,
    leaving: undefined,
    isSupposed: false,
    isTakenOut: false,
    agentChannel: undefined,
    holds: 0,
    onHold: false,
  };
}

export const fromKnown = (known: KnownVisit): VisitState => ({
  ...newVisit(known.number, known.queue, known.joinedAt, 'exact', false),
  joined: known.joined,
  answered: known.answered,
  left: known.left,
  isSupposed: known.isSupposed,
  isTakenOut: known.isTakenOut,
  ended: known.ended,
  desk: known.desk,
  missed: new Set(known.missed),
  times: {
    ...(known.answeredAt !== undefined && { answered: known.answeredAt }),
    ...(known.leftAt !== undefined && { left: known.leftAt }),
    ...(known.endedAt !== undefined && { ended: known.endedAt }),
  },
});

export const isWaiting = (visit: VisitState): boolean =>
  !visit.answered && !visit.left && !visit.leaving && !visit.isOver;
export const isTalking = (visit: VisitState): boolean => visit.answered !== undefined && !visit.ended && !visit.isOver;

/** Whole seconds of queue_log, and the rounding of Wait, against microseconds: two tellings of one joining. */
export const SAME_JOINING_MS = 2_500;

/** A call that hung up is kept this long for what comes after: ends without ids, its lines in a log. */
const KEEP_ENDED_MS = 10_000;
/** A silent caller that is in no queue, is forgotten after this long. */
const KEEP_QUIET_MS = 600_000;

/** No call lasts as long: the line of its end is lost. */
const LONGEST_MS = 86_400_000;

/**
 * Whether a call can be forgotten as soon as its facts are durable: only the system's own log has it, and it is over at `at`,
 * the time up to which that was read (epoch ms).
 */
export const isReadToItsEnd = (call: Call, at: number): boolean =>
  !call.isHeard && call.visits.every((one) => one.left || one.ended || one.isOver || one.joinedAt < at - LONGEST_MS);

/** `now`: our clock, epoch ms. `keepTalking`: how long a talk may go on without the channel that joined. */
export function isForgettable(call: Call, now: number, keepTalking = KEEP_ENDED_MS): boolean {
  const quiet = now - call.touchedAt;
  if (call.hungUpAt !== undefined) return quiet > (call.visits.some(isTalking) ? keepTalking : KEEP_ENDED_MS);
  return quiet > KEEP_QUIET_MS && !call.visits.some((visit) => isWaiting(visit) || isTalking(visit));
}
