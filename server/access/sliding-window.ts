// How often something happened to each key within the last stretch of time. Pure but for what it remembers.
import type { Async } from '../vault/vault.ts';

/** Makes a separate counter for each thing that is counted. It may be shared with other machines. */
export type CounterFactory = (what: string, limit: number, stretchMs: number) => Async<SlidingWindow>;

/** Counts of this machine alone. */
export const localCounters: CounterFactory = (_what, limit, stretchMs) => createSlidingWindow(limit, stretchMs);

export type SlidingWindow = {
  /** Counts one, unless the key has its limit already: then the ms until it has not. */
  hit: (key: string, now: number) => { retryAfterMs: number } | undefined;
  /** Takes back one that was counted at that moment. */
  refund: (key: string, at: number) => void;
  forget: (key: string) => void;
};

export type LocalWindow = SlidingWindow & {
  /** How many more a key may have now, and in how many ms its oldest count ends. */
  left: (key: string, now: number) => { remaining: number; resetMs: number };
};

/** At most `most` keys are remembered; of more, the least recently counted ones are forgotten. */
export function createSlidingWindow(limit: number, stretchMs: number, most = 50_000): LocalWindow {
  const times = new Map<string, number[]>();

  /** The key's counts that have not ended, oldest first. */
  const recent = (key: string, now: number): number[] => {
    const counted = times.get(key) ?? [];
    const ended = counted.findIndex((at) => at > now - stretchMs);
    counted.splice(0, ended === -1 ? counted.length : ended);
    return counted;
  };
  const keep = (key: string, counted: number[]): void => {
    // Set again, a key is last in the map: the first ones are the oldest.
    times.delete(key);
    if (counted.length > 0) times.set(key, counted);
    if (times.size > most) times.delete(times.keys().next().value ?? key);
  };

  return {
    hit: (key, now) => {
      const counted = recent(key, now);
      const [oldest] = counted;
      if (counted.length >= limit && oldest !== undefined) return { retryAfterMs: stretchMs - (now - oldest) };
      counted.push(now);
      keep(key, counted);
      return undefined;
    },
    refund: (key, at) => {
      const counted = times.get(key) ?? [];
      const index = counted.indexOf(at);
      if (index === -1) return;
      counted.splice(index, 1);
      keep(key, counted);
    },
    forget: (key) => void times.delete(key),
    left: (key, now) => {
      const counted = recent(key, now);
      const [oldest = now] = counted;
      // The age first: added to a fraction and taken off again, the stretch comes out a hair too long.
      return { remaining: Math.max(0, limit - counted.length), resetMs: stretchMs - (now - oldest) };
    },
  };
}
