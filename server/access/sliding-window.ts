// How often something happened to each key within the last stretch of time. Pure but for what it remembers.
import type { Async } from '../vault/vault.ts';

/** Makes a count of its own for each thing that is counted. It may be shared with other machines. */
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

/** `most` keys at most are remembered: those that nothing happened to for longest go first. */
export function createSlidingWindow(limit: number, stretchMs: number, most = 50_000): SlidingWindow {
  const times = new Map<string, number[]>();

  const recent = (key: string, now: number): number[] => (times.get(key) ?? []).filter((at) => at > now - stretchMs);
  const keep = (key: string, kept: number[]): void => {
    // Set anew, a key stands last in the map: the first ones are the oldest.
    times.delete(key);
    if (kept.length > 0) times.set(key, kept);
    if (times.size > most) times.delete(times.keys().next().value ?? key);
  };

  return {
    hit: (key, now) => {
      const kept = recent(key, now);
      const [oldest] = kept;
      if (kept.length >= limit && oldest !== undefined) return { retryAfterMs: oldest + stretchMs - now };
      keep(key, [...kept, now]);
      return undefined;
    },
    refund: (key, at) => {
      const kept = times.get(key) ?? [];
      const index = kept.indexOf(at);
      if (index !== -1) keep(key, kept.toSpliced(index, 1));
    },
    forget: (key) => void times.delete(key),
  };
}
