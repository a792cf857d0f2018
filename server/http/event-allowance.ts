// How many events one token may post: so many a minute, and what it leaves is saved up, so that a collector that was away may
// catch up. A flood is stopped before the disk is full. By this node alone.

import { MINUTE } from '../../shared/time.ts';

/** So many minutes are saved up. */
const SAVED_MINUTES = 30;

export type EventAllowance = {
  /** Takes so many of a token's events; else the ms until it may. */
  take: (token: string, count: number) => { retryAfterMs: number } | undefined;
};

/** `largest`: events of the largest post, which passes once enough is saved up. `mono`: ms that only ever grow. */
export function createEventAllowance(
  perMinute: number,
  largest: number,
  mono = () => performance.now(),
): EventAllowance {
  const most = Math.max(perMinute * SAVED_MINUTES, largest);
  const perMs = perMinute / MINUTE;
  /** What each had left, and when. A sender with its full allowance is not listed. */
  const left = new Map<string, { count: number; at: number }>();

  const leftOf = (token: string, now: number): number => {
    const known = left.get(token);
    return known ? Math.min(most, known.count + (now - known.at) * perMs) : most;
  };
  const forgetFull = (now: number): void => {
    for (const token of left.keys()) if (leftOf(token, now) >= most) left.delete(token);
  };

  return {
    take(token, count) {
      const now = mono();
      const rest = leftOf(token, now) - count;
      if (rest < 0) return { retryAfterMs: Math.ceil(-rest / perMs) };
      if (!left.has(token)) forgetFull(now);
      left.set(token, { count: rest, at: now });
      return undefined;
    },
  };
}
