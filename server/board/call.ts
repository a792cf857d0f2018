// A call's record: the merged facts of its visits and its tags. Its state is a pure function of them.
import { isCallFact, type CallFact, type StoredEvent, type StoredOf } from '../../shared/event.ts';
import { firstPlace } from '../../shared/first-place.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { earliest, type Reported } from './merge-rules.ts';
import { mergeTags, type TagName } from './tags.ts';
import { isCaseEvent, mergeCase, readCase, type Case, type CaseEvent, type CaseFacts } from './case.ts';
import { visitKey } from './key.ts';
import { joiningOf, placesOf } from './visit-numbers.ts';
import {
  mergeAnswered,
  mergeEnded,
  mergeFacts,
  mergeJoined,
  mergeLeft,
  mergeMissed,
  mergeRinging,
  newVisit,
  read,
  type FindInferredEnd,
  type Visit,
  type VisitEvent,
  type VisitFacts,
} from './visit.ts';

/** The facts about a call, also how its case is followed up. */
export type CallEvent = CallFact | (CaseEvent & { call: string });

export const isCallEvent = (event: StoredEvent): event is CallEvent =>
  isCallFact(event) || (isCaseEvent(event) && event.contact === undefined && event.call !== undefined);

function isOfVisit(event: CallEvent): event is VisitEvent {
  switch (event.type) {
    case 'call.joined':
    case 'call.ringing':
    case 'call.missed':
    case 'call.answered':
    case 'call.left':
    case 'call.ended':
      return true;
    default:
      return false;
  }
}

export type CallFacts = {
  /** The merged tags, cached until one changes: most events change none. */
  said?: Partial<Record<TagName, string>> | undefined;
  /** In the order of their numbers, and of their queues where nodes gave one number to several. */
  visits: [number: number, facts: VisitFacts][];
  /** Some number stands there with several queues. */
  isShared?: true;
  tags: Partial<Record<TagName, Reported<string>>>;
  /** County that the door found for the caller; a tag counts before it. */
  origin?: Reported<string>;
  /** By queue: a call may be turned away at several. */
  refused?: Record<string, Reported<string>>;
  withdrawn?: true;
  case?: CaseFacts;
};

export const newCall = (): CallFacts => ({ visits: [], tags: {} });

/** Takes one event in; false when it changes nothing that a board shows. */
export function mergeCall(call: CallFacts, event: CallEvent): boolean {
  switch (event.type) {
    case 'call.joined': {
      const isChanged = mergeJoined(visitOf(call, event.visit, event.queue), event);
      if (event.county === undefined || !takeOrigin(call, event.county, event)) return isChanged;
      call.said = undefined;
      return true;
    }
    case 'call.ringing':
      return mergeRinging(visitOf(call, event.visit, event.queue), event);
    case 'call.missed':
      return mergeMissed(visitOf(call, event.visit, event.queue), event);
    case 'call.answered':
      return mergeAnswered(visitOf(call, event.visit, event.queue), event);
    case 'call.left':
      return mergeLeft(visitOf(call, event.visit, event.queue), event);
    case 'call.ended':
      return mergeEnded(visitOf(call, event.visit, event.queue), event);
    case 'call.refused': {
      const refused = (call.refused ??= {});
      const report = { value: event.source, at: event.at, approx: false, id: event.id };
      const kept = earliest(refused[event.queue], report);
      if (kept === refused[event.queue]) return false;
      refused[event.queue] = kept;
      return true;
    }
    case 'call.tagged':
      call.said = undefined;
      return mergeTags(call.tags, event);
    case 'call.withdrawn':
      if (call.withdrawn) return false;
      return (call.withdrawn = true);
    case 'call.held':
    case 'call.resumed':
    case 'call.transferred':
      return false; // kept in the log for the call's story; the board counts hold as talk
    case 'case.advised':
    case 'case.unrelated':
    case 'case.referred':
    case 'case.answered':
    case 'case.closed':
    case 'case.verified':
      return mergeCase((call.case ??= {}), event);
    default:
      return unreachable(event);
  }
}

function takeOrigin(call: CallFacts, county: string, event: StoredOf<'call.joined'>): boolean {
  const kept = earliest(call.origin, { value: county, at: event.at, approx: event.approx === true, id: event.id });
  if (kept === call.origin) return false;
  call.origin = kept;
  return true;
}

function visitOf(call: CallFacts, number = 1, queue: string | undefined): VisitFacts {
  const { visits } = call;
  let place = visits.length;
  let first: VisitFacts | undefined;
  // Most facts are about the latest visit.
  for (; place > 0; place--) {
    const [known, facts] = visits[place - 1] as (typeof visits)[number];
    if (known < number) break;
    if (known > number) continue;
    if (facts.queue === queue) return facts;
    if (queue !== undefined && facts.queue === '') {
      facts.queue = queue;
      return facts;
    }
    if (queue !== undefined && facts.queue < queue) break;
    first = facts;
  }
  if (queue === undefined && first) return first;
  const fresh = newVisit(queue ?? '');
  const isFirst = visits[place - 1]?.[0] !== number;
  if (first || !isFirst) call.isShared = true;
  // An end without a queue is that of the first queue, in whichever order they came.
  if (first && isFirst) {
    fresh.loose = first.loose;
    first.loose = undefined;
  }
  if (place === visits.length) visits.push([number, fresh]);
  else visits.splice(place, 0, [number, fresh]);
  return fresh;
}

