// How a caller left a queue. AMI sends QueueCallerAbandon for a hang-up, a timeout, an emptied queue and a withdrawal alike,
// and nothing at all for an exit by key; the events around it distinguish them.
import type { RawEvent, StoredOf } from '../../../shared/event.ts';
import { isWaiting, SAME_JOINING_MS, type VisitState } from '../visits.ts';
import type { MovingCalls, PlaceNow } from './moves.ts';
import type { CallState } from './asterisk-calls.ts';
import { leaveEarlier } from './earlier-visits.ts';
import { waitIn, type TimedPacket, type Wait } from './timed-packet.ts';

/** QUEUESTATUS follows within milliseconds; after this long it will not come. */
const STATUS_WITHIN_MS = 250;
/** So much later than the leaving, in Asterisk's time, QUEUESTATUS still belongs to it: seconds where Asterisk is short of CPU. */
const LATE_STATUS_MS = 6_000;
/** The same where the dialplan repeats its value, which may be that of an earlier queue. */
const LATE_REPEAT_MS = 1_000;
/** Queue() looks at each caller once a second: for this long after a connection began, an earlier hang-up may still show. */
const BEFORE_WITHIN_MS = 1_500;

type Reason = StoredOf<'call.left'>['reason'];
const reasonOf: Readonly<Record<string, Reason>> = {
  TIMEOUT: 'timeout',
  LEAVEEMPTY: 'empty',
  LEAVEUNAVAIL: 'empty',
  WITHDRAW: 'withdrawn',
  CONTINUE: 'other',
};

/** What this user is allowed to see: classes of events, as far as any came. */
export type Sees = {
  /** Class `call` has hang-ups and dial results; without it an abandon looks like a timeout. */
  call: boolean;
  /** Class `dialplan` has QUEUESTATUS of every caller that the queue sent on; then its absence is a hang-up or a redirect. */
  dialplan: boolean;
};

/** A user without class `dialplan` never learns more. */
const MOST_TIMEOUTS = 100;

/** Waiting still, as far as was reported. */
const mayStillWait = (visit: VisitState): boolean => isWaiting(visit) || (visit.isAssumed && !visit.answered);

export type Leave = ReturnType<typeof createLeaving>;

