// After a (re)connection: compares FreeSWITCH's calls in progress with those of the log. Pure but for the translator's visits.
import type { RawEvent, StoredEvent } from '../../../shared/event.ts';
import type { Names } from '../names.ts';
import type { Finished, KnownCalls } from '../known-calls.ts';
import { isGone, namesOf, resynced, type Alive } from '../resynced.ts';
import { isTalking, isWaiting, SAME_JOINING_MS } from '../visits.ts';
import { ofSeconds } from './event.ts';
import type { Found, FoundNow } from './freeswitch-calls.ts';
import { wholeSeconds } from './whole-seconds.ts';
import type { Row } from './tables.ts';
import type { Translator } from './translate.ts';

/** What mod_callcenter answered, and the UUIDs of all channels; undefined what it did not answer. */
export type Answers = {
  queues: readonly Row[];
  /** Of all queues. A caller who gave up stays in the table for a while, without a channel. */
  members: readonly Row[];
  agents: readonly Row[] | undefined;
  tiers: readonly Row[] | undefined;
  channels: readonly string[] | undefined;
  /** The same before the members were asked for. */
  channelsBefore?: readonly string[] | undefined;
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
  /** Whether its counters cover what the log has now: only such ones can be compared. */
  counted: boolean;
};

const WAITING = new Set(['Waiting', 'Trying']);

export function resync(input: ResyncInput): RawEvent[] {
  const { system, names, recall, translator, answers, asOf } = input;
  const counters = countersOf(names, answers.queues);
  const raws = answers.queues.flatMap(({ name }) => name ?? []);
  translator.queueNames.learn(raws);
  // FreeSWITCH's clock ticks slower than it sends: an event of the same tick may be newer than the list.
  const listedAt = input.heardUntil === undefined ? asOf - 1 : input.heardUntil + 1;
  const queues = Object.keys(counters);
  const events = [...translator.agents.listed(answers.agents ?? [], answers.tiers, queues, listedAt)];
  if (answers.agents) events.push(...translator.agents.unlisted(answers.agents, queues, listedAt));

  const alive: Record<string, Alive> = {};
  /** Answers that the log learns of only now, per queue. */
  const adopted: Record<string, number> = {};
  const { channels, channelsBefore = channels } = answers;
  /** Several nodes may share one call-centre database: each lists the callers of all, and has the channels of its own. */
  const own = channels && new Set([...channels, ...(channelsBefore ?? [])]);
  for (const row of answers.members) {
    const state = row['state'] ?? '';
    if (own && !own.has(row['session_uuid'] ?? '')) continue;
    const found = WAITING.has(state) || state === 'Answered' ? waitingIn(input, row) : undefined;
    if (!found) continue;
    const { call, visit, queue } = found;
    events.push(...found.events);
    if (state === 'Answered') {
      if (!visit.answered) adopted[queue] = (adopted[queue] ?? 0) + 1;
      events.push(...talkingIn(input, row, found));
    } else call.waitedUntil = Math.max(call.waitedUntil, asOf);
    alive[call.id] = {
      queue,
      visit: visit.number,
      ...(state === 'Answered' && visit.desk !== undefined && { desk: visit.desk }),
    };
  }
  // A caller whose joining came on this connection needs no list: the leaving would come as well. The event of a joining comes
  // before its line in the table.
  for (const [, call] of translator.calls.entries()) {
    const here = call.visits.findLast((visit) => visit.heard && (isWaiting(visit) || isTalking(visit)));
    if (!here) continue;
    if (isWaiting(here)) call.waitedUntil = Math.max(call.waitedUntil, asOf);
    alive[call.id] ??= { queue: here.queue, visit: here.number, ...(here.desk !== undefined && { desk: here.desk }) };
  }
  for (const uuid of answers.channels ?? []) alive[translator.calls.idOf(uuid)] ??= {};

  const complete = answers.channels !== undefined;
  events.push(
    resynced({
      ...input,
      alive,
      open: recall.openCalls(system),
      complete,
      counters: input.counted ? counters : undefined,
      names: namesOf(names, raws, translator.queueNames.shown),
      unheard: input.counted && complete ? unheardIn(input, counters, alive, adopted) : {},
    }),
  );
  return events;
}

