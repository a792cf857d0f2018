// One place in a queue that goes on under another channel: an attended transfer into a queue, or an INVITE with Replaces, puts
// the transferred caller where the transferring leg waited, and app_queue then reports that caller's Uniqueid.
import type { RawEvent } from '../../../shared/event.ts';
import { SECOND } from '../../../shared/time.ts';
import {
  hasJoinedItself,
  isTalking,
  isWaiting,
  joinedNear,
  SAME_JOINING_MS,
  wasTalkingThen,
  type VisitState,
} from '../visits.ts';
import { createAsteriskCalls, madeAt, type Calls, type CallState } from './asterisk-calls.ts';
import { leaveEarlier } from './earlier-visits.ts';
import type { Wait } from './timed-packet.ts';

export type Place = { call: CallState; visit: VisitState };
/** Ids of calls whose channel is in no list: those that the log has in progress, and those whose leaving it only infers. */
export type Gone = { open: readonly string[]; lost: readonly string[] };
/** `events`: those that finding it made. */
export type PlaceNow = Place & { events: readonly RawEvent[] };

/** So much earlier than it was asked an answer may seem to be. */
const ASKED_WITHIN_MS = 500;
/** So much later than its line in queue_log a joining may have been. */
const LINE_MS = 1_000;
/** More places without a channel are not remembered. */
const MOST = 200;