export function createLeaving({ calls, sees }: { calls: MovingCalls; sees: Sees }) {
  const pending = new Set<{ call: CallState; visit: VisitState }>();
  let now = 0;
  let began: number | undefined;
  /** Supposed because no QUEUESTATUS came, while it was not known whether one can. */
  let timeouts: { call: CallState; visit: VisitState; at: number; waited: number | undefined }[] = [];

  const emit = (
    call: CallState,
    visit: VisitState,
    at: number,
    reason: Reason,
    waited: number | undefined,
    isAssumed: boolean,
  ): readonly RawEvent[] => {
    visit.leaving = undefined;
    if (visit.answered || (visit.left && !visit.isAssumed)) return [];
    visit.left = isAssumed ? 'approx' : 'exact';
    visit.isAssumed = isAssumed;
    calls.record(visit, 'left', at, 'heard');
    // Links that see different classes assume different reasons: each has a separate id.
    const fact = calls.fact(call, visit, 'left', at, isAssumed ? `supposed-${reason}` : undefined);
    const left: RawEvent = {
      type: 'call.left',
      ...fact,
      queue: visit.queue,
      reason,
      ...(waited !== undefined && { waited }),
      ...(isAssumed && { supposed: visit.isTakenOut ? ('leaving' as const) : ('reason' as const) }),
    };
    return [left];
  };
  const leave = (
    call: CallState,
    visit: VisitState,
    at: number,
    reason: Reason,
    waited?: number,
  ): readonly RawEvent[] => emit(call, visit, at, reason, waited, false);
  const suppose = (
    call: CallState,
    visit: VisitState,
    at: number,
    reason: Reason,
    waited?: number,
  ): readonly RawEvent[] => emit(call, visit, at, reason, waited, true);

  const wait = (call: CallState, visit: VisitState, at: number, way: 'abandon' | 'leave', waited?: number): void => {
    const isUncertain = !visit.heard && now - (began ?? now) <= BEFORE_WITHIN_MS;
    const wasHungUp = call.hangupRequested;
    visit.leaving = { at, due: now + STATUS_WITHIN_MS, waited, way, isUncertain, wasHungUp };
    pending.add({ call, visit });
  };

  /**
   * No reason was reported: the likeliest one, until queue_log or another link has the real one. `isOver`: the caller went on or hung up,
   * so that QUEUESTATUS would have come before.
   */
  const settle = (call: CallState, visit: VisitState, isOver: boolean): readonly RawEvent[] => {
    const left = visit.leaving;
    if (!left) return [];
    const { at, waited } = left;
    if (left.way === 'abandon') {
      // A hang-up as the time runs out is a timeout.
      if (left.wasHungUp) return (isOver && sees.dialplan ? leave : suppose)(call, visit, at, 'abandoned', waited);
      if (sees.dialplan) return suppose(call, visit, at, 'abandoned', waited);
      if (left.isUncertain && !call.hangupRequested) return suppose(call, visit, at, 'other', waited);
      if (sees.call && timeouts.length < MOST_TIMEOUTS) timeouts.push({ call, visit, at, waited });
      return suppose(call, visit, at, sees.call ? 'timeout' : 'other', waited);
    }
    if (call.dialAnswered) return suppose(call, visit, at, call.hangupRequested ? 'abandoned' : 'other');
    if (left.isUncertain && !call.hangupRequested) return suppose(call, visit, at, 'other');
    return suppose(call, visit, at, 'key');
  };

  return {
    clock(arrivedAt: number): void {
      now = arrivedAt;
      began ??= arrivedAt;
    },

    /** The first packet of class `dialplan`: of a timeout there would have been a QUEUESTATUS. */
    seesDialplan(): readonly RawEvent[] {
      sees.dialplan = true;
      const all = timeouts.filter(({ visit }) => visit.isAssumed);
      timeouts = [];
      return all.flatMap(({ call, visit, at, waited }) => suppose(call, visit, at, 'abandoned', waited));
    },

    hangupRequested(heard: TimedPacket): readonly RawEvent[] {
      // Also of a caller not seen yet on this connection, and may have waited since before it.
      calls.of(heard.packet['Uniqueid'] ?? '').hangupRequested = true;
      return [];
    },

    dialEnded(heard: TimedPacket): readonly RawEvent[] {
      if (heard.packet['DialStatus'] === 'ANSWER') calls.of(heard.packet['Uniqueid'] ?? '').dialAnswered = true;
      return [];
    },

    /** The desk that took the call hung up before caller and desk were connected. */
    dumped({ packet }: TimedPacket): void {
      calls.of(packet['Uniqueid'] ?? '').dialAnswered = false;
    },

    abandoned({ packet, at }: TimedPacket): readonly RawEvent[] {
      const waiting = waitIn(packet, at);
      const waited = waiting?.seconds;
      const found = find(packet['Uniqueid'], packet['Queue'], at, waiting);
      if (!found) return [];
      const { call, visit, events } = found;
      // Its channel may go on with the place of another.
      const own = calls.of(packet['Uniqueid'] ?? '');
      own.leaveFollows = true;
      call.hangupRequested ||= own.hangupRequested;
      // A hang-up that comes as the time runs out does not count: then QUEUESTATUS follows.
      if (call.hangupRequested && !sees.dialplan) return [...events, ...suppose(call, visit, at, 'abandoned', waited)];
      wait(call, visit, at, 'abandon', waited);
      return events;
    },

    left({ packet, at }: TimedPacket): readonly RawEvent[] {
      const uniqueid = packet['Uniqueid'];
      const call = uniqueid === undefined ? undefined : calls.of(uniqueid);
      if (!call) return [];
      const isKnown = call.leaveFollows;
      call.leaveFollows = false;
      // Lines may have shown already that the caller went on into another queue.
      const there = calls.queueOf(packet['Queue']);
      const begun = call.visits.findLast((one) => one.queue === there && one.joinedAt <= at + SAME_JOINING_MS);
      const last = begun ?? call.visits.at(-1);
      // After its QueueCallerAbandon, or when the answer is known already, this packet has nothing new.
      if (isKnown || (last && !isWaiting(last))) return [];
      const found = find(uniqueid, packet['Queue'], at);
      if (!found) return [];
      // AgentConnect may still follow, also without an answered dial: another telephone picked the ringing one up.
      wait(call, found.visit, at, 'leave');
      return found.events;
    },

    /** Takes QUEUESTATUS, as it was set or repeated by the dialplan; undefined when no caller's leaving waited for it. */
    status(call: CallState, status: string, at: number, isRepeated: boolean): readonly RawEvent[] | undefined {
      const reason = Object.hasOwn(reasonOf, status) ? reasonOf[status] : undefined;
      if (reason === undefined) return undefined;
      const visit = call.visits.findLast((one) => one.leaving);
      // An exit by key sets none: what the dialplan repeats then is the value of an earlier queue.
      if (isRepeated && visit?.leaving?.way === 'leave') return undefined;
      if (visit?.leaving) return leave(call, visit, visit.leaving.at, reason, visit.leaving.waited);
      // We were slow, or Asterisk was: a reason is assumed already.
      const last = call.visits.at(-1);
      const leftAt = last?.isAssumed ? last.times.left : undefined;
      const within = isRepeated ? LATE_REPEAT_MS : LATE_STATUS_MS;
      if (!last || leftAt === undefined || Math.abs(at - leftAt) > within) return undefined;
      return leave(call, last, leftAt, reason);
    },

    /**
     * The caller's channel is gone, or in a bridge, without a report of app_queue: it waits no longer for what it had joined by `until`
     * (epoch ms).
     */
    gone(
      call: CallState,
      at: number,
      until = Infinity,
    ): { visits: readonly VisitState[]; events: readonly RawEvent[] } {
      const last = call.visits.toSorted((a, b) => a.joinedAt - b.joinedAt).at(-1);
      const earlier = last ? leaveEarlier(calls, call, last) : [];
      const waiting = call.visits.filter((one) => isWaiting(one) && one.joinedAt <= until);
      // app_queue counts whole seconds of its clock.
      const wait = ({ joinedAt }: VisitState) => Math.max(0, Math.floor(at / 1000) - Math.floor(joinedAt / 1000));
      const events = waiting.flatMap((visit) => {
        visit.isTakenOut = true;
        // It may have left before this connection, and its channel gone on.
        if (!visit.isConfirmed) return suppose(call, visit, at, 'other');
        return suppose(call, visit, at, 'abandoned', visit.joined === 'exact' ? wait(visit) : undefined);
      });
      return { visits: waiting, events: [...earlier, ...events] };
    },

    /** The call goes on or ends: whatever is still open is settled now. */
    settleAll: (call: CallState): readonly RawEvent[] => call.visits.flatMap((visit) => settle(call, visit, true)),

    due(at: number): readonly RawEvent[] {
      began ??= at;
      const events: RawEvent[] = [];
      for (const one of pending) {
        // A dial that was answered becomes AgentConnect; only the call's end can show otherwise.
        const waitsForConnect = one.visit.leaving?.way === 'leave' && one.call.dialAnswered;
        if (one.visit.leaving && (waitsForConnect || one.visit.leaving.due > at)) continue;
        events.push(...settle(one.call, one.visit, false));
        pending.delete(one);
      }
      return events;
    },
  };

  function find(
    uniqueid: string | undefined,
    rawQueue: string | undefined,
    at: number,
    waiting?: Wait,
  ): PlaceNow | undefined {
    const queue = calls.queueOf(rawQueue);
    if (uniqueid === undefined || queue === undefined) return undefined;
    const call = calls.of(uniqueid);
    const joinedAt = waiting?.isTimed ? waiting.since : undefined;
    const known = calls.alreadyReported(call, queue, 'left', at, 'heard', joinedAt);
    return known
      ? { call, visit: known, events: [] }
      : calls.placeIn(uniqueid, queue, at, waiting, joinedAt === undefined ? isWaiting : mayStillWait);
  }
}
