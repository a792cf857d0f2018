// One place in a queue that goes on under another channel: an attended transfer into a queue, or an INVITE with Replaces, puts
// the transferred caller where the transferring leg waited, and app_queue then reports that caller's Uniqueid.
import type { RawEvent } from '../../../shared/event.ts';
import type { OpenCall } from '../../board/call-store.ts';
import { isWaiting, SAME_JOINING_MS, type Call, type VisitState } from '../visits.ts';
import { createAsteriskCalls, type Calls, type CallState } from './asterisk-calls.ts';

export type Place = { call: CallState; visit: VisitState };
/** `events`: those that finding it made. */
export type PlaceNow = Place & { events: readonly RawEvent[] };
type Before = { call: Call & Partial<CallState>; visit: VisitState };

/** More places without a channel are not remembered. */
const MOST = 200;

function createMoves(calls: Calls) {
  /** Waiting visits whose channel is gone: another channel may hold their place. */
  let left: Place[] = [];

  /** The visit is the other call's from now on; it stays one visit. */
  const move = ({ call: from, visit }: Before, to: CallState, at: number): PlaceNow => {
    left = left.filter((one) => one.visit !== visit);
    const told = to.visits.find(
      (one) => one.queue === visit.queue && Math.abs(one.joinedAt - visit.joinedAt) <= SAME_JOINING_MS,
    );
    if (told) {
      // Another link, or queue_log, reported it already.
      Object.assign(visit, { left: 'exact', leaving: undefined, isSupposed: false });
      return { call: to, visit: told, events: [] };
    }
    const joined = visit.joined ?? 'approx';
    const next = calls.add(to, visit.queue, visit.joinedAt, joined, visit.heard);
    // A leg that had been in other queues before keeps those visits, and this one ends there.
    const isAlone = from.visits.length === 1;
    const fact = calls.fact(to, next, 'joined', visit.joinedAt, joined === 'exact' ? undefined : 'implied');
    const gone: RawEvent = isAlone
      ? { type: 'call.withdrawn', id: `${from.id}/moved`, at, call: from.id }
      : { type: 'call.left', ...calls.fact(from, visit, 'left', at), queue: visit.queue, reason: 'other' };
    Object.assign(visit, { left: 'exact', leaving: undefined, isSupposed: false });
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
    adopt(to: CallState, queue: string, joinedAt: number | undefined, at: number): PlaceNow | undefined {
      const near = (one: Place): boolean =>
        joinedAt === undefined || Math.abs(one.visit.joinedAt - joinedAt) <= SAME_JOINING_MS;
      const fitting = left.filter((one) => one.call !== to && one.visit.queue === queue && near(one));
      const [first] = joinedAt === undefined && fitting.length > 1 ? [] : fitting;
      return first && move(first, to, at);
    },

    /** The same for a channel of Asterisk's list, among the calls that the log has waiting and whose own channel is gone. */
    adoptListed(
      to: CallState,
      queue: string,
      joinedAt: number,
      at: number,
      gone: readonly OpenCall[],
    ): PlaceNow | undefined {
      const distance = (one: OpenCall): number => Math.abs(one.joinedAt - joinedAt);
      const [nearest] = gone
        .filter((one) => one.queue === queue && one.desk === undefined && distance(one) <= SAME_JOINING_MS)
        .sort((a, b) => distance(a) - distance(b));
      if (!nearest) return undefined;
      const known = [...calls.entries()].find(([, { id }]) => id === nearest.call)?.[1];
      const call = known ?? {
        id: nearest.call,
        visits: calls.recalled(nearest.call),
        hungUpAt: undefined,
        touchedAt: 0,
        isHeard: true,
      };
      const visit = call.visits.find((one) => one.number === nearest.visit && (isWaiting(one) || one.leaving));
      return visit && move({ call, visit }, to, at);
    },
  };
}

export type MovingCalls = ReturnType<typeof createMovingCalls>;

export function createMovingCalls(parts: Parameters<typeof createAsteriskCalls>[0]) {
  const calls = createAsteriskCalls(parts);
  const moves = createMoves(calls);
  return {
    ...calls,
    moves,

    /**
     * The visit that a fact about a queue belongs to; before a joining is made up, a place is looked for that another channel left.
     * `wait`: seconds, as far as they are reported.
     */
    placeIn(
      channel: string,
      queue: string,
      at: number,
      wait: number | undefined,
      fits: (visit: VisitState) => boolean,
    ): PlaceNow {
      const call = calls.of(channel);
      const joinedAt = at - (wait ?? 0) * 1000;
      if (!call.visits.some((one) => one.queue === queue && fits(one))) {
        const moved = moves.adopt(call, queue, wait === undefined ? undefined : joinedAt, at);
        if (moved) return moved;
      }
      return calls.inQueue(channel, queue, joinedAt, fits);
    },
  };
}
