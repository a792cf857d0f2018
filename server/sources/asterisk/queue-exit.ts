// How a caller left a queue. AMI says QueueCallerAbandon for a hang-up, a timeout, an emptied queue and a withdrawal
// alike, and nothing at all for an exit by key; what stands around it tells them apart.
import type { StoredOf } from '../../../shared/event.ts';
import type { Say } from '../calls.ts';
import { isWaiting, type VisitState } from '../visits.ts';
import type { MovingCalls } from './moves.ts';
import type { CallState } from './asterisk-calls.ts';
import type { TimedPacket } from './timed-packet.ts';

/** QUEUESTATUS follows within milliseconds; after this long without it no word will come. */
const WORD_WITHIN_MS = 250;
/** So much later than the leaving, in Asterisk's time, QUEUESTATUS still belongs to it. */
const LATE_WORD_MS = 1_000;
/** Queue() looks at each caller once a second: so long after a connection began, a hang-up of before may still show. */
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
  /** Class `call` tells hang-ups and dial results; without it an abandon cannot be told from a timeout. */
  call: boolean;
  /** Class `dialplan` tells QUEUESTATUS of whomever the queue sent on; then its absence is a hang-up or a redirect. */
  dialplan: boolean;
};

export type Leave = ReturnType<typeof createLeaving>;

