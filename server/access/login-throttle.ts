// Limits guesses at passwords without letting one client lock out another: a browser that has signed in to an account before
// has a count for itself, whatever other clients behind the same address do, and never waits for what strangers guess.
import { createAccountDelay, type Pause } from './account-delay.ts';
import { localCounters, type CounterFactory } from './sliding-window.ts';
import { MINUTE } from '../../shared/time.ts';

const STRETCH_MS = 15 * MINUTE;
/** Attempts that fail: with one account from one address, or from one known browser; and from one address in all. */
const MOST_OF_PAIR = 5;
const MOST_OF_ADDRESS = 30;

/** `device`: the secret of a browser that this account knows; leave it away otherwise. */
export type Attempt = { address: string; account: string; device?: string | undefined };
/** Call one of them with the outcome; an attempt without an outcome counts as failed. */
export type StartedAttempt = { succeed: () => Promise<void>; cancel: () => Promise<void> };
export type LoginThrottle = {
  begin: (attempt: Attempt, now: number) => Promise<StartedAttempt | { retryAfterMs: number }>;
};

export function createLoginThrottle(counts: CounterFactory = localCounters, sleep?: Pause): LoginThrottle {
  const pairs = counts('pair', MOST_OF_PAIR, STRETCH_MS);
  const addresses = counts('address', MOST_OF_ADDRESS, STRETCH_MS);
  const strangers = createAccountDelay(counts, sleep);

  return {
    begin: async ({ address, account, device }, now) => {
      const pair = JSON.stringify(device === undefined ? ['from', address, account] : ['known', device, account]);
      const ofAddress = device === undefined ? addresses : undefined;
      // Counted before the answer is known: a thousand attempts at once are a thousand.
      const addressOver = await ofAddress?.hit(address, now);
      if (addressOver) return addressOver;
      const pairOver = await pairs.hit(pair, now);
      if (pairOver) {
        await ofAddress?.refund(address, now);
        return pairOver;
      }
      const isStranger = device === undefined;
      if (isStranger) await strangers.wait(account, now);
      const refund = async (): Promise<void> => {
        await ofAddress?.refund(address, now);
        if (isStranger) await strangers.refund(account, now);
      };
      return {
        succeed: async () => {
          await pairs.forget(pair);
          await refund();
        },
        cancel: async () => {
          await pairs.refund(pair, now);
          await refund();
        },
      };
    },
  };
}
