// How long a screen that cannot recover waits before it reloads: two minutes, and twice as long after each attempt
// that did not help, so that it never reloads in a circle.
import { HOUR, MINUTE } from '../../shared/time.ts';

const FIRST_MS = 2 * MINUTE;
const LONGEST_MS = HOUR;

/** `tried`: reloads in this trouble so far, undefined where a browser keeps nothing across them. */
export function reloadBackoff(tried: number | undefined): number {
  if (tried === undefined) return LONGEST_MS;
  return Math.min(FIRST_MS * 2 ** tried, LONGEST_MS);
}
