// Whether more calls about a topic came from a county than its own past explains: an exact test with a stated rate of false alarms.
// Pure.

/** Calls in the same stretch of the same weekday in earlier weeks: how many in all, in how many weeks. */
export type Baseline = { calls: number; weeks: number };

/** Fewer weeks say too little of what is usual. */
export const LEAST_WEEKS = 4;
/** Fewer calls are no surge, whatever was usual. */
export const LEAST_CALLS = 4;

/**
 * The probability of so many calls or more. The rate of the past is not known but estimated, so what is expected is a negative binomial:
 * a Poisson count whose rate has the gamma distribution that the past leaves (with Jeffreys' prior, so that a past without any call
 * is no certainty). `dispersion`: variance of such counts over their mean, from 1 on, where days differ by more than chance.
 */
export function chanceOf(calls: number, { calls: before, weeks }: Baseline, dispersion = 1): number {
  const mean = (before + 0.5) / weeks;
  const size = mean / (Math.max(1, dispersion) * (1 + 1 / weeks) - 1);
  const p = size / (size + mean);
  let term = p ** size;
  let below = 0;
  for (let k = 0; k < calls; k++) {
    below += term;
    term *= ((size + k) / (k + 1)) * (1 - p);
  }
  if (below < 1 - 1e-9) return 1 - below;
  // So far out that the rest is lost in rounding: it is summed up itself.
  let rest = 0;
  for (let k = calls; term > rest * 1e-12 && k < calls + 10_000; k++) {
    rest += term;
    term *= ((size + k) / (k + 1)) * (1 - p);
  }
  return rest;
}

/** What is looked at in a month: each cell at each moment. */
export type Looks = { cells: number; momentsAMonth: number };

/**
 * How many alarms of chance alone a month would bring, if each count that is as unlikely as this one raised one: the probability times all
 * that is looked at. Moments whose stretches overlap and cells that share calls only make it fewer.
 */
export const falseAlarmsAMonth = (chance: number, { cells, momentsAMonth }: Looks): number =>
  chance * cells * momentsAMonth;

/** By how much counts of like stretches vary beyond chance: the sum of the cells' variances over that of their means, at least 1. */
export function dispersionOf(cells: Iterable<readonly number[]>): number {
  let variances = 0;
  let means = 0;
  for (const counts of cells) {
    if (counts.length < 2) continue;
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    means += mean;
    variances += counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
  }
  return means > 0 ? Math.max(1, variances / means) : 1;
}
