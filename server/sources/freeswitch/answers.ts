// Desks that pick up for a caller, and callers who are connected with one. mod_callcenter reports bridge-agent-start when
// the desk's telephone is picked up; the caller may still hear music while an announcement is played to the desk, and is
// answered only when both are bridged: so FreeSWITCH itself counts.
import type { RawEvent } from '../../../shared/event.ts';
import type { Named } from '../names.ts';
import { SAME_JOINING_MS, type VisitState } from '../visits.ts';
import type { Agents } from './agents.ts';
import { ofMicroseconds, ofSeconds, ordinalOf } from './event.ts';
import { find, pointerOf, ringOf, type Calls, type CallState, type Found, type Pickup } from './freeswitch-calls.ts';
import type { TimedEvent } from './timed-event.ts';
import { wholeSeconds } from './whole-seconds.ts';
import type { Headers } from './wire.ts';

/** FreeSWITCH's clock for channels ticks in 20 ms: a channel may be answered a little after the event that reports it. */
const TICKS_MS = 100;
/** FreeSWITCH needs 20 to 120 ms to bridge; what takes longer was an announcement to the desk. */
const BRIDGED_AT_ONCE_MS = 500;

export type Answers = ReturnType<typeof createAnswers>;

type Parts = { calls: Calls; agents: Agents };

