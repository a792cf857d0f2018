// One joining of one queue by one call: the facts about it, merged, and what follows from them.
import type { StoredOf } from '../../shared/event.ts';
import { earliest, type Reported } from './merge-rules.ts';
import { visitKey } from './key.ts';
import { SEEN } from './seen.ts';

type Joined = { queue: string; source: string; target: number | undefined };
export type Ringing = { desk: string; rangAt: number };
type Answered = { queue: string; desk: string; source: string };
type Left = { queue: string; reason: StoredOf<'call.left'>['reason']; source: string };

type Ring = { desk: string; rangAt: number | undefined; overAt: number | undefined; missedAt: number | undefined };

/** The facts of one visit, each merged from all its reports. */
export type VisitFacts = {
  /** The queue that they are about; empty where none was reported. */
  queue: string;
  /** The visit's opaque name on the board, once it was read. */
  key: string | undefined;
  joined: Reported<Joined> | undefined;
  answered: Reported<Answered> | undefined;
  left: Reported<Left> | undefined;
  ended: Reported<StoredOf<'call.ended'>['by']> | undefined;
  /** Its end as sources report it that name no queue. */
  loose: Pick<VisitFacts, 'ended' | 'talked'> | undefined;
  /** Seconds as the telephone system reported them, each from the best report that has them. */
  waited: Reported<number> | undefined;
  leftWaited: Reported<number> | undefined;
  talked: Reported<number> | undefined;
  /** Per desk: when it last began to ring, when a ring was last taken back, and when it last did not answer. */
  rings: Ring[] | undefined;
};

/** All fields are there from the beginning: objects of one shape are quicker, and there are millions of them. */
export const newVisit = (queue: string): VisitFacts => ({
  queue,
  key: undefined,
  joined: undefined,
  answered: undefined,
  left: undefined,
  ended: undefined,
  loose: undefined,
  waited: undefined,
  leftWaited: undefined,
  talked: undefined,
  rings: undefined,
});

export type VisitEvent = StoredOf<
  'call.joined' | 'call.ringing' | 'call.missed' | 'call.answered' | 'call.left' | 'call.ended'
>;

// Each takes one event in; false when it changes nothing. One for each type: code that meets events of one shape only is quicker.

export function mergeJoined(facts: VisitFacts, event: StoredOf<'call.joined'>): boolean {
  const { queue, source, target, at, id, approx } = event;
  const before = facts.joined;
  facts.joined = earliest(before, report({ queue, source, target }, at, approx, id, source));
  return facts.joined !== before;
}

export function mergeAnswered(facts: VisitFacts, event: StoredOf<'call.answered'>): boolean {
  const { queue, desk, source, waited, at, id, approx } = event;
  const { answered, waited: known } = facts;
  facts.answered = earliest(answered, report({ queue, desk, source }, at, approx, id, source));
  if (waited !== undefined) facts.waited = earliest(known, report(waited, at, approx, id, source));
  return facts.answered !== answered || facts.waited !== known;
}

export function mergeLeft(facts: VisitFacts, event: StoredOf<'call.left'>): boolean {
  const { queue, reason, source, waited, at, id, approx, supposed } = event;
  const { left, leftWaited } = facts;
  const degree = supposed && (reason === 'other' ? 2 : 1);
  facts.left = earliest(left, report({ queue, reason, source }, at, approx, id, source, degree));
  if (waited !== undefined) facts.leftWaited = earliest(leftWaited, report(waited, at, approx, id, source, degree));
  return facts.left !== left || facts.leftWaited !== leftWaited;
}

export function mergeEnded(facts: VisitFacts, event: StoredOf<'call.ended'>): boolean {
  const { by, source, at, id, approx, talked } = event;
  const end = event.queue === undefined ? (facts.loose ??= { ended: undefined, talked: undefined }) : facts;
  const { ended, talked: known } = end;
  end.ended = earliest(ended, report(by, at, approx, id, source));
  if (talked !== undefined) end.talked = earliest(known, report(talked, at, approx, id, source));
  return end.ended !== ended || end.talked !== known;
}

