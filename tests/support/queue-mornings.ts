// Mornings of one queue: callers join, wait for a free desk or hang up, and talk. Written apart from the simulation under test.
import { HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import type { Seen, Window } from '../../server/what-if/record.ts';
import { seededRandom } from './seeded-random.ts';

export type Morning = { visits: Seen[]; window: Window };

const FROM = Date.parse('2026-11-25T08:00:00+03:30');

export type Habits = { perHour: number; talk: number; patience: number; desks: number; hours: number };

/** Seconds in `habits`. Talks and patience differ as much as an exponential does. */
export function morning(seed: number, habits: Partial<Habits> = {}): Morning {
  const { perHour, talk, patience, desks, hours } = {
    perHour: 30,
    talk: 180,
    patience: 420,
    desks: 1,
    hours: 2,
    ...habits,
  };
  const next = seededRandom(seed);
  const about = (mean: number): number => Math.round(-Math.log(1 - next()) * mean * SECOND);
  const to = FROM + hours * HOUR;
  const window: Window = {
    start: FROM - 15 * MINUTE,
    end: to + 30 * MINUTE,
    from: FROM,
    to,
    desk: 'd0',
    others: new Map(Array.from({ length: desks - 1 }, (_, n) => [`d${n + 1}`, to])),
  };
  const free = Array.from({ length: desks }, () => FROM);
  const visits: Seen[] = [];
  for (let at = FROM - 10 * MINUTE, n = 0; ; n++) {
    at += about(HOUR / SECOND / perHour);
    if (at >= to + 10 * MINUTE) break;
    const gives = at + about(patience);
    const desk = free.indexOf(Math.min(...free));
    const start = Math.max(at, free[desk] ?? 0) + 5 * SECOND;
    const key = `k${String(n).padStart(4, '0')}`;
    const nobody = { key, joinedAt: at, answeredAt: undefined, desk: undefined, talk: undefined };
    if (start > gives || start > to) {
      visits.push({ ...nobody, outcome: 'abandoned', endedAt: gives });
      continue;
    }
    const endedAt = start + 15 * SECOND + about(talk - 15);
    free[desk] = endedAt + about(8);
    visits.push({
      key,
      joinedAt: at,
      outcome: 'answered',
      answeredAt: start,
      endedAt,
      desk: `d${desk}`,
      talk: 'completed',
    });
  }
  return { visits, window };
}
