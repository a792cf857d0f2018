// The callers' channels of one connection and the facts about them, with identities that any link would choose alike.
import type { RawEvent } from '../../shared/event.ts';
import { SEEN, type LOGGED, type UNREPORTED } from '../board/seen.ts';
import { LATE_JOINING_MS } from '../board/visit-numbers.ts';
import type { Names } from './names.ts';
import type { KnownCalls } from './known-calls.ts';
import {
  isTalking,
  newVisit,
  fromKnown,
  isOverBefore,
  isStampedLate,
  joinedNear,
  SAME_JOINING_MS,
  type Call,
  type VisitStep,
  type VisitState,
} from './visits.ts';

type FactName =
  | 'joined'
  | 'answered'
  | 'left'
  | 'ended'
  | `${'ringing' | 'rung' | 'missed'}/${string}`
  | `${'held' | 'resumed'}/${number | string}`
  | 'transferred';
/** Where an approximate fact comes from: each has a separate id. */
export type Approx = typeof LOGGED | 'adopted' | 'implied' | typeof UNREPORTED | typeof SEEN | `supposed-${string}`;

export type CallsOf<Own> = ReturnType<typeof createCalls<Own>>;

/** `Own`: what a telephone system's translator keeps with a call beside what all keep. */
type Parts<Own> = {
  names: Names;
  recall: KnownCalls;
  /** The id of a call by what the telephone system calls its channel. */
  idOf: (channel: string) => string;
  /** Whether the channel was there before the connection, where it shows that. */
  isOlder?: (channel: string) => boolean;
  own: () => Own;
};

