// How far the clocks are apart. Pure.
import type { Steps } from './steps.ts';

/** The wall allows for any difference; from here on people notice it in other places. */
const MOST_MS = 2_000;

export function judgeClock(steps: Steps, skew: number | undefined, isUnstamped: boolean): void {
  if (skew === undefined) return steps.open('clock', 'clock-unknown');
  const rounded = { skew: Math.round(skew) };
  if (isUnstamped) return steps.open('clock', 'unstamped', rounded);
  if (Math.abs(skew) > MOST_MS) steps.open('clock', 'clock-differs', rounded);
  else steps.good('clock', 'clock', rounded);
}
