// The calls that the board holds in memory: those in progress, and the lately ended, for their last facts (B7).
import { DAY } from '../../shared/time.ts';
import type { StoredEvent } from '../../shared/event.ts';
import {
  isCallEvent,
  mergeCall,
  newCall,
  readCall,
  type Call,
  type CallEvent,
  type CallFacts,
  type Context,
} from './call.ts';
import type { Desks } from './desks.ts';
import type { EventHistory } from './event-history.ts';
import type { Queues } from './queues.ts';
import type { Edit, Sittings, Span } from './sittings.ts';
import type { Contributions } from './contributions.ts';

/** Ended calls kept in memory; facts about older ones are read back from the ledger. */
const ENDED_KEPT = 2_000;

/** A visit in progress, as a collector needs it to go on after a gap. Times are those of the telephone system. */
export type OpenCall = {
  call: string;
  visit: number;
  queue: string;
  joinedAt: number;
  desk?: string;
  answeredAt?: number;
};

type Entry = { facts: CallFacts; reading: Call };
type SavedFacts = Omit<CallFacts, 'visits'> & {
  visits: [number, CallFacts['visits'] extends Map<number, infer V> ? V : never][];
};
export type SavedCalls = Record<string, SavedFacts>;

type Parts = {
  context: Context;
  recall: (subject: string, before: number) => readonly StoredEvent[];
  recallCalls: EventHistory['callsBetween'];
  sittings: Sittings;
  contributions: Contributions;
  queues: Queues;
  desks: Desks;
  saved: SavedCalls | undefined;
};

/** A leaving that is only supposed is reported within so much, if at all, by the telephone system's time. */
const SUPPOSED_KEPT_MS = 3_600_000;

/** The facts of a visit lie within so much after its joining: see LONGEST_WAIT in visit.ts. */

