// Telephones of desks ringing, and why they stopped without an answer.
import type { RawEvent } from '../../../shared/event.ts';
import type { Names } from '../names.ts';
import type { Agents } from './agents.ts';
import { ordinalOf } from './event.ts';
import { find, pointerOf, pointerOnAgent, ringOf, type Calls } from './freeswitch-calls.ts';
import type { TimedEvent } from './timed-event.ts';

/** A person let it ring, was talking, or turned it away: the call was missed there. */
const MISSED = new Set(['NO_ANSWER', 'USER_BUSY', 'CALL_REJECTED', 'NO_USER_RESPONSE', 'ALLOTTED_TIMEOUT']);
/** There is no telephone that could ring. */
const UNREACHABLE = new Set([
  ...['USER_NOT_REGISTERED', 'SUBSCRIBER_ABSENT', 'UNALLOCATED_NUMBER', 'NO_ROUTE_DESTINATION'],
  ...['DESTINATION_OUT_OF_ORDER', 'NETWORK_OUT_OF_ORDER', 'RECOVERY_ON_TIMER_EXPIRE', 'NORMAL_TEMPORARY_FAILURE'],
  ...['GATEWAY_DOWN', 'INVALID_GATEWAY', 'INCOMPATIBLE_DESTINATION', 'CHAN_NOT_IMPLEMENTED'],
]);

export function createRings({ calls, agents, names }: { calls: Calls; agents: Agents; names: Names }) {
  return {
    /** agent-offering comes before any channel and also where no telephone is registered: it is no ring yet. */
    offered({ event }: TimedEvent): readonly RawEvent[] {
      const agent = event['CC-Agent'] ?? '';
      agents.serves(agent, event['CC-Queue'] ?? '');
      const call = calls.known(event['CC-Member-Session-UUID'] ?? '');
      const visit = call?.members.get(event['CC-Member-UUID'] ?? '');
      if (visit) call?.ringing.delete(ringOf(visit, agents.deskOf(agent).id));
      return [];
    },

    /**
     * CHANNEL_CREATE of an agent's channel: now it rings. Its UUID distinguishes rings, on any link. A desk with two
     * telephones, or one behind a loopback channel, has several channels for one ring.
     */
    created({ event, at }: TimedEvent): readonly RawEvent[] {
      if (event['variable_cc_side'] !== 'agent') return [];
      const found = find(calls, pointerOnAgent(event), at);
      if (!found) return [];
      const { call, visit, queue, events } = found;
      const desk = agents.deskOf(event['variable_cc_agent'] ?? '');
      if (call.ringing.has(ringOf(visit, desk.id))) return events;
      call.ringing.add(ringOf(visit, desk.id));
      const ring = names.hashOf(event['Unique-ID'] ?? '');
      visit.rings.set(desk.id, (visit.rings.get(desk.id) ?? 0) + 1);
      const fact = calls.fact(call, visit, `ringing/${desk.id}/${ring}`, at);
      return [...events, { type: 'call.ringing', ...fact, queue, desk: desk.id, name: desk.name }];
    },

    /** bridge-agent-fail: the desk did not take the call, for one of many reasons. */
    failed({ event, at }: TimedEvent): readonly RawEvent[] {
      const cause = event['CC-Hangup-Cause'] ?? '';
      const agent = event['CC-Agent'] ?? '';
      const events: RawEvent[] = [];
      if (UNREACHABLE.has(cause)) events.push(...agents.unreachable({ event, at }));
      else agents.reached(agent);
      const found = find(calls, pointerOf(event), at);
      if (!found) return events;
      events.push(...found.events);
      const { call, visit, queue } = found;
      const desk = agents.deskOf(agent);
      call.ringing.delete(ringOf(visit, desk.id));
      const ordinal = ordinalOf(event) ?? `n${visit.rings.get(desk.id) ?? 0}`;
      if (MISSED.has(cause)) {
        visit.missed.add(desk.id);
        const fact = calls.fact(call, visit, `missed/${desk.id}/${ordinal}`, at);
        return [...events, { type: 'call.missed', ...fact, queue, desk: desk.id, name: desk.name }];
      }
      // Taken back, won by another desk, or never reached: it rings no longer, without anybody's fault.
      if (!visit.rings.has(desk.id)) return events;
      const fact = calls.fact(call, visit, `rung/${desk.id}/${ordinal}`, at);
      return [...events, { type: 'call.ringing', ...fact, queue, desk: desk.id, name: desk.name, over: true }];
    },
  };
}
