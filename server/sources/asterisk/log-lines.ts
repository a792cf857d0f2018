// Lines of queue_log → the same facts as AMI's, in whole seconds and marked approximate: they heal what the link missed.
import type { RawEvent } from '../../../shared/event.ts';
import { isPossibleTime } from '../../../shared/event-fields.ts';
import { LOGGED } from '../../board/seen.ts';
import type { Named, Names } from '../names.ts';
import type { KnownCalls } from '../known-calls.ts';
import type { Agent, Agents } from './agents.ts';
import { seconds } from './timed-packet.ts';
import type { LogMemory } from './log-memory.ts';
import { createLogGuesses } from './log-guesses.ts';
import { endings, leavings } from './log-verbs.ts';
import { createLogVisits, stampedLate, type Found, type FoundNow, type LogFact } from './log-visits.ts';
import { SAME_JOINING_MS } from '../visits.ts';
import { madeAt, type Calls, type CallState } from './asterisk-calls.ts';
import { createQueueLineReader } from './queue-line.ts';

/** Lines of several threads may be a second or two out of order; one that is older begins to repeat what was read. */
const OUT_OF_ORDER_MS = 2_000;
/** Within this many lines, one that comes once more from an earlier second repeats them as well. */
const RECENT = 100;

/** The moment this many seconds earlier; negative seconds where the clock was set back in between. */
const before = (at: number, seconds: string | undefined): number | undefined =>
  seconds !== undefined && /^-?\d{1,6}$/.test(seconds) ? at - Number(seconds) * 1000 : undefined;

type Parts = {
  system: string;
  calls: Calls;
  names: Names;
  recall: KnownCalls;
  agents: Agents;
  /** Whether a start is reported even when no call is known to be in progress: another file may know one. */
  everyStart: boolean;
  /** A call that QueueUpdate counted into a queue, though no caller waited there. */
  outgoing: (queue: string) => void;
  memory: LogMemory;
};

