// The callers' channels of one connection and the facts about them, with identities that any link would choose alike.
import type { RawEvent } from '../../../shared/event.ts';
import { digitRun, idPattern } from '../../../shared/event.ts';
import { shortHash, type Names } from '../names.ts';
import type { Recall } from '../recall.ts';
import {
  isTalking,
  newCall,
  newVisit,
  recalled,
  SAME_JOINING_MS,
  type CallState,
  type Course,
  type VisitState,
} from './visits.ts';

/** Uniqueid is `<systemname>-<epoch>.<n>`, or without the name; anything else could be a number in disguise (B8). */
const uniqueidPattern = /^([A-Za-z0-9_-]+-)?(?:1[5-9]|20)\d{8}\.\d{1,7}$/;

export function callIdOf(system: string, uniqueid: string): string {
  const [whole, name = ''] = uniqueidPattern.exec(uniqueid) ?? [];
  if (whole !== undefined && !digitRun.test(name)) {
    const slug = uniqueid.toLowerCase().replaceAll('.', '-');
    const id = slug.startsWith(`${system}-`) ? slug : `${system}-${slug}`;
    if (idPattern.test(id)) return id;
  }
  return `${system.slice(0, 40)}-x${shortHash(uniqueid)}${shortHash(`${uniqueid}.`)}`;
}

type FactName =
  | 'joined'
  | 'answered'
  | 'left'
  | 'ended'
  | `${'ringing' | 'missed'}/${string}`
  | `${'held' | 'resumed'}/${number}`
  | 'transferred';
/** Where an approximate fact comes from: each has an identity of its own. */
export type Approx = 'log' | 'adopted' | 'implied';
export type Say = (event: RawEvent) => void;

export type Calls = ReturnType<typeof createCalls>;

type Parts = { system: string; names: Names; recall: Recall; say: Say };

export function createCalls({ system, names, recall, say }: Parts) {
  const calls = new Map<string, CallState>();
  let now = 0;
  const byAgent = new Map<string, { call: CallState; visit: VisitState }>();

  const of = (uniqueid: string): CallState => {
    let call = calls.get(uniqueid);
    if (!call) {
      const id = callIdOf(system, uniqueid);
      const visits = recall.visits(id).map(recalled);
      calls.set(uniqueid, (call = newCall(id, visits, now)));
    }
    call.touchedAt = now;
    return call;
  };

  const factId = (call: CallState, visit: VisitState, fact: FactName, approx?: Approx): string =>
    `${call.id}/${visit.number}/${fact}${approx ? `~${approx}` : ''}`;

  const add = (call: CallState, queue: string, at: number, joined: 'exact' | 'approx', heard: boolean): VisitState => {
    const visit = newVisit((call.visits.at(-1)?.number ?? 0) + 1, queue, at, joined, heard);
    call.visits.push(visit);
    return visit;
  };

  /** The visit that a new joining is, if another link or queue_log told of it already. */
  const told = (
    call: CallState,
    queue: string,
    at: number,
    open: (visit: VisitState) => boolean,
  ): VisitState | undefined =>
    call.visits.find(
      (visit) => visit.queue === queue && open(visit) && Math.abs(visit.joinedAt - at) <= SAME_JOINING_MS,
    );

  /** A fact that was told before, by another link or by queue_log: the visit that it is about. */
  const toldBefore = (
    call: CallState,
    queue: string,
    fact: Course,
    at: number,
    by: 'heard' | 'logged',
  ): VisitState | undefined => {
    const visit = call.visits.find(
      (one) =>
        one.queue === queue &&
        !one[`${by}Facts`].has(fact) &&
        Math.abs((one.times[fact] ?? Infinity) - at) <= SAME_JOINING_MS,
    );
    visit?.[`${by}Facts`].add(fact);
    return visit;
  };

  /** Notes when a fact happened, and that this connection or queue_log told it. */
  const note = (visit: VisitState, fact: Course, at: number, by: 'heard' | 'logged'): void => {
    visit.times[fact] ??= at;
    visit[`${by}Facts`].add(fact);
  };

  return {
    toldBefore,
    note,
    /** Tells our clock (epoch ms), by which calls are forgotten. */
    clock(at: number): void {
      now = at;
    },
    of,
    add,
    told,
    factId,
    /** Id of a queue that is the wallboard's business. */
    queueOf: (raw: string | undefined): string | undefined => (raw === undefined ? undefined : names.queue(raw)?.id),
    known(uniqueid: string): CallState | undefined {
      const call = calls.get(uniqueid);
      if (call) call.touchedAt = now;
      return call;
    },

    /** Common fields of a fact about a visit. */
    fact: (call: CallState, visit: VisitState, name: FactName, at: number, approx?: Approx) => ({
      id: factId(call, visit, name, approx),
      at,
      call: call.id,
      ...(visit.number > 1 && { visit: visit.number }),
      ...(approx && { approx: true as const }),
    }),

    /** The visit that a fact about a queue belongs to: the last one there. One that nobody heard join is made now. */
    inQueue(
      uniqueid: string,
      queue: string,
      joinedAt: number,
      fits: (visit: VisitState) => boolean,
    ): { call: CallState; visit: VisitState } {
      const call = of(uniqueid);
      const known = call.visits.findLast((visit) => visit.queue === queue && fits(visit));
      if (known) return { call, visit: known };
      const visit = add(call, queue, joinedAt, 'approx', false);
      say({
        type: 'call.joined',
        id: factId(call, visit, 'joined', 'implied'),
        at: joinedAt,
        call: call.id,
        ...(visit.number > 1 && { visit: visit.number }),
        queue,
        approx: true,
      });
      return { call, visit };
    },

    connected(agentChannel: string, call: CallState, visit: VisitState): void {
      visit.agentChannel = agentChannel;
      byAgent.set(agentChannel, { call, visit });
    },

    byAgentChannel: (agentChannel: string) => byAgent.get(agentChannel),

    /** Calls being talked to at a desk for a queue, the one whose caller has hung up, or the longest, first. */
    talkingAt(queue: string, desk: string): { call: CallState; visit: VisitState } | undefined {
      let best: { call: CallState; visit: VisitState } | undefined;
      for (const call of calls.values())
        for (const visit of call.visits) {
          if (visit.queue !== queue || visit.desk !== desk || !isTalking(visit)) continue;
          const gone = call.hungUpAt !== undefined;
          if (!best || (gone && best.call.hungUpAt === undefined)) best = { call, visit };
        }
      return best;
    },

    forget(uniqueid: string): void {
      const call = calls.get(uniqueid);
      calls.delete(uniqueid);
      for (const visit of call?.visits ?? []) if (visit.agentChannel !== undefined) byAgent.delete(visit.agentChannel);
    },

    entries: (): Iterable<[string, CallState]> => calls.entries(),
  };
}
