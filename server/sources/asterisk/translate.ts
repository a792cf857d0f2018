// AMI packets → domain events. Which packet means what was read from a real Asterisk 22 (see the tests' recordings);
// the state holds only the callers now in sight, and time comes in as an argument.
import type { RawEvent } from '../../../shared/event.ts';
import { DAY } from '../../../shared/time.ts';
import { shortHash, type Names } from '../names.ts';
import type { KnownCalls } from '../known-calls.ts';
import { createAgents, type Agents } from './agents.ts';
import type { TimedPacket } from './timed-packet.ts';
import { createLeaving, type Sees } from './queue-exit.ts';
import { leaveEarlier } from './earlier-visits.ts';
import { createLogLines } from './log-lines.ts';
import { createLogMemory } from './log-memory.ts';
import { createMembers } from './members.ts';
import { createTalks } from './answered-calls.ts';
import { calledBack, numberKept } from '../callback.ts';
import { helpAsked } from '../help.ts';
import { isForgettable, isReadToItsEnd, type VisitState } from '../visits.ts';
import { createMovingCalls } from './moves.ts';
import type { Packet } from './wire.ts';

/** A Local channel that was optimised away hangs up long before its talk ends. */
const KEEP_TALKING_MS = DAY;

/** What a packet means. */
type Handler = (heard: TimedPacket) => readonly RawEvent[];

export type Translator = ReturnType<typeof createTranslator>;