function createMoves(calls: Calls) {
  /** Waiting visits whose channel is gone: another channel may hold their place. */
  let left: Place[] = [];

  /**
   * The visits in a queue that began at this time, among the calls of this connection and those of `ids`. `isSeen`: those of which only a
   * later fact is known, so that they may have begun then.
   */
  const joinedThen = (
    ids: readonly string[],
    queue: string,
    joinedAt: number,
    fits: (visit: VisitState) => boolean,
    isSeen: (visit: VisitState) => boolean = () => false,
  ): Place[] => {
    const isThen = (one: VisitState): boolean =>
      Math.abs(one.joinedAt - joinedAt) <= SAME_JOINING_MS || (isSeen(one) && one.joinedAt > joinedAt);
    const known = [...calls.entries()].map(([, call]) => call);
    const others = ids.filter((id) => !known.some((one) => one.id === id)).map(calls.byId);
    return [...known, ...others].flatMap((call) =>
      call.visits.filter((one) => one.queue === queue && isThen(one) && fits(one)).map((visit) => ({ call, visit })),
    );
  };

  /** A leg that had been in other queues before keeps those visits, and this one ends there. */
  const leavePlace = ({ call, visit }: Place, at: number): RawEvent => {
    Object.assign(visit, { left: 'exact', leaving: undefined, isAssumed: false });
    return call.visits.length === 1
      ? { type: 'call.withdrawn', id: `${call.id}/moved`, at, call: call.id }
      : { type: 'call.left', ...calls.fact(call, visit, 'left', at), queue: visit.queue, reason: 'other' };
  };

  /** The visit is the other call's from now on; it stays one visit. */
  const move = ({ call: from, visit }: Place, to: CallState, at: number): PlaceNow => {
    left = left.filter((one) => one.visit !== visit);
    const twin = to.visits.find(
      (one) => one.queue === visit.queue && Math.abs(one.joinedAt - visit.joinedAt) <= SAME_JOINING_MS,
    );
    if (twin) {
      // Another link, or queue_log, reported it already.
      Object.assign(visit, { left: 'exact', leaving: undefined, isAssumed: false });
      return { call: to, visit: twin, events: [] };
    }
    const joined = visit.joined ?? 'approx';
    const next = calls.add(to, visit.queue, visit.joinedAt, joined, visit.heard);
    const fact = calls.fact(to, next, 'joined', visit.joinedAt, joined === 'exact' ? undefined : 'implied');
    const gone = leavePlace({ call: from, visit }, at);
    return { call: to, visit: next, events: [gone, { type: 'call.joined', ...fact, queue: visit.queue }] };
  };

  return {
    /** An attended transfer whose target runs Queue(): what either leg of the transferrer waited for is the transferee's. */
    transferred(legs: readonly CallState[], to: CallState, at: number): readonly RawEvent[] {
      const events: RawEvent[] = [];
      for (const call of legs)
        for (const visit of call.visits.filter((one) => isWaiting(one) || one.leaving))
          if (call !== to) {
            events.push(...move({ call, visit }, to, at).events);
            // Its talk until now has nothing to do with this queue.
            Object.assign(to, { hangupRequested: false, dialAnswered: call.dialAnswered, leaveFollows: false });
          }
      return events;
    },

    /** Its channel is gone while it waited. */
    orphaned(call: CallState, visits: readonly VisitState[]): void {
      for (const visit of visits) left.push({ call, visit });
      if (left.length > MOST) left = left.slice(-MOST);
    },

    /**
     * The place that a channel of which no joining is known holds in a queue. `joinedAt`: when it joined, by what is reported of its
     * wait; undefined where nothing is.
     */
    adopt(
      to: CallState,
      channel: string,
      queue: string,
      joinedAt: number | undefined,
      at: number,
    ): PlaceNow | undefined {
      // Where its joining was not reported on this connection, how it left may have been missed as well.
      const near = ({ visit }: Place): boolean =>
        joinedAt === undefined
          ? visit.heard
          : Math.abs(visit.joinedAt - joinedAt) <= SAME_JOINING_MS &&
            (visit.heard || canTakeOver(to, channel, joinedAt));
      const fitting = left.filter((one) => one.call !== to && one.visit.queue === queue && near(one));
      const [first] = joinedAt === undefined && fitting.length > 1 ? [] : fitting;
      return first && move(first, to, at);
    },

    joinedThen,

    /**
     * A channel that is younger than its wait, or was talking when that began, was seen in the queue before that was known: the visit of
     * the channel that it replaced is the same. `ids`: other calls that the log has waiting, or of which how they left is only supposed.
     */
    replaced({ call: to, visit }: Place, joinedAt: number, at: number, ids: readonly string[]): readonly RawEvent[] {
      const isOpen = (one: VisitState): boolean => !one.answered && (!one.left || one.isAssumed) && !one.isOver;
      const [only, ...more] = joinedThen(ids, visit.queue, joinedAt, isOpen).filter(({ call }) => call.id !== to.id);
      return only && more.length === 0 ? [leavePlace(only, at)] : [];
    },

    /**
     * The same for a channel of Asterisk's list, among the calls whose own channel is gone. `known`: the
     * visit of that channel, where a packet has shown it already.
     */
    adoptListed(
      to: CallState,
      channel: string,
      { queue, joinedAt, at }: { queue: string; joinedAt: number; at: number },
      gone: Gone,
      known: VisitState | undefined,
    ): PlaceNow | undefined {
      if (known && hasJoinedItself(known)) return undefined;
      const isCertain = mustHaveTakenOver(to, channel, joinedAt);
      const isLikely = (!known || known.isImplied) && canTakeOver(to, channel, joinedAt);
      if (!isCertain && !isLikely) return undefined;
      const ids = isCertain ? [...gone.open, ...gone.lost] : gone.open;
      const distance = ({ visit }: Place): number => Math.abs(visit.joinedAt - joinedAt);
      const [place] = ids
        .map(calls.byId)
        .flatMap((call) => call.visits.map((visit) => ({ call, visit })))
        .filter(({ call, visit }) => call !== to && visit.queue === queue && (isWaiting(visit) || visit.leaving))
        .filter(
          (one) => distance(one) <= SAME_JOINING_MS && hadJoined(one.visit, at) && canHaveBegun(one.visit, joinedAt),
        )
        .sort((one, other) => distance(one) - distance(other));
      if (!place) return undefined;
      return known ? { call: to, visit: known, events: [leavePlace(place, at)] } : move(place, to, at);
    },
  };
}

/** Whether it had joined for certain when the list was asked for: another link may have reported it before this one reads that list. */
const hadJoined = ({ joinedAt, joined }: VisitState, askedAt: number): boolean =>
  joinedAt + (joined === 'exact' ? 0 : LINE_MS) <= askedAt - ASKED_WITHIN_MS;

/**
 * Whether its wait may be the one of which a list shows that it began at `listed`: app_queue counts it from the second in which it began,
 * and reports and writes the joining after that.
 */
const canHaveBegun = ({ joinedAt }: VisitState, listed: number): boolean =>
  joinedAt >= Math.floor((listed - ASKED_WITHIN_MS) / SECOND) * SECOND;

/**
 * Whether a channel can have taken over a wait: it had been talking, as a transferred caller has, or it was made after the joining that
 * is reported of it. Any other may as well be a new caller who joined in the same second, and has a visit of its own.
 */