/** The state of a call. `answeredOnce`: it is a contact, counted where and when it first joined. */
export type Call = {
  visits: readonly Visit[];
  tags: Partial<Record<TagName, string>>;
  answeredOnce: boolean;
  anyMissed: boolean;
  firstJoinedAt: number;
  /** The queues that it was turned away at, each with the first time. */
  refused: readonly { queue: string; at: number }[];
  /** Visits in progress. */
  waiting: number;
  talking: number;
  open: boolean;
  /** How it is followed up; undefined while there is no step. */
  case: Case | undefined;
};

export const NOTHING: Call = {
  visits: [],
  tags: {},
  answeredOnce: false,
  anyMissed: false,
  firstJoinedAt: 0,
  refused: [],
  waiting: 0,
  talking: 0,
  open: false,
  case: undefined,
};

/** What a reading needs beside the call's own facts. */
export type Context = {
  /** Service-level target of a visit whose joining had none. */
  target: number;
  gone: FindInferredEnd;
  sittingOf: (visit: Visit) => { id: string; official: { id: string } } | undefined;
};

/** Reads a call. A withdrawn one has no state. */
export function readCall(id: string, facts: CallFacts, context: Context): Call {
  if (facts.withdrawn) return NOTHING;
  const visits: Visit[] = [];
  if (facts.isShared) return summedUp(facts, readShared(id, facts, context));
  for (const [number, visitFacts] of facts.visits) {
    const visit = readVisit(id, number, visitFacts, context);
    if (visit) visits.push(visit);
  }
  return summedUp(facts, visits);
}

/** Reads a call again after one fact: of its visits only that which the fact is about, as nothing else has changed. */
export function readAfter(event: CallEvent, facts: CallFacts, before: Call, context: Context): Call {
  if (facts.withdrawn) return NOTHING;
  if (!isOfVisit(event)) return summedUp(facts, before.visits);
  if (facts.isShared) return readCall(event.call, facts, context);
  const { call, visit: number = 1 } = event;
  const visit = readVisit(call, number, visitOf(facts, number, event.queue), context);
  return summedUp(facts, visit ? replaced(before.visits, visit) : before.visits);
}

function readVisit(
  id: string,
  number: number,
  facts: VisitFacts,
  { target, gone, sittingOf }: Context,
): Visit | undefined {
  const visit = read(id, number, facts, target, gone);
  const sitting = visit && sittingOf(visit);
  if (!sitting) return visit;
  visit.sitting = sitting.id;
  visit.official = sitting.official.id;
  return visit;
}

/** Reads the visits of a call in which a number may stand for several: each is named by its queue as well. */
function readShared(id: string, { visits: all }: CallFacts, context: Context): Visit[] {
  const numbered = all.map(([number, { queue, joined }]) => ({ number, queue, joining: joined && joiningOf(joined) }));
  const places = placesOf(numbered);
  const gone: FindInferredEnd = (source, call, visit) => context.gone(source, call, { ...visit, number: undefined });
  const seen = new Set<number>();
  const visits: Visit[] = [];
  for (const [place, [number, own]] of all.entries()) {
    if (places[place] !== place) continue;
    const others = all.flatMap(([, facts], other) => (other !== place && places[other] === place ? [facts] : []));
    const facts = others.reduce(mergeFacts, { ...own });
    facts.key = seen.has(number) ? visitKey(`${id}/${own.queue}`, number) : visitKey(id, number);
    seen.add(number);
    const visit = readVisit(id, number, facts, { ...context, gone });
    if (visit) visits.push(visit);
  }
  return visits;
}

/** The visits with one in the place of that of its number, in the order of the numbers. */
function replaced(visits: readonly Visit[], visit: Visit): Visit[] {
  if (visits.length === 0 || (visits.length === 1 && visits[0]?.number === visit.number)) return [visit];
  const others = visits.filter(({ number }) => number !== visit.number);
  others.splice(
    firstPlace(others, ({ number }) => number > visit.number),
    0,
    visit,
  );
  return others;
}

function summedUp(facts: CallFacts, visits: readonly Visit[]): Call {
  let answeredOnce = false;
  let anyMissed = false;
  let waiting = 0;
  let talking = 0;
  let firstJoinedAt = Infinity;
  for (const visit of visits) {
    if (visit.outcome === 'answered') answeredOnce = true;
    if (visit.missed.length > 0) anyMissed = true;
    if (visit.outcome === 'waiting') waiting++;
    else if (visit.talk === 'talking') talking++;
    if (visit.joinedAt < firstJoinedAt) firstJoinedAt = visit.joinedAt;
  }
  return {
    visits,
    tags: (facts.said ??= tagsOf(facts)),
    answeredOnce,
    anyMissed,
    firstJoinedAt,
    refused: facts.refused ? Object.entries(facts.refused).map(([queue, { at }]) => ({ queue, at })) : NOTHING.refused,
    waiting,
    talking,
    open: waiting + talking > 0,
    case: facts.case && readCase(facts.case),
  };
}

function tagsOf({ tags, origin }: CallFacts): Call['tags'] {
  const values: Call['tags'] = {};
  for (const name in tags) {
    const tag = tags[name as TagName];
    if (tag) values[name as TagName] = tag.value;
  }
  if (values.county === undefined && origin) values.county = origin.value;
  return values;
}