export function createCalls<Own>({ names, recall, idOf, isOlder = () => false, own }: Parts<Own>) {
  type CallState = Call & Own;
  const calls = new Map<string, CallState>();
  let now = 0;
  let isHeard = true;
  const byAgent = new Map<string, { call: CallState; visit: VisitState }>();

  /** A call as the log knows it. */
  const fromLog = (id: string): CallState => {
    const visits = recall
      .visits(id)
      .map(fromKnown)
      .sort((a, b) => a.joinedAt - b.joinedAt);
    return { id, visits, hungUpAt: undefined, touchedAt: now, isHeard, ...own() };
  };

  const of = (channel: string): CallState => {
    let call = calls.get(channel);
    if (!call) {
      const id = idOf(channel);
      calls.set(channel, (call = fromLog(id)));
      call.isNumberedAlone = isHeard && call.visits.length === 0 && isOlder(channel);
    }
    call.touchedAt = now;
    call.isHeard ||= isHeard;
    return call;
  };

  /** With the queue where the number alone may mean another visit: a second fact of one id would be taken for a repeat. */
  const factId = (call: Call, visit: VisitState, fact: FactName, approx?: Approx): string => {
    const isShared = call.visits.some((one) => one !== visit && one.number === visit.number);
    const where = call.isNumberedAlone || isShared ? `${visit.number}@${visit.queue}` : String(visit.number);
    return `${call.id}/${where}/${fact}${approx ? `~${approx}` : ''}`;
  };

  const add = (call: Call, queue: string, at: number, joined: 'exact' | 'approx', heard: boolean): VisitState => {
    const number = Math.max(0, ...call.visits.map((one) => one.number)) + 1;
    const visit = newVisit(number, queue, at, joined, heard);
    // queue_log may report an earlier visit than the one that goes on now.
    const place = heard ? -1 : call.visits.findIndex((one) => one.joinedAt > at);
    call.visits.splice(place < 0 ? call.visits.length : place, 0, visit);
    return visit;
  };

  /** The visit that a new joining is, if another link or queue_log reported it already. */
  const sameJoin = (
    call: Call,
    queue: string,
    at: number,
    open: (visit: VisitState) => boolean,
  ): VisitState | undefined =>
    joinedNear(
      call.visits.filter((visit) => visit.queue === queue && open(visit) && !isOverBefore(visit, at)),
      at,
      SAME_JOINING_MS,
    );

  /**
   * The visit that queue_log or another link reported shortly before a late event of its joining. Events of one connection come in
   * order, so nothing else of it was heard before.
   */
  const reportedBefore = (call: Call, queue: string, at: number): VisitState | undefined =>
    call.visits.find(
      (visit) =>
        visit.queue === queue &&
        !visit.heard &&
        visit.heardFacts.size === 0 &&
        !visit.isOver &&
        at > visit.joinedAt &&
        at - visit.joinedAt <= LATE_JOINING_MS &&
        (visit.isHungUp || !isOverBefore(visit, at)),
    );

  /** The visit that a later fact showed already, here or on another link, without the beginning of its wait. */
  const seenLater = (
    call: Call,
    queue: string,
    at: number,
    open: (visit: VisitState) => boolean,
  ): VisitState | undefined =>
    call.visits.find((visit) => visit.isImplied && visit.queue === queue && visit.joinedAt > at && open(visit));

  /**
   * The visit of a fact that another link or queue_log reported before. `joinedAt`: when it joined, by the wait in this report: a caller
   * who joined again may have left the same queue twice within seconds.
   */
  const alreadyReported = (
    call: Call,
    queue: string,
    fact: VisitStep,
    at: number,
    by: 'heard' | 'logged',
    joinedAt?: number,
  ): VisitState | undefined => {
    const there = call.visits.filter((one) => one.queue === queue);
    const meant = joinedAt === undefined ? undefined : joinedNear(there, joinedAt);
    const visit = there.find(
      (one) =>
        (joinedAt === undefined || one === meant || (!meant && one.isImplied)) &&
        !one[`${by}Facts`].has(fact) &&
        !(fact === 'answered' && one.isAnswerSeen) &&
        (Math.abs((one.times[fact] ?? Infinity) - at) <= SAME_JOINING_MS ||
          (by === 'heard' && one === meant && isStampedLate(one, fact, at, joinedAt))),
    );
    visit?.[`${by}Facts`].add(fact);
    return visit;
  };

  /** Records when a fact happened, and that this connection or queue_log reported it. */
  const record = (visit: VisitState, fact: VisitStep, at: number, by: 'heard' | 'logged'): void => {
    visit.times[fact] ??= at;
    visit[`${by}Facts`].add(fact);
  };

  return {
    alreadyReported,
    record,
    /** Sets our clock (epoch ms), by which calls are forgotten, and whether the connection reports or the system's own log. */
    clock(at: number, by: 'connection' | 'log' = 'connection'): void {
      now = at;
      isHeard = by === 'connection';
    },
    of,
    /** The visits of a call that the log knows, by its id. */
    knownVisits: (id: string): VisitState[] => recall.visits(id).map(fromKnown),
    /** The call of that id; one that this connection has not seen as the log knows it. */
    byId: (id: string): CallState => calls.values().find((one) => one.id === id) ?? fromLog(id),
    idOf,
    add,
    sameJoin,
    reportedBefore,
    seenLater,
    factId,
    /** Id of a queue that is the wallboard's business. */
    queueOf: (raw: string | undefined): string | undefined => (raw === undefined ? undefined : names.queue(raw)?.id),
    known(channel: string): CallState | undefined {
      const call = calls.get(channel);
      if (call) call.touchedAt = now;
      if (call && isHeard) call.isHeard = true;
      return call;
    },

    /** Common fields of a fact about a visit. */
    fact: (call: Call, visit: VisitState, name: FactName, at: number, approx?: Approx) => ({
      id: factId(call, visit, name, approx),
      at,
      call: call.id,
      ...(visit.number > 1 && { visit: visit.number }),
      ...(approx && { approx: true as const }),
    }),

    /**
     * The visit that a fact about a queue belongs to: the last one there, or the one that joined at the time that the fact names
     * (`isNamed`). One whose joining was not reported is made now; `events` then has the joining.
     */
    inQueue(
      call: CallState,
      queue: string,
      joinedAt: number,
      fits: (visit: VisitState) => boolean,
      isNamed = false,
    ): { call: CallState; visit: VisitState; events: RawEvent[] } {
      const fitting = call.visits.filter((visit) => visit.queue === queue && fits(visit));
      const known = isNamed
        ? (joinedNear(fitting, joinedAt) ?? fitting.findLast((visit) => visit.isImplied && joinedAt < visit.joinedAt))
        : fitting.at(-1);
      if (known && !(known.isImplied && joinedAt < known.joinedAt - SAME_JOINING_MS))
        return { call, visit: known, events: [] };
      // A ring shows that a caller waits; only the answer shows since when.
      const visit = known ?? add(call, queue, joinedAt, 'approx', false);
      visit.joinedAt = joinedAt;
      const joined: RawEvent = {
        type: 'call.joined',
        id: factId(call, visit, 'joined', known ? 'adopted' : isNamed ? 'implied' : SEEN),
        at: joinedAt,
        call: call.id,
        ...(visit.number > 1 && { visit: visit.number }),
        queue,
        approx: true,
      };
      visit.isImplied = known === undefined && !isNamed;
      return { call, visit, events: [joined] };
    },

    connected(agentChannel: string, call: CallState, visit: VisitState): void {
      visit.agentChannel = agentChannel;
      byAgent.set(agentChannel, { call, visit });
    },

    byAgentChannel: (agentChannel: string) => byAgent.get(agentChannel),

    /** The desk's channel has no part in the call any more; it may have one in another. */
    disconnected(agentChannel: string, call: CallState): void {
      const talk = byAgent.get(agentChannel);
      if (talk?.call !== call) return;
      byAgent.delete(agentChannel);
      if (talk.visit.agentChannel === agentChannel) talk.visit.agentChannel = undefined;
    },

    /** Calls being talked to at a desk for a queue, the one whose caller has hung up, or the longest, first. */
    talkingAt(
      queue: string,
      desk: string,
      fits: (visit: VisitState) => boolean = () => true,
    ): { call: CallState; visit: VisitState } | undefined {
      let best: { call: CallState; visit: VisitState } | undefined;
      for (const call of calls.values())
        for (const visit of call.visits) {
          if (visit.queue !== queue || visit.desk !== desk || !isTalking(visit) || !fits(visit)) continue;
          const gone = call.hungUpAt !== undefined;
          if (!best || (gone && best.call.hungUpAt === undefined)) best = { call, visit };
        }
      return best;
    },

    forget(channel: string): void {
      const call = calls.get(channel);
      calls.delete(channel);
      for (const { agentChannel } of call?.visits ?? [])
        if (agentChannel !== undefined && byAgent.get(agentChannel)?.call === call) byAgent.delete(agentChannel);
    },

    entries: (): Iterable<[string, CallState]> => calls.entries(),
  };
}