/** A caller in a queue, waiting or talking: the visit that the log knows, or a new one, where its joining was missed. */
function waitingIn({ translator, names, pbxNow }: ResyncInput, row: Row): FoundNow | undefined {
  const queue = names.queue(row['queue'] ?? '');
  const session = row['session_uuid'] ?? '';
  if (!queue || session === '') return undefined;
  const joinedAt = ofSeconds(row['rejoined_epoch']) ?? ofSeconds(row['joined_epoch']) ?? Math.round(pbxNow);
  const { calls } = translator;
  const call = calls.of(session);
  const member = row['uuid'] ?? '';
  // Also one that left since FreeSWITCH was asked: events since then are newer.
  const known =
    call.members.get(member) ??
    call.visits.findLast((one) => one.queue === queue.id && (one.heard || joinedAt <= one.joinedAt + SAME_JOINING_MS));
  const visit = known ?? calls.add(call, queue.id, joinedAt, 'approx', false);
  if (member !== '') call.members.set(member, visit);
  // Known by a later event alone, it began at the list's time.
  const isEarlier = visit.joined === 'approx' && joinedAt < visit.joinedAt - SAME_JOINING_MS;
  if (known && !isEarlier) return { call, visit, queue: queue.id, events: [] };
  visit.joinedAt = joinedAt;
  const number = row['cid_number'] ?? '';
  const joined: RawEvent = {
    type: 'call.joined',
    ...calls.fact(call, visit, 'joined', joinedAt, 'adopted'),
    queue: queue.id,
    name: translator.queueNames.shown(row['queue'] ?? ''),
    ...(number !== '' && { number: number.slice(0, 64) }),
  };
  return { call, visit, queue: queue.id, events: [joined] };
}

/** A caller that a desk took: the beginning is in whole seconds, the desk by name. */
function talkingIn(
  { translator, answers, asOf }: ResyncInput,
  row: Row,
  { call, visit, queue }: Found,
): readonly RawEvent[] {
  const agent = row['serving_agent'] ?? '';
  const { calls, agents } = translator;
  const channel = answers.agents?.find(({ name }) => name === agent)?.['uuid'] ?? '';
  if (channel !== '') calls.connected(channel, call, visit);
  // Without an agent's name it was one of all that rang, and the end will show which.
  if (visit.answered || visit.left || agent === '' || agent === 'ring-all') return [];
  const desk = agents.deskOf(agent);
  // In whole seconds it may lie before an earlier list that had the caller waiting.
  const bridgedAt = ofSeconds(row['bridge_epoch']) ?? asOf + 1;
  const answeredAt = Math.max(visit.joinedAt, bridgedAt, call.waitedUntil + 1);
  const waited = wholeSeconds(visit.joinedAt, answeredAt);
  const wait = waited !== undefined && { waited };
  visit.answered = 'approx';
  visit.desk = desk.id;
  visit.times.answered = answeredAt;
  const fact = calls.fact(call, visit, 'answered', answeredAt, 'adopted');
  return [{ type: 'call.answered', ...fact, queue, desk: desk.id, name: desk.name, ...wait }];
}

function countersOf(names: Names, rows: readonly Row[]): Record<string, Finished> {
  const counters: Record<string, Finished> = {};
  const count = (text: string | undefined): number => (/^\d{1,7}$/.test(text ?? '') ? Number(text) : 0);
  for (const row of rows) {
    const queue = names.queue(row['name'] ?? '');
    if (queue)
      counters[queue.id] = { completed: count(row['calls_answered']), abandoned: count(row['calls_abandoned']) };
  }
  return counters;
}

/**
 * mod_callcenter counts a call when a desk answers it, and every other leaving as abandoned. Of a call that was adopted the
 * exact answer is told at its end; what happened before the counters were told is in them.
 */
function counted(event: StoredEvent, since: number): keyof Finished | undefined {
  if (event.at < since) return undefined;
  return event.type === 'call.answered' ? 'completed' : event.type === 'call.left' ? 'abandoned' : undefined;
}

/**
 * Calls that were counted while no link was up: the growth of the counters since they were last told, less the facts that the
 * log has since then, less the answers adopted just now, less the callers who waited and are gone. Never more than there
 * were: after a restart or a `queue reload` the counters begin again, and what was before is not known.
 */
function unheardIn(
  { recall, system, asOf, pbxNow }: ResyncInput,
  counters: Record<string, Finished>,
  alive: Record<string, Alive>,
  adopted: Record<string, number>,
): Record<string, number> {
  const before = recall.sinceResync(system, counted);
  // Another link that was asked later has reported all that this answer could.
  if (!before || before.at >= pbxNow) return {};
  const open = recall.openCalls(system).filter((one) => one.answeredAt === undefined);
  const unheard: Record<string, number> = {};
  for (const [queue, now] of Object.entries(counters)) {
    const then = before.counters[queue];
    if (!then) continue;
    const isReset = now.completed < then.completed || now.abandoned < then.abandoned;
    const grown = now.completed + now.abandoned - (isReset ? 0 : then.completed + then.abandoned);
    const heard = before.finished[queue] ?? { completed: 0, abandoned: 0 };
    const gone = open.filter((one) => one.queue === queue && isGone(one, alive, asOf)).length;
    const count = grown - heard.completed - heard.abandoned - (adopted[queue] ?? 0) - gone;
    if (count > 0) unheard[queue] = count;
  }
  return unheard;
}
