// The calls that the board holds in memory, each with what it contributes.
import { DAY, HOUR } from '../../shared/time.ts';
import type { StoredEvent } from '../../shared/event.ts';
import {
  isCallEvent,
  mergeCall,
  newCall,
  NOTHING,
  readAfter,
  readCall,
  type Call,
  type CallEvent,
  type CallFacts,
  type Context,
} from './call.ts';
import type { Desks } from './desks.ts';
import type { EventHistory } from './event-history.ts';
import { createHeldCalls } from './held-calls.ts';
import type { Queues } from './queues.ts';
import { createSavings, type Saving } from './saving.ts';
import { createSeenCalls } from './seen-calls.ts';
import type { Edit, Sittings, Span } from './sittings.ts';
import type { Contributions } from './contributions.ts';

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
export type SavedCalls = Record<string, CallFacts>;

type Parts = {
  context: Context;
  recall: (subject: string, before: number) => readonly StoredEvent[];
  recallCalls: EventHistory['callsBetween'];
  sittings: Sittings;
  contributions: Contributions;
  queues: Queues;
  desks: Desks;
  saved: SavedCalls | undefined;
  /** Whether all that the log has is folded: then what was not folded yet is nowhere. */
  isFromBeginning: boolean;
};

/** A leaving that is only supposed is reported within so much, if at all, by the telephone system's time. */
const SUPPOSED_KEPT_MS = HOUR;
/** A list of what was in progress that comes later than this moves no inferred end any more. */
const INFERRED_KEPT_MS = DAY;

export function createCallStore({
  context,
  recall,
  recallCalls,
  sittings,
  contributions,
  queues,
  desks,
  saved = {},
  isFromBeginning,
}: Parts) {
  const seen = isFromBeginning ? createSeenCalls() : undefined;
  /** The latest moment of which any event reported. */
  let latest = -Infinity;
  const held = createHeldCalls<Entry>((entry) => isNeededAt(entry, latest));
  const savings = createSavings();

  const readNow = (id: string, facts: CallFacts): Call => readCall(id, facts, context);

  const load = (id: string, events: readonly StoredEvent[]): Entry => {
    const facts = newCall();
    for (const event of events) if (isCallEvent(event)) mergeCall(facts, event);
    return { facts, reading: readNow(id, facts) };
  };

  const refresh = (id: string, entry: Entry): void => {
    become(entry, readNow(id, entry.facts));
  };

  const become = (entry: Entry, after: Call): void => {
    contributions.move(entry.reading, after);
    const wasOpen = entry.reading.open;
    entry.reading = after;
    if (wasOpen && !after.open) held.hasEnded();
  };

  const inProgress = function* (): Iterable<readonly [string, Entry]> {
    for (const one of held.entries()) if (one[1].reading.open) yield one;
  };

  for (const [id, facts] of Object.entries(saved)) {
    const reading = readNow(id, facts);
    held.set(id, { facts, reading });
    if (!reading.open) held.hasEnded();
    for (const visit of reading.visits) {
      const { key } = visit;
      if (visit.outcome === 'waiting') queues.join(visit.queue, visit.joinedAt, key);
      const { queue, desk, answeredAt } = visit;
      if (visit.talk === 'talking') queues.talk(queue, 1);
      if (visit.talk === 'talking' && desk !== undefined && answeredAt !== undefined)
        desks.talk(desk, key, { answeredAt, queue, county: reading.tags.county, topic: reading.tags.topic });
      for (const { desk, rangAt } of visit.ringing) desks.ring(desk, key, rangAt);
    }
  }

  return {
    take(event: CallEvent, position: number): void {
      const id = event.call;
      if (event.at > latest) latest = event.at;
      const known = held.get(id);
      if (known) {
        savings.before(id, known);
        if (mergeCall(known.facts, event)) become(known, readAfter(event, known.facts, known.reading, context));
        return;
      }
      const isNew = seen?.add(id) === true;
      const entry = isNew ? { facts: newCall(), reading: NOTHING } : load(id, recall(`call/${id}`, position));
      held.set(id, entry);
      if (mergeCall(entry.facts, event)) {
        const after = readAfter(event, entry.facts, entry.reading, context);
        contributions.move(entry.reading, after);
        entry.reading = after;
      }
      // A tag may come before its call first joins: such a call waits in memory like an ended one.
      if (!entry.reading.open) held.hasEnded();
    },

    /** Reads a system's calls again after a report of what is in progress. */
    recheck(system: string, which: 'open' | 'all'): void {
      const concerned = held
        .entries()
        .filter(
          ([, entry]) =>
            (entry.reading.open || (which === 'all' && isEndInferred(entry))) && sourcesOf(entry.facts).has(system),
        );
      for (const [id, entry] of concerned) refresh(id, entry);
    },

    /** Applies an edit to a sitting and reassigns every call that it may affect, of any age. */
    reassign({ sitting, spans, apply: make }: Edit, before: number): void {
      const concerned = new Map<string, Entry>();
      for (const [id, entry] of held.entries()) if (touches(entry.reading, spans)) concerned.set(id, entry);
      for (const [from, to] of spans)
        // The facts of a visit lie within a day after its joining: see LONGEST_WAIT in visit.ts.
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

    /** Calls that left or were lost lately, as is only supposed or inferred: the report of it may be still to come. */
    supposed: (system: string): string[] =>
      held
        .entries()
        .filter(([, entry]) => isUnsettledSince(entry, latest - SUPPOSED_KEPT_MS) && sourcesOf(entry.facts).has(system))
        .map(([id]) => id),

    knowsVisit: (id: string, visit: number): boolean => {
      const { facts } = held.peek(id) ?? load(id, recall(`call/${id}`, Number.MAX_SAFE_INTEGER));
      return facts.visits.some(([number]) => number === visit);
    },

    read: (id: string, events: readonly StoredEvent[]): Call => load(id, events).reading,

    *inProgress(): Iterable<readonly [id: string, call: Call]> {
      for (const [id, { reading }] of inProgress()) yield [id, reading];
    },

    /** Begins to write the calls down that a checkpoint needs. */
    beginSave: (): Saving =>
      savings.begin(
        held
          .entries()
          .filter(
            ([, entry]) =>
              entry.reading.open || isEndInferred(entry) || isSupposedSince(entry.facts, latest - SUPPOSED_KEPT_MS),
          ),
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
  visits.some(([, { left, answered }]) => left?.supposed !== undefined && !answered && left.at >= since);

const isUnsettledSince = ({ facts, reading }: Entry, since: number): boolean =>
  isSupposedSince(facts, since) ||
  reading.visits.some(({ outcome, endedAt }) => outcome === 'lost' && (endedAt ?? 0) >= since);

/** Something may still be reported of it that changes what is on the board. */
const isNeededAt = ({ facts, reading }: Entry, now: number): boolean =>
  reading.open ||
  isSupposedSince(facts, now - SUPPOSED_KEPT_MS) ||
  reading.visits.some(({ endInferred, endedAt = 0 }) => endInferred && endedAt >= now - INFERRED_KEPT_MS);

const isEndInferred = ({ reading }: Entry): boolean => reading.visits.some((visit) => visit.endInferred);

function sourcesOf(facts: CallFacts): Set<string> {
  const sources = new Set<string>();
  for (const [, { joined, answered, left }] of facts.visits)
    for (const report of [joined, answered, left]) if (report) sources.add(report.value.source);
  return sources;
}
