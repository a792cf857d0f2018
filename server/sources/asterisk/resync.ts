// After a (re)connection: compares Asterisk's calls in progress with those of the log. Pure but for the translator's visits.
import type { RawEvent, StoredEvent } from '../../../shared/event.ts';
import type { OpenCall } from '../../board/call-store.ts';
import { shownName, type Names } from '../names.ts';
import type { Finished, KnownCalls } from '../known-calls.ts';
import { isGone, namesOf, resynced, type Alive } from '../resynced.ts';
import { isTalking, isWaiting, SAME_JOINING_MS } from '../visits.ts';
import { seconds } from './queue-exit.ts';
import type { PlaceNow } from './moves.ts';
import type { Translator } from './translate.ts';
import type { Packet } from './wire.ts';

export type Answers = {
  /** QueueParams, QueueMember and QueueEntry packets of one QueueStatus. */
  queueStatus: readonly Packet[];
  /** CoreShowChannel packets, or undefined when the user may not ask. */
  channels: readonly Packet[] | undefined;
};

export type ResyncInput = {
  system: string;
  link: string;
  names: Names;
  recall: KnownCalls;
  translator: Translator;
  answers: Answers;
  /** The telephone system's time when it was asked (epoch ms), as well as it is known. */
  pbxNow: number;
  /** The latest moment of which the log had a fact before this connection. */
  heardUntil: number | undefined;
  /** Nothing that joined after this moment is declared gone. */
  asOf: number;
  /** Set when the counters cannot be compared now: then nothing is counted as unheard. */
  healed: boolean;
  /** Whether its counters cover what the log has now: only such ones can be compared with later ones. */
  counted: boolean;
  /** Lines of queue_log are still being read: talks are taken up when their beginning is known. */
  isHealing?: boolean;
  /** Calls by queue that Asterisk counted, though no caller waited there. */
  outgoing?: Readonly<Record<string, number>>;
};

export function resync(input: ResyncInput): RawEvent[] {
  const { system, names, translator, answers, asOf } = input;
  const of = (event: string) => answers.queueStatus.filter((packet) => packet['Event'] === event);
  const members = of('QueueMember');
  // As of the last known moment, so that any later state of the desk counts before it.
  translator.agents.listed(members);
  const queues = of('QueueParams').map((packet) => packet['Queue'] ?? '');
  const events = [
    ...members.flatMap((packet) => translator.members.listed(packet, asOf + 1)),
    ...translator.members.unlisted(queues, members, asOf + 1),
  ];

  const alive: Record<string, Alive> = {};
  const takenUp = new Set<string>();
  const gone = goneFrom(input);
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
    else alive[translator.calls.idOf(uniqueid)] ??= {};
  }

  const counters = countersOf(names, of('QueueParams'));
  const complete = answers.channels !== undefined;
  events.push(
    resynced({
      ...input,
      alive,
      open: input.recall.openCalls(system),
      complete,
      counters: input.counted ? counters : undefined,
      names: namesOf(names, queues, shownName),
      unheard: input.healed || !complete ? {} : unheardIn(input, counters, alive),
    }),
  );
  return events;
}

/** Calls in progress whose channel is in none of the lists; none where channels may not be asked for. */
function goneFrom({ system, recall, answers, translator }: ResyncInput): readonly OpenCall[] {
  if (!answers.channels) return [];
  const alive = new Set(
    [...answers.queueStatus, ...answers.channels].map((one) => translator.calls.idOf(one['Uniqueid'] ?? '')),
  );
  return recall.openCalls(system).filter(({ call }) => !alive.has(call));
}

/** A waiting caller: the visit that the log knows, or a new one, where its joining was missed. */
function waitingIn(
  { translator, names, pbxNow }: ResyncInput,
  packet: Packet,
  gone: readonly OpenCall[],
): PlaceNow | undefined {
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
  if (known && !isEarlier) return { call, visit: known, events: [] };
  const moved = known ? undefined : calls.moves.adoptListed(call, queue.id, joinedAt, Math.round(pbxNow), gone);
  if (moved) return moved;
  const visit = known ?? calls.add(call, queue.id, joinedAt, 'approx', false);
  visit.joinedAt = joinedAt;
  const number = packet['CallerIDNum'];
  const joined: RawEvent = {
    type: 'call.joined',
    ...calls.fact(call, visit, 'joined', joinedAt, 'adopted'),
    queue: queue.id,
    name: queue.name,
    ...(number !== undefined && number !== '<unknown>' && { number: number.slice(0, 64) }),
  };
  return { call, visit, events: [joined] };
}

/**
 * A caller whose channel is bridged with a desk's: talking there, whether it was reported or not. Queue() goes on after an
 * attended transfer, too; InCall, which older Asterisks lack, tells whether it is this queue's call that a member is in.
 */
