// Limits reads that look through whole days: each person has one at a time, so that nobody takes more than a share.
import type { Response } from 'express';
import type { Identity } from '../access/authentication.ts';
import { personOf } from '../access/person-of.ts';
import { tooMany } from './limits.ts';

/** How many reads of one person may wait for the one that runs: more than any page of ours asks for at once. */
const MOST_WAITING = 4;
const RETRY_MS = 2_000;

type Asking = { readonly who: Identity; response: Response };

export type Costly = <T>(asking: Asking, read: () => Promise<T>) => Promise<T>;

export function createCostly(mostWaiting = MOST_WAITING): Costly {
  const lanes = new Map<string, { count: number; last: Promise<unknown> }>();

  return async (asking, read) => {
    const key = personOf(asking.who);
    const lane = lanes.get(key) ?? { count: 0, last: Promise.resolve() };
    if (lane.count > mostWaiting) throw tooMany(RETRY_MS);
    lanes.set(key, lane);
    lane.count += 1;
    const turn = lane.last.then(() => {
      // A person who reloads a page again and again has left the earlier requests.
      if (asking.response.destroyed) throw tooMany(RETRY_MS);
      return read();
    });
    lane.last = turn.catch(() => {}); // The request gets the error.
    try {
      return await turn;
    } finally {
      lane.count -= 1;
      if (lane.count === 0) lanes.delete(key);
    }
  };
}
