// After a (re)connection: compares FreeSWITCH's calls in progress with those of the log, and corrects the translator's visits.
import type { RawEvent, StoredEvent } from '../../../shared/event.ts';
import type { Finished } from '../known-calls.ts';
import { countersOf, isGone, namesOf, resynced, type Alive, type Resync } from '../resynced.ts';
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

export type ResyncInput = Resync<Translator, Answers>;

const WAITING = new Set(['Waiting', 'Trying']);

export function resync(input: ResyncInput): RawEvent[] {
  const { system, names, recall, translator, answers, asOf } = input;
  const counters = countersOf(
    names,
    answers.queues.map(({ name, calls_answered: completed, calls_abandoned: abandoned }) => ({
      queue: name,
      completed,
      abandoned,
    })),
  );
  const raws = answers.queues.flatMap(({ name }) => name ?? []);
  translator.queueNames.learn(raws);
  // FreeSWITCH's clock ticks slower than it sends: an event of the same tick may be newer than the list.
  const listedAt = input.loggedUntil === undefined ? asOf - 1 : input.loggedUntil + 1;
  const queues = Object.keys(counters);
  const events = [...translator.agents.applySnapshot(answers.agents ?? [], answers.tiers, queues, listedAt)];
  if (answers.agents) events.push(...translator.agents.markMissing(answers.agents, queues, listedAt));

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
      ...compared(input, counters, alive, adopted),
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

/**
 * mod_callcenter counts a call when a desk answers it, and every other leaving as abandoned. Of a call that was adopted the
 * exact answer comes at its end; what happened before the counters were read is in them.
 */
function counted(event: StoredEvent, since: number): keyof Finished | undefined {
  if (event.at < since) return undefined;
  return event.type === 'call.answered' ? 'completed' : event.type === 'call.left' ? 'abandoned' : undefined;
}

function compared(
  input: ResyncInput,
  counters: Record<string, Finished>,
  alive: Record<string, Alive>,
  adopted: Record<string, number>,
): { unheard: Record<string, number>; ahead?: Record<string, number> } {
  if (!input.answers.channels) return { unheard: {} };
  if (input.counted) return { unheard: unheardIn(input, counters, alive, adopted) };
  // Who is gone by these lists is in the counters that are compared next.
  return { unheard: {}, ahead: countGone(input, alive) };
}

/** By queue: who waited by the log and is gone by the lists. */
function countGone({ recall, system, asOf }: ResyncInput, alive: Record<string, Alive>): Record<string, number> {
  const gone: Record<string, number> = {};
  for (const one of recall.openCalls(system))
    if (one.answeredAt === undefined && isGone(one, alive, asOf)) gone[one.queue] = (gone[one.queue] ?? 0) + 1;
  return gone;
}

/**
 * Calls that were counted while no link was up: the growth of the counters since they were last read, less the facts that the
 * log has since then, less the answers adopted just now, less the callers who waited and are gone. Never more than there
 * were: after a restart or a `queue reload` the counters begin again, and what was before is not known.
 */
function unheardIn(
  input: ResyncInput,
  counters: Record<string, Finished>,
  alive: Record<string, Alive>,
  adopted: Record<string, number>,
): Record<string, number> {
  const { recall, system, pbxNow, names, answers } = input;
  const before = recall.sinceResync(system, counted);
  // Another link that was asked later has reported all that this answer could.
  if (!before || before.at >= pbxNow) return {};
  const gone = countGone(input, alive);
  const unheard: Record<string, number> = {};
  for (const [queue, now] of Object.entries(counters)) {
    const then = before.counters[queue];
    if (!then) continue;
    const isReset = now.completed < then.completed || now.abandoned < then.abandoned;
    // Which of several queues under one name was reset, their sum does not show, nor what the others had before.
    const isOneOfSeveral = answers.queues.filter(({ name = '' }) => names.queue(name)?.id === queue).length > 1;
    if (isReset && isOneOfSeveral) continue;
    const grown = now.completed + now.abandoned - (isReset ? 0 : then.completed + then.abandoned);
    const heard = before.finished[queue] ?? { completed: 0, abandoned: 0 };
    const ended = (gone[queue] ?? 0) + (before.ahead[queue] ?? 0);
    const count = grown - heard.completed - heard.abandoned - (adopted[queue] ?? 0) - ended;
    if (count > 0) unheard[queue] = count;
  }
  return unheard;
}
