// After a (re)connection: compares Asterisk's calls in progress with those of the log, and corrects the translator's visits.
import type { RawEvent, StoredEvent } from '../../../shared/event.ts';
import { SEEN } from '../../board/seen.ts';
import { shownName } from '../names.ts';
import type { Finished } from '../known-calls.ts';
import { countersOf, namesOf, resynced, type Alive, type Resync } from '../resynced.ts';
import { isTalking, isWaiting, SAME_JOINING_MS, type VisitState } from '../visits.ts';
import { seconds } from './timed-packet.ts';
import { compareCounters, countGone } from './compare-counters.ts';
import { leaveAll, leaveEarlier } from './earlier-visits.ts';
import type { Gone, PlaceNow } from './moves.ts';
import type { Translator } from './translate.ts';
import type { Packet } from './wire.ts';

export type Answers = {
  /** QueueParams, QueueMember and QueueEntry packets of one QueueStatus. */
  queueStatus: readonly Packet[];
  /** CoreShowChannel packets, or undefined when the user may not ask. */
  channels: readonly Packet[] | undefined;
};

export type ResyncInput = Resync<Translator, Answers> & {
  /** Set when the counters cannot be compared now: then nothing is counted as unheard. */
  healed: boolean;
  /** Lines of queue_log are still being read: talks are taken up when their beginning is known. */
  isHealing?: boolean;
  /** Calls by queue that Asterisk counted, though no caller waited there. */
  outgoing?: Readonly<Record<string, number>>;
  /** When today began in the province, epoch ms. */
  todayFrom: number;
};

export function resync(input: ResyncInput): RawEvent[] {
  const { system, names, translator, answers, asOf } = input;
  const of = (event: string) => answers.queueStatus.filter((packet) => packet['Event'] === event);
  const members = of('QueueMember');
  // As of the last known moment, so that any later state of the desk counts before it.
  translator.agents.applySnapshot(members);
  const queues = of('QueueParams').map((packet) => packet['Queue'] ?? '');
  const events = [
    ...members.flatMap((packet) => translator.members.applySnapshot(packet, asOf + 1)),
    ...translator.members.markMissing(queues, members, asOf + 1),
  ];

  const alive: Record<string, Alive> = {};
  const takenUp = new Set<string>();
  const gone = goneFrom(input);
  const open = new Set(input.recall.openCalls(system).map(({ call }) => call));
  for (const packet of of('QueueEntry')) {
    const one = waitingIn(input, packet, gone);
    if (!one) continue;
    events.push(...one.events);
    takenUp.add(packet['Uniqueid'] ?? '');
    alive[one.call.id] = { queue: one.visit.queue, visit: one.visit.number };
  }
  for (const packet of answers.channels ?? []) {
    const uniqueid = packet['Uniqueid'] ?? '';
    if (uniqueid === '' || takenUp.has(uniqueid)) continue;
    const talk = talkingOn(input, packet, members);
    events.push(...(talk?.events ?? []));
    if (talk)
      alive[talk.call.id] = {
        queue: talk.visit.queue,
        visit: talk.visit.number,
        ...(talk.visit.desk !== undefined && { desk: talk.visit.desk }),
      };
    else {
      const id = translator.calls.idOf(uniqueid);
      alive[id] ??= {};
      if (open.has(id)) events.push(...leaveAll(translator.calls, translator.calls.of(uniqueid), asOf));
    }
  }

  const counters = countersOf(
    names,
    of('QueueParams').map(({ Queue: queue, Completed: completed, Abandoned: abandoned }) => ({
      queue,
      completed,
      abandoned,
    })),
  );
  const complete = answers.channels !== undefined;
  events.push(
    resynced({
      ...input,
      alive,
      open: input.recall.openCalls(system),
      complete,
      counters: input.counted ? counters : undefined,
      names: namesOf(names, queues, shownName),
      ...compared(input, counters, alive, events),
    }),
  );
  return events;
}

function compared(
  input: ResyncInput,
  counters: Record<string, Finished>,
  alive: Record<string, Alive>,
  events: readonly RawEvent[],
) {
  if (!input.answers.channels) return { unheard: {} };
  if (!input.healed) return compareCounters(input, counters, alive, counted);
  // What is over by these lists is in the counters that are compared next. Lines that are still to be read may report it.
  return { unheard: {}, ahead: input.isHealing ? {} : countGone(input, alive, events) };
}

/** Calls whose channel is in none of the lists; none where channels may not be asked for. */
function goneFrom({ system, recall, answers, translator }: ResyncInput): Gone {
  if (!answers.channels) return { open: [], lost: [] };
  const alive = new Set(
    [...answers.queueStatus, ...answers.channels].map((one) => translator.calls.idOf(one['Uniqueid'] ?? '')),
  );
  const isGone = (call: string): boolean => !alive.has(call);
  return {
    open: recall.openCalls(system).flatMap(({ call, desk }) => (desk === undefined && isGone(call) ? [call] : [])),
    lost: recall.supposedCalls(system).filter(isGone),
  };
}

