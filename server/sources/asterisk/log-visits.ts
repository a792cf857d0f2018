// To which visit a line of queue_log belongs: one that is known, one that another caller's channel waited for, or one that the line
// alone proves.
import { LATE_JOINING_MS } from '../../board/visit-numbers.ts';
import type { RawEvent } from '../../../shared/event.ts';
import type { KnownCalls } from '../known-calls.ts';
import {
  isTalking,
  joinedNear,
  SAME_JOINING_MS,
  wasTalkingThen,
  type Call,
  type VisitStep,
  type VisitState,
} from '../visits.ts';
import type { Calls, CallState } from './asterisk-calls.ts';
import type { Joining, LogMemory } from './log-memory.ts';

/** The facts of a line that help to find its visit. Times are epoch ms. */
export type LogFact = {
  queue: string;
  fact: VisitStep;
  at: number;
  /** When the visit joined, and when it was answered, by the seconds in the line; undefined where it has none. */
  joinedAt: number | undefined;
  answeredAt?: number | undefined;
  desk?: string;
  /** The position in the queue at which the caller joined, where the line repeats it. */
  position?: number | undefined;
  /** When the channel that it names was made, as far as that shows. */
  madeAt?: number | undefined;
};
export type Found = { call: Call; visit: VisitState };
/**
 * `events`: those that finding it made; `isRepeat`: of the visit itself the line has nothing new; `rivals`: those that it fits as well.
 */
export type FoundNow = Found & { events: readonly RawEvent[]; isRepeat?: boolean; rivals?: readonly Found[] };

const isNear = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= SAME_JOINING_MS;
/** Whether its own joining was, as far as whole seconds show, the one that the line names. */
const isSame = (visit: VisitState, { joinedAt }: LogFact): boolean => isNear(visit.joinedAt, joinedAt);
/** The wait in a line of queue_log is counted from the very second of the joining. */
const isInSecond = (visit: VisitState, { joinedAt }: LogFact): boolean =>
  joinedAt !== undefined && Math.abs(visit.joinedAt - joinedAt) < 2_000;
/** Only its channel's end shows that it left. */
const isAssumed = (visit: VisitState): boolean => visit.isAssumed && !visit.answered;
/**
 * How far its joining is from the one that the line names. A caller who was taken out is nearer than all: who waits on has a
 * line under the own id. The leaving may have been supposed later than it was, where nobody listened meanwhile.
 */
const distance = (visit: VisitState, line: LogFact): number => {
  // The line has whole seconds: of two who joined in that second none is nearer.
  const seconds = Math.abs(Math.floor(visit.joinedAt / 1000) - Math.floor((line.joinedAt ?? 0) / 1000));
  if (line.fact !== 'left' || !visit.isTakenOut) return seconds;
  if (isNear(visit.times.left, line.at)) return -2;
  return (visit.times.left ?? 0) > line.at ? -1 : seconds;
};
const isOpen = (visit: VisitState): boolean => !visit.answered && !visit.left && !visit.ended && !visit.isOver;

/** A talk of the caller ended while the other channel waited. */
const wasTransferred = (call: Call, { joinedAt }: VisitState, { at }: LogFact): boolean =>
  call.visits.some(
    ({ times: { ended } }) =>
      ended !== undefined && ended >= joinedAt - SAME_JOINING_MS && ended <= at + SAME_JOINING_MS,
  );

/** The visit whose event of the joining may be late: an Asterisk that is short of CPU stamps it seconds after the line. */
export const stampedLate = (call: Call, queue: string, at: number): VisitState | undefined =>
  call.visits.find(
    (one) =>
      one.queue === queue &&
      one.joined === 'exact' &&
      !one.logged &&
      one.joinedAt > at + SAME_JOINING_MS &&
      one.joinedAt <= at + LATE_JOINING_MS,
  );

type Parts = { system: string; calls: Calls; recall: KnownCalls; memory: LogMemory };