/**
 * `agents`: what is known already of the agents in queue_log; `sees`: the event classes of earlier connections. Both are
 * updated. `everyStart`: see log-lines.ts.
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
  const logMemory = createLogMemory();
  /** The moment of the first packet of this connection, by the telephone system's clock. */
  let began: number | undefined;
  const calls = createMovingCalls({ system, names, recall, began: () => began, followedBy: logMemory.followedBy });
  const leaving = createLeaving({ calls, sees });
  const talks = createTalks({ calls, names, agents, leaving });
  const members = createMembers({ system, names, agents, recall });
  const logLines = createLogLines({
    system,
    calls,
    names,
    recall,
    agents,
    everyStart,
    memory: logMemory,
    outgoing: (queue) => void (outgoing[queue] = (outgoing[queue] ?? 0) + 1),
  });
  /** By queue, since it was last asked for. */
  let outgoing: Record<string, number> = {};
  /** The latest moment in the packets of this connection, by the telephone system's clock. */
  let latest: number | undefined;

  const joined: Handler = ({ packet, at }) => {
    const queue = names.queue(packet['Queue'] ?? '');
    const uniqueid = packet['Uniqueid'];
    if (!queue || uniqueid === undefined) return [];
    const call = calls.of(uniqueid);
    const settled = leaving.settleAll(call);
    // A joining that another link, queue_log or a resync reported already is the same visit.
    const isNew = (visit: VisitState) => !visit.heard;
    const known =
      calls.sameJoin(call, queue.id, at, isNew) ??
      calls.reportedBefore(call, queue.id, at) ??
      calls.seenLater(call, queue.id, at, isNew);
    const visit = known ?? calls.add(call, queue.id, at, 'exact', true);
    Object.assign(visit, { heard: true, isConfirmed: true, joined: 'exact', joinedAt: at, isImplied: false });
    Object.assign(call, { hangupRequested: false, dialAnswered: false, leaveFollows: false });
    const number = packet['CallerIDNum'];
    const joining: RawEvent = {
      type: 'call.joined',
      ...calls.fact(call, visit, 'joined', at),
      queue: queue.id,
      name: queue.name,
      ...(number !== undefined && number !== '<unknown>' && { number: number.slice(0, 64) }),
    };
    return [...settled, ...leaveEarlier(calls, call, visit), joining];
  };

  const tagged: Handler = ({ packet, at }) => {
    const uniqueid = packet['Uniqueid'];
    if (uniqueid === undefined) return [];
    const county = names.county(packet['County'] ?? '');
    const word = packet['Topic'] ?? '';
    const topic = word === '' ? undefined : names.topic(word);
    if (county === undefined && topic === undefined) return [];
    const call = calls.of(uniqueid);
    // With a hash of its tags, because another connection counts from its own beginning.
    const id = `${call.id}/tagged/${++call.tags}/${shortHash(`${county} ${topic}`)}`;
    const tags = { ...(county !== undefined && { county }), ...(topic !== undefined && { topic }) };
    return [{ type: 'call.tagged', id, at, call: call.id, ...tags }];
  };

  /** QUEUESTATUS; `repeated`: by an event of the dialplan, which may name the queue. */
  const queueStatus = (
    uniqueid: string | undefined,
    status: string,
    at: number,
    repeated?: { queue: string | undefined },
  ): readonly RawEvent[] => {
    const call = uniqueid === undefined ? undefined : calls.of(uniqueid);
    if (!call) return [];
    const left = leaving.status(call, status, at, repeated !== undefined);
    if (left) return left;
    const refusal = status === 'FULL' ? 'full' : /^JOIN(EMPTY|UNAVAIL)$/.test(status) ? 'empty' : undefined;
    if (refusal === undefined) return [];
    const queue = repeated?.queue === undefined ? call.atQueue : names.queue(repeated.queue)?.id;
    // A refusal at a queue without a reported name is unknown, not a guess (B10).
    if (queue === undefined) return [];
    return [{ type: 'call.refused', id: `${call.id}/refused/${queue}`, at, call: call.id, queue, reason: refusal }];
  };

  /** `Desk` where the dialplan names it, else the telephone that dialled the code. */
  const calledForHelp: Handler = ({ packet, at }) => {
    const phone = packet['Desk'] || (packet['Channel'] ?? '').replace(/-[0-9a-f]+(?:;\d)?$/i, '');
    const desk = phone === '' ? undefined : agents.deskOn(phone);
    return desk ? [helpAsked(system, desk, at)] : [];
  };

  /** On the caller's channel. */
  const kept: Handler = ({ packet, at }) => {
    const [uniqueid, earlier] = [packet['Uniqueid'], packet['Instead']];
    if (uniqueid === undefined) return [];
    const instead = earlier ? calls.idOf(earlier) : undefined;
    return numberKept({ call: calls.of(uniqueid).id, handle: packet['Handle'], instead, at });
  };

  /** On the channel of whoever calls back, which is no caller's; `Call` is the Uniqueid of the call that is called back. */
  const returned: Handler = ({ packet, at }) => {
    const [call, by] = [packet['Call'], packet['Uniqueid']];
    if (!call || by === undefined) return [];
    return calledBack({ call: calls.idOf(call), outcome: packet['Outcome'], by, at });
  };

  const userEvent: Handler = (heard) => {
    const { packet, at } = heard;
    switch (packet['UserEvent']) {
      case 'SamadTopic':
        return tagged(heard);
      case 'SamadQueueExit':
        return queueStatus(packet['Uniqueid'], packet['Status'] ?? '', at, { queue: packet['Queue'] });
      case 'SamadKept':
        return kept(heard);
      case 'SamadCalledBack':
        return returned(heard);
      case 'SamadHelp':
        return calledForHelp(heard);
      default:
        return []; // an open set: other user events of the dialplan
    }
  };

  const hungUp: Handler = ({ packet, at }) => {
    const uniqueid = packet['Uniqueid'];
    if (uniqueid === undefined) return [];
    // Also a caller who has waited since before this connection.
    const call = calls.of(uniqueid);
    const settled = leaving.settleAll(call);
    const { visits, events } = leaving.gone(call, at);
    calls.moves.orphaned(call, visits);
    call.hungUpAt = at;
    return [...settled, ...events];
  };

  /** A waiting caller is in no bridge: this one was taken out of the queue, and app_queue reports another channel. */
  const bridged: Handler = ({ packet, at }) => {
    const call = calls.known(packet['Uniqueid'] ?? '');
    return call ? leaving.gone(call, at, at).events : [];
  };

  const handlers: Readonly<Record<string, Handler>> = {
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
      return [];
    },
    VarSet: ({ packet, at }) =>
      packet['Variable'] === 'QUEUESTATUS' ? queueStatus(packet['Uniqueid'], packet['Value'] ?? '', at) : [],
  };

  return {
    calls,
    logMemory,
    members,
    agents,

    /** One packet that is no answer to an action. `at`: its Timestamp, or its arrival where it has none (epoch ms). */
    translate(packet: Packet, at: number, arrivedAt: number): readonly RawEvent[] {
      began ??= at;
      if (latest === undefined || at > latest) latest = at;
      const privilege = packet['Privilege'];
      if (privilege?.startsWith('call,')) sees.call = true;
      const known = privilege?.startsWith('dialplan,') && !sees.dialplan ? leaving.seesDialplan() : [];
      agents.heard(packet);
      const name = packet['Event'];
      const handler = name !== undefined && Object.hasOwn(handlers, name) ? handlers[name] : undefined;
      calls.clock(arrivedAt);
      leaving.clock(arrivedAt);
      return [...known, ...(handler?.({ packet, at }) ?? [])];
    },

    /**
     * One line of queue_log: the same facts, in whole seconds. `now`: our clock, epoch ms; `shift`: what its time lacks to be
     * in the time of the events, ms.
     */
    read(line: string, now: number, shift = 0): readonly RawEvent[] {
      calls.clock(now, 'log');
      leaving.clock(now);
      const read = logLines.read(line, shift);
      if (read && (latest === undefined || read.at > latest)) latest = read.at;
      return read?.events ?? [];
    },

    /** What time alone decides: a caller left and no reason was reported. `now`: our clock, epoch ms. */
    tick(now: number): readonly RawEvent[] {
      const events = leaving.due(now);
      for (const [uniqueid, call] of calls.entries())
        if (isForgettable(call, now, KEEP_TALKING_MS)) calls.forget(uniqueid);
      return events;
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

    latest: (): number | undefined => latest,
  };
}