export function createLogLines({ system, calls, names, recall, agents, everyStart, outgoing, memory }: Parts) {
  const readLine = createQueueLineReader(
    ({ queue, agent }, call) =>
      agents.isKnown(agent) || calls.of(call).visits.some((visit) => visit.queue === names.queue(queue)?.id),
  );
  const visits = createLogVisits({ system, calls, recall, memory });
  const guesses = createLogGuesses(calls);
  let newest = -Infinity;
  /** When the channel of the line that is read was made, as far as its Uniqueid shows that. */
  let channelMadeAt: number | undefined;
  const recent = new Set<string>();

  /** Lines from an older time repeat what was read: in this pass each may report again what it reported in the one before. */
  const passes = (text: string, at: number): void => {
    const isRepeat = at < newest - OUT_OF_ORDER_MS || (at < newest && recent.has(text));
    if (!isRepeat) {
      if (at > newest) newest = at;
      recent.add(text);
      const [oldest] = recent.size > RECENT ? recent : [];
      if (oldest !== undefined) recent.delete(oldest);
      return;
    }
    newest = at;
    recent.clear();
    for (const [, call] of calls.entries())
      for (const visit of call.visits) {
        // Or the clock was set back, and a waiting caller goes on waiting.
        if (visit.answered || visit.left) visit.logged = false;
        visit.loggedFacts.clear();
      }
  };

  const joined = (
    call: CallState,
    queue: Named,
    at: number,
    number: string,
    position: number | undefined,
  ): readonly RawEvent[] => {
    if (position !== undefined) memory.joined(call.id, { queue: queue.id, at, position });
    // A line of it that came before this one was of an earlier joining.
    const known = calls.sameJoin(call, queue.id, at, (visit) => !visit.logged && visit.loggedFacts.size === 0);
    if (known) {
      Object.assign(known, { logged: true, isConfirmed: true, loggedAt: at });
      return [];
    }
    // The line before it once more: a caller that waits in a queue cannot join it.
    if (calls.sameJoin(call, queue.id, at, (visit) => !visit.answered && !visit.left)) return [];
    // The event of this joining was stamped late. Only a later line that lies before that stamp would show another visit.
    const late = position === undefined ? undefined : stampedLate(call, queue.id, at);
    if (late) {
      late.loggedAt = at;
      return [];
    }
    const visit =
      calls.seenLater(call, queue.id, at, (one) => !one.logged) ?? calls.add(call, queue.id, at, 'approx', false);
    Object.assign(visit, { logged: true, isConfirmed: true, isImplied: false, joinedAt: at, loggedAt: at });
    const fact = calls.fact(call, visit, 'joined', at, LOGGED);
    const from = number !== '' && { number: number.slice(0, 64) };
    return [{ type: 'call.joined', ...fact, queue: queue.id, name: queue.name, ...from }];
  };

  const find = (call: CallState, line: LogFact): FoundNow | undefined => {
    const found = visits.find(call, line);
    return found?.call === call ? { ...found, events: [...found.events, ...guesses.settle(found.visit)] } : found;
  };

  const missed = ({ call, visit }: Found, desk: Agent, at: number): readonly RawEvent[] => {
    if ([desk.id, ...(desk.others ?? [])].some((id) => visit.missed.has(id))) return [];
    visit.missed.add(desk.id);
    const fact = calls.fact(call, visit, `missed/${desk.id}`, at, LOGGED);
    return [{ type: 'call.missed', ...fact, queue: visit.queue, desk: desk.id, name: desk.name }];
  };

  const rangUnanswered = (call: CallState, queue: string, desk: Agent, at: number): readonly RawEvent[] => {
    const visit = visits.rung(call, queue, at);
    if (visit) return missed({ call, visit }, desk, at);
    memory.rang(call.id, { queue, desk, at });
    return [];
  };

  /** Now that its visit is known, what rang between its joining and this line belongs to it. */
  const settleLoose = (of: CallState, found: Found, until: number): readonly RawEvent[] => {
    const from = found.visit.joinedAt - SAME_JOINING_MS;
    const events = memory
      .rings(of.id)
      .filter(({ queue, at }) => queue === found.visit.queue && at >= from && at <= until + SAME_JOINING_MS)
      .flatMap(({ desk, at }) => missed(found, desk, at));
    memory.settled(of.id);
    return events;
  };

  const answered = (found: Found, at: number, desk: Agent, waited: number | undefined): RawEvent => {
    const { call, visit } = found;
    Object.assign(visit, { answered: 'approx', isAnswerSeen: false, leaving: undefined, desk: desk.id });
    calls.record(visit, 'answered', at, 'logged');
    const wait = waited !== undefined && { waited };
    const fact = calls.fact(call, visit, 'answered', at, LOGGED);
    return { type: 'call.answered', ...fact, queue: visit.queue, desk: desk.id, name: desk.name, ...wait };
  };

  const connected = (
    call: CallState,
    queue: string,
    desk: Agent,
    at: number,
    data: readonly string[],
  ): readonly RawEvent[] => {
    const waited = seconds(data[0]);
    const joinedAt = before(at, data[0]);
    const found = find(call, { queue, fact: 'answered', at, joinedAt, madeAt: channelMadeAt });
    memory.left(found?.call.id ?? call.id, queue, found?.visit.joinedAt ?? joinedAt ?? at);
    if (!found || found.isRepeat) return found?.events ?? [];
    return [...found.events, ...settleLoose(call, found, at), answered(found, at, desk, waited)];
  };

  const left = (
    call: CallState,
    queue: string,
    verb: string,
    at: number,
    data: readonly string[],
  ): readonly RawEvent[] => {
    const { reason, wait } = leavings[verb] ?? { reason: 'other' };
    const waited = wait === undefined ? undefined : seconds(data[wait]);
    const joinedAt = wait === undefined ? undefined : before(at, data[wait]);
    const position = wait === undefined ? undefined : seconds(data[wait - 1]);
    const found = find(call, { queue, fact: 'left', at, joinedAt, position, madeAt: channelMadeAt });
    memory.left(found?.call.id ?? call.id, queue, found?.visit.joinedAt ?? joinedAt ?? at);
    if (!found || found.isRepeat) return found?.events ?? [];
    const rings = settleLoose(call, found, at);
    const { rivals = [] } = found;
    const isGuess = rivals.length > 0;
    if (found.visit.isAnswerSeen) Object.assign(found.visit, { answered: undefined, isAnswerSeen: false });
    Object.assign(found.visit, {
      left: 'approx',
      leaving: undefined,
      isAssumed: isGuess,
      isHungUp: reason === 'abandoned',
    });
    // A line of its own, or a packet, will show whether it waits on.
    const waitedFor = waited !== undefined && { waited };
    if (isGuess) {
      found.visit.times.left ??= at;
      guesses.add(found.visit, rivals, { at, queue, reason, ...waitedFor });
    } else calls.record(found.visit, 'left', at, 'logged');
    const fact = calls.fact(found.call, found.visit, 'left', at, isGuess ? `supposed-${reason}` : LOGGED);
    const leaving: RawEvent = {
      type: 'call.left',
      ...fact,
      queue,
      reason,
      ...waitedFor,
      ...(isGuess && { supposed: 'reason' }),
    };
    return [...found.events, ...rings, leaving];
  };

  const ended = (
    call: CallState,
    queue: string,
    verb: string,
    desk: Agent,
    at: number,
    data: readonly string[],
  ): readonly RawEvent[] => {
    const { by, hold, talk } = endings[verb] ?? { by: 'unknown', hold: 0, talk: 1 };
    const [waited, talked] = [seconds(data.at(hold)), seconds(data.at(talk))];
    const answeredAt = at - (talked ?? 0) * 1000;
    const joinedAt = talked === undefined ? undefined : before(answeredAt, data.at(hold));
    const found = find(call, { queue, fact: 'ended', at, joinedAt, answeredAt, desk: desk.id });
    memory.left(found?.call.id ?? call.id, queue, found?.visit.joinedAt ?? joinedAt ?? at);
    if (!found || found.isRepeat) return found?.events ?? [];
    const events = [...found.events, ...settleLoose(call, found, at)];
    const { visit } = found;
    if (!visit.answered) events.push(answered(found, answeredAt, desk, waited));
    visit.ended = 'approx';
    visit.leaving = undefined;
    calls.record(visit, 'ended', at, 'logged');
    const fact = calls.fact(found.call, visit, 'ended', at, LOGGED);
    return [...events, { type: 'call.ended', ...fact, queue, by, ...(talked !== undefined && { talked }) }];
  };

  /** A new process knows nothing of the calls of the one before it. */
  const started = (at: number, shift: number): readonly RawEvent[] => {
    memory.started();
    // A difference of clocks is not known to the second.
    const asOf = shift === 0 ? at : at - 1_000;
    let isNews = everyStart || recall.openCalls(system).some(({ joinedAt }) => joinedAt < asOf);
    for (const [, call] of calls.entries())
      for (const visit of call.visits) {
        if (visit.joinedAt >= asOf || visit.isOver || visit.ended || (visit.left && !visit.answered)) continue;
        visit.isOver = true;
        isNews = true;
      }
    if (!isNews) return [];
    const restart: RawEvent = {
      type: 'source.resynced',
      id: `${system}/started/${at - shift}`,
      at,
      system,
      link: 'queue-log',
      asOf,
      calls: {},
      complete: true,
    };
    return [restart];
  };

  const factsOf = (
    uniqueid: string,
    queue: Named,
    verb: string,
    agent: string,
    at: number,
    data: readonly string[],
  ): readonly RawEvent[] => {
    if (verb === 'ENTERQUEUE') return joined(calls.of(uniqueid), queue, at, data[1] ?? '', seconds(data[2]));
    if (verb === 'CONNECT') return connected(calls.of(uniqueid), queue.id, agents.desk(agent), at, data);
    if (verb === 'RINGNOANSWER') return rangUnanswered(calls.of(uniqueid), queue.id, agents.desk(agent), at);
    if (Object.hasOwn(leavings, verb)) return left(calls.of(uniqueid), queue.id, verb, at, data);
    if (Object.hasOwn(endings, verb)) return ended(calls.of(uniqueid), queue.id, verb, agents.desk(agent), at, data);
    return [];
  };

  return {
    /**
     * Reads one line; `at`: its time (epoch ms, shifted). Undefined when it is no line of queue_log, or of a year that no event may
     * have.
     */
    read(text: string, shift: number): { at: number; events: readonly RawEvent[] } | undefined {
      const line = readLine(text);
      if (!line) return undefined;
      const { call: uniqueid, verb, data } = line;
      const at = line.time * 1000 + shift;
      if (!isPossibleTime(at)) return undefined;
      passes(text, at);
      if (verb === 'QUEUESTART') return { at, events: started(at, shift) };
      const queue = line.queue === 'NONE' ? undefined : names.queue(line.queue);
      if (!queue || uniqueid === 'NONE' || uniqueid === 'MANAGER' || uniqueid === 'REALTIME') return { at, events: [] };
      if (verb === 'OUTCALL') outgoing(queue.id);
      const made = madeAt(uniqueid);
      channelMadeAt = made === undefined ? undefined : made + shift;
      return { at, events: factsOf(uniqueid, queue, verb, line.agent, at, data) };
    },
  };
}
