// Guessing passwords is slow, and cannot be used to lock somebody else out: a browser that has signed in to an account
// before is counted for itself alone, whatever strangers or colleagues behind the same address do.
import { createSlidingCount } from './sliding-count.ts';

const STRETCH_MS = 15 * 60_000;
/** Attempts that fail: with one account from one address, or from one known browser; and from one address in all. */
const MOST_OF_PAIR = 5;
const MOST_OF_ADDRESS = 30;

/** `device`: the secret of a browser that this account knows; leave it away otherwise. */
export type Attempt = { address: string; account: string; device?: string | undefined };
/** To be told how it ended; an attempt of which nothing is told counts as failed. */
export type Begun = { passed: () => void; undecided: () => void };
export type SlowDown = { begin: (attempt: Attempt, now: number) => Begun | { retryAfterMs: number } };

export function createSlowDown(): SlowDown {
  const pairs = createSlidingCount(MOST_OF_PAIR, STRETCH_MS);
  const addresses = createSlidingCount(MOST_OF_ADDRESS, STRETCH_MS);

  return {
    begin: ({ address, account, device }, now) => {
      const pair = JSON.stringify(device === undefined ? ['from', address, account] : ['known', device, account]);
      const ofAddress = device === undefined ? addresses : undefined;
      // Counted before the answer is known: a thousand attempts at once are a thousand.
      const addressOver = ofAddress?.take(address, now);
      if (addressOver) return addressOver;
      const pairOver = pairs.take(pair, now);
      if (pairOver) {
        ofAddress?.giveBack(address, now);
        return pairOver;
      }
      return {
        passed: () => {
          pairs.forget(pair);
          ofAddress?.giveBack(address, now);
        },
        undecided: () => {
          pairs.giveBack(pair, now);
          ofAddress?.giveBack(address, now);
        },
      };
    },
  };
}
