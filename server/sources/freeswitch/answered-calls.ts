// Talks being held and ending. What mod_callcenter says in whole seconds stands in the channels' own microseconds beside
// it, and who hung up only there: its CC-Hangup-Cause is that of the beginning, always SUCCESS, or NONE on standby.
import type { RawEvent } from '../../../shared/event.ts';
import { MINUTE } from '../../../shared/time.ts';
import type { Names } from '../names.ts';
import type { VisitState } from '../visits.ts';
import type { Answers } from './answers.ts';
import { ofMicroseconds, ordinalOf } from './event.ts';
import { find, pointerOf, type Calls, type CallState, type Found } from './freeswitch-calls.ts';
import type { TimedEvent } from './timed-event.ts';
import { wholeSeconds } from './whole-seconds.ts';

type EndedBy = Extract<RawEvent, { type: 'call.ended' }>['by'];
/** An end reported in two or three events, in any order. */
type Ending = {
  call: CallState;
  visit: VisitState;
  due: number;
  /** Of bridge-agent-end: when the desk's channel ended, and which side hung up (empty: unknown). */
  talk?: { endedAt: number; talked: number | undefined; hangup: string };
  /** Of member-queue-end: whether the caller's channel lives on, and where it was sent by then. */
  caller?: { at: number; isAlive: boolean; passedOn: boolean; desk: string | undefined };
};

/** All events of one end come within milliseconds; after this long what is missing will not come. */
const END_WITHIN_MS = 1_000;
/** A channel's own times are believed when they lie so near the event that reports them: its clock ticks in 20 ms. */
const NEAR_MS = MINUTE;

type Parts = { calls: Calls; answers: Answers; names: Names };
export type Talks = ReturnType<typeof createTalks>;

