// One joining of one queue by one call: the facts about it, merged, and what follows from them.
import type { StoredOf } from '../../shared/event.ts';
import { earliest, type Reported } from './merge-rules.ts';
import { visitKey } from './key.ts';

type Joined = { queue: string; source: string; target: number | undefined };
type Answered = { queue: string; desk: string; source: string };
type Left = { queue: string; reason: StoredOf<'call.left'>['reason']; source: string };

/** The facts of one visit, each merged from all its tellings. */
export type VisitFacts = {
  /** The visit's opaque name on the board, once it was read. */
  key?: string;
  joined?: Reported<Joined>;
  answered?: Reported<Answered>;
  left?: Reported<Left>;
  ended?: Reported<StoredOf<'call.ended'>['by']>;
  /** Seconds as the telephone system reported them, each from the best report that has them. */
  waited?: Reported<number>;
  leftWaited?: Reported<number>;
  talked?: Reported<number>;
  /** Per desk: when it last began to ring, when a ring was last taken back, and when it last did not answer. */
  rings?: Record<string, { rangAt?: number; overAt?: number; missedAt?: number; queue: string }>;
};

export type VisitEvent = StoredOf<
  'call.joined' | 'call.ringing' | 'call.missed' | 'call.answered' | 'call.left' | 'call.ended'
>;

type Key = 'joined' | 'answered' | 'left' | 'ended' | 'waited' | 'leftWaited' | 'talked';

/** Takes one event in; false when it changes nothing. */
export function merge(facts: VisitFacts, event: VisitEvent): boolean {
  const { queue } = event;
  switch (event.type) {
    case 'call.joined':
      return take(facts, 'joined', event, { queue: event.queue, source: event.source, target: event.target });
    case 'call.answered': {
      const waited = event.waited !== undefined && take(facts, 'waited', event, event.waited);
      return take(facts, 'answered', event, { queue: event.queue, desk: event.desk, source: event.source }) || waited;
    }
    case 'call.left': {
      const waited = event.waited !== undefined && take(facts, 'leftWaited', event, event.waited);
      return take(facts, 'left', event, { queue: event.queue, reason: event.reason, source: event.source }) || waited;
    }
    case 'call.ended': {
      const talked = event.talked !== undefined && take(facts, 'talked', event, event.talked);
      return take(facts, 'ended', event, event.by) || talked;
    }
    case 'call.ringing':
    case 'call.missed': {
      const key = event.type === 'call.missed' ? 'missedAt' : event.over ? 'overAt' : 'rangAt';
      const ring = ((facts.rings ??= {})[event.desk] ??= { queue: queue ?? '' });
      if ((ring[key] ?? -Infinity) >= event.at) return false;
      ring[key] = event.at;
      return true;
    }
  }
}

function take<K extends Key>(
  facts: VisitFacts,
  key: K,
  event: VisitEvent,
  value: NonNullable<VisitFacts[K]>['value'],
): boolean {
  const { at, id, source } = event;
  const approx = 'approx' in event && event.approx === true;
  const supposed = 'supposed' in event && event.supposed !== undefined;
  const known = facts[key] as Reported<typeof value> | undefined;
  const kept = earliest(known, { value, at, approx, id, source, ...(supposed && { supposed: true as const }) });
  if (kept === known) return false;
  facts[key] = kept as VisitFacts[K];
  return true;
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
  judged: boolean;
  /** The sitting that it belongs to, and who sits there. */
  sitting: string | undefined;
  official: string | undefined;
  /** Desks that did not answer, and desks that ring now with the time they began to. */
  missed: readonly string[];
  ringing: Readonly<Record<string, number>>;
};

/** Tells whether a telephone system that was asked again no longer knows the visit, and when; see resyncs.ts. */
export type InferredEnd = { how: 'lost' | 'elsewhere'; at: number };
export type FindInferredEnd = (
  source: string,
  call: string,
  visit: { number: number; queue: string; desk?: string; since: number },
) => InferredEnd | undefined;

/** Upper bound (s) when a missed join is inferred from a reported wait; longer waits are not plausible. */
const LONGEST_WAIT = 86_400;
const NONE: readonly string[] = [];
const NOBODY = {};

/** Reads a visit; undefined while no fact names its queue. An answer without a joining proves one (B3). */
export function read(
  call: string,
  number: number,
  facts: VisitFacts,
  defaultTarget: number,
  gone: FindInferredEnd,
): Visit | undefined {
  const { joined, answered, left } = facts;
  const where = joined ?? answered ?? left;
  if (!where) return undefined;
  const queue = where.value.queue;
  const told = whole(answered ? facts.waited : facts.leftWaited);
  const reckoned = told === undefined ? secondsBetween(joined, answered ?? left) : undefined;
  const waited = told ?? reckoned;
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
    judged: false,
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
    visit.talked = whole(facts.talked);
    visit.endedAt = facts.ended && Math.max(facts.ended.at, visit.answeredAt);
    if (facts.ended) visit.talk = visit.talked === undefined ? 'unknown' : 'completed';
    else {
      const end = gone(answered.value.source, call, { number, queue, desk: answered.value.desk, since: answered.at });
      visit.talk = end ? 'unknown' : 'talking';
      visit.endedAt = end && Math.max(end.at, visit.answeredAt);
      visit.judged = end !== undefined;
    }
  } else if (left) {
    visit.outcome = left.value.reason;
    visit.endedAt = Math.max(left.at, joinedAt);
  } else {
    const end = gone(where.value.source, call, { number, queue, since: joinedAt });
    if (end) {
      visit.outcome = end.how === 'lost' ? 'lost' : 'other';
      visit.endedAt = end.at;
      visit.judged = true;
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
const whole = (told: Reported<number> | undefined): number | undefined => told && Math.round(told.value);

function readRings(visit: Visit, rings: NonNullable<VisitFacts['rings']>): void {
  let missed: string[] | undefined;
  let ringing: Record<string, number> | undefined;
  for (const desk in rings) {
    const { rangAt, overAt = -Infinity, missedAt } = rings[desk] ?? {};
    if (missedAt !== undefined) (missed ??= []).push(desk);
    if (visit.outcome === 'waiting' && rangAt !== undefined && rangAt > Math.max(overAt, missedAt ?? -Infinity))
      (ringing ??= {})[desk] = rangAt;
  }
  if (missed) visit.missed = missed;
  if (ringing) visit.ringing = ringing;
}
