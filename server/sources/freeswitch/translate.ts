// Events of FreeSWITCH → domain events. Which event means what was read from a real FreeSWITCH 1.10.12 and 1.11.2 (see the tests'
// recordings); the state holds only the callers now in sight, and time comes in as an argument.
import type { RawEvent } from '../../../shared/event.ts';
import { calledBack, numberKept } from '../callback.ts';
import { helpAsked } from '../help.ts';
import type { Names } from '../names.ts';
import type { KnownCalls } from '../known-calls.ts';
import { isForgettable } from '../visits.ts';
import { createAgents } from './agents.ts';
import { createAnswers } from './answers.ts';
import type { TimedEvent } from './timed-event.ts';
import { createJoining } from './queue-join.ts';
import { createFreeSwitchCalls } from './freeswitch-calls.ts';
import { createRings } from './rings.ts';
import { createShortNames } from './short-names.ts';
import { createTalks } from './answered-calls.ts';
import type { Headers } from './wire.ts';

/** What an event means. */
type Handler = (heard: TimedEvent) => readonly RawEvent[];

export type Translator = ReturnType<typeof createTranslator>;

export function createTranslator({ system, names, recall }: { system: string; names: Names; recall: KnownCalls }) {
  const calls = createFreeSwitchCalls({ system, names, recall });
  const agents = createAgents({ system, names, recall });
  const answers = createAnswers({ calls, agents });
  const talks = createTalks({ calls, answers, names });
  const queueNames = createShortNames();
  const joining = createJoining({ calls, names, queueNames, passedOn: talks.joinedAgain });
  const rings = createRings({ calls, agents, names });
  /** The latest moment in the events of this connection, by the telephone system's clock. */
  let latest: number | undefined;

  const hungUp: Handler = (heard) => {
    const { event } = heard;
    const uuid = event['Unique-ID'] ?? '';
    // A caller of the queues, though this connection may not know him yet.
    const call = event['variable_cc_side'] === 'member' ? calls.of(uuid) : calls.known(uuid);
    if (!call) return [];
    call.hangup ??= event['variable_sip_hangup_disposition'] ?? '';
    call.hungUpAt = call.touchedAt;
    return [...joining.hungUp(call), ...talks.hungUp(heard, call)];
  };

  /** `Samad-Desk` where the dialplan names it, else the extension that dialled the code. */
  const calledForHelp: Handler = ({ event, at }) => {
    const desk = agents.deskOn(event['Samad-Desk'] || (event['Caller-Caller-ID-Number'] ?? ''));
    return desk ? [helpAsked(system, desk, at)] : [];
  };

  /** `Samad-Call` is the caller's channel: the event may be raised when that is gone. */
  const kept: Handler = ({ event, at }) => {
    const [uuid, earlier] = [event['Samad-Call'] || event['Unique-ID'], event['Samad-Instead']];
    if (!uuid) return [];
    const instead = earlier ? calls.idOf(earlier) : undefined;
    return numberKept({ call: calls.idOf(uuid), handle: event['Samad-Handle'], instead, at });
  };

  const returned: Handler = ({ event, at }) => {
    const [call, by] = [event['Samad-Call'], event['Unique-ID']];
    if (!call || !by) return [];
    return calledBack({ call: calls.idOf(call), outcome: event['Samad-Outcome'], by, at });
  };

  const inCallCentre: Readonly<Record<string, Handler>> = {
    'member-queue-start': joining.joined,
    'member-queue-resume': joining.joined,
    'member-queue-end': (heard) =>
      heard.event['CC-Cause'] === 'Terminated' ? talks.callerEnded(heard) : joining.cancelled(heard),
    'agent-offering': rings.offered,
    'bridge-agent-start': answers.pickedUp,
    'bridge-agent-end': talks.deskEnded,
    'bridge-agent-fail': rings.failed,
    'agent-status-change': agents.status,
    'agent-state-change': (heard) => {
      const answered = heard.event['CC-Agent-State'] === 'In a queue call' ? answers.inCall(heard) : [];
      return [...answered, ...agents.state(heard)];
    },
    'agent-contact-change': agents.contact,
  };

  const handlers: Readonly<Record<string, Handler>> = {
    CUSTOM: (heard) => {
      const action = heard.event['CC-Action'] ?? '';
      const subclass = heard.event['Event-Subclass'];
      if (subclass === 'sofia::register') return agents.registered(heard);
      if (subclass === 'samad::help') return calledForHelp(heard);
      if (subclass === 'samad::kept') return kept(heard);
      if (subclass === 'samad::calledback') return returned(heard);
      if (subclass !== 'callcenter::info' || !Object.hasOwn(inCallCentre, action)) return [];
      return inCallCentre[action]?.(heard) ?? [];
    },
    CHANNEL_CREATE: rings.created,
    CHANNEL_BRIDGE: (heard) => [...answers.bridged(heard), ...talks.bridged(heard)],
    CHANNEL_HANGUP_COMPLETE: hungUp,
    CHANNEL_HOLD: (heard) => talks.held('call.held', heard),
    CHANNEL_UNHOLD: (heard) => talks.held('call.resumed', heard),
  };

  return {
    calls,
    agents,
    queueNames,

    /** One event. `at`: its own time, or its arrival where it has none (epoch ms). */
    translate(event: Headers, at: number, arrivedAt: number): readonly RawEvent[] {
      if (latest === undefined || at > latest) latest = at;
      const name = event['Event-Name'];
      const handler = name !== undefined && Object.hasOwn(handlers, name) ? handlers[name] : undefined;
      for (const part of [calls, agents, joining, talks]) part.clock(arrivedAt);
      return handler?.({ event, at }) ?? [];
    },

    /** What time alone decides: an end of which an event is missing. `now`: our clock, epoch ms. */
    tick(now: number): readonly RawEvent[] {
      const events = [...joining.due(now), ...talks.due(now)];
      for (const [uuid, call] of calls.entries()) {
        if (!isForgettable(call, now)) continue;
        answers.forget(call);
        calls.forget(uuid);
      }
      return events;
    },

    latest: (): number | undefined => latest,
  };
}
