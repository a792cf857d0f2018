// What a limit would have done today: how often its alert would have been raised, and for how long in all. Pure.
import type { Visit } from '../board/visit.ts';
import { hasLeft, levelAt, type Levels, type Rule } from '../../shared/rules.ts';

export type Preview = { watch: { times: number; seconds: number }; act: { times: number; seconds: number } };
type Seen = Pick<Visit, 'joinedAt' | 'answeredAt' | 'endedAt' | 'outcome' | 'waited' | 'target'>;

/** How finely the day is looked at, in ms. */
const STEP = 10_000;
const LEAST_CALLS = 10;

/** `visits`: those of the day and subject. Undefined for rules that calls alone cannot tell about. */
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
  for (const level of ['watch', 'act'] as const) {
    let on = false;
    for (let at = from; at <= to; at += STEP) {
      const value = valueAt(at);
      const reached = value !== undefined && levelAt(rule, value, levels);
      const isReached = reached === 'act' || (level === 'watch' && reached === 'watch');
      if (isReached && !on) preview[level].times++;
      on = isReached || (on && value !== undefined && !hasLeft(rule, value, levels[level]));
      if (on) preview[level].seconds += STEP / 1000;
    }
  }
  return preview;
}

function seriesOf(rule: Rule, visits: readonly Seen[]): ((at: number) => number | undefined) | undefined {
  const sorted = [...visits].sort((a, b) => a.joinedAt - b.joinedAt);
  const over = ({ answeredAt, endedAt }: Seen): number => answeredAt ?? endedAt ?? Infinity;
  const waitsAt = (at: number): Seen[] => sorted.filter((visit) => visit.joinedAt <= at && over(visit) > at);
  switch (rule) {
    case 'waiting':
      return (at) => waitsAt(at).length;
    case 'longest-wait':
      return (at) => {
        const [oldest] = waitsAt(at);
        return oldest && (at - oldest.joinedAt) / 1000;
      };
    case 'service-level':
    case 'abandon-rate':
      return (at) => {
        const gone = sorted.filter((visit) => over(visit) <= at && visit.outcome !== 'lost');
        if (gone.length < LEAST_CALLS) return undefined;
        const inTarget = ({ waited, target }: Seen): boolean => waited !== undefined && waited <= target;
        const abandoned = gone.filter(({ outcome }) => outcome === 'abandoned');
        if (rule === 'abandon-rate') return (100 * abandoned.length) / (gone.length + waitsAt(at).length);
        const counted = gone.length - abandoned.filter(inTarget).length;
        const good = gone.filter((visit) => visit.outcome === 'answered' && inTarget(visit)).length;
        return counted > 0 ? (100 * good) / counted : undefined;
      };
    default:
      return undefined;
  }
}