export function createLeaving({ calls, say, sees }: { calls: MovingCalls; say: Say; sees: Sees }) {
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
  ): void => {
    visit.leaving = undefined;
    if (visit.answered || (visit.left && !visit.isSupposed)) return;
    visit.left = isSupposed ? 'approx' : 'exact';
    visit.isSupposed = isSupposed;
    calls.note(visit, 'left', at, 'heard');
    // Links that see different classes suppose different reasons: each keeps an identity of its own.
    const fact = calls.fact(call, visit, 'left', at, isSupposed ? `supposed-${reason}` : undefined);
    say({
      type: 'call.left',
      ...fact,
      queue: visit.queue,
      reason,
      ...(waited !== undefined && { waited }),
      ...(isSupposed && { supposed: visit.isTakenOut ? ('leaving' as const) : ('reason' as const) }),
    });
  };
  const leave = (call: CallState, visit: VisitState, at: number, reason: Reason, waited?: number): void =>
    emit(call, visit, at, reason, waited, false);
  const suppose = (call: CallState, visit: VisitState, at: number, reason: Reason, waited?: number): void =>
    emit(call, visit, at, reason, waited, true);

  const wait = (call: CallState, visit: VisitState, at: number, way: 'abandon' | 'leave', waited?: number): void => {
    const isUnsure = !visit.heard && now - (began ?? now) <= BEFORE_WITHIN_MS;
    const wasHungUp = call.hangupRequested;
    visit.leaving = { at, due: now + WORD_WITHIN_MS, waited, way, isUnsure, wasHungUp };
    pending.add({ call, visit });
  };

  /** No word came: it left as far as can be told; queue_log, or another link, may know better. */
  const settle = (call: CallState, visit: VisitState): void => {
    const left = visit.leaving;
    if (!left) return;
    const { at, waited } = left;
    if (left.way === 'abandon') {
      if (left.wasHungUp) leave(call, visit, at, 'abandoned', waited);
      else if (sees.dialplan) suppose(call, visit, at, 'abandoned', waited);
      else if (left.isUnsure && !call.hangupRequested) suppose(call, visit, at, 'other', waited);
      else suppose(call, visit, at, sees.call ? 'timeout' : 'other', waited);
    } else if (call.dialAnswered) suppose(call, visit, at, call.hangupRequested ? 'abandoned' : 'other');
    else if (left.isUnsure && !call.hangupRequested) suppose(call, visit, at, 'other');
    else suppose(call, visit, at, 'key');
  };

  return {
    clock(arrivedAt: number): void {
      now = arrivedAt;
      began ??= arrivedAt;
    },

    hangupRequested(heard: TimedPacket): void {
      // Also of a caller not seen yet on this connection, who may be waiting since before.
      calls.of(heard.packet['Uniqueid'] ?? '').hangupRequested = true;
    },

    dialEnded(heard: TimedPacket): void {
      if (heard.packet['DialStatus'] !== 'ANSWER') return;
      calls.of(heard.packet['Uniqueid'] ?? '').dialAnswered = true;
    },

    /** The desk that took the call hung up before caller and desk were connected. */
    dumped({ packet }: TimedPacket): void {
      calls.of(packet['Uniqueid'] ?? '').dialAnswered = false;
    },

    abandoned({ packet, at }: TimedPacket): void {
      const waited = seconds(packet['HoldTime']);
      const found = find(packet['Uniqueid'], packet['Queue'], at, waited);
      if (!found) return;
      const { call, visit } = found;
      call.leaveFollows = true;
      // A hang-up that comes as the time runs out does not count: then QUEUESTATUS follows.
      if (call.hangupRequested && !sees.dialplan) leave(call, visit, at, 'abandoned', waited);
      else wait(call, visit, at, 'abandon', waited);
    },

    left({ packet, at }: TimedPacket): void {
      const uniqueid = packet['Uniqueid'];
      const call = uniqueid === undefined ? undefined : calls.of(uniqueid);
      if (!call) return;
      // After its QueueCallerAbandon, or when the answer is known already, this packet says nothing new.
      if (call.leaveFollows) return void (call.leaveFollows = false);
      const last = call.visits.at(-1);
      if (last && !isWaiting(last)) return;
      const found = find(uniqueid, packet['Queue'], at);
      if (!found) return;
      // AgentConnect may still follow, also without an answered dial: another telephone picked the ringing one up.
      wait(call, found.visit, at, 'leave');
    },

    /** Takes QUEUESTATUS; false when no caller was waiting for that word. */
    told(call: CallState, status: string, at: number): boolean {
      const reason = Object.hasOwn(reasonOf, status) ? reasonOf[status] : undefined;
      if (reason === undefined) return false;
      const visit = call.visits.findLast((one) => one.leaving);
      if (visit?.leaving) {
        leave(call, visit, visit.leaving.at, reason, visit.leaving.waited);
        return true;
      }
      // We were slow: a reason is supposed already.
      const last = call.visits.at(-1);
      const leftAt = last?.isSupposed ? last.times.left : undefined;
      if (!last || leftAt === undefined || Math.abs(at - leftAt) > LATE_WORD_MS) return false;
      leave(call, last, leftAt, reason);
      return true;
    },

    /** The caller's channel is gone, or in a bridge, without a word of app_queue: it waits no longer. */
    gone(call: CallState, at: number): VisitState[] {
      const waiting = call.visits.filter(isWaiting);
      // app_queue counts whole seconds of its clock.
      const wait = ({ joinedAt }: VisitState) => Math.max(0, Math.floor(at / 1000) - Math.floor(joinedAt / 1000));
      for (const visit of waiting) {
        visit.isTakenOut = true;
        suppose(call, visit, at, 'abandoned', visit.joined === 'exact' ? wait(visit) : undefined);
      }
      return waiting;
    },

    /** The call goes on or ends: whatever is still open is settled now. */
    settleAll(call: CallState): void {
      for (const visit of call.visits) settle(call, visit);
    },

    due(at: number): void {
      began ??= at;
      for (const one of pending) {
        // A dial that was answered becomes AgentConnect; only the call's end can say otherwise.
        const waitsForConnect = one.visit.leaving?.way === 'leave' && one.call.dialAnswered;
        if (one.visit.leaving && (waitsForConnect || one.visit.leaving.due > at)) continue;
        settle(one.call, one.visit);
        pending.delete(one);
      }
    },
  };

  function find(uniqueid: string | undefined, rawQueue: string | undefined, at: number, waited?: number) {
    const queue = calls.queueOf(rawQueue);
    if (uniqueid === undefined || queue === undefined) return undefined;
    const call = calls.of(uniqueid);
    const known = calls.toldBefore(call, queue, 'left', at, 'heard');
    return known ? { call, visit: known } : calls.placeIn(uniqueid, queue, at, waited, isWaiting);
  }
}

/** Whole seconds as AMI writes them; undefined when the header is missing, no number, or more than an event may hold. */
export function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
