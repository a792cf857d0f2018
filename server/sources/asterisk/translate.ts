// AMI packets → domain events. Which packet means what was read from a real Asterisk 22 (see the tests' recordings);
// the state holds only the callers now in sight, and time comes in as an argument.
import type { RawEvent } from '../../../shared/event.ts';
import { shortHash, type Names } from '../names.ts';
import type { KnownCalls } from '../known-calls.ts';
import { createAgents, type Agents } from './agents.ts';
import type { TimedPacket } from './timed-packet.ts';
import { createLeaving, type Sees } from './queue-exit.ts';
import { createLogLines } from './log-lines.ts';
import { createLogMemory } from './log-memory.ts';
import { createMembers } from './members.ts';
import { createTalks } from './answered-calls.ts';
import { isForgettable, isReadToItsEnd } from '../visits.ts';
import { createMovingCalls } from './moves.ts';
import type { Packet } from './wire.ts';

/** A Local channel that was optimised away hangs up long before its talk ends. */
const KEEP_TALKING_MS = 86_400_000;

export type Translator = ReturnType<typeof createTranslator>;

/**
 * `agents`: what is known already of whom queue_log will name; `sees`: what earlier connections were sent. Both learn.
 * `everyStart`: see log-lines.ts.
 */
type Parts = { system: string; names: Names; recall: KnownCalls; agents?: Agents; sees?: Sees; everyStart?: boolean };