export function createTalks({ calls, answers, names }: Parts) {
  const endings = new Map<VisitState, Ending>();
  let now = 0;

  const endingOf = ({ call, visit }: Found): Ending => {
    let ending = endings.get(visit);
    if (!ending) endings.set(visit, (ending = { call, visit, due: now + END_WITHIN_MS }));
    return ending;
  };

  /** Which side ended it; undefined while an event that is still to come may show it. */
  const endedBy = ({ call, talk, caller }: Ending): EndedBy | undefined => {
    if (!talk || !caller) return undefined;
    if (caller.passedOn) return 'transfer';
    if (talk.hangup.startsWith('recv_')) {
      // A desk that consulted somebody may hang up to connect the two: their bridge is reported a moment later.
      const mayPassOn = caller.isAlive && call.hangup === undefined && call.consulted.size > 0;
      return mayPassOn ? undefined : 'desk';
    }
    // The desk's telephone was hung up from here while the caller stayed.
    if (caller.isAlive) return 'unknown';
    if (call.hangup === undefined) return undefined;
    return call.hangup.startsWith('recv_') ? 'caller' : 'unknown';
  };

  const transferred = (call: CallState, to: string): readonly RawEvent[] => {
    const { passedOn } = call;
    if (!passedOn) return [];
    call.passedOn = undefined;
    const fact = calls.fact(call, passedOn.visit, 'transferred', passedOn.at);
    return [{ type: 'call.transferred', ...fact, to: passedOn.desk ?? to }];
  };

  const end = (call: CallState, visit: VisitState, at: number, by: EndedBy, talked: number | undefined): RawEvent => {
    endings.delete(visit);
    visit.ended = 'exact';
    calls.record(visit, 'ended', at, 'heard');
    const fact = calls.fact(call, visit, 'ended', at);
    return { type: 'call.ended', ...fact, queue: visit.queue, by, ...(talked !== undefined && { talked }) };
  };

  const settle = (ending: Ending, isLast: boolean): readonly RawEvent[] => {
    const { call, visit, talk, caller } = ending;
    const byDefault = talk?.hangup.startsWith('recv_') && caller ? 'desk' : 'unknown';
    const by = endedBy(ending) ?? (isLast ? byDefault : undefined);
    const at = talk?.endedAt ?? caller?.at;
    if (by === undefined || at === undefined) return [];
    const ended = end(call, visit, at, by, talk?.talked);
    if (by !== 'transfer') return [ended];
    call.passedOn = { visit, at, desk: caller?.desk };
    return [ended, ...(call.hangup === undefined ? [] : transferred(call, 'external'))];
  };

  const settleAll = (call: CallState, isLast: boolean): readonly RawEvent[] =>
    [...endings.values()].filter((ending) => ending.call === call).flatMap((ending) => settle(ending, isLast));

  return {
    clock(arrivedAt: number): void {
      now = arrivedAt;
    },

    /** bridge-agent-end: the desk's part is over. It has the desk's channel, complete with its times. */
    deskEnded(heard: TimedEvent): readonly RawEvent[] {
      const { event, at } = heard;
      const isDesks = event['Unique-ID'] !== undefined && event['Unique-ID'] === event['CC-Agent-UUID'];
      const hungUpAt = isDesks ? ofMicroseconds(event['Caller-Channel-Hangup-Time']) : undefined;
      const endedAt = hungUpAt !== undefined && Math.abs(at - hungUpAt) < NEAR_MS ? Math.round(hungUpAt) : at;
      const isBridged = event['CC-Agent-Bridged'] !== 'false';
      const found = find(calls, pointerOf(event), endedAt, isBridged ? 'ended' : undefined);
      if (!found) return [];
      const unbridged = answers.endedUnbridged(heard, found);
      if (unbridged) return [...found.events, ...unbridged];
      if (!isBridged && found.visit.ended) return found.events;
      const proved = answers.proved(found, heard);
      const ending = endingOf(found);
      const answeredAt = found.visit.times.answered ?? endedAt;
      const talked = wholeSeconds(answeredAt, endedAt);
      ending.talk = { endedAt, talked, hangup: event['variable_sip_hangup_disposition'] ?? '' };
      return [...found.events, ...proved, ...settle(ending, false)];
    },

    /** member-queue-end of a caller who was answered: it has the caller's channel as it is in that moment. */
    callerEnded(heard: TimedEvent): readonly RawEvent[] {
      const { event, at } = heard;
      const found = find(calls, pointerOf(event), at, 'ended');
      if (!found) return [];
      const { call } = found;
      const proved = found.visit.answered ? [] : answers.proved(found, heard);
      const isAlive = event['Answer-State'] !== undefined && event['Answer-State'] !== 'hangup';
      if (!isAlive) call.hangup ??= event['variable_sip_hangup_disposition'];
      const [, way = '', where = ''] = /^\d+:[^:]*:(\w+):(.*)$/.exec(event['variable_transfer_source'] ?? '') ?? [];
      // Bridged with the desk, or since then sent on to an extension or bridged with somebody else.
      const passedOn =
        /^(bl|att)_xfer$/.test(way) || (way === 'uuid_br' && isAlive && where !== event['CC-Agent-UUID']);
      const desk = passedOn ? names.knownDesk(where.split('/')[0] ?? '') : undefined;
      const ending = endingOf(found);
      ending.caller = { at, isAlive, passedOn, desk };
      return [...found.events, ...proved, ...settle(ending, false)];
    },

    /** CHANNEL_BRIDGE of a caller with a party that the desk consulted before: an attended transfer. */
    bridged({ event }: TimedEvent): readonly RawEvent[] {
      const events: RawEvent[] = [];
      const ends = [event['Unique-ID'] ?? '', event['Other-Leg-Unique-ID'] ?? ''];
      for (const [caller = '', other = ''] of [ends, [...ends].reverse()]) {
        const call = calls.known(caller);
        if (!call?.consulted.has(other)) continue;
        for (const ending of endings.values()) {
          if (ending.call !== call || !ending.caller) continue;
          // Of the two channels the event describes the first alone: the number is that of the third party only there.
          const desk =
            event['Unique-ID'] === other ? names.knownDesk(event['Caller-Destination-Number'] ?? '') : undefined;
          ending.caller = { ...ending.caller, passedOn: true, desk };
          events.push(...settle(ending, false), ...transferred(call, 'external'));
        }
      }
      return events;
    },

    /** CHANNEL_HOLD and CHANNEL_UNHOLD of a desk's channel: the desk put the caller on hold, or took him back. */
    held(type: 'call.held' | 'call.resumed', { event, at }: TimedEvent): readonly RawEvent[] {
      const talk = calls.byAgentChannel(event['Unique-ID'] ?? '');
      if (!talk || talk.visit.ended || talk.visit.onHold === (type === 'call.held')) return [];
      const { call, visit } = talk;
      visit.onHold = type === 'call.held';
      if (visit.onHold) visit.holds++;
      const ordinal = ordinalOf(event) ?? visit.holds;
      return [{ type, ...calls.fact(call, visit, `${type === 'call.held' ? 'held' : 'resumed'}/${ordinal}`, at) }];
    },

    /** The caller's channel is gone. */
    hungUp(heard: TimedEvent, call: CallState): readonly RawEvent[] {
      const events: RawEvent[] = [];
      const unbridged = answers.countedUnbridged(heard, call);
      if (unbridged) {
        const { pickup, answered } = unbridged;
        const isDesks = pickup.hangup?.startsWith('recv_') ? 'desk' : 'unknown';
        const by = call.hangup?.startsWith('recv_') ? 'caller' : isDesks;
        events.push(answered, end(call, pickup.visit, heard.at, by, 0));
      }
      return [...events, ...settleAll(call, false), ...transferred(call, 'external')];
    },

    /** The caller came into another queue. */
    joinedAgain: (call: CallState, queue: string): readonly RawEvent[] => [
      ...settleAll(call, true),
      ...transferred(call, queue),
    ],

    due: (at: number): readonly RawEvent[] =>
      [...endings.values()].filter((ending) => ending.due <= at).flatMap((ending) => settle(ending, true)),
  };
}
