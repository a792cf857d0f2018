// Callers coming into a queue and leaving it unanswered, as mod_callcenter reports it.
import type { RawEvent, StoredOf } from '../../../shared/event.ts';
import type { Names } from '../names.ts';
import type { VisitState } from '../visits.ts';
import { find, pointerOf, type Calls, type CallState } from './freeswitch-calls.ts';
import type { TimedEvent } from './timed-event.ts';
import { wholeSeconds } from './whole-seconds.ts';
import type { ShortNames } from './short-names.ts';

type Reason = StoredOf<'call.left'>['reason'];
/**
 * CC-Cancel-Reason. BREAK_OUT is a hang-up, a transfer and a kill alike, and the caller's channel distinguishes them; NONE is
 * a caller whose channel was gone when a desk picked up.
 */
const reasonOf: Readonly<Record<string, Reason>> = {
  TIMEOUT: 'timeout',
  NO_AGENT_TIMEOUT: 'empty',
  EXIT_WITH_KEY: 'key',
};

/** The end of a channel is reported within milliseconds of what it causes; after this long it will not come. */
const HANGUP_WITHIN_MS = 1_000;

type Parts = {
  calls: Calls;
  names: Names;
  queueNames: ShortNames;
  passedOn: (call: CallState, to: string) => readonly RawEvent[];
};

export function createJoining({ calls, names, queueNames, passedOn }: Parts) {
  /** Visits whose channel is being hung up, but not known by which side. */
  const pending = new Map<VisitState, { call: CallState; at: number; due: number }>();
  let now = 0;

  const leave = (call: CallState, visit: VisitState, at: number, reason: Reason): readonly RawEvent[] => {
    pending.delete(visit);
    if (visit.left || visit.answered === 'exact') return [];
    visit.left = 'exact';
    calls.record(visit, 'left', at, 'heard');
    const waited = wholeSeconds(visit.joinedAt, at);
    const wait = waited !== undefined && { waited };
    return [{ type: 'call.left', ...calls.fact(call, visit, 'left', at), queue: visit.queue, reason, ...wait }];
  };

  const settle = (call: CallState, visit: VisitState, at: number): readonly RawEvent[] => {
    const { hangup } = call;
    if (hangup === undefined) return [];
    // Where the other end is no SIP telephone this is not reported: then it was the caller as far as is known.
    return leave(call, visit, at, hangup.startsWith('send_') ? 'withdrawn' : 'abandoned');
  };

  return {
    clock(arrivedAt: number): void {
      now = arrivedAt;
    },

    /** member-queue-start, and member-queue-resume: a caller who comes back on another channel, so another call. */
    joined({ event, at }: TimedEvent): readonly RawEvent[] {
      const pointer = pointerOf(event);
      const queue = names.queue(pointer.queue);
      if (!queue || pointer.session === '') return [];
      const call = calls.of(pointer.session);
      const before = passedOn(call, queue.id);
      // A joining that another link or a resync reported already, or that a later event implied, is the same visit.
      const visit =
        calls.sameJoin(call, queue.id, at, (one) => !one.heard) ?? calls.add(call, queue.id, at, 'exact', true);
      if (pointer.member !== '') call.members.set(pointer.member, visit);
      Object.assign(visit, { heard: true, joined: 'exact', joinedAt: at });
      const number = event['CC-Member-CID-Number'] ?? '';
      const joined: RawEvent = {
        type: 'call.joined',
        ...calls.fact(call, visit, 'joined', at),
        queue: queue.id,
        name: queueNames.shown(pointer.queue),
        ...(number !== '' && { number: number.slice(0, 64) }),
      };
      return [...before, joined];
    },

    /** member-queue-end of a caller that no desk answered: it has the caller's channel as it is in that moment. */
    cancelled({ event, at }: TimedEvent): readonly RawEvent[] {
      const found = find(calls, pointerOf(event), at, 'left');
      if (!found) return [];
      const { call, visit, events } = found;
      const why = event['CC-Cancel-Reason'] ?? '';
      if (why !== 'BREAK_OUT' && why !== 'NONE')
        return [
          ...events,
          ...leave(call, visit, at, (Object.hasOwn(reasonOf, why) ? reasonOf[why] : undefined) ?? 'other'),
        ];
      const isAlive = event['Answer-State'] !== undefined && event['Answer-State'] !== 'hangup';
      if (isAlive) return [...events, ...leave(call, visit, at, 'other')];
      call.hangup ??= event['variable_sip_hangup_disposition'];
      if (call.hangup === undefined) pending.set(visit, { call, at, due: now + HANGUP_WITHIN_MS });
      return [...events, ...settle(call, visit, at)];
    },

    hungUp: (call: CallState): readonly RawEvent[] =>
      [...pending].filter(([, one]) => one.call === call).flatMap(([visit, one]) => settle(call, visit, one.at)),

    due: (at: number): readonly RawEvent[] =>
      [...pending]
        .filter(([, one]) => one.due <= at)
        .flatMap(([visit, one]) => leave(one.call, visit, one.at, 'abandoned')),
  };
}