export function createTranslator({
  system,
  names,
  recall,
  agents = createAgents(names),
  sees = { call: false, dialplan: false },
  everyStart = false,
}: Parts) {
  let out: RawEvent[] = [];
  const say = (event: RawEvent): void => void out.push(event);
  const calls = createMovingCalls({ system, names, recall, say });
  const leaving = createLeaving({ calls, say, sees });
  const talks = createTalks({ calls, names, agents, say, leaving });
  const members = createMembers({ system, names, agents, recall, say });
  const logMemory = createLogMemory();
  const logLines = createLogLines({
    system,
    calls,
    names,
    recall,
    agents,
    say,
    everyStart,
    memory: logMemory,
    outgoing: (queue) => void (outgoing[queue] = (outgoing[queue] ?? 0) + 1),
  });
  /** By queue, since it was last asked for. */
  let outgoing: Record<string, number> = {};
  /** The latest moment heard of on this connection, in the telephone system's time. */
  let latest: number | undefined;

  const joined = ({ packet, at }: TimedPacket): void => {
    const queue = names.queue(packet['Queue'] ?? '');
    const uniqueid = packet['Uniqueid'];
    if (!queue || uniqueid === undefined) return;
    const call = calls.of(uniqueid);
    leaving.settleAll(call);
    // A joining that another link, queue_log or a resync told of already is the same visit.
    const known = calls.told(call, queue.id, at, (visit) => !visit.heard);
    const visit = known ?? calls.add(call, queue.id, at, 'exact', true);
    Object.assign(visit, { heard: true, joined: 'exact', joinedAt: at });
    Object.assign(call, { hangupRequested: false, dialAnswered: false, leaveFollows: false });
    const number = packet['CallerIDNum'];
    say({
      type: 'call.joined',
      ...calls.fact(call, visit, 'joined', at),
      queue: queue.id,
      name: queue.name,
      ...(number !== undefined && number !== '<unknown>' && { number: number.slice(0, 64) }),
    });
  };

  const tagged = ({ packet, at }: TimedPacket): void => {
    const uniqueid = packet['Uniqueid'];
    if (uniqueid === undefined) return;
    const county = names.county(packet['County'] ?? '');
    const word = packet['Topic'] ?? '';
    const topic = word === '' ? undefined : names.topic(word);
    if (county === undefined && topic === undefined) return;
    const call = calls.of(uniqueid);
    // With what it says, because another connection counts from its own beginning.
    const id = `${call.id}/tagged/${++call.tags}/${shortHash(`${county} ${topic}`)}`;
    say({
      type: 'call.tagged',
      id,
      at,
      call: call.id,
      ...(county !== undefined && { county }),
      ...(topic !== undefined && { topic }),
    });
  };

  const statusWord = (uniqueid: string | undefined, status: string, at: number, queueName?: string): void => {
    const call = uniqueid === undefined ? undefined : calls.of(uniqueid);
    if (!call) return;
    if (leaving.told(call, status, at)) return;
    const refusal = status === 'FULL' ? 'full' : /^JOIN(EMPTY|UNAVAIL)$/.test(status) ? 'empty' : undefined;
    if (refusal === undefined) return;
    const queue = queueName === undefined ? call.atQueue : names.queue(queueName)?.id;
    // A refusal at a queue whose name nobody says is unknown, not a guess (B10).
    if (queue !== undefined)
      say({ type: 'call.refused', id: `${call.id}/refused/${queue}`, at, call: call.id, queue, reason: refusal });
  };

  const userEvent = (heard: TimedPacket): void => {
    const { packet, at } = heard;
    switch (packet['UserEvent']) {
      case 'SamadTopic':
        return tagged(heard);
      case 'SamadQueueExit':
        return statusWord(packet['Uniqueid'], packet['Status'] ?? '', at, packet['Queue']);
      default:
        return;
    }
  };

  const hungUp = ({ packet, at }: TimedPacket): void => {
    const uniqueid = packet['Uniqueid'];
    if (uniqueid === undefined) return;
    // Also of a caller who waits since before this connection.
    const call = calls.of(uniqueid);
    leaving.settleAll(call);
    calls.moves.orphaned(call, leaving.gone(call, at));
    call.hungUpAt = at;
  };

  /** Who waits is in no bridge: somebody took the caller out of the queue, and app_queue reports of another channel. */
  const bridged = ({ packet, at }: TimedPacket): void => {
    const call = calls.known(packet['Uniqueid'] ?? '');
    if (call) leaving.gone(call, at);
  };

  const handlers: Readonly<Record<string, (heard: TimedPacket) => void>> = {
    QueueCallerJoin: joined,
    QueueCallerAbandon: leaving.abandoned,
    QueueCallerLeave: leaving.left,
    HangupRequest: leaving.hangupRequested,
    SoftHangupRequest: leaving.hangupRequested,
    DialEnd: leaving.dialEnded,
    AgentCalled: talks.rang,
    AgentRingNoAnswer: talks.missed,
    AgentConnect: talks.connected,
    AgentDump: talks.dumped,
    AgentComplete: talks.completed,
    BridgeEnter: bridged,
    Hold: talks.held,
    Unhold: talks.resumed,
    BlindTransfer: talks.blindTransferred,
    AttendedTransfer: talks.attendedTransferred,
    Hangup: hungUp,
    UserEvent: userEvent,
    QueueMemberStatus: members.status,
    QueueMemberPause: members.status,
    QueueMemberAdded: members.status,
    QueueMemberRemoved: members.removed,
    Newexten: ({ packet }) => {
      const call = packet['Application'] === 'Queue' ? calls.of(packet['Uniqueid'] ?? '') : undefined;
      if (call) call.atQueue = names.queue((packet['AppData'] ?? '').split(',')[0] ?? '')?.id;
    },
    VarSet: ({ packet, at }) => {
      if (packet['Variable'] === 'QUEUESTATUS') statusWord(packet['Uniqueid'], packet['Value'] ?? '', at);
    },
  };

  const takeOut = (): RawEvent[] => {
    const events = out;
    out = [];
    return events;
  };

  return {
    calls,
    logMemory,
    members,
    agents,

    /** One packet that is no answer to an action. `at`: its Timestamp, or its arrival where it has none (epoch ms). */
    hear(packet: Packet, at: number, arrivedAt: number): RawEvent[] {
      if (latest === undefined || at > latest) latest = at;
      const privilege = packet['Privilege'];
      if (privilege?.startsWith('call,')) sees.call = true;
      if (privilege?.startsWith('dialplan,')) sees.dialplan = true;
      agents.heard(packet);
      const name = packet['Event'];
      const handler = name !== undefined && Object.hasOwn(handlers, name) ? handlers[name] : undefined;
      calls.clock(arrivedAt);
      leaving.clock(arrivedAt);
      handler?.({ packet, at });
      return takeOut();
    },

    /**
     * One line of queue_log: the same facts, in whole seconds. `now`: our clock, epoch ms; `shift`: what its time lacks to be
     * in the time of the events, ms.
     */
    read(line: string, now: number, shift = 0): RawEvent[] {
      calls.clock(now, 'log');
      leaving.clock(now);
      const at = logLines.read(line, shift);
      if (at !== undefined && (latest === undefined || at > latest)) latest = at;
      return takeOut();
    },

    /** What time alone decides: a caller left and no word came why. `now`: our clock, epoch ms. */
    tick(now: number): RawEvent[] {
      leaving.due(now);
      for (const [uniqueid, call] of calls.entries())
        if (isForgettable(call, now, KEEP_TALKING_MS)) calls.forget(uniqueid);
      return takeOut();
    },

    /**
     * Once all that was read is durable: lets go of the calls that are over at `at` (epoch ms) and stand in queue_log alone. A
     * later line reads them back.
     */
    forgetRead(at: number): void {
      for (const [uniqueid, call] of calls.entries()) if (isReadToItsEnd(call, at)) calls.forget(uniqueid);
    },

    /** Outgoing calls among the lines read since it was last asked: Asterisk counts them with the callers of a queue. */
    takeOutgoing(): Record<string, number> {
      const taken = outgoing;
      outgoing = {};
      return taken;
    },

    /** Says facts that a resync found. */
    say,
    takeOut,
    latest: (): number | undefined => latest,
  };
}
