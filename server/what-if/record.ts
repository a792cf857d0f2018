// What happened in a queue during a sitting, as a simulation needs it: who joined when, how long each was seen to wait, how long
// talks and the pauses between them were, and when desks answered. Pure. Milliseconds, which add up exactly; moments are counted from the beginning of the window.
import { MINUTE } from '../../shared/time.ts';
import type { Visit } from '../board/visit.ts';
import type { Span } from './survival.ts';

export type Seen = Pick<Visit, 'key' | 'outcome' | 'joinedAt' | 'answeredAt' | 'endedAt' | 'desk' | 'talk'>;

/** The time of a sitting in its queue, cut where another sitting of the queue begins or ends. Epoch ms. */
export type Window = {
  start: number;
  end: number;
  /** The announced time, and the desk of the sitting. */
  from: number;
  to: number;
  desk?: string | undefined;
  /** Announced ends of other sittings in the queue at the same time, by desk. */
  others: ReadonlyMap<string, number>;
};

/** How long its patience was seen to last; `ended`: the caller hung up then. */
export type Caller = Span & { joined: number };
/** `own`: of the sitting itself. */
export type Desk = {
  name: string;
  from: number;
  until: number;
  own: boolean;
  /** At `from`, it has talked for so long, or a talk has just ended. */
  talkedFor?: number;
  pausesFirst?: boolean;
};
/** What was not observed is undefined. */
export type Talk = { length: number | undefined; pause: number | undefined };
export type Outcome = { answered: number; gaveUp: number; unreached: number };

export type QueueRecord = {
  /** In the order of joining. */
  callers: readonly Caller[];
  desks: readonly Desk[];
  /** In the order of answering. */
  talks: readonly Talk[];
  /** What is observed, from which the unknown is drawn. */
  pool: { talks: readonly Span[]; pauses: readonly number[]; patience: readonly Span[] };
  /** After so long the queue itself sends a caller on. */
  longestWait: number;
  /** Before that nobody is answered: the bell rings. */
  ring: number;
  planned: { from: number; until: number };
  real: Outcome;
};

/** Somebody waited so long while a desk took nobody: then its official had left. */
const HAS_LEFT = 5 * MINUTE;

const least = (values: Iterable<number>, otherwise: number): number => {
  let found = Infinity;
  for (const value of values) if (value < found) found = value;
  return found === Infinity ? otherwise : found;
};

export function recordOf(visits: readonly Seen[], window: Window): QueueRecord {
  const { start, end } = window;
  const own = visits
    .filter(({ joinedAt, answeredAt, endedAt }) => joinedAt < end && (answeredAt ?? endedAt ?? Infinity) > start)
    .toSorted((a, b) => a.joinedAt - b.joinedAt || (a.key < b.key ? -1 : 1));
  const answers = own
    .filter(({ answeredAt }) => answeredAt !== undefined && answeredAt < end)
    .toSorted((a, b) => (a.answeredAt ?? 0) - (b.answeredAt ?? 0) || (a.key < b.key ? -1 : 1));
  const callers = own.map((visit) => callerOf(visit, window));
  const byDesk = new Map<string, Seen[]>();
  for (const visit of answers) {
    const list = byDesk.get(visit.desk ?? '') ?? [];
    byDesk.set(visit.desk ?? '', list);
    list.push(visit);
  }
  const pauses = new Map<Seen, number>();
  for (const list of byDesk.values())
    for (const [n, visit] of list.entries()) {
      const next = list[n + 1];
      // Of somebody who joined later, the desk may have waited for a caller.
      if (visit.endedAt === undefined || next?.answeredAt === undefined || next.joinedAt > visit.endedAt) continue;
      pauses.set(visit, Math.max(0, next.answeredAt - visit.endedAt));
    }
  const talks = answers.map((visit) => ({ length: talkOf(visit), pause: pauses.get(visit) }));
  const desks = [...byDesk].map(([desk, list]) => deskOf(desk, list, own, window));
  const sentOn = own.flatMap((visit, n) => (visit.outcome === 'timeout' ? [callers[n]?.lasted ?? 0] : []));
  const closes = Math.max(...desks.map(({ until }) => until), window.to - start);
  const answered = answers.length;
  const gaveUp = own.filter(
    ({ outcome, endedAt }) => isOver(outcome) && endedAt !== undefined && endedAt - start <= closes,
  ).length;
  return {
    callers,
    desks,
    talks,
    pool: {
      talks: answers.flatMap((visit) => spanOf(visit, window)),
      pauses: [...pauses.values()],
      patience: callers,
    },
    longestWait: sentOn.length > 0 ? Math.max(...sentOn) : Infinity,
    ring: least(
      answers.map(({ answeredAt = 0, joinedAt }) => answeredAt - joinedAt),
      0,
    ),
    planned: { from: window.from - start, until: window.to - start },
    real: { answered, gaveUp, unreached: own.length - answered - gaveUp },
  };
}

/** They left the queue unanswered: by themselves, or sent on after its longest wait. */
const isOver = (outcome: Seen['outcome']): boolean =>
  outcome === 'abandoned' || outcome === 'key' || outcome === 'timeout';

function callerOf({ joinedAt, answeredAt, endedAt, outcome }: Seen, { start, end }: Window): Caller {
  const waitEnded = answeredAt ?? endedAt ?? end;
  return {
    joined: joinedAt - start,
    lasted: Math.max(0, Math.min(waitEnded, end) - joinedAt),
    ended: (outcome === 'abandoned' || outcome === 'key') && waitEnded <= end,
  };
}

function talkOf({ talk, answeredAt, endedAt }: Seen): number | undefined {
  return talk === 'completed' && endedAt !== undefined ? endedAt - (answeredAt ?? endedAt) : undefined;
}

/** A talk that goes on when the window ends lasts longer; of one whose end is not known nothing is learned. */
function spanOf(visit: Seen, { end }: Window): Span[] {
  const length = talkOf(visit);
  if (length !== undefined) return [{ lasted: length, ended: true }];
  return visit.talk === 'talking' ? [{ lasted: end - (visit.answeredAt ?? end), ended: false }] : [];
}

/** A desk is there from its first answer to the announced end, longer if it answered later, shorter if its official left callers waiting. */
function deskOf(desk: string, answers: readonly Seen[], visits: readonly Seen[], window: Window): Desk {
  const first = answers[0]?.answeredAt ?? window.from;
  const lastAnswer = answers.at(-1)?.answeredAt ?? first;
  const lastEnd = Math.max(...answers.map(({ endedAt, answeredAt }) => endedAt ?? answeredAt ?? first));
  const isOwn = window.desk === undefined || desk === window.desk;
  const announced = Math.min(window.end, isOwn ? window.to : (window.others.get(desk) ?? window.to));
  const leftWaiting = visits.some(({ joinedAt, answeredAt, endedAt }) => {
    const waitedUntil = Math.min(answeredAt ?? endedAt ?? window.end, announced);
    return waitedUntil - Math.max(joinedAt, lastEnd) >= HAS_LEFT;
  });
  const until = lastAnswer >= announced ? lastAnswer : leftWaiting ? lastEnd : announced;
  return { name: desk, from: first - window.start, until: until - window.start, own: isOwn };
}
