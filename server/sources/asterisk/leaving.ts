// How a caller left a queue. AMI says QueueCallerAbandon for a hang-up, a timeout, an emptied queue and a withdrawal
// alike, and nothing at all for an exit by key; what stands around it tells them apart.
import type { StoredOf } from '../../../shared/event.ts';
import type { Say } from '../calls.ts';
import { isWaiting, type VisitState } from '../visits.ts';
import type { Calls, CallState } from './own-calls.ts';
import type { Heard } from './heard.ts';

/** QUEUESTATUS follows within milliseconds; after this long without it no word will come. */
const WORD_WITHIN_MS = 250;
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

export type Leave = ReturnType<typeof createLeaving>;

export function createLeaving({ calls, say, sees }: { calls: Calls; say: Say; sees: { call: boolean } }) {
  const pending = new Set<{ call: CallState; visit: VisitState }>();
  let now = 0;
  let began: number | undefined;

  const leave = (
    call: CallState,
    visit: VisitState,
    at: number,
    reason: Reason,
    waited: number | undefined,
    approx?: 'implied',
  ): void => {
    visit.leaving = undefined;
    if (visit.left || visit.answered) return;
    visit.left = approx ? 'approx' : 'exact';
    calls.note(visit, 'left', at, 'heard');
    const fact = calls.fact(call, visit, 'left', at, approx);
    say({ type: 'call.left', ...fact, queue: visit.queue, reason, ...(waited !== undefined && { waited }) });
  };

  const wait = (call: CallState, visit: VisitState, at: number, way: 'abandon' | 'leave', waited?: number): void => {
    const isUnsure = !visit.heard && now - (began ?? now) <= BEFORE_WITHIN_MS;
    visit.leaving = { at, due: now + WORD_WITHIN_MS, waited, way, isUnsure };
    pending.add({ call, visit });
  };

  /** No word came: it left as far as can be told. */
  const settle = (call: CallState, visit: VisitState): void => {
    const left = visit.leaving;
    if (!left) return;
    // It may have hung up before we listened; queue_log, or another link, may know.
    if (left.isUnsure && !call.dialAnswered && !call.hangupRequested) {
      visit.isSupposed = left.way === 'leave';
      leave(call, visit, left.at, 'other', left.waited, 'implied');
    } else if (left.way === 'abandon') leave(call, visit, left.at, sees.call ? 'timeout' : 'other', left.waited);
    else if (call.dialAnswered) leave(call, visit, left.at, call.hangupRequested ? 'abandoned' : 'other', undefined);
    else {
      visit.isSupposed = true;
      leave(call, visit, left.at, 'key', undefined);
    }
  };

  return {
    clock(arrivedAt: number): void {
      now = arrivedAt;
      began ??= arrivedAt;
    },

    hangupRequested(heard: Heard): void {
      // Also of a caller not seen yet on this connection, who may be waiting since before.
      calls.of(heard.packet['Uniqueid'] ?? '').hangupRequested = true;
    },

    dialEnded(heard: Heard): void {
      if (heard.packet['DialStatus'] !== 'ANSWER') return;
      calls.of(heard.packet['Uniqueid'] ?? '').dialAnswered = true;
    },

    abandoned({ packet, at }: Heard): void {
      const waited = seconds(packet['HoldTime']);
      const found = find(packet['Uniqueid'], packet['Queue'], at, waited);
      if (!found) return;
      const { call, visit } = found;
      call.leaveFollows = true;
      if (call.hangupRequested) leave(call, visit, at, 'abandoned', waited);
      else wait(call, visit, at, 'abandon', waited);
    },

    left({ packet, at }: Heard): void {
      const uniqueid = packet['Uniqueid'];
      const call = uniqueid === undefined ? undefined : calls.of(uniqueid);
      if (!call) return;
      // After its QueueCallerAbandon, or when the answer is known already, this packet says nothing new.
      if (call.leaveFollows) return void (call.leaveFollows = false);
      const last = call.visits.at(-1);
      if (last && !isWaiting(last)) return;
      const found = find(uniqueid, packet['Queue'], at, 0);
      if (!found) return;
      const { visit } = found;
      // With class `call` an answered dial is always heard before; without it AgentConnect may still follow.
      if (sees.call && visit.heard && !call.dialAnswered) leave(call, visit, at, 'key', undefined);
      else wait(call, visit, at, 'leave');
    },

    /** Takes QUEUESTATUS; false when no caller was waiting for that word. */
    told(call: CallState, status: string): boolean {
      const visit = call.visits.findLast((one) => one.leaving);
      const reason = Object.hasOwn(reasonOf, status) ? reasonOf[status] : undefined;
      if (!visit?.leaving || reason === undefined) return false;
      leave(call, visit, visit.leaving.at, reason, visit.leaving.waited);
      return true;
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

  function find(uniqueid: string | undefined, rawQueue: string | undefined, at: number, waited = 0) {
    const queue = calls.queueOf(rawQueue);
    if (uniqueid === undefined || queue === undefined) return undefined;
    const call = calls.of(uniqueid);
    const known = calls.toldBefore(call, queue, 'left', at, 'heard');
    return known ? { call, visit: known } : calls.inQueue(uniqueid, queue, at - waited * 1000, isWaiting);
  }
}

/** Whole seconds as AMI writes them; undefined when the header is missing, no number, or more than an event may hold. */
export function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