export function createLogVisits({ system, calls, recall, memory }: Parts) {
  /** Before anything of this connection or file declared some of them gone; and those whose reason for leaving a line will show. */
  const openBefore = new Set([...recall.openCalls(system).map(({ call }) => call), ...recall.supposedCalls(system)]);

  /** What of a visit in the queue this line may continue, the likeliest first. */
  const fitting = (line: LogFact): ((visit: VisitState) => boolean)[] => {
    switch (line.fact) {
      case 'answered':
        return [isOpen, (one) => one.isAnswerSeen];
      case 'left':
        return [
          (one) => !one.answered && !one.left,
          (one) => (isAssumed(one) || one.isAnswerSeen) && isSame(one, line),
        ];
      case 'ended':
        // An end without an answer proves one.
        return [isTalking, isOpen];
    }
  };

  /** The visit of which it repeats what is known: the same line in two files, or twice in one. */
  const repeated = (call: Call, line: LogFact): VisitState | undefined =>
    call.visits.find(
      (one) =>
        one.queue === line.queue &&
        one[line.fact] !== undefined &&
        !(line.fact === 'answered' && one.isAnswerSeen) &&
        (isNear(one.times[line.fact], line.at) || isSame(one, line)),
    );

  const own = (call: Call, line: LogFact): VisitState | undefined => {
    const { fact, queue, at } = line;
    const visits = call.visits.filter((visit) => visit.queue === queue);
    // A repeat of one visit's line has nothing new about another.
    const isCertain = line.joinedAt !== undefined && repeated(call, line) !== undefined;
    for (const fits of fitting(line)) {
      const open = visits.filter(fits);
      // The one that joined at the line's time, else the first. A clock that was set back in between still counts the wait
      // from the joining, so that it may be negative.
      const begun = open.filter((one) => one.logged || one.joinedAt <= at + SAME_JOINING_MS);
      const visit =
        (line.joinedAt === undefined ? undefined : joinedNear(begun, line.joinedAt, SAME_JOINING_MS)) ??
        (isCertain ? undefined : open.find((one) => one.joinedAt <= at + SAME_JOINING_MS));
      if (visit) return visit;
    }
    // How it left was reported differently, but it is the same joining; an answer counts before a leaving.
    return fact === 'left' ? undefined : visits.find((one) => !one[fact] && isSame(one, line));
  };

  function* others(call: Call): Iterable<Found> {
    const seen = new Set([call.id]);
    for (const [, other] of calls.entries()) {
      if (seen.has(other.id)) continue;
      seen.add(other.id);
      for (const visit of other.visits) yield { call: other, visit };
    }
    for (const id of openBefore) {
      if (seen.has(id)) continue;
      seen.add(id);
      const other = knownCall(id);
      for (const visit of other.visits) yield { call: other, visit };
    }
  }

  const knownCall = (id: string): Call => ({
    id,
    visits: calls.knownVisits(id),
    hungUpAt: undefined,
    touchedAt: 0,
    isHeard: true,
  });
  const callOf = (id: string): Call => {
    for (const [, call] of calls.entries()) if (call.id === id) return call;
    return knownCall(id);
  };

  /** The visit among a call's own that the line is about. */
  const within = (call: Call, line: LogFact): (Found & { isRepeat: boolean }) | undefined => {
    const { fact, queue, at } = line;
    const reported = calls.alreadyReported(call, queue, fact, at, 'logged', line.joinedAt);
    // How it left was only supposed, or stood in queue_log already: then this is no repeat.
    if (reported) {
      const isNews = fact === 'left' && reported.left === 'approx' && !reported.answered;
      return { call, visit: reported, isRepeat: !isNews };
    }
    const visit = own(call, line);
    if (visit) return { call, visit, isRepeat: false };
    const known = repeated(call, line);
    return known && { call, visit: known, isRepeat: true };
  };

  /** The same visit as the log has it: another link may have seen since that it was taken out. */
  const latest = ({ call, visit }: Found): VisitState =>
    visit.isTakenOut
      ? visit
      : (calls.knownVisits(call.id).find((one) => one.queue === visit.queue && isNear(one.joinedAt, visit.joinedAt)) ??
        visit);

  /** The position of the queue at which it joined, as far as lines reported it. */
  const positionOf = ({ call, visit }: Found): number | undefined =>
    memory.joinings(call.id).find(({ queue, at }) => queue === visit.queue && isNear(at, visit.joinedAt))?.position;

  /**
   * The visit of another channel that this line goes on with, by when it joined. A caller that was in queues before and was
   * not transferred since has lost the line of its joining: a call that joined in that second is another caller.
   */
  const another = (call: CallState, line: LogFact): (Found & { rivals: readonly Found[] }) | undefined => {
    if (line.joinedAt === undefined || call.visits.some((one) => one.queue === line.queue && isSame(one, line)))
      return undefined;
    const waits = (one: VisitState) =>
      (isOpen(one) || (one.isTakenOut && isAssumed(one))) &&
      isInSecond(one, line) &&
      (call.visits.length === 0 || wasTransferred(call, one, line));
    const talks = (one: VisitState) =>
      line.fact === 'ended' &&
      (isTalking(one) || isNear(one.times.ended, line.at)) &&
      isSame(one, line) &&
      one.desk === line.desk &&
      isNear(one.times.answered, line.answeredAt);
    const fitting = [...others(call)].filter(
      ({ visit }) => visit.queue === line.queue && (waits(visit) || talks(visit)),
    );
    const there = fitting.filter((one) => positionOf(one) === line.position);
    const unknown = fitting.filter((one) => positionOf(one) === undefined);
    const likely = line.position === undefined ? fitting : there.length > 0 ? there : unknown;
    if (likely.length <= 1) return likely[0] && { ...likely[0], rivals: [] };
    const near = likely
      .map((one) => ({ ...one, distance: distance(latest(one), line) }))
      .sort((a, b) => a.distance - b.distance);
    const [first, ...more] = near;
    return first && { ...first, rivals: more.filter(({ distance }) => distance === first.distance) };
  };

  /** A joining that a line reported, which seemed to be that of a later event: this line ends it before that event, so it was a visit of its own. */
  const earlierJoining = (call: Call, line: LogFact): Joining | undefined => {
    if (line.fact === 'ended' || call.visits.some((one) => one.queue === line.queue && isSame(one, line)))
      return undefined;
    const joining = memory.joinings(call.id).find(({ queue, at }) => queue === line.queue && isNear(at, line.joinedAt));
    const late = joining && stampedLate(call, line.queue, joining.at);
    if (!late || line.at >= late.joinedAt) return undefined;
    late.loggedAt = undefined;
    return joining;
  };

  const implied = (call: CallState, queue: string, at: number): FoundNow => {
    const visit = calls.add(call, queue, at, 'approx', false);
    const fact = calls.fact(call, visit, 'joined', at, 'implied');
    return { call, visit, events: [{ type: 'call.joined', ...fact, queue }] };
  };

  /**
   * An attended transfer into the queue: until then the transferring desk's own channel waited in the caller's place, and its
   * joining is the caller's. So it is of a channel that is younger than the joining, once a desk answers it. Of another that no queue had
   * before nothing proves that, and the waiting channel keeps its visit.
   */
  const takenOver = (
    call: CallState,
    line: LogFact,
    { call: other, visit: before, rivals }: Found & { rivals: readonly Found[] },
  ): FoundNow => {
    const isYounger = line.fact !== 'left' && (line.madeAt ?? -Infinity) > (line.joinedAt ?? Infinity);
    if ((!isYounger && !wasTransferred(call, before, line)) || other.visits.length > 1) {
      memory.follows(call.id, other.id);
      return { call: other, visit: before, events: [], rivals };
    }
    before.left = 'approx';
    const moved: RawEvent = { type: 'call.withdrawn', id: `${other.id}/moved`, at: line.at, call: other.id };
    const found = implied(call, line.queue, before.joinedAt);
    return { ...found, events: [moved, ...found.events] };
  };

  /**
   * A visit that was seen under the id of a channel which took over another's place: the visit of that other is the same. So it is where
   * the channel was made after the joining, or where the caller was talking then and has no line of joining.
   */
  const replaced = (found: Found, line: LogFact): readonly RawEvent[] => {
    const { joinedAt = Infinity, madeAt = -Infinity, position } = line;
    if (line.fact === 'ended') return [];
    const hasJoined = found.visit.logged || positionOf(found) !== undefined;
    // Of most lines this is known without a look at every other call.
    if (madeAt <= joinedAt && (hasJoined || !wasTalkingThen(found.call.visits, joinedAt))) return [];
    const [only, ...more] = [...others(found.call)].filter(
      (one) =>
        one.visit.queue === line.queue &&
        (isOpen(one.visit) || isAssumed(one.visit)) &&
        isInSecond(one.visit, line) &&
        (position === undefined || (positionOf(one) ?? position) === position),
    );
    if (!only || more.length > 0 || only.call.visits.length > 1) return [];
    Object.assign(only.visit, { left: 'approx', isAssumed: false });
    memory.left(only.call.id, line.queue, only.visit.joinedAt);
    return [{ type: 'call.withdrawn', id: `${only.call.id}/moved`, at: line.at, call: only.call.id }];
  };

  return {
    /** The visit that this line has something new about; undefined when it is known already, or when no visit can be found. */
    find(call: CallState, line: LogFact): FoundNow | undefined {
      const { fact, queue, at } = line;
      const before = memory.followedBy(call.id);
      const joining = earlierJoining(call, line);
      if (joining) return implied(call, queue, joining.at);
      const found = within(call, line) ?? (before === undefined ? undefined : within(callOf(before), line));
      if (found) return { ...found, events: found.call === call ? replaced(found, line) : [] };
      const other = another(call, line);
      if (other?.visit[fact] !== undefined && fact === 'ended') return undefined; // the events had it already
      if (other) return takenOver(call, line, other);
      // A call that left without having joined is no caller of this queue; one that was answered is.
      return fact === 'left' ? undefined : implied(call, queue, line.joinedAt ?? at);
    },

    /** The visit in which a desk did not answer. */
    rung(call: CallState, queue: string, at: number): VisitState | undefined {
      const isOver = (one: VisitState) => (one.times.left ?? one.times.answered ?? Infinity) < at - SAME_JOINING_MS;
      return call.visits.find((one) => one.queue === queue && !isOver(one) && one.joinedAt <= at + SAME_JOINING_MS);
    },
  };
}