const canTakeOver = (to: CallState, channel: string, joinedAt: number): boolean =>
  to.visits.some((one) => one.answered) || (madeAt(channel) ?? 0) > joinedAt;

/** Whether a wait that the list shows of a channel can only be that of another one, whose place it took over. */
const mustHaveTakenOver = (to: CallState, channel: string, joinedAt: number): boolean =>
  wasTalkingThen(to.visits, joinedAt) || (madeAt(channel) ?? 0) > joinedAt + ASKED_WITHIN_MS;

/** Ids of the calls that wait by the log, or of which how they left is only supposed. */
const unsettled = ({ system, recall }: Parameters<typeof createAsteriskCalls>[0]): string[] => [
  ...recall.openCalls(system).map(({ call }) => call),
  ...recall.supposedCalls(system),
];

export type MovingCalls = ReturnType<typeof createMovingCalls>;

type Parts = Parameters<typeof createAsteriskCalls>[0] & {
  /** The call whose visit goes on in lines of queue_log under this one's id, if any. */
  followedBy: (call: string) => string | undefined;
};

export function createMovingCalls(parts: Parts) {
  const calls = createAsteriskCalls(parts);
  const moves = createMoves(calls);

  /** The visit of another channel that lines of queue_log continued under this one's id. */
  const continued = (call: CallState, queue: string, { since, isTimed }: Wait): Place | undefined => {
    const id = parts.followedBy(call.id);
    if (id === undefined || !isTimed) return undefined;
    const other = calls.byId(id);
    const visit = joinedNear(
      other.visits.filter((one) => one.queue === queue),
      since,
    );
    return visit && { call: other, visit };
  };
  return {
    ...calls,
    moves,

    /**
     * The visit that a fact about a queue belongs to; before a joining is made up, a place is looked for that another channel left.
     * `at`: when it was in the queue; `wait`: what the fact reports of that, where it does.
     */
    placeIn(
      channel: string,
      queue: string,
      at: number,
      wait: Wait | undefined,
      fits: (visit: VisitState) => boolean,
    ): PlaceNow {
      const call = calls.of(channel);
      if (!call.visits.some((one) => one.queue === queue && fits(one))) {
        const moved = moves.adopt(call, channel, queue, wait?.since, at);
        if (moved) return moved;
        const known = wait && continued(call, queue, wait);
        if (known) return { ...known, events: [] };
      }
      const placed = calls.inQueue(call, queue, wait?.since ?? at, fits, wait?.isTimed);
      const isReplacing =
        wait?.isTimed &&
        !hasJoinedItself(placed.visit) &&
        ((madeAt(channel) ?? 0) > wait.since || wasTalkingThen(calls.knownVisits(call.id), wait.since));
      const replaced = isReplacing ? moves.replaced(placed, wait.since, at, unsettled(parts)) : [];
      return { ...placed, events: [...replaced, ...placed.events, ...leaveEarlier(calls, call, placed.visit)] };
    },

    /**
     * The talk that ends without the id of its call: the one that began as the packet counts, `since` the joining and `answeredAt` the
     * answer (epoch ms). Of callers who were redirected out of their talks app_queue ends several later, at a desk that talks on.
     */
    talkEnding(queue: string, desk: string, since: number, answeredAt: number): Place | undefined {
      const fits = (one: VisitState): boolean =>
        one.desk === desk &&
        isTalking(one) &&
        (one.isAnswerSeen || Math.abs((one.times.answered ?? answeredAt) - answeredAt) <= SAME_JOINING_MS);
      const isSeen = (one: VisitState): boolean => one.isImplied && one.isAnswerSeen;
      const found = moves.joinedThen(unsettled(parts), queue, since, fits, isSeen);
      return found.find(({ call }) => call.hungUpAt !== undefined) ?? found[0];
    },

    /** The talk that ends under the id of a channel that is younger than the wait: a leg of the desk that transferred the caller. */
    talkSince(channel: string, queue: string, desk: string, since: number): Place | undefined {
      if ((madeAt(channel) ?? 0) <= since) return undefined;
      const fits = (one: VisitState): boolean =>
        !one.isOver && (one.answered ? one.desk === desk : !one.left || one.isAssumed);
      const isSeen = (one: VisitState): boolean => one.isImplied && one.isAnswerSeen;
      const [only, ...more] = moves.joinedThen(unsettled(parts), queue, since, fits, isSeen);
      return more.length === 0 ? only : undefined;
    },
  };
}
