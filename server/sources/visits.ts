// What a translator remembers of one caller's channel: its visits to queues, from this connection or the log.
import { LATE_JOINING_MS } from '../board/visit-numbers.ts';
import type { KnownVisit, Certainty } from './known-calls.ts';
import { DAY, MINUTE } from '../../shared/time.ts';

export type Leaving = {
  at: number;
  due: number;
  waited: number | undefined;
  way: 'abandon' | 'leave';
  /** Its cause may have been reported before we connected. */
  isUncertain: boolean;
  /** The caller's channel had been asked to hang up by then. */
  wasHungUp: boolean;
};

/** What becomes of a visit after its joining. */
export type VisitStep = 'answered' | 'left' | 'ended';

export type VisitState = {
  number: number;
  queue: string;
  joinedAt: number;
  /** The time of its joining in queue_log, where that was read: the event may be stamped seconds later. */
  loggedAt: number | undefined;
  joined: Certainty | undefined;
  answered: Certainty | undefined;
  /** Only a list showed the talk: the answer itself may still be reported, also as that of a later visit. */
  isAnswerSeen: boolean;
  left: Certainty | undefined;
  /** The caller hung up, so that no later joining of this channel is to be expected. */
  isHungUp: boolean;
  ended: Certainty | undefined;
  desk: string | undefined;
  missed: Set<string>;
  /** Rings per desk on this connection, for ids where no channel id distinguishes them. */
  rings: Map<string, number>;
  /**
   * When the facts of its course happened, as far as they are known, and which source reported them: this connection,
   * queue_log.
   */
  times: Partial<Record<VisitStep, number>>;
  heardFacts: Set<VisitStep>;
  loggedFacts: Set<VisitStep>;
  /** Its joining came on this connection. */
  heard: boolean;
  /** This connection, or queue_log since it began, showed that it waits: what happened to it since is known. */
  isConfirmed: boolean;
  /** Its ENTERQUEUE line was found in queue_log, by this connection; or by any before, as far as that is in the log. */
  logged: boolean;
  wasLogged: boolean;
  /** The telephone system started again since: it is over, however. */
  isOver: boolean;
  /** Its joining was only concluded from a later fact, and may have been earlier. */
  isImplied: boolean;
  /** It left the queue, and the reason is still to come. */
  leaving: Leaving | undefined;
  /** Why it left was not reported but supposed: a report of it, or of a desk that took the caller, counts before that. */
  isAssumed: boolean;
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
  /** It was there before this connection, and no visit of it was known: another node may know some, and number them otherwise. */
  isNumberedAlone?: boolean;
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
    loggedAt: undefined,
    joined,
    answered: undefined,
    isAnswerSeen: false,
    left: undefined,
    isHungUp: false,
    ended: undefined,
    desk: undefined,
    missed: new Set(),
    rings: new Map(),
    times: {},
    heardFacts: new Set(),
    loggedFacts: new Set(),
    heard,
    isConfirmed: heard,
    logged: false,
    wasLogged: false,
    isOver: false,
    isImplied: false,
    leaving: undefined,
    isAssumed: false,
    isTakenOut: false,
    agentChannel: undefined,
    holds: 0,
    onHold: false,
  };
}

export const fromKnown = (known: KnownVisit): VisitState => ({
  ...newVisit(known.number, known.queue, known.joinedAt, 'exact', false),
  joined: known.joined,
  loggedAt: known.loggedAt,
  wasLogged: known.wasLogged,
  isImplied: known.isImplied,
  answered: known.answered,
  isAnswerSeen: known.isAnswerSeen,
  left: known.left,
  isHungUp: known.isHungUp,
  isAssumed: known.isAssumed,
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

/** Its joining was reported of this very channel: it took over the place of no other. */
export const hasJoinedItself = ({ joined, logged, wasLogged }: VisitState): boolean =>
  joined === 'exact' || logged || wasLogged;

export const isWaiting = (visit: VisitState): boolean =>
  !visit.answered && !visit.left && !visit.leaving && !visit.isOver;
export const isTalking = (visit: VisitState): boolean => visit.answered !== undefined && !visit.ended && !visit.isOver;

/** Whole seconds of queue_log, and the rounding of Wait, against microseconds: two reports of one joining. */
export const SAME_JOINING_MS = 2_500;
const secondOf = (at: number): number => Math.floor(at / 1000);

/**
 * Whether a joining at that time (epoch ms) must be a later one: the caller had joined in an earlier second, and had left by then. In the
 * whole seconds of queue_log a caller leaves and joins again in one.
 */
export const isOverBefore = ({ joinedAt, times: { left, answered } }: VisitState, at: number): boolean =>
  secondOf(at) > secondOf(joinedAt) && secondOf(Math.min(left ?? Infinity, answered ?? Infinity)) <= secondOf(at);

/** More than the seconds of queue_log and of a wait, which are whole ones, can differ. */
const CERTAIN_MS = 1_500;

/**
 * Whether a caller was talking when a wait began at that time (epoch ms): then it was another channel that waited, the desk's, which
 * transferred the caller into its place. After a blind transfer the wait begins as the talk ends.
 */
export const wasTalkingThen = (visits: readonly VisitState[], joinedAt: number): boolean =>
  visits.some(
    ({ joinedAt: since, times: { ended } }) => since < joinedAt && ended !== undefined && ended > joinedAt + CERTAIN_MS,
  );

/** Of the times that are known of its joining the nearest to that one. */
const joiningNearest = ({ joinedAt, loggedAt = joinedAt }: VisitState, at: number): number =>
  Math.abs(loggedAt - at) < Math.abs(joinedAt - at) ? loggedAt : joinedAt;

/**
 * Of these visits the one that a report of a joining at this time (epoch ms) means, if any: the nearest. Whole seconds of one clock name
 * the second of the joining: callers whose queue gives up after a second join again in the next.
 */
export function joinedNear<V extends VisitState>(
  visits: readonly V[],
  joinedAt: number,
  within = LATE_JOINING_MS,
): V | undefined {
  const secondsTo = (visit: V): number => Math.abs(secondOf(joiningNearest(visit, joinedAt)) - secondOf(joinedAt));
  const distance = (visit: V): number => Math.abs(joiningNearest(visit, joinedAt) - joinedAt);
  const [best] = visits
    .filter((visit) => distance(visit) <= within)
    .sort((one, other) => secondsTo(one) - secondsTo(other) || distance(one) - distance(other));
  return best;
}

/**
 * Whether an event of a fact that queue_log reported can be stamped as late as this (`at`, epoch ms), as by an Asterisk that is short of CPU.
 * `joinedAt`: the joining by the wait in the event, which is as late, unless the event of the joining was so too.
 */
export function isStampedLate(visit: VisitState, fact: VisitStep, at: number, joinedAt = Infinity): boolean {
  const late = at - (visit.times[fact] ?? Infinity);
  const joinedLate = joinedAt - joiningNearest(visit, joinedAt);
  return (
    late > 0 &&
    late <= LATE_JOINING_MS &&
    (Math.abs(joinedLate) <= SAME_JOINING_MS || Math.abs(joinedLate - late) <= SAME_JOINING_MS)
  );
}

/** A call that hung up is kept this long for what comes after: ends without ids, its lines in a log. */
const KEEP_ENDED_MS = 10_000;
/** A silent caller that is in no queue, is forgotten after this long. */
const KEEP_QUIET_MS = 10 * MINUTE;

/** No call lasts as long: the line of its end is lost. */
const LONGEST_MS = DAY;

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
