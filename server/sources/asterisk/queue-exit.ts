// How a caller left a queue. AMI sends QueueCallerAbandon for a hang-up, a timeout, an emptied queue and a withdrawal alike,
// and nothing at all for an exit by key; the events around it distinguish them.
import type { RawEvent, StoredOf } from '../../../shared/event.ts';
import { isWaiting, type VisitState } from '../visits.ts';
import type { MovingCalls, PlaceNow } from './moves.ts';
import type { CallState } from './asterisk-calls.ts';
import type { TimedPacket } from './timed-packet.ts';

/** QUEUESTATUS follows within milliseconds; after this long it will not come. */
const WORD_WITHIN_MS = 250;
/** So much later than the leaving, in Asterisk's time, QUEUESTATUS still belongs to it. */
const LATE_WORD_MS = 1_000;
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

export type Leave = ReturnType<typeof createLeaving>;

export function createLeaving({ calls, sees }: { calls: MovingCalls; sees: Sees }) {
  const pending = new Set<{ call: CallState; visit: VisitState }>();
  let now = 0;
  let began: number | undefined;

  const emit = (
    call: CallState,
    visit: VisitState,
    at: number,
    reason: Reason,
    waited: number | undefined,
    isSupposed: boolean,
  ): readonly RawEvent[] => {
    visit.leaving = undefined;
    if (visit.answered || (visit.left && !visit.isSupposed)) return [];
    visit.left = isSupposed ? 'approx' : 'exact';
    visit.isSupposed = isSupposed;
    calls.note(visit, 'left', at, 'heard');
    // Links that see different classes assume different reasons: each has a separate id.
    const fact = calls.fact(call, visit, 'left', at, isSupposed ? `supposed-${reason}` : undefined);
    const left: RawEvent = {
      type: 'call.left',
      ...fact,
      queue: visit.queue,
      reason,
      ...(waited !== undefined && { waited }),
      ...(isSupposed && { supposed: visit.isTakenOut ? ('leaving' as const) : ('reason' as const) }),
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
    const isUnsure = !visit.heard && now - (began ?? now) <= BEFORE_WITHIN_MS;
    const wasHungUp = call.hangupRequested;
    visit.leaving = { at, due: now + WORD_WITHIN_MS, waited, way, isUnsure, wasHungUp };
    pending.add({ call, visit });
  };

  /** No reason was reported: the likeliest one, until queue_log or another link has the real one. */
  const settle = (call: CallState, visit: VisitState): readonly RawEvent[] => {
    const left = visit.leaving;
    if (!left) return [];
    const { at, waited } = left;
    if (left.way === 'abandon') {
      if (left.wasHungUp) return leave(call, visit, at, 'abandoned', waited);
      if (sees.dialplan) return suppose(call, visit, at, 'abandoned', waited);
      if (left.isUnsure && !call.hangupRequested) return suppose(call, visit, at, 'other', waited);
      return suppose(call, visit, at, sees.call ? 'timeout' : 'other', waited);
    }
    if (call.dialAnswered) return suppose(call, visit, at, call.hangupRequested ? 'abandoned' : 'other');
    if (left.isUnsure && !call.hangupRequested) return suppose(call, visit, at, 'other');
    return suppose(call, visit, at, 'key');
  };

  return {
    clock(arrivedAt: number): void {
      now = arrivedAt;
      began ??= arrivedAt;
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
      const waited = seconds(packet['HoldTime']);
      const found = find(packet['Uniqueid'], packet['Queue'], at, waited);
      if (!found) return [];
      const { call, visit, events } = found;
      call.leaveFollows = true;
      // A hang-up that comes as the time runs out does not count: then QUEUESTATUS follows.
      if (call.hangupRequested && !sees.dialplan) return [...events, ...leave(call, visit, at, 'abandoned', waited)];
      wait(call, visit, at, 'abandon', waited);
      return events;
    },

    left({ packet, at }: TimedPacket): readonly RawEvent[] {
      const uniqueid = packet['Uniqueid'];
      const call = uniqueid === undefined ? undefined : calls.of(uniqueid);
      if (!call) return [];
      const isKnown = call.leaveFollows;
      call.leaveFollows = false;
      const last = call.visits.at(-1);
      // After its QueueCallerAbandon, or when the answer is known already, this packet has nothing new.
      if (isKnown || (last && !isWaiting(last))) return [];
      const found = find(uniqueid, packet['Queue'], at);
      if (!found) return [];
      // AgentConnect may still follow, also without an answered dial: another telephone picked the ringing one up.
      wait(call, found.visit, at, 'leave');
      return found.events;
    },

    /** Takes QUEUESTATUS; undefined when no caller's leaving waited for it. */
    told(call: CallState, status: string, at: number): readonly RawEvent[] | undefined {
      const reason = Object.hasOwn(reasonOf, status) ? reasonOf[status] : undefined;
      if (reason === undefined) return undefined;
      const visit = call.visits.findLast((one) => one.leaving);
      if (visit?.leaving) return leave(call, visit, visit.leaving.at, reason, visit.leaving.waited);
      // We were slow: a reason is assumed already.
      const last = call.visits.at(-1);
      const leftAt = last?.isSupposed ? last.times.left : undefined;
      if (!last || leftAt === undefined || Math.abs(at - leftAt) > LATE_WORD_MS) return undefined;
      return leave(call, last, leftAt, reason);
    },

    /** The caller's channel is gone, or in a bridge, without a report of app_queue: it waits no longer. */
    gone(call: CallState, at: number): { visits: readonly VisitState[]; events: readonly RawEvent[] } {
      const waiting = call.visits.filter(isWaiting);
      // app_queue counts whole seconds of its clock.
      const wait = ({ joinedAt }: VisitState) => Math.max(0, Math.floor(at / 1000) - Math.floor(joinedAt / 1000));
      const events = waiting.flatMap((visit) => {
        visit.isTakenOut = true;
        return suppose(call, visit, at, 'abandoned', visit.joined === 'exact' ? wait(visit) : undefined);
      });
      return { visits: waiting, events };
    },

    /** The call goes on or ends: whatever is still open is settled now. */
    settleAll: (call: CallState): readonly RawEvent[] => call.visits.flatMap((visit) => settle(call, visit)),

    due(at: number): readonly RawEvent[] {
      began ??= at;
      const events: RawEvent[] = [];
      for (const one of pending) {
        // A dial that was answered becomes AgentConnect; only the call's end can show otherwise.
        const waitsForConnect = one.visit.leaving?.way === 'leave' && one.call.dialAnswered;
        if (one.visit.leaving && (waitsForConnect || one.visit.leaving.due > at)) continue;
        events.push(...settle(one.call, one.visit));
        pending.delete(one);
      }
      return events;
    },
  };

  function find(
    uniqueid: string | undefined,
    rawQueue: string | undefined,
    at: number,
    waited?: number,
  ): PlaceNow | undefined {
    const queue = calls.queueOf(rawQueue);
    if (uniqueid === undefined || queue === undefined) return undefined;
    const call = calls.of(uniqueid);
    const known = calls.toldBefore(call, queue, 'left', at, 'heard');
    return known ? { call, visit: known, events: [] } : calls.placeIn(uniqueid, queue, at, waited, isWaiting);
  }
}

/** Whole seconds as AMI writes them; undefined when the header is missing, no number, or more than an event may hold. */
export function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