/** A waiting caller: the visit that the log knows, or a new one, where its joining was missed. */
function waitingIn({ translator, names, pbxNow }: ResyncInput, packet: Packet, gone: Gone): PlaceNow | undefined {
  const queue = names.queue(packet['Queue'] ?? '');
  const uniqueid = packet['Uniqueid'];
  if (!queue || uniqueid === undefined) return undefined;
  const joinedAt = Math.round(pbxNow - (seconds(packet['Wait']) ?? 0) * 1000);
  const { calls } = translator;
  const call = calls.of(uniqueid);
  // Also one that was answered or left since Asterisk was asked: events since then are newer. And a caller whose joining came
  // on this connection needs no adopting, whatever its Wait is.
  const known = call.visits.findLast(
    (one) => one.queue === queue.id && (one.heard || joinedAt <= one.joinedAt + SAME_JOINING_MS),
  );
  // Known by a later packet alone, it began at the list's time.
  const isEarlier = known?.joined === 'approx' && joinedAt < known.joinedAt - SAME_JOINING_MS;
  if (known) known.isConfirmed = true;
  const place = { queue: queue.id, joinedAt, at: Math.round(pbxNow) };
  const moved = known?.heard ? undefined : calls.moves.adoptListed(call, uniqueid, place, gone, known);
  if (known && !isEarlier) return { call, visit: known, events: moved?.events ?? [] };
  if (moved && moved.visit !== known) return moved;
  const visit = known ?? calls.add(call, queue.id, joinedAt, 'approx', false);
  Object.assign(visit, { joinedAt, isConfirmed: true });
  const number = packet['CallerIDNum'];
  const joined: RawEvent = {
    type: 'call.joined',
    ...calls.fact(call, visit, 'joined', joinedAt, 'adopted'),
    queue: queue.id,
    name: queue.name,
    ...(number !== undefined && number !== '<unknown>' && { number: number.slice(0, 64) }),
  };
  return { call, visit, events: [...(moved?.events ?? []), ...leaveEarlier(calls, call, visit), joined] };
}

/**
 * A caller whose channel is bridged with a desk's: talking there, whether it was reported or not. Queue() goes on after an
 * attended transfer, too; InCall, which older Asterisks lack, shows whether it is this queue's call that a member is in.
 */
function talkingOn(input: ResyncInput, packet: Packet, members: readonly Packet[]): PlaceNow | undefined {
  const { translator, answers, pbxNow } = input;
  const queue = bridgedIn(input, packet);
  if (!queue) return undefined;
  const { deskOf } = translator.agents;
  const desk = deskBeside(input, packet, members);
  /** It talks to another caller of this queue, whom the list shows beside it. */
  const isWithOther = (id: string): boolean =>
    (answers.channels ?? []).some(
      (one) => one !== packet && bridgedIn(input, one)?.id === queue.id && deskBeside(input, one, members)?.id === id,
    );
  const isIn = (id: string, inCall: (header: string | undefined) => boolean): boolean =>
    members.some(
      (one) => inCall(one['InCall']) && input.names.queue(one['Queue'] ?? '')?.id === queue.id && deskOf(one).id === id,
    );
  const { calls } = translator;
  const uniqueid = packet['Uniqueid'] ?? '';
  const talked = calls.of(uniqueid).visits.filter((one) => one.queue === queue.id && one.answered !== undefined);
  // Also one that ended since Asterisk was asked; and one whose desk is beside him under another name, or not now: a Local
  // channel was optimised away, or another person is being consulted.
  const known = desk
    ? talked.findLast((one) => one.desk === desk.id)
    : talked.findLast(
        (one) => isTalking(one) && isIn(one.desk ?? '', (header) => header === '1') && !isWithOther(one.desk ?? ''),
      );
  if (known) return { call: calls.of(uniqueid), visit: known, events: [] };
  if (!desk || input.isHealing || !isIn(desk.id, (header) => header !== '0')) return undefined;
  const at = Math.round(pbxNow);
  // The caller may have gone on into the next queue since Asterisk was asked.
  const waited = (one: VisitState): boolean => isWaiting(one) || (one.isAssumed && (one.times.left ?? 0) > at);
  const { call, visit, events } = calls.placeIn(uniqueid, queue.id, at, undefined, waited);
  Object.assign(visit, { answered: 'approx', isAnswerSeen: true, desk: desk.id });
  const fact = calls.fact(call, visit, 'answered', at, SEEN);
  const answered: RawEvent = { type: 'call.answered', ...fact, queue: queue.id, desk: desk.id, name: desk.name };
  return { call, visit, events: [...events, answered] };
}

/** The queue whose application a channel runs while it is in a bridge. */
const bridgedIn = ({ names }: ResyncInput, packet: Packet) =>
  (packet['BridgeId'] ?? '') === '' || packet['Application'] !== 'Queue'
    ? undefined
    : names.queue((packet['ApplicationData'] ?? '').split(',')[0] ?? '');

/** The desk whose channel is in the same bridge. */
function deskBeside({ answers, translator }: ResyncInput, packet: Packet, members: readonly Packet[]) {
  const member = members.find((one) => {
    const face = (one['Location'] ?? '').replace(/\/n$/, '');
    return (answers.channels ?? []).some(
      (other) =>
        other['BridgeId'] === packet['BridgeId'] && other !== packet && isChannelOf(other['Channel'] ?? '', face),
    );
  });
  return member && translator.agents.deskOf(member);
}

/** Channels are named after their interface: PJSIP/1201 → PJSIP/1201-0000002a. */
const isChannelOf = (channel: string, face: string): boolean =>
  face !== '' && channel.startsWith(face) && /^-[0-9a-f]+(;[12])?$/.test(channel.slice(face.length));

/** Asterisk counts a call when it is over; exits by key are in neither number. */
export function counted(event: StoredEvent): keyof Finished | undefined {
  if (event.type === 'call.ended') return 'completed';
  return event.type === 'call.left' && event.reason !== 'key' ? 'abandoned' : undefined;
}
