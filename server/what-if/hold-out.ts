// How good the simulation is: the second half of a sitting that was held, simulated from its first half and compared. Pure.
import { recordOf, type Desk, type QueueRecord, type Seen, type Window } from './record.ts';

/** Fewer talks say too little about the others. */
export const LEAST_TALKS = 6;

export const endedTalks = ({ pool }: Pick<QueueRecord, 'pool'>): number =>
  pool.talks.filter(({ ended }) => ended).length;

export type HeldOut = {
  /** What was known at half-time. Given, as in a simulation: when callers joined, and when desks were there. */
  record: QueueRecord;
  /** Answers from then on. */
  answered: number;
};

/** Undefined where too few talks had ended by half-time. */
export function holdOut(visits: readonly Seen[], window: Window): HeldOut | undefined {
  const whole = recordOf(visits, window);
  // In the middle of the time, not of the talks: how many follow must not decide where it is cut.
  const cut = (window.from + window.to) / 2;
  const before = recordOf(
    visits.filter(({ joinedAt }) => joinedAt <= cut).map((visit) => asKnownAt(visit, cut)),
    { ...window, end: cut },
  );
  if (endedTalks(before) < LEAST_TALKS) return undefined;
  const at = cut - window.start;
  const callers = visits
    .filter(({ joinedAt, answeredAt, endedAt }) => joinedAt < window.end && (answeredAt ?? endedAt ?? Infinity) > cut)
    .toSorted((a, b) => a.joinedAt - b.joinedAt || (a.key < b.key ? -1 : 1))
    .map(({ joinedAt }) => ({
      joined: joinedAt - window.start,
      lasted: Math.max(0, cut - joinedAt),
      ended: false,
    }));
  return {
    record: { ...before, callers, desks: whole.desks.map((desk) => deskAt(desk, at, visits, window)), talks: [] },
    answered: visits.filter(({ answeredAt }) => answeredAt !== undefined && answeredAt > cut && answeredAt < window.end)
      .length,
  };
}

function asKnownAt(visit: Seen, cut: number): Seen {
  const { answeredAt, endedAt } = visit;
  if (answeredAt !== undefined && answeredAt > cut)
    return {
      ...visit,
      outcome: 'waiting',
      answeredAt: undefined,
      endedAt: undefined,
      desk: undefined,
      talk: undefined,
    };
  if (endedAt === undefined || endedAt <= cut) return visit;
  return answeredAt === undefined
    ? { ...visit, outcome: 'waiting', endedAt: undefined }
    : { ...visit, endedAt: undefined, talk: 'talking' };
}

/** A desk goes on from where it stood. */
function deskAt(desk: Desk, at: number, visits: readonly Seen[], { start }: Window): Desk {
  if (desk.from > at) return desk;
  const cut = start + at;
  const own = visits.filter(({ desk: name, answeredAt = Infinity }) => name === desk.name && answeredAt <= cut);
  const present = own.find(({ endedAt = Infinity }) => endedAt > cut);
  const from = { ...desk, from: at };
  if (present) return { ...from, talkedFor: cut - (present.answeredAt ?? cut) };
  return own.some(({ endedAt }) => endedAt === cut) ? { ...from, pausesFirst: true } : from;
}