export function mergeRinging(facts: VisitFacts, { desk, over, at }: StoredOf<'call.ringing'>): boolean {
  const ring = ringOf((facts.rings ??= []), desk);
  if (((over ? ring.overAt : ring.rangAt) ?? -Infinity) >= at) return false;
  if (over) ring.overAt = at;
  else ring.rangAt = at;
  return true;
}

export function mergeMissed(facts: VisitFacts, { desk, at }: StoredOf<'call.missed'>): boolean {
  const ring = ringOf((facts.rings ??= []), desk);
  if ((ring.missedAt ?? -Infinity) >= at) return false;
  ring.missedAt = at;
  return true;
}

/** The facts of two visits that turned out to be one. */
export function mergeFacts(into: VisitFacts, more: VisitFacts): VisitFacts {
  return {
    queue: into.queue,
    key: undefined,
    joined: either(into.joined, more.joined),
    answered: either(into.answered, more.answered),
    left: either(into.left, more.left),
    ended: either(into.ended, more.ended),
    loose:
      into.loose && more.loose
        ? { ended: either(into.loose.ended, more.loose.ended), talked: either(into.loose.talked, more.loose.talked) }
        : (into.loose ?? more.loose),
    waited: either(into.waited, more.waited),
    leftWaited: either(into.leftWaited, more.leftWaited),
    talked: either(into.talked, more.talked),
    rings: ringsOf(into.rings, more.rings),
  };
}

const either = <T>(one: Reported<T> | undefined, other: Reported<T> | undefined): Reported<T> | undefined =>
  other ? earliest(one, other) : one;

function ringsOf(some: readonly Ring[] = [], more: readonly Ring[] = []): Ring[] | undefined {
  const rings: Ring[] = [];
  for (const { desk, ...times } of [...some, ...more]) {
    const ring = ringOf(rings, desk);
    for (const key of ['rangAt', 'overAt', 'missedAt'] as const) ring[key] = later(ring[key], times[key]);
  }
  return rings.length > 0 ? rings : undefined;
}

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

function report<T>(
  value: T,
  at: number,
  approx: true | undefined,
  id: string,
  source: string,
  supposed?: 1 | 2,
): Reported<T> {
  const one: Reported<T> = { value, at, approx: approx === true, id, source };
  if (supposed !== undefined) one.supposed = supposed;
  return one;
}

function ringOf(rings: Ring[], desk: string): Ring {
  for (const ring of rings) if (ring.desk === desk) return ring;
  const ring: Ring = { desk, rangAt: undefined, overAt: undefined, missedAt: undefined };
  rings.push(ring);
  return ring;
}

export type Outcome = 'waiting' | 'answered' | 'lost' | StoredOf<'call.left'>['reason'];

/** All that follows from the facts of a visit. Times are epoch ms of the telephone system, waits and talks seconds. */
export type Visit = {
  number: number;
  /** Its opaque name on the board. */
  key: string;
  queue: string;
  joinedAt: number;
  target: number;
  outcome: Outcome;
  waited: number | undefined;
  /** The wait was not reported; it is calculated from the times of joining and leaving. */
  waitApprox: boolean;
  desk: string | undefined;
  answeredAt: number | undefined;
  talk: 'talking' | 'completed' | 'unknown' | undefined;
  talked: number | undefined;
  endedAt: number | undefined;
  /** True when only a resync reported that it is over: an earlier event that arrives late may show otherwise. */
  endInferred: boolean;
  /** The sitting that it belongs to, and who sits there. */
  sitting: string | undefined;
  official: string | undefined;
  /** Desks that did not answer, and desks that ring now with the time they began to. */
  missed: readonly string[];
  ringing: readonly Ringing[];
};

/** Tells whether a telephone system that was asked again no longer knows the visit, and when; see resyncs.ts. */
export type InferredEnd = { how: 'lost' | 'elsewhere'; at: number };
export type FindInferredEnd = (
  source: string,
  call: string,
  visit: { number: number | undefined; queue: string; desk?: string; since: number },
) => InferredEnd | undefined;

/** Upper bound (s) when a missed join is inferred from a reported wait; longer waits are not plausible. */
const LONGEST_WAIT = 86_400;
const NONE: readonly string[] = [];
const NOBODY: readonly Ringing[] = [];

