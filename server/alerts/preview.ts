// What a limit would have done today: how often its alert would have been raised, and for how long in all. Pure.
import type { Visit } from '../board/visit.ts';
import { hasLeft, levelAt, type Levels, type Rule } from '../../shared/rules.ts';

export type Preview = { watch: { times: number; seconds: number }; act: { times: number; seconds: number } };
type Seen = Pick<Visit, 'joinedAt' | 'answeredAt' | 'endedAt' | 'outcome' | 'waited' | 'target'>;

/** How finely the day is looked at, in ms. */
const STEP = 10_000;
const LEAST_CALLS = 10;

/** `visits`: those of the day and subject. Undefined for rules that calls alone cannot decide. */
export function previewOf(
  rule: Rule,
  levels: Levels,
  visits: readonly Seen[],
  from: number,
  to: number,
): Preview | undefined {
  const valueAt = seriesOf(rule, visits);
  if (!valueAt) return undefined;
  const preview: Preview = { watch: { times: 0, seconds: 0 }, act: { times: 0, seconds: 0 } };
  const on = { watch: false, act: false };
  for (let at = from; at <= to; at += STEP) {
    const value = valueAt(at);
    const reached = value === undefined ? undefined : levelAt(rule, value, levels);
    for (const level of ['watch', 'act'] as const) {
      const isReached = reached === 'act' || (level === 'watch' && reached === 'watch');
      if (isReached && !on[level]) preview[level].times++;
      on[level] = isReached || (on[level] && value !== undefined && !hasLeft(rule, value, levels[level]));
      if (on[level]) preview[level].seconds += STEP / 1000;
    }
  }
  return preview;
}

/** `isInTarget` is undefined where the wait decides and nobody reported it. */
type Wait = Pick<Seen, 'joinedAt' | 'outcome'> & { over: number; isInTarget: boolean | undefined };

/** Asked for one moment after the other: each visit is looked at twice, not at every moment of a day. */
function seriesOf(rule: Rule, visits: readonly Seen[]): ((at: number) => number | undefined) | undefined {
  const waits = visits.map(({ joinedAt, answeredAt, endedAt, outcome, waited, target }): Wait => {
    const over = Math.max(joinedAt, answeredAt ?? endedAt ?? Infinity);
    const isUnknown = waited === undefined && (outcome === 'answered' || outcome === 'abandoned');
    return { joinedAt, outcome, over, isInTarget: isUnknown ? undefined : (waited ?? Infinity) <= target };
  });
  const joined = inTurn(waits, ({ joinedAt }) => joinedAt);
  const left = inTurn(waits, ({ over }) => over);
  switch (rule) {
    case 'waiting':
      return (at) => joined.until(at) - left.until(at);
    case 'longest-wait': {
      let first = 0;
      return (at) => {
        while ((joined.all[first]?.over ?? Infinity) <= at) first++;
        const oldest = joined.all[first];
        return oldest && oldest.joinedAt <= at ? (at - oldest.joinedAt) / 1000 : undefined;
      };
    }
    case 'service-level':
    case 'abandon-rate': {
      const sum = { gone: 0, abandoned: 0, soon: 0, good: 0 };
      const count = ({ outcome, isInTarget }: Wait): void => {
        if (outcome === 'lost') return;
        if (isInTarget === undefined && rule === 'service-level') return;
        sum.gone += 1;
        if (outcome === 'abandoned') sum.abandoned += 1;
        if (isInTarget && outcome === 'abandoned') sum.soon += 1;
        if (isInTarget && outcome === 'answered') sum.good += 1;
      };
      return (at) => {
        const waiting = joined.until(at) - left.until(at, count);
        const { gone, abandoned, soon, good } = sum;
        if (gone < LEAST_CALLS) return undefined;
        if (rule === 'abandon-rate') return (100 * abandoned) / (gone + waiting);
        return gone > soon ? (100 * good) / (gone - soon) : undefined;
      };
    }
    default:
      return undefined;
  }
}

/** Waits in the order of a moment of theirs; `until` counts those that have come, and passes each on once. */
function inTurn(waits: readonly Wait[], momentOf: (wait: Wait) => number) {
  const all = [...waits].sort((a, b) => (momentOf(a) < momentOf(b) ? -1 : Number(momentOf(a) > momentOf(b))));
  let come = 0;
  const until = (at: number, take?: (wait: Wait) => void): number => {
    for (let next = all[come]; next && momentOf(next) <= at; next = all[++come]) take?.(next);
    return come;
  };
  return { all, until };
}