function talkingOn(input: ResyncInput, packet: Packet, members: readonly Packet[]): PlaceNow | undefined {
  const { names, translator, answers, asOf } = input;
  const bridge = packet['BridgeId'] ?? '';
  if (bridge === '' || packet['Application'] !== 'Queue') return undefined;
  const queue = names.queue((packet['ApplicationData'] ?? '').split(',')[0] ?? '');
  if (!queue) return undefined;
  const { deskOf } = translator.agents;
  const member = members.find((one) => {
    const face = (one['Location'] ?? '').replace(/\/n$/, '');
    return (answers.channels ?? []).some(
      (other) => other['BridgeId'] === bridge && other !== packet && isChannelOf(other['Channel'] ?? '', face),
    );
  });
  const desk = member && deskOf(member);
  const isIn = (id: string, inCall: (header: string | undefined) => boolean): boolean =>
    members.some(
      (one) => inCall(one['InCall']) && names.queue(one['Queue'] ?? '')?.id === queue.id && deskOf(one).id === id,
    );
  const { calls } = translator;
  const uniqueid = packet['Uniqueid'] ?? '';
  const talked = calls.of(uniqueid).visits.filter((one) => one.queue === queue.id && one.answered !== undefined);
  // Also one that ended since Asterisk was asked; and one whose desk is beside him under another name, or not now: a Local
  // channel was optimised away, or another person is being consulted.
  const known = desk
    ? talked.findLast((one) => one.desk === desk.id)
    : talked.findLast((one) => isTalking(one) && isIn(one.desk ?? '', (header) => header === '1'));
  if (known) return { call: calls.of(uniqueid), visit: known, events: [] };
  if (!desk || input.isHealing || !isIn(desk.id, (header) => header !== '0')) return undefined;
  const { call, visit, events } = calls.placeIn(uniqueid, queue.id, asOf + 1, undefined, isWaiting);
  visit.answered = 'approx';
  visit.desk = desk.id;
  const fact = calls.fact(call, visit, 'answered', asOf + 1, 'adopted');
  const answered: RawEvent = { type: 'call.answered', ...fact, queue: queue.id, desk: desk.id, name: desk.name };
  return { call, visit, events: [...events, answered] };
}

/** Channels are named after their interface: PJSIP/1201 → PJSIP/1201-0000002a. */
const isChannelOf = (channel: string, face: string): boolean =>
  face !== '' && channel.startsWith(face) && /^-[0-9a-f]+(;[12])?$/.test(channel.slice(face.length));

function countersOf(names: Names, params: readonly Packet[]): Record<string, Finished> {
  const counters: Record<string, Finished> = {};
  const count = (text = ''): number => (/^\d{1,7}$/.test(text) ? Number(text) : 0);
  for (const packet of params) {
    const queue = names.queue(packet['Queue'] ?? '');
    if (!queue) continue;
    // Several queues may go by one name here.
    const one = (counters[queue.id] ??= { completed: 0, abandoned: 0 });
    one.completed += count(packet['Completed']);
    one.abandoned += count(packet['Abandoned']);
  }
  return counters;
}

/** Asterisk counts a call when it is over; exits by key are in neither number. */
export function counted(event: StoredEvent): keyof Finished | undefined {
  if (event.type === 'call.ended') return 'completed';
  return event.type === 'call.left' && event.reason !== 'key' ? 'abandoned' : undefined;
}

/**
 * Calls that Asterisk counted as finished while no link was up: the growth of its counters less the facts that the log has
 * since then and less the calls that were in progress and are gone. Never more than there were: after a restart or a
 * QueueReset the counters begin again, and what was before is not known.
 */
function unheardIn(
  { recall, system, asOf, pbxNow, outgoing = {} }: ResyncInput,
  counters: Record<string, Finished>,
  alive: Record<string, Alive>,
): Record<string, number> {
  const before = recall.sinceResync(system, counted);
  // Another link that was asked later has reported all that this answer could.
  if (!before || before.at >= pbxNow) return {};
  const unheard: Record<string, number> = {};
  for (const [queue, now] of Object.entries(counters)) {
    const then = before.counters[queue];
    if (!then) continue;
    const isReset = now.completed < then.completed || now.abandoned < then.abandoned;
    const base = isReset ? { completed: 0, abandoned: 0 } : then;
    const heard = before.finished[queue] ?? { completed: 0, abandoned: 0 };
    const grown = now.completed + now.abandoned - base.completed - base.abandoned;
    const gone = recall.openCalls(system).filter((one) => one.queue === queue && isGone(one, alive, asOf)).length;
    const count = grown - heard.completed - heard.abandoned - (isReset ? 0 : gone) - (outgoing[queue] ?? 0);
    if (count > 0) unheard[queue] = count;
  }
  return unheard;
}
