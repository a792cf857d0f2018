// Looks for surges of topics: calls of the last minutes by topic and county, against the same minutes of the same weekday in earlier
// weeks. Pure: calls and days are given.
import { DAY, MINUTE } from '../../shared/time.ts';
import {
  chanceOf,
  dispersionOf,
  falseAlarmsAMonth,
  LEAST_CALLS,
  LEAST_WEEKS,
  type Baseline,
  type Looks,
} from './surge-test.ts';

/** A call as it is counted: when it came, and its tags; undefined where it has none. */
export type TopicCall = { at: number; topic?: string | undefined; county?: string | undefined };

/** The last so many minutes are looked at, every so many. */
export const STRETCH_MS = 40 * MINUTE;
export const EVERY_MS = 5 * MINUTE;
const WEEKS = 12;
/** Where fewer calls of the past have both tags, nothing is said: what was tagged is not what came. */
const LEAST_TAGGED = 0.3;

/** `usual`: calls in such a stretch, on average. `alarms`: as rare as so many a month by chance. */
export type Surge = { topic: string; county: string; calls: number; usual: number; weeks: number; alarms: number };

type Asked = {
  now: number;
  /** Calls of the stretch before `now`. */
  recent: readonly TopicCall[];
  /** Calls of an earlier stretch, [from, to); undefined where that day was not recorded. */
  past: (from: number, to: number) => readonly TopicCall[] | undefined;
  looks: Looks;
};

const keyOf = ({ topic, county }: TopicCall): string | undefined =>
  topic === undefined || county === undefined || county === 'unknown' || topic === 'unknown'
    ? undefined
    : `${topic}\n${county}`;

/** A stretch by its cells: how many calls each had, how many there were, and how many with both tags. */
export type Tally = { counts: Map<string, number>; all: number; tagged: number };

export const emptyTally = (): Tally => ({ counts: new Map(), all: 0, tagged: 0 });
export function count(tally: Tally, call: TopicCall): void {
  tally.all += 1;
  const key = keyOf(call);
  if (key === undefined) return;
  tally.tagged += 1;
  tally.counts.set(key, (tally.counts.get(key) ?? 0) + 1);
}
function tallyOf(calls: readonly TopicCall[]): Tally {
  const tally = emptyTally();
  for (const call of calls) count(tally, call);
  return tally;
}

const candidatesOf = ({ counts }: Tally): [cell: string, calls: number][] =>
  [...counts].filter(([, calls]) => calls >= LEAST_CALLS);
/** Whether a cell has enough calls for a surge, whatever is usual. */
export const mayHaveSurge = (recent: Tally): boolean => candidatesOf(recent).length > 0;

/** The stretches of earlier weeks that one is compared with, the latest first. */
export const stretchesBefore = (now: number): [from: number, to: number][] =>
  Array.from({ length: WEEKS }, (_, n) => {
    const to = now - (n + 1) * 7 * DAY;
    return [to - STRETCH_MS, to];
  });

/** Cells in which more calls came than chance brings `limit` times a month, the rarest first; none where too little is known. */
export function surgesAt({ now, recent, past, looks }: Asked, limit: number): Surge[] {
  const tally = tallyOf(recent);
  if (!mayHaveSurge(tally)) return [];
  const weeks = stretchesBefore(now).flatMap((stretch) => {
    const calls = past(...stretch);
    return calls ? [tallyOf(calls)] : [];
  });
  return surgesOf(tally, weeks, looks, limit);
}

/** The same of stretches that were tallied already. */
export function surgesOf(recent: Tally, past: readonly Tally[], looks: Looks, limit: number): Surge[] {
  const weeks = past.map(({ counts }) => counts);
  const sum = (of: 'all' | 'tagged'): number => past.reduce((total, tally) => total + tally[of], 0);
  if (weeks.length < LEAST_WEEKS || sum('tagged') < LEAST_TAGGED * sum('all')) return [];
  const cells = new Set(weeks.flatMap((counts) => [...counts.keys()]));
  const countsOf = (key: string): number[] => weeks.map((counts) => counts.get(key) ?? 0);
  const dispersion = dispersionOf([...cells].map(countsOf));
  return candidatesOf(recent)
    .flatMap(([key, calls]) => {
      const [topic = '', county = ''] = key.split('\n');
      const before: Baseline = { calls: countsOf(key).reduce((all, one) => all + one, 0), weeks: weeks.length };
      const alarms = falseAlarmsAMonth(chanceOf(calls, before, dispersion), looks);
      return alarms <= limit
        ? [{ topic, county, calls, usual: before.calls / before.weeks, weeks: before.weeks, alarms }]
        : [];
    })
    .sort((a, b) => a.alarms - b.alarms);
}
