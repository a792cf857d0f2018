// When something on screen may move. Movement is information: where it is unwelcome, stutters or is everywhere at once, there
// is none.
import { isLowPower } from '../state/is-low-power.ts';

const MOST_A_SECOND = 4;

const still = matchMedia('(prefers-reduced-motion: reduce)');
let lately: number[] = [];

/** Whether nothing may move here at all. */
export const isStill = (): boolean => still.matches || isLowPower();

/** Asked just before a movement begins, which counts as begun when the answer is yes. */
export function mayMove(): boolean {
  if (isStill()) return false;
  const now = performance.now();
  lately = lately.filter((at) => now - at < 1_000);
  if (lately.length >= MOST_A_SECOND) return false;
  lately.push(now);
  return true;
}
