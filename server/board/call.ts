// A call's record: the merged facts of its visits and its tags. Its state is a pure function of them.
import { isCallFact, type CallFact, type StoredEvent, type StoredOf } from '../../shared/event.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { earliest, latest, type Reported } from './merge-rules.ts';
import { isCaseEvent, mergeCase, readCase, type Case, type CaseEvent, type CaseFacts } from './case.ts';
import { merge, read, type FindInferredEnd, type Visit, type VisitFacts } from './visit.ts';

export type TagName = 'county' | 'topic' | 'kind' | 'agency';
/** The facts about a call, also how its case is followed up. */
export type CallEvent = CallFact | (CaseEvent & { call: string });

export const isCallEvent = (event: StoredEvent): event is CallEvent =>
  isCallFact(event) || (isCaseEvent(event) && event.contact === undefined && event.call !== undefined);

export type CallFacts = {
  /** The merged tags, cached until one changes: most events change none. */
  said?: Partial<Record<TagName, string>>;
  /** By number of the visit. */
  visits: Map<number, VisitFacts>;
  tags: Partial<Record<TagName, Reported<string>>>;
  /** County that the door found for the caller; a tag counts before it. */
  origin?: Reported<string>;
  /** By queue: a call may be turned away at several. */
  refused?: Record<string, Reported<string>>;
  withdrawn?: true;
  case?: CaseFacts;
};

export const newCall = (): CallFacts => ({ visits: new Map(), tags: {} });

/** Takes one event in; false when it changes nothing that a board shows. */
export function mergeCall(call: CallFacts, event: CallEvent): boolean {
  if (isCaseEvent(event)) return mergeCase((call.case ??= {}), event);
  switch (event.type) {
    case 'call.joined': {
      const origin = event.county !== undefined && takeOrigin(call, event.county, event);
      if (origin) delete call.said;
      return merge(visitOf(call, event.visit), event) || origin;
    }
    case 'call.ringing':
    case 'call.missed':
    case 'call.answered':
    case 'call.left':
    case 'call.ended':
      return merge(visitOf(call, event.visit), event);
    case 'call.refused': {
      const refused = (call.refused ??= {});
      const told = { value: event.source, at: event.at, approx: false, id: event.id };
      const kept = earliest(refused[event.queue], told);
      if (kept === refused[event.queue]) return false;
      refused[event.queue] = kept;
      return true;
    }
    case 'call.tagged':
      delete call.said;
      return mergeTags(call.tags, event);
    case 'call.withdrawn':
      if (call.withdrawn) return false;
      return (call.withdrawn = true);
    case 'call.held':
    case 'call.resumed':
    case 'call.transferred':
      return false; // kept in the log for the call's story; the board counts hold as talk
    default:
      return unreachable(event);
  }
}

/** Takes the tags of an event; of two the later counts. */
export function mergeTags(
  tags: Partial<Record<TagName, Reported<string>>>,
  event: { id: string; at: number } & Partial<Record<TagName, string | undefined>>,
): boolean {
  let changed = false;
  for (const name of ['county', 'topic', 'kind', 'agency'] as const) {
    const value = event[name];
    if (value === undefined) continue;
    const kept = latest(tags[name], { value, at: event.at, approx: false, id: event.id });
    if (kept === tags[name]) continue;
    tags[name] = kept;
    changed = true;
  }
  return changed;
}

function takeOrigin(call: CallFacts, county: string, event: StoredOf<'call.joined'>): boolean {
  const kept = earliest(call.origin, { value: county, at: event.at, approx: event.approx === true, id: event.id });
  if (kept === call.origin) return false;
  call.origin = kept;
  return true;
}

function visitOf(call: CallFacts, number = 1): VisitFacts {
  let facts = call.visits.get(number);
  if (!facts) call.visits.set(number, (facts = {}));
  return facts;
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
  open: boolean;
  /** How it is followed up; undefined while there is no step. */
  case: Case | undefined;
};

const NOTHING: Call = {
  visits: [],
  tags: {},
  answeredOnce: false,
  anyMissed: false,
  firstJoinedAt: 0,
  refused: [],
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
export function readCall(id: string, facts: CallFacts, { target, gone, sittingOf }: Context): Call {
  if (facts.withdrawn) return NOTHING;
  const visits: Visit[] = [];
  let answeredOnce = false;
  let anyMissed = false;
  let open = false;
  let firstJoinedAt = Infinity;
  const inOrder = facts.visits.size > 1 ? [...facts.visits].sort(([a], [b]) => a - b) : facts.visits;
  for (const [number, visitFacts] of inOrder) {
    const visit = read(id, number, visitFacts, target, gone);
    if (!visit) continue;
    const sitting = sittingOf(visit);
    if (sitting) {
      visit.sitting = sitting.id;
      visit.official = sitting.official.id;
    }
    visits.push(visit);
    if (visit.outcome === 'answered') answeredOnce = true;
    if (visit.missed.length > 0) anyMissed = true;
    if (visit.outcome === 'waiting' || visit.talk === 'talking') open = true;
    firstJoinedAt = Math.min(firstJoinedAt, visit.joinedAt);
  }
  const tags = (facts.said ??= say(facts));
  return {
    visits,
    tags,
    answeredOnce,
    anyMissed,
    firstJoinedAt,
    refused: facts.refused ? Object.entries(facts.refused).map(([queue, { at }]) => ({ queue, at })) : NOTHING.refused,
    open,
    case: facts.case && readCase(facts.case),
  };
}

function say({ tags, origin }: CallFacts): Call['tags'] {
  const said: Call['tags'] = {};
  for (const name in tags) {
    const told = tags[name as TagName];
    if (told) said[name as TagName] = told.value;
  }
  if (said.county === undefined && origin) said.county = origin.value;
  return said;
}
