// What a limit would have done today: how often its alert would have been raised, and for how long in all. Pure.
import type { Visit } from '../board/visit.ts';
import { hasLeft, levelAt, type Levels, type Rule } from '../../shared/rules.ts';

export type Preview = { watch: { times: number; seconds: number }; act: { times: number; seconds: number } };
type Seen = Pick<Visit, 'joinedAt' | 'answeredAt' | 'endedAt' | 'outcome' | 'waited' | 'target'>;

/** How finely the day is looked at, in ms. */
const STEP = 10_000;
const LEAST_CALLS = 10;

/** A day gone through with limits that are tried. */
export type Trial = {
  /** A visit of the day and subject, in any order. Cheap: a day has hundreds of thousands. */
  add: (visit: Seen) => void;
  result: () => Preview;
};

/** `visits`: those of the day and subject. Undefined for rules that cannot be computed from calls alone. */
export function previewOf(
  rule: Rule,
  levels: Levels,
  visits: readonly Seen[],
  from: number,
  to: number,
): Preview | undefined {
  const trial = createTrial(rule, levels, from, to);
  for (const visit of visits) trial?.add(visit);
  return trial?.result();
}

/** Undefined for rules that cannot be computed from calls alone. */
export function createTrial(rule: Rule, levels: Levels, from: number, to: number): Trial | undefined {
  const steps = Math.floor((to - from) / STEP) + 1;
  const series = seriesOf(rule, from, Math.max(0, steps));
  return (
    series && {
      add(visit) {
        const { joinedAt, answeredAt, endedAt, outcome, waited, target } = visit;
        const over = Math.max(joinedAt, answeredAt ?? endedAt ?? Infinity);
        const isUnknown = waited === undefined && (outcome === 'answered' || outcome === 'abandoned');
        const isInTarget = isUnknown ? undefined : (waited ?? Infinity) <= target;
        series.add({ joinedAt, outcome, isInTarget, joined: stepOf(joinedAt, from), left: stepOf(over, from) });
      },
      result() {
        const preview: Preview = { watch: { times: 0, seconds: 0 }, act: { times: 0, seconds: 0 } };
        const on = { watch: false, act: false };
        for (let step = 0; step < steps; step++) {
          const value = series.valueAt(step);
          const reached = value === undefined ? undefined : levelAt(rule, value, levels);
          for (const level of ['watch', 'act'] as const) {
            const isReached = reached === 'act' || (level === 'watch' && reached === 'watch');
            if (isReached && !on[level]) preview[level].times++;
            on[level] = isReached || (on[level] && value !== undefined && !hasLeft(rule, value, levels[level]));
            if (on[level]) preview[level].seconds += STEP / 1000;
          }
        }
        return preview;
      },
    }
  );
}

/** The first moment looked at that is not before this one. */
const stepOf = (ms: number, from: number): number => Math.max(0, Math.ceil((ms - from) / STEP));

/** Waits at the moments from `joined` on, up to `left`. `isInTarget` is undefined where the wait decides and nobody reported it. */
type Wait = Pick<Seen, 'joinedAt' | 'outcome'> & { joined: number; left: number; isInTarget: boolean | undefined };
/** `valueAt` is asked for one moment after the other. */
type Series = { add: (wait: Wait) => void; valueAt: (step: number) => number | undefined };

function seriesOf(rule: Rule, from: number, steps: number): Series | undefined {
  switch (rule) {
    case 'waiting':
      return waitingSeries(steps);
    case 'longest-wait':
      return longestWaitSeries(from, steps);
    case 'service-level':
    case 'abandon-rate':
      return shareSeries(rule, steps);
    default:
      return undefined;
  }
}

function waitingSeries(steps: number): Series {
  const changes = new Int32Array(steps);
  let waiting = 0;
  return {
    add({ joined, left }) {
      if (joined < steps) changes[joined]! += 1;
      if (left < steps) changes[left]! -= 1;
    },
    valueAt: (step) => (waiting += changes[step] ?? 0),
  };
}

function longestWaitSeries(from: number, steps: number): Series {
  /** By the moment of joining, waits without another one that joined earlier and stays as long. */
  const places: (Pick<Wait, 'joinedAt' | 'left'>[] | undefined)[] = [];
  let first = 0;
  return {
    add({ joinedAt, joined, left }) {
      if (left <= joined || joined >= steps) return;
      const others = places[joined] ?? [];
      if (others.some((other) => other.joinedAt <= joinedAt && other.left >= left)) return;
      places[joined] = [
        ...others.filter((other) => other.joinedAt < joinedAt || other.left > left),
        { joinedAt, left },
      ];
    },
    valueAt(step) {
      for (; first <= step; first++) {
        const still = places[first]?.filter(({ left }) => left > step) ?? [];
        if (still.length === 0) continue;
        const oldest = still.reduce((least, { joinedAt }) => Math.min(least, joinedAt), Infinity);
        return (from + step * STEP - oldest) / 1000;
      }
      return undefined;
    },
  };
}

function shareSeries(rule: 'service-level' | 'abandon-rate', steps: number): Series {
  const waitingSteps = waitingSeries(steps);
  const sums = { gone: 0, abandoned: 0, soon: 0, good: 0 };
  const names = ['gone', 'abandoned', 'soon', 'good'] as const;
  const added = { gone: zeros(steps), abandoned: zeros(steps), soon: zeros(steps), good: zeros(steps) };
  return {
    add(wait) {
      waitingSteps.add(wait);
      const { outcome, isInTarget, left } = wait;
      if (left >= steps || outcome === 'lost') return;
      if (isInTarget === undefined && rule === 'service-level') return;
      added.gone[left]! += 1;
      if (outcome === 'abandoned') added.abandoned[left]! += 1;
      if (isInTarget && outcome === 'abandoned') added.soon[left]! += 1;
      if (isInTarget && outcome === 'answered') added.good[left]! += 1;
    },
    valueAt(step) {
      const waiting = waitingSteps.valueAt(step) ?? 0;
      for (const name of names) sums[name] += added[name][step] ?? 0;
      const { gone, abandoned, soon, good } = sums;
      if (gone < LEAST_CALLS) return undefined;
      if (rule === 'abandon-rate') return (100 * abandoned) / (gone + waiting);
      return gone > soon ? (100 * good) / (gone - soon) : undefined;
    },
  };
}

const zeros = (steps: number): Uint32Array => new Uint32Array(steps);
