// To which visit a line of queue_log belongs: one that is known, one that another caller's channel waited for, or one that the line
// alone proves.
import type { RawEvent } from '../../../shared/event.ts';
import type { KnownCalls } from '../known-calls.ts';
import { isTalking, SAME_JOINING_MS, type Call, type Course, type VisitState } from '../visits.ts';
import type { Calls, CallState } from './asterisk-calls.ts';
import type { LogMemory } from './log-memory.ts';

/** The facts of a line that help to find its visit. Times are epoch ms. */
export type LogFact = {
  queue: string;
  fact: Course;
  at: number;
  /** When the visit joined, and when it was answered, by the seconds in the line; undefined where it has none. */
  joinedAt: number | undefined;
  answeredAt?: number | undefined;
  desk?: string;
};
export type Found = { call: Call; visit: VisitState };
/** `events`: those that finding it made. */
export type FoundNow = Found & { events: readonly RawEvent[] };

const isNear = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= SAME_JOINING_MS;
/** Whether its own joining was, as far as seconds tell, the one that the line names. */
const isSame = (visit: VisitState, { joinedAt }: LogFact): boolean => isNear(visit.joinedAt, joinedAt);
/** The wait in a line of queue_log is counted from the very second of the joining. */
const isInSecond = (visit: VisitState, { joinedAt }: LogFact): boolean =>
  joinedAt !== undefined && Math.abs(visit.joinedAt - joinedAt) < 2_000;
/** Only its channel's end shows that it left. */
const isSupposed = (visit: VisitState): boolean => visit.isSupposed && !visit.answered;
/**
 * How far its joining is from the one that the line names. A caller who was taken out is nearer than all: who waits on has a
 * line under the own id. The leaving may have been supposed later than it was, where nobody listened meanwhile.
 */
const distance = (visit: VisitState, line: LogFact): number => {
  if (line.fact !== 'left' || !visit.isTakenOut) return Math.abs(visit.joinedAt - (line.joinedAt ?? 0));
  if (isNear(visit.times.left, line.at)) return -2;
  return (visit.times.left ?? 0) > line.at ? -1 : Math.abs(visit.joinedAt - (line.joinedAt ?? 0));
};
const isOpen = (visit: VisitState): boolean => !visit.answered && !visit.left && !visit.ended && !visit.isOver;

/** A talk of the caller ended while the other channel waited. */
const wasTransferred = (call: Call, { joinedAt }: VisitState, { at }: LogFact): boolean =>
  call.visits.some(
    ({ times: { ended } }) =>
      ended !== undefined && ended >= joinedAt - SAME_JOINING_MS && ended <= at + SAME_JOINING_MS,
  );

type Parts = { system: string; calls: Calls; recall: KnownCalls; memory: LogMemory };