/** Reads a visit; undefined while no fact names its queue. An answer without a joining proves one (B3). */
export function read(
  call: string,
  number: number,
  facts: VisitFacts,
  defaultTarget: number,
  gone: FindInferredEnd,
): Visit | undefined {
  const { joined, left, loose } = facts;
  const ended = loose ? either(facts.ended, loose.ended) : facts.ended;
  const talked = loose ? either(facts.talked, loose.talked) : facts.talked;
  // A talk that was only seen is another visit's where this one is reported to have left.
  const isOthers = left !== undefined && !left.supposed && facts.answered?.id.endsWith(`~${SEEN}`) === true;
  const answered = isOthers ? undefined : facts.answered;
  const where = joined ?? answered ?? left;
  if (!where) return undefined;
  const queue = where.value.queue;
  const reported = whole(answered ? facts.waited : facts.leftWaited);
  const reckoned = reported === undefined ? secondsBetween(joined, answered ?? left) : undefined;
  const waited = reported ?? reckoned;
  const joinedAt = joined ? joined.at : where.at - Math.min(waited ?? 0, LONGEST_WAIT) * 1000;
  const visit: Visit = {
    number,
    key: (facts.key ??= visitKey(call, number)),
    queue,
    joinedAt,
    target: joined?.value.target ?? defaultTarget,
    outcome: 'waiting',
    waited,
    waitApprox: reckoned !== undefined,
    desk: undefined,
    answeredAt: undefined,
    talk: undefined,
    talked: undefined,
    endedAt: undefined,
    endInferred: false,
    sitting: undefined,
    official: undefined,
    missed: NONE,
    ringing: NOBODY,
  };
  if (answered) {
    visit.outcome = 'answered';
    visit.desk = answered.value.desk;
    // Where the telephone system's clock was set back, what came later still comes no earlier.
    visit.answeredAt = Math.max(answered.at, joinedAt);
    visit.talked = whole(talked);
    visit.endedAt = ended && Math.max(ended.at, visit.answeredAt);
    if (ended) visit.talk = visit.talked === undefined ? 'unknown' : 'completed';
    else {
      const end = gone(answered.value.source, call, { number, queue, desk: answered.value.desk, since: answered.at });
      visit.talk = end ? 'unknown' : 'talking';
      visit.endedAt = end && Math.max(end.at, visit.answeredAt);
      visit.endInferred = end !== undefined;
    }
  } else if (left) {
    visit.outcome = left.value.reason;
    visit.endedAt = Math.max(left.at, joinedAt);
  } else {
    const end = gone(where.value.source, call, { number, queue, since: joinedAt });
    if (end) {
      visit.outcome = end.how === 'lost' ? 'lost' : 'other';
      visit.endedAt = end.at;
      visit.endInferred = true;
    }
  }
  if (facts.rings) readRings(visit, facts.rings);
  return visit;
}

/** A wait that was not reported, where one source reported both its ends as it saw them: two clocks would not agree. */
function secondsBetween(
  joined: Reported<Joined> | undefined,
  end: Reported<Answered | Left> | undefined,
): number | undefined {
  if (!joined || !end || joined.approx || end.approx || joined.value.source !== end.value.source) return undefined;
  return end.at < joined.at ? undefined : Math.round((end.at - joined.at) / 1000);
}

/** Fractions of seconds would add up to something else in another order (B2). */
const whole = (report: Reported<number> | undefined): number | undefined => report && Math.round(report.value);

function readRings(visit: Visit, rings: readonly Ring[]): void {
  let missed: string[] | undefined;
  let ringing: Ringing[] | undefined;
  for (const { desk, rangAt, overAt = -Infinity, missedAt } of rings) {
    if (missedAt !== undefined) (missed ??= []).push(desk);
    if (visit.outcome === 'waiting' && rangAt !== undefined && rangAt > Math.max(overAt, missedAt ?? -Infinity))
      (ringing ??= []).push({ desk, rangAt });
  }
  if (missed) visit.missed = missed;
  if (ringing) visit.ringing = ringing;
}