export function createCallStore({
  context,
  recall,
  recallCalls,
  sittings,
  contributions,
  queues,
  desks,
  saved = {},
}: Parts) {
  const held = new Map<string, Entry>();
  /** The latest moment of which any event reported. */
  let latest = -Infinity;
  /** Ids as their calls ended; those before `begin` were forgotten. */
  const order: string[] = [];
  let begin = 0;
  let ended = 0;

  const readNow = (id: string, facts: CallFacts): Call => readCall(id, facts, context);

  const load = (id: string, events: readonly StoredEvent[]): Entry => {
    const facts = newCall();
    for (const event of events) if (isCallEvent(event)) mergeCall(facts, event);
    return { facts, reading: readNow(id, facts) };
  };

  const refresh = (id: string, entry: Entry): void => {
    const after = readNow(id, entry.facts);
    contributions.move(entry.reading, after);
    const wasOpen = entry.reading.open;
    entry.reading = after;
    if (wasOpen && !after.open) hasEnded(id);
    else if (after.open && !wasOpen) ended--;
  };

  /** A call that is not in progress stays a while, then the longest ended is forgotten. */
  const hasEnded = (id: string): void => {
    order.push(id);
    ended++;
    while (ended > ENDED_KEPT && begin < order.length) {
      const oldest = order[begin++] ?? '';
      if (held.get(oldest)?.reading.open !== false) continue; // in progress again, or gone already
      held.delete(oldest);
      ended--;
    }
    if (begin <= ENDED_KEPT) return;
    order.splice(0, begin);
    begin = 0;
  };

  const inProgress = function* (): Iterable<readonly [string, Entry]> {
    for (const one of held) if (one[1].reading.open) yield one;
  };

  for (const [id, { visits, ...rest }] of Object.entries(saved)) {
    const facts: CallFacts = { ...rest, visits: new Map(visits) };
    const reading = readNow(id, facts);
    held.set(id, { facts, reading });
    if (!reading.open) hasEnded(id);
    for (const visit of reading.visits) {
      const { key } = visit;
      if (visit.outcome === 'waiting') queues.join(visit.queue, visit.joinedAt, key);
      const { queue, desk, answeredAt } = visit;
      if (visit.talk === 'talking') queues.talk(queue, 1);
      if (visit.talk === 'talking' && desk !== undefined && answeredAt !== undefined)
        desks.talk(desk, key, { answeredAt, queue, county: reading.tags.county, topic: reading.tags.topic });
      for (const [id, rangAt] of Object.entries(visit.ringing)) desks.ring(id, key, rangAt);
    }
  }

  return {
    take(event: CallEvent, position: number): void {
      const id = event.call;
      if (event.at > latest) latest = event.at;
      let entry = held.get(id);
      if (!entry) {
        // A tag may come before its call first joins: such a call waits in memory like an ended one.
        entry = load(id, recall(`call/${id}`, position));
        held.set(id, entry);
        if (!entry.reading.open) hasEnded(id);
      }
      if (mergeCall(entry.facts, event)) refresh(id, entry);
    },

    /** Reads a system's calls again after a report of what is in progress. */
    readAgain(system: string, which: 'open' | 'all'): void {
      const concerned = [...held].filter(
        ([, entry]) =>
          (entry.reading.open || (which === 'all' && isJudged(entry))) && sourcesOf(entry.facts).has(system),
      );
      for (const [id, entry] of concerned) refresh(id, entry);
    },

    /** Applies an edit to a sitting and reassigns every call that it may affect, of any age. */
    reassign({ sitting, spans, apply: make }: Edit, before: number): void {
      const concerned = new Map<string, Entry>();
      for (const [id, entry] of held) if (touches(entry.reading, spans)) concerned.set(id, entry);
      for (const [from, to] of spans)
        for (const id of recallCalls(from, to + DAY, before))
          if (!concerned.has(id) && !held.has(id)) concerned.set(id, load(id, recall(`call/${id}`, before)));
      make();
      for (const [id, entry] of concerned) {
        const after = readNow(id, entry.facts);
        contributions.move(entry.reading, after);
        entry.reading = after;
        for (const visit of after.visits) if (visit.sitting === sitting) sittings.move(undefined, visit);
      }
    },

    open(system: string): OpenCall[] {
      const list: OpenCall[] = [];
      for (const [call, { facts, reading }] of inProgress()) {
        if (!sourcesOf(facts).has(system)) continue;
        for (const visit of reading.visits) {
          if (visit.outcome !== 'waiting' && visit.talk !== 'talking') continue;
          const { number, queue, joinedAt, desk, answeredAt } = visit;
          list.push({
            call,
            visit: number,
            queue,
            joinedAt,
            ...(desk !== undefined && { desk }),
            ...(answeredAt !== undefined && { answeredAt }),
          });
        }
      }
      return list;
    },

    /** Calls that left lately, as is only supposed: the report of it may be still to come. */
    supposed: (system: string): string[] =>
      [...held]
        .filter(([, { facts }]) => isSupposedSince(facts, latest - SUPPOSED_KEPT_MS) && sourcesOf(facts).has(system))
        .map(([id]) => id),

    read: (id: string, events: readonly StoredEvent[]): Call => load(id, events).reading,

    *inProgress(): Iterable<readonly [id: string, call: Call]> {
      for (const [id, { reading }] of inProgress()) yield [id, reading];
    },

    save: (): SavedCalls =>
      Object.fromEntries(
        [...held]
          .filter(
            ([, entry]) =>
              entry.reading.open || isJudged(entry) || isSupposedSince(entry.facts, latest - SUPPOSED_KEPT_MS),
          )
          .map(([id, { facts }]) => [id, { ...facts, visits: [...facts.visits] } satisfies SavedFacts]),
      ),
  };
}

const touches = ({ visits }: Call, spans: readonly Span[]): boolean =>
  spans.some(([start, end]) =>
    visits.some(
      ({ joinedAt, answeredAt = joinedAt }) =>
        (joinedAt >= start && joinedAt < end) || (answeredAt >= start && answeredAt < end),
    ),
  );

const isSupposedSince = ({ visits }: CallFacts, since: number): boolean =>
  [...visits.values()].some(({ left, answered }) => left?.supposed === true && !answered && left.at >= since);

const isJudged = ({ reading }: Entry): boolean => reading.visits.some((visit) => visit.judged);

function sourcesOf(facts: CallFacts): Set<string> {
  const sources = new Set<string>();
  for (const { joined, answered, left } of facts.visits.values())
    for (const told of [joined, answered, left]) if (told) sources.add(told.value.source);
  return sources;
}
