// Desks answering, holding and ending calls. What mod_callcenter says in whole seconds stands in the channels' own
// microseconds beside it, and who hung up only there: its CC-Hangup-Cause is that of the beginning, always SUCCESS.
import type { RawEvent } from '../../../shared/event.ts';
import type { Say } from '../calls.ts';
import type { Named, Names } from '../names.ts';
import { SAME_JOINING_MS, type VisitState } from '../visits.ts';
import type { Agents } from './agents.ts';
import { ofMicroseconds, ofSeconds, ordinalOf } from './event.ts';
import { find, pointerOf, type Calls, type CallState, type Found } from './own-calls.ts';
import type { Heard } from './heard.ts';
import type { Headers } from './wire.ts';

type EndedBy = Extract<RawEvent, { type: 'call.ended' }>['by'];
/** An end told in two or three events, in any order. */
type Ending = {
  call: CallState;
  visit: VisitState;
  due: number;
  /** Of bridge-agent-end: when the desk's channel ended, and by whom (empty: no word). */
  talk?: { endedAt: number; talked: number | undefined; hangup: string };
  /** Of member-queue-end: whether the caller's channel lives on, and where it was sent by then. */
  caller?: { at: number; isAlive: boolean; passedOn: boolean; desk: string | undefined };
};

/** All events of one end come within milliseconds; after this long what is missing will not come. */
const END_WITHIN_MS = 1_000;
/** A channel's own times are believed when they lie so near the event that tells them: its clock ticks in 20 ms. */
const NEAR_MS = 60_000;
const TICKS_MS = 100;

type Parts = { calls: Calls; agents: Agents; names: Names; say: Say };
export type Talks = ReturnType<typeof createTalks>;