export function createAnswers({ calls, agents }: Parts) {
  /** Desks that picked up and are not bridged with the caller, by the desk's channel. */
  const pending = new Map<string, Pickup>();
  /** When each agent was last reported in a call: at times before the pickup that led to it. */
  const inCallAt = new Map<string, number>();

  const answer = ({ call, visit, queue }: Found, at: number, desk: Named): RawEvent => {
    const answeredAt = Math.max(at, visit.joinedAt, call.waitedUntil + 1);
    visit.answered = 'exact';
    visit.desk = desk.id;
    calls.record(visit, 'answered', answeredAt, 'heard');
    visit.times.answered = answeredAt;
    const waited = wholeSeconds(visit.joinedAt, answeredAt);
    const wait = waited !== undefined && { waited };
    const fact = calls.fact(call, visit, 'answered', answeredAt);
    return { type: 'call.answered', ...fact, queue, desk: desk.id, name: desk.name, ...wait };
  };

  /**
   * When the desk's channel was answered, by itself or as mod_callcenter rounds it. The channel of an agent on standby was
   * answered before the caller came: then only mod_callcenter has the time of this call.
   */
  const pickedUpAt = (event: Headers, at: number, joinedAt: number): number => {
    const reported = ofSeconds(event['CC-Agent-Answered-Time']);
    const exact = ofMicroseconds(event['Caller-Channel-Answered-Time']);
    const isDesks = event['Unique-ID'] !== undefined && event['Unique-ID'] === event['CC-Agent-UUID'];
    const isOfThisCall =
      exact !== undefined && exact >= joinedAt - TICKS_MS && Math.abs(exact - (reported ?? exact)) < SAME_JOINING_MS;
    if (isDesks && isOfThisCall && exact <= at + TICKS_MS) return Math.max(joinedAt, Math.round(exact));
    return Math.max(joinedAt, Math.min(at, reported ?? at));
  };

  const connect = (pickup: Pickup, at: number): readonly RawEvent[] => {
    pending.delete(pickup.channel);
    const { visit } = pickup;
    if (visit.left || visit.ended || (visit.answered === 'exact' && visit.heardFacts.has('answered'))) return [];
    return [answer(pickup, at - pickup.at <= BRIDGED_AT_ONCE_MS ? pickup.at : at, pickup.desk)];
  };

  return {
    /** bridge-agent-start. */
    pickedUp({ event, at }: TimedEvent): readonly RawEvent[] {
      const agent = event['CC-Agent'] ?? '';
      const channel = event['CC-Agent-UUID'] ?? '';
      const found = find(calls, pointerOf(event), at, 'answered');
      if (!found) return [];
      agents.reached(agent);
      const { call, visit, queue, events } = found;
      visit.heardFacts.delete('answered'); // it is not answered by this event
      const pickup: Pickup = {
        call,
        visit,
        queue,
        agent,
        channel,
        desk: agents.deskOf(agent),
        at: pickedUpAt(event, at, visit.joinedAt),
        hangup: undefined,
      };
      call.pickups.set(visit, pickup);
      if (channel === '') return [...events, ...connect(pickup, at)];
      calls.connected(channel, call, visit);
      pending.set(channel, pickup);
      const bridgedAt = call.bridges.get(channel) ?? inCallAt.get(agent) ?? -Infinity;
      return bridgedAt >= at ? [...events, ...connect(pickup, bridgedAt)] : events;
    },

    /** CHANNEL_BRIDGE, reported for one of the two channels: they hear each other now. */
    bridged({ event, at }: TimedEvent): readonly RawEvent[] {
      const events: RawEvent[] = [];
      const ends = [event['Unique-ID'] ?? '', event['Other-Leg-Unique-ID'] ?? ''];
      for (const [one = '', other = ''] of [ends, [...ends].reverse()]) {
        calls.known(one)?.bridges.set(other, at);
        const talk = calls.byAgentChannel(one);
        if (!talk || other === '') continue;
        const pickup = pending.get(one);
        if (calls.known(other) === talk.call) {
          if (pickup) events.push(...connect(pickup, at));
        } else if (!pickup) talk.call.consulted.add(other);
      }
      return events;
    },

    /** agent-state-change to "In a queue call", which mod_callcenter reports once both are bridged. */
    inCall({ event, at }: TimedEvent): readonly RawEvent[] {
      const agent = event['CC-Agent'] ?? '';
      inCallAt.set(agent, at);
      for (const pickup of pending.values()) if (pickup.agent === agent) return connect(pickup, at);
      return [];
    },

    /**
     * bridge-agent-end of a desk that was never connected with the caller, who still waits or is gone: the desk rings no
     * longer. Undefined when it was something else.
     */
    endedUnbridged({ event, at }: TimedEvent, { call, visit, queue }: Found): readonly RawEvent[] | undefined {
      const channel = event['CC-Agent-UUID'] ?? '';
      const isThisDesks = visit.agentChannel === undefined || visit.agentChannel === channel;
      if (event['CC-Agent-Bridged'] !== 'false' || (visit.answered === 'exact' && isThisDesks)) return undefined;
      pending.delete(channel);
      calls.disconnected(channel, call);
      const pickup = call.pickups.get(visit);
      if (pickup?.channel === channel) pickup.hangup = event['variable_sip_hangup_disposition'];
      const desk = agents.deskOf(event['CC-Agent'] ?? '');
      const isRinging = call.ringing.delete(ringOf(visit, desk.id));
      if (visit.answered || visit.left || !isRinging) return [];
      const fact = calls.fact(call, visit, `rung/${desk.id}/${ordinalOf(event) ?? `n${visit.rings.get(desk.id)}`}`, at);
      return [{ type: 'call.ringing', ...fact, queue, desk: desk.id, name: desk.name, over: true }];
    },

    /** An end proves an answer that was not reported; its time is that of the desk's channel. */
    proved(found: Found, { event, at }: TimedEvent): readonly RawEvent[] {
      const { call, visit } = found;
      const channel = event['CC-Agent-UUID'] ?? '';
      pending.delete(channel);
      if (visit.answered === 'exact') return [];
      const pickup = call.pickups.get(visit);
      const pickedUp = pickup?.channel === channel ? pickup.at : pickedUpAt(event, at, visit.joinedAt);
      // As the table of members has it, in whole seconds: only an announcement lets it be later.
      const connected = visit.times.answered ?? -Infinity;
      const answeredAt = connected > pickedUp + BRIDGED_AT_ONCE_MS ? connected : pickedUp;
      return [answer(found, answeredAt, agents.deskOf(event['CC-Agent'] ?? ''))];
    },

    /**
     * The caller's channel ended as answered, and was never bridged: he hung up in the moment in which the desk picked
     * up, or the desk did when its announcement ended. FreeSWITCH counts that as answered, and reports no member-queue-end.
     */
    countedUnbridged({ event, at }: TimedEvent, call: CallState): { pickup: Pickup; answered: RawEvent } | undefined {
      if (event['variable_cc_cause'] !== 'answered' || event['variable_cc_agent_bridged'] === 'true') return undefined;
      const visit: VisitState | undefined =
        call.members.get(event['variable_cc_member_uuid'] ?? '') ?? call.visits.at(-1);
      const pickup = visit && call.pickups.get(visit);
      if (!pickup || pickup.visit.answered || pickup.visit.left) return undefined;
      pending.delete(pickup.channel);
      return { pickup, answered: answer(pickup, at, pickup.desk) };
    },

    forget(call: CallState): void {
      for (const { channel } of call.pickups.values()) {
        if (pending.get(channel)?.call === call) pending.delete(channel);
        calls.disconnected(channel, call);
      }
    },
  };
}
