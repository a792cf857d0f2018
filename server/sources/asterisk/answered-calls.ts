// Desks ringing, answering, talking and transferring, as app_queue reports it.
import { ownMember } from '../../../shared/own-member.ts';
import type { RawEvent } from '../../../shared/event.ts';
import { UNREPORTED } from '../../board/seen.ts';
import type { Named, Names } from '../names.ts';
import type { Agents } from './agents.ts';
import type { Certainty } from '../known-calls.ts';
import type { Leave } from './queue-exit.ts';
import { seconds, waitIn, type TimedPacket, type Wait } from './timed-packet.ts';
import { isTalking, isWaiting, joinedNear, SAME_JOINING_MS, type VisitState } from '../visits.ts';
import type { MovingCalls } from './moves.ts';
import type { CallState } from './asterisk-calls.ts';
import type { Packet } from './wire.ts';

type Ended = Extract<RawEvent, { type: 'call.ended' }>['by'];
const endedBy: Readonly<Record<string, Ended>> = { caller: 'caller', agent: 'desk', transfer: 'transfer' };

export function createTalks({
  calls,
  names,
  agents,
  leaving,
}: {
  calls: MovingCalls;
  names: Names;
  agents: Agents;
  leaving: Leave;
}) {
  const { deskOf } = agents;

  const ringing = (type: 'call.ringing' | 'call.missed', { packet, at }: TimedPacket): readonly RawEvent[] => {
    const queue = calls.queueOf(packet['Queue']);
    const uniqueid = packet['Uniqueid'];
    if (queue === undefined || uniqueid === undefined) return [];
    const { call, visit, events } = calls.placeIn(
      uniqueid,
      queue,
      at,
      undefined,
      rangAt(calls.of(uniqueid), queue, at),
    );
    const desk = deskOf(packet);
    const name = type === 'call.ringing' ? 'ringing' : 'missed';
    visit.isConfirmed = true;
    if (name === 'missed') visit.missed.add(desk.id);
    else visit.rings.set(desk.id, (visit.rings.get(desk.id) ?? 0) + 1);
    const fact = calls.fact(call, visit, `${name}/${desk.id}/${ringOf(packet, visit, desk.id)}`, at);
    return [...events, { type, ...fact, queue, desk: desk.id, name: desk.name }];
  };

  /** The desk's channel is new with every ring, so its id distinguishes rings on any link. */
  const ringOf = (packet: Packet, visit: VisitState, desk: string): string =>
    /\.(\d{1,7})$/.exec(packet['DestUniqueid'] ?? '')?.[1] ?? `n${visit.rings.get(desk) ?? 0}`;

  /** What had begun by then; where the clock was set back since, what waits now. */
  const rangAt = (call: CallState, queue: string, at: number): ((one: VisitState) => boolean) => {
    const begun = (one: VisitState) => one.joinedAt <= at;
    return call.visits.some((one) => one.queue === queue && begun(one)) ? begun : isWaiting;
  };

  const transferred = (uniqueid: string | undefined, at: number, target: string): readonly RawEvent[] => {
    const call = uniqueid === undefined ? undefined : calls.known(uniqueid);
    const answered = call?.visits.filter((one) => one.answered) ?? [];
    const visit = answered.findLast((one) => (one.times.answered ?? one.joinedAt) <= at) ?? answered.at(-1);
    if (!call || !visit) return [];
    const desk = names.knownDesk(target);
    return [{ type: 'call.transferred', ...calls.fact(call, visit, 'transferred', at), to: desk ?? 'external' }];
  };

  /**
   * The talk that an AgentComplete ends. Its ids can be missing, all or some: then queue and desk name it. A caller whose Local
   * channel was optimised away has another id by now: the desk's channel is the same.
   */
  const talkOf = (
    packet: Packet,
    queue: string,
    desk: string,
    at: number,
    answeredAt: number,
    wait: Wait | undefined,
  ): { call: CallState; visit: VisitState } | undefined => {
    const uniqueid = packet['Uniqueid'];
    if (uniqueid !== undefined) {
      const call = calls.of(uniqueid);
      const talking = call.visits.filter((one) => one.queue === queue && isTalking(one));
      const since = joinedAtIn(wait);
      const visit =
        calls.alreadyReported(call, queue, 'ended', at, 'heard', since) ??
        (since === undefined ? undefined : joinedNear(talking, since)) ??
        talking.findLast((one) => since === undefined || !one.isAnswerSeen || one.isImplied);
      if (visit) return { call, visit };
    }
    const byChannel = calls.byAgentChannel(packet['DestUniqueid'] ?? '');
    const endedAt = byChannel?.visit.times.ended;
    // Its end may be known already, from another link or queue_log.
    const isKnownEnd = endedAt !== undefined && Math.abs(endedAt - at) <= SAME_JOINING_MS;
    if (byChannel && (isTalking(byChannel.visit) || isKnownEnd)) return byChannel;
    const since = joinedAtIn(wait);
    if (uniqueid === undefined) {
      if (since === undefined) return calls.talkingAt(queue, desk);
      // A list may have shown it for an earlier visit.
      const isSeen = (one: VisitState): boolean => one.isAnswerSeen;
      return calls.talkEnding(queue, desk, since, answeredAt) ?? calls.talkingAt(queue, desk, isSeen);
    }
    // Any other end is that of the channel itself, which may have taken over the place of another.
    if (packet['Reason'] !== 'transfer') return undefined;
    // The channel that replaced a waiting one, and was seen in the queue itself, is none of a desk.
    const isSeen = calls.of(uniqueid).visits.some((one) => one.queue === queue && one.isImplied);
    return since === undefined || isSeen ? undefined : calls.talkSince(uniqueid, queue, desk, since);
  };

  /** A desk took the call; approximate where only the end of the talk was reported. */
  const answered = (
    call: CallState,
    visit: VisitState,
    certainty: Certainty,
    at: number,
    desk: Named,
    waited: number | undefined,
  ): RawEvent => {
    Object.assign(visit, { answered: certainty, isAnswerSeen: false, desk: desk.id, leaving: undefined });
    calls.record(visit, 'answered', at, 'heard');
    const fact = calls.fact(call, visit, 'answered', at, certainty === 'approx' ? 'implied' : undefined);
    const wait = waited !== undefined && { waited };
    return { type: 'call.answered', ...fact, queue: visit.queue, desk: desk.id, name: desk.name, ...wait };
  };

  /** The talk that a list showed for an earlier visit was this one's: the earlier had left by then. */
  const notAnswered = ({ call, visit }: { call: CallState; visit: VisitState }, desk: string): readonly RawEvent[] =>
    call.visits
      .filter(
        (one) => one !== visit && one.queue === visit.queue && one.desk === desk && one.isAnswerSeen && !one.ended,
      )
      .map((one) => {
        Object.assign(one, { answered: undefined, isAnswerSeen: false, left: 'approx', isAssumed: true });
        const fact = calls.fact(call, one, 'left', visit.joinedAt, UNREPORTED);
        return { type: 'call.left', ...fact, queue: one.queue, reason: 'other' };
      });

  const hold = (type: 'call.held' | 'call.resumed', { packet, at }: TimedPacket): readonly RawEvent[] => {
    const talk = calls.byAgentChannel(packet['Uniqueid'] ?? '');
    if (!talk || talk.visit.onHold === (type === 'call.held')) return []; // Unhold also comes without a Hold before it
    const { call, visit } = talk;
    visit.onHold = type === 'call.held';
    if (visit.onHold) visit.holds++;
    const name = type === 'call.held' ? (`held/${visit.holds}` as const) : (`resumed/${visit.holds}` as const);
    return [{ type, ...calls.fact(call, visit, name, at) }];
  };

  return {
    rang: (heard: TimedPacket): readonly RawEvent[] => ringing('call.ringing', heard),
    missed: (heard: TimedPacket): readonly RawEvent[] => ringing('call.missed', heard),
    held: (heard: TimedPacket): readonly RawEvent[] => hold('call.held', heard),
    resumed: (heard: TimedPacket): readonly RawEvent[] => hold('call.resumed', heard),

    connected({ packet, at }: TimedPacket): readonly RawEvent[] {
      const queue = calls.queueOf(packet['Queue']);
      const uniqueid = packet['Uniqueid'];
      if (queue === undefined || uniqueid === undefined) return [];
      const wait = waitIn(packet, at);
      const call = calls.of(uniqueid);
      const known = calls.alreadyReported(call, queue, 'answered', at, 'heard', joinedAtIn(wait));
      const { visit, events } = known
        ? { visit: known, events: [] }
        : calls.placeIn(uniqueid, queue, at, wait, isAnswerable);
      const desk = deskOf(packet);
      const agentChannel = packet['DestUniqueid'];
      if (agentChannel !== undefined) calls.connected(agentChannel, call, visit);
      return [...events, answered(call, visit, 'exact', at, desk, wait?.seconds)];
    },

    completed({ packet, at }: TimedPacket): readonly RawEvent[] {
      const queue = calls.queueOf(packet['Queue']);
      if (queue === undefined) return [];
      const events: RawEvent[] = [];
      const desk = deskOf(packet);
      const talked = seconds(packet['TalkTime']);
      const answeredAt = at - (talked ?? 0) * 1000;
      const wait = waitIn(packet, answeredAt);
      let talk = talkOf(packet, queue, desk.id, at, answeredAt, wait);
      const uniqueid = packet['Uniqueid'];
      // Its answer was not reported: this packet alone proves its joining, wait and talk. Without ids its call is unknown.
      if (!talk && uniqueid !== undefined) {
        const placed = calls.placeIn(uniqueid, queue, answeredAt, wait, isAnswerable);
        events.push(...placed.events, ...notAnswered(placed, desk.id));
        talk = placed;
      }
      if (!talk) return [];
      if (wait?.isTimed && isOfAnother(talk.visit, wait.since)) {
        const placed = calls.inQueue(talk.call, queue, wait.since, isAnswerable, true);
        events.push(...placed.events, ...notAnswered(placed, desk.id));
        talk = placed;
      }
      const { call, visit } = talk;
      if (visit.isImplied && wait)
        events.push(...calls.inQueue(call, queue, wait.since, (one) => one === visit, wait.isTimed).events);
      if (visit.answered !== 'exact') events.push(answered(call, visit, 'approx', answeredAt, desk, wait?.seconds));
      visit.ended = 'exact';
      calls.record(visit, 'ended', at, 'heard');
      const by = ownMember(endedBy, packet['Reason'] ?? '') ?? 'unknown';
      const fact = calls.fact(call, visit, 'ended', at);
      events.push({ type: 'call.ended', ...fact, queue, by, ...(talked !== undefined && { talked }) });
      return [...events, ...leaving.settleAll(call)];
    },

    blindTransferred: ({ packet, at }: TimedPacket): readonly RawEvent[] =>
      transferred(packet['TransfereeUniqueid'], at, packet['Extension'] ?? ''),
    attendedTransferred({ packet, at }: TimedPacket): readonly RawEvent[] {
      const to = packet['TransfereeUniqueid'];
      const events = transferred(to, at, packet['TransferTargetCallerIDNum'] ?? '');
      if (to === undefined || packet['DestType'] !== 'App') return events;
      const legs = [packet['OrigTransfererUniqueid'], packet['SecondTransfererUniqueid']];
      const waiting = legs.flatMap((leg) => (leg === undefined ? [] : [calls.of(leg)]));
      return [...events, ...calls.moves.transferred(waiting, calls.of(to), at)];
    },

    /** The desk took the call and hung up before it was connected with the caller, who still waits. */
    dumped(heard: TimedPacket): readonly RawEvent[] {
      const { packet, at } = heard;
      leaving.dumped(heard);
      const queue = calls.queueOf(packet['Queue']);
      const call = calls.known(packet['Uniqueid'] ?? '');
      const visit = call?.visits.findLast((one) => one.queue === queue && isWaiting(one));
      if (!call || !visit || queue === undefined) return [];
      const desk = deskOf(packet);
      const fact = calls.fact(call, visit, `rung/${desk.id}/${ringOf(packet, visit, desk.id)}`, at);
      return [{ type: 'call.ringing', ...fact, queue, desk: desk.id, name: desk.name, over: true }];
    },
  };
}

/** When the caller joined, where a packet names that for certain. */
const joinedAtIn = (wait: Wait | undefined): number | undefined => (wait?.isTimed ? wait.since : undefined);

/** A list showed the talk for this visit, which joined at another time than the one that talked. */
const isOfAnother = (visit: VisitState, since: number): boolean =>
  visit.isAnswerSeen && !visit.isImplied && joinedNear([visit], since) === undefined;

/** How it left was not reported at least: a desk may have taken the caller. */
const isAnswerable = (one: VisitState): boolean => (!one.answered || one.isAnswerSeen) && (!one.left || one.isAssumed);
