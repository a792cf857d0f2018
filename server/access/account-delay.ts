// Guesses at one account from ever new addresses: each is answered later the more there were, and none is refused, so that
// nobody can lock its owner out.
import { setTimeout as pause } from 'node:timers/promises';
import { MINUTE, SECOND } from '../../shared/time.ts';
import type { CounterFactory, SlidingWindow } from './sliding-window.ts';
import type { Async } from '../vault/vault.ts';

const STRETCH_MS = 15 * MINUTE;
/** So many failures in the stretch, and how much later the next answer comes. */
const steps = [
  { after: 15, ms: SECOND },
  { after: 40, ms: 3 * SECOND },
  { after: 120, ms: 8 * SECOND },
] as const;
/** So many that wait at once double the delay: guessing side by side is no faster. */
const DOUBLED_BY = 8;
/** Less than proxies wait for an answer. */
const LONGEST_MS = 25 * SECOND;

export type AccountDelay = {
  /** Counts an attempt, and resolves when it may be answered. */
  wait: (account: string, now: number) => Promise<void>;
  /** It was no failure. */
  refund: (account: string, at: number) => Promise<void>;
};
export type Pause = (ms: number) => Promise<unknown>;

export function createAccountDelay(counts: CounterFactory, sleep: Pause = pause): AccountDelay {
  const windows: { ms: number; window: Async<SlidingWindow> }[] = steps.map(({ after, ms }) => ({
    ms,
    window: counts(`account-${after}`, after, STRETCH_MS),
  }));
  const waiting = new Map<string, number>();

  return {
    async wait(account, now) {
      const over = await Promise.all(
        windows.map(async ({ ms, window }) => ((await window.hit(account, now)) ? ms : 0)),
      );
      const least = Math.max(...over);
      if (least === 0) return;
      const others = waiting.get(account) ?? 0;
      waiting.set(account, others + 1);
      try {
        await sleep(Math.min(LONGEST_MS, least * (1 + others / DOUBLED_BY)));
      } finally {
        const left = (waiting.get(account) ?? 1) - 1;
        if (left > 0) waiting.set(account, left);
        else waiting.delete(account);
      }
    },
    async refund(account, at) {
      await Promise.all(windows.map(async ({ window }) => window.refund(account, at)));
    },
  };
}