export function createLogVisits({ system, calls, recall, memory }: Parts) {
  /** Before anything of this connection or file declared some of them gone; and those that left in a way that a line will tell. */
  const openBefore = new Set([...recall.openCalls(system).map(({ call }) => call), ...recall.supposedCalls(system)]);

  /** What of a visit in the queue this line may continue, the likeliest first. */
  const fitting = (line: LogFact): ((visit: VisitState) => boolean)[] => {
    switch (line.fact) {
      case 'answered':
        return [isOpen];
      case 'left':
        return [(one) => !one.answered && !one.left, (one) => isSupposed(one) && isSame(one, line)];
      case 'ended':
        // An end without an answer proves one.
        return [isTalking, isOpen];
    }
  };

  /** Whether it repeats what is known: the same line in two files, or twice in one. */
  const isRepeat = (call: Call, line: LogFact): boolean =>
    call.visits.some(
      (one) =>
        one.queue === line.queue &&
        one[line.fact] !== undefined &&
        (isNear(one.times[line.fact], line.at) || isSame(one, line)),
    );

  const own = (call: Call, line: LogFact): VisitState | undefined => {
    const { fact, queue, at } = line;
    const visits = call.visits.filter((visit) => visit.queue === queue);
    // A repeat of one visit's line has nothing new about another.
    const isCertain = line.joinedAt !== undefined && isRepeat(call, line);
    for (const fits of fitting(line)) {
      const open = visits.filter(fits);
      // The one that joined at the line's time, else the first. A clock that was set back in between still counts the wait
      // from the joining, so that it may be negative.
      const visit =
        open.find((one) => isSame(one, line) && (one.logged || one.joinedAt <= at + SAME_JOINING_MS)) ??
        (isCertain ? undefined : open.find((one) => one.joinedAt <= at + SAME_JOINING_MS));
      if (visit) return visit;
    }
    // How it left was reported differently, but it is the same joining; an answer counts before a leaving.
    return fact === 'left' ? undefined : visits.find((one) => !one[fact] && isSame(one, line));
  };

  function* others(call: CallState): Iterable<Found> {
    const seen = new Set([call.id]);
    for (const [, other] of calls.entries()) {
      if (seen.has(other.id)) continue;
      seen.add(other.id);
      for (const visit of other.visits) yield { call: other, visit };
    }
    for (const id of openBefore) {
      if (seen.has(id)) continue;
      seen.add(id);
      const other = recalled(id);
      for (const visit of other.visits) yield { call: other, visit };
    }
  }

  const recalled = (id: string): Call => ({
    id,
    visits: calls.recalled(id),
    hungUpAt: undefined,
    touchedAt: 0,
    isHeard: true,
  });
  const callOf = (id: string): Call => {
    for (const [, call] of calls.entries()) if (call.id === id) return call;
    return recalled(id);
  };

  /** The visit among a call's own that the line has something new about, or `repeat`. */
  const within = (call: Call, line: LogFact): Found | 'repeat' | undefined => {
    const { fact, queue, at } = line;
    const told = calls.toldBefore(call, queue, fact, at, 'logged');
    // How it left was only supposed, or stood in queue_log already: then this is a repeat.
    if (told) return fact === 'left' && told.left === 'approx' && !told.answered ? { call, visit: told } : 'repeat';
    const visit = own(call, line);
    if (visit) return { call, visit };
    return isRepeat(call, line) ? 'repeat' : undefined;
  };

  /**
   * The visit of another channel that this line goes on with, by when it joined. A caller that was in queues before and was
   * not transferred since has lost the line of its joining: a call that joined in that second is another caller.
   */
  const another = (call: CallState, line: LogFact): Found | undefined => {
    if (line.joinedAt === undefined || call.visits.some((one) => one.queue === line.queue && isSame(one, line)))
      return undefined;
    const waits = (one: VisitState) =>
      (isOpen(one) || (one.isTakenOut && isSupposed(one))) &&
      isInSecond(one, line) &&
      (call.visits.length === 0 || wasTransferred(call, one, line));
    const talks = (one: VisitState) =>
      line.fact === 'ended' &&
      isTalking(one) &&
      isSame(one, line) &&
      one.desk === line.desk &&
      isNear(one.times.answered, line.answeredAt);
    let best: Found | undefined;
    for (const found of others(call)) {
      const { visit } = found;
      if (visit.queue !== line.queue || !(waits(visit) || talks(visit))) continue;
      if (!best || distance(visit, line) < distance(best.visit, line)) best = found;
    }
    return best;
  };

  const implied = (call: CallState, queue: string, at: number): FoundNow => {
    const visit = calls.add(call, queue, at, 'approx', false);
    const fact = calls.fact(call, visit, 'joined', at, 'implied');
    return { call, visit, events: [{ type: 'call.joined', ...fact, queue }] };
  };

  /**
   * An attended transfer into the queue: until then the transferring desk's own channel waited in the caller's place, and its
   * joining is the caller's. Of a caller that no queue had before nothing proves that, and the waiting channel keeps its visit.
   */
  const takenOver = (call: CallState, line: LogFact, { call: other, visit: before }: Found): FoundNow => {
    if (!wasTransferred(call, before, line) || other.visits.length > 1) {
      memory.follows(call.id, other.id);
      return { call: other, visit: before, events: [] };
    }
    before.left = 'approx';
    const moved: RawEvent = { type: 'call.withdrawn', id: `${other.id}/moved`, at: line.at, call: other.id };
    const found = implied(call, line.queue, before.joinedAt);
    return { ...found, events: [moved, ...found.events] };
  };

  return {
    /** The visit that this line has something new about; undefined when it is known already, or when no visit can be found. */
    find(call: CallState, line: LogFact): FoundNow | undefined {
      const { fact, queue, at } = line;
      const before = memory.followedBy(call.id);
      const found = within(call, line) ?? (before === undefined ? undefined : within(callOf(before), line));
      if (found === 'repeat') return undefined;
      if (found) return { ...found, events: [] };
      const other = another(call, line);
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