export function createTalks({ calls, agents, names, say }: Parts) {
  const endings = new Map<VisitState, Ending>();
  let now = 0;

  const answer = ({ call, visit, queue }: Found, answeredAt: number, desk: Named): void => {
    visit.answered = 'exact';
    visit.desk = desk.id;
    calls.note(visit, 'answered', answeredAt, 'heard');
    const waited = Math.max(0, Math.round((answeredAt - visit.joinedAt) / 1000));
    const fact = calls.fact(call, visit, 'answered', answeredAt);
    say({ type: 'call.answered', ...fact, queue, desk: desk.id, name: desk.name, waited });
  };

  /**
   * When the desk's channel was answered, by itself or as mod_callcenter rounds it. The channel of an agent on standby was
   * answered long before: then mod_callcenter alone tells of this call.
   */
  const answeredAtOf = (event: Headers, at: number): number => {
    const told = ofSeconds(event['CC-Agent-Answered-Time']);
    const exact = ofMicroseconds(event['Caller-Channel-Answered-Time']);
    const isDesks = event['Unique-ID'] !== undefined && event['Unique-ID'] === event['CC-Agent-UUID'];
    const isOfThisCall = exact !== undefined && Math.abs(exact - (told ?? exact)) < SAME_JOINING_MS;
    if (isDesks && isOfThisCall && exact <= at + TICKS_MS) return Math.round(exact);
    return Math.min(at, told ?? at);
  };

  const endingOf = ({ call, visit }: Found): Ending => {
    let ending = endings.get(visit);
    if (!ending) endings.set(visit, (ending = { call, visit, due: now + END_WITHIN_MS }));
    return ending;
  };

  /** Who ended it; undefined while a word that is still to come may tell. */
  const endedBy = ({ call, talk, caller }: Ending): EndedBy | undefined => {
    if (!talk || !caller) return undefined;
    if (caller.passedOn) return 'transfer';
    if (talk.hangup.startsWith('recv_')) return 'desk';
    // The desk's telephone was hung up from here while the caller stayed.
    if (caller.isAlive) return 'unknown';
    if (call.hangup === undefined) return undefined;
    return call.hangup.startsWith('recv_') ? 'caller' : 'unknown';
  };

  const transferred = (call: CallState, to: string): void => {
    const { passedOn } = call;
    if (!passedOn) return;
    call.passedOn = undefined;
    const fact = calls.fact(call, passedOn.visit, 'transferred', passedOn.at);
    say({ type: 'call.transferred', ...fact, to: passedOn.desk ?? to });
  };

  const settle = (ending: Ending, isLast: boolean): void => {
    const { call, visit, talk, caller } = ending;
    const by = endedBy(ending) ?? (isLast ? 'unknown' : undefined);
    const at = talk?.endedAt ?? caller?.at;
    if (by === undefined || at === undefined) return;
    endings.delete(visit);
    visit.ended = 'exact';
    calls.note(visit, 'ended', at, 'heard');
    const talked = talk?.talked;
    const fact = calls.fact(call, visit, 'ended', at);
    say({ type: 'call.ended', ...fact, queue: visit.queue, by, ...(talked !== undefined && { talked }) });
    if (by !== 'transfer') return;
    call.passedOn = { visit, at, desk: caller?.desk };
    if (call.hangup !== undefined) transferred(call, 'external');
  };

  const settleAll = (call: CallState, isLast: boolean): void => {
    for (const ending of endings.values()) if (ending.call === call) settle(ending, isLast);
  };

  return {
    clock(arrivedAt: number): void {
      now = arrivedAt;
    },

    /** bridge-agent-start: a desk took the call. */
    connected({ event, at }: Heard): void {
      const answeredAt = answeredAtOf(event, at);
      const found = find(calls, pointerOf(event), answeredAt, 'answered');
      if (!found) return;
      agents.reached(event['CC-Agent'] ?? '');
      if (event['CC-Agent-UUID'] !== undefined) calls.connected(event['CC-Agent-UUID'], found.call, found.visit);
      answer(found, answeredAt, agents.deskOf(event['CC-Agent'] ?? ''));
    },

    /** bridge-agent-end: the desk's part is over. It has the desk's channel, complete with its times. */
    deskEnded({ event, at }: Heard): void {
      const isDesks = event['Unique-ID'] !== undefined && event['Unique-ID'] === event['CC-Agent-UUID'];
      const hungUpAt = isDesks ? ofMicroseconds(event['Caller-Channel-Hangup-Time']) : undefined;
      const endedAt = hungUpAt !== undefined && Math.abs(at - hungUpAt) < NEAR_MS ? Math.round(hungUpAt) : at;
      const found = find(calls, pointerOf(event), endedAt, 'ended');
      if (!found) return;
      const answeredAt = answeredAtOf(event, at);
      // Nobody heard it answered: this event alone proves when.
      if (found.visit.answered !== 'exact') answer(found, answeredAt, agents.deskOf(event['CC-Agent'] ?? ''));
      const ending = endingOf(found);
      const talked = Math.max(0, Math.round((endedAt - answeredAt) / 1000));
      ending.talk = { endedAt, talked, hangup: event['variable_sip_hangup_disposition'] ?? '' };
      settle(ending, false);
    },

    /** member-queue-end of a caller who was answered: it has the caller's channel as it is in that moment. */
    callerEnded({ event, at }: Heard): void {
      const found = find(calls, pointerOf(event), at, 'ended');
      if (!found) return;
      const { call } = found;
      if (!found.visit.answered) answer(found, answeredAtOf(event, at), agents.deskOf(event['CC-Agent'] ?? ''));
      const isAlive = event['Answer-State'] !== undefined && event['Answer-State'] !== 'hangup';
      if (!isAlive) call.hangup ??= event['variable_sip_hangup_disposition'];
      const [, way = '', where = ''] = /^\d+:[^:]*:(\w+):(.*)$/.exec(event['variable_transfer_source'] ?? '') ?? [];
      // Bridged with the desk, or since then sent on to an extension or bridged with somebody else.
      const passedOn =
        /^(bl|att)_xfer$/.test(way) || (way === 'uuid_br' && isAlive && where !== event['CC-Agent-UUID']);
      const desk = passedOn ? names.knownDesk(where.split('/')[0] ?? '') : undefined;
      const ending = endingOf(found);
      ending.caller = { at, isAlive, passedOn, desk };
      settle(ending, false);
    },

    /** CHANNEL_HOLD and CHANNEL_UNHOLD of a desk's channel: the desk put the caller on hold, or took him back. */
    held(type: 'call.held' | 'call.resumed', { event, at }: Heard): void {
      const talk = calls.byAgentChannel(event['Unique-ID'] ?? '');
      if (!talk || talk.visit.ended || talk.visit.onHold === (type === 'call.held')) return;
      const { call, visit } = talk;
      visit.onHold = type === 'call.held';
      if (visit.onHold) visit.holds++;
      const ordinal = ordinalOf(event) ?? visit.holds;
      say({ type, ...calls.fact(call, visit, `${type === 'call.held' ? 'held' : 'resumed'}/${ordinal}`, at) });
    },

    /** The caller's channel is gone. */
    hungUp(call: CallState): void {
      settleAll(call, false);
      transferred(call, 'external');
    },

    /** The caller came into another queue. */
    joinedAgain(call: CallState, queue: string): void {
      settleAll(call, true);
      transferred(call, queue);
    },

    due(at: number): void {
      for (const ending of endings.values()) if (ending.due <= at) settle(ending, true);
    },
  };
}
