// Limits reads that look through whole days: each person has one at a time, so that nobody takes more than a share.
import type { Response } from 'express';
import type { Identity } from '../access/authentication.ts';
import { personOf } from '../access/person-of.ts';
import { tooMany } from './limits.ts';

/** How many reads of one person may wait for the one that runs: more than any page of ours asks for at once. */
const MOST_WAITING = 4;
/** A request whose client has gone reads nothing, but is held until its turn: so many of one person, with those that wait. */
const MOST_HELD = 100;
const RETRY_MS = 2_000;

type Asking = { readonly who: Identity; response: Response };

export type Costly = <T>(asking: Asking, read: () => Promise<T>) => Promise<T>;

export function createCostly(mostWaiting = MOST_WAITING): Costly {
  const lanes = new Map<string, { asking: Set<{ response: Response }>; last: Promise<unknown> }>();

  return async (asking, read) => {
    const key = personOf(asking.who);
    const lane = lanes.get(key) ?? { asking: new Set(), last: Promise.resolve() };
    // A person who goes through pages quickly has left the earlier requests.
    const awaited = [...lane.asking].filter(({ response }) => !response.destroyed).length;
    if (awaited > mostWaiting || lane.asking.size > MOST_HELD) throw tooMany(RETRY_MS);
    lanes.set(key, lane);
    // One request may read twice.
    const entry = { response: asking.response };
    lane.asking.add(entry);
    const turn = lane.last.then(() => {
      if (asking.response.destroyed) throw tooMany(RETRY_MS);
      return read();
    });
    lane.last = turn.catch(() => {}); // The request gets the error.
    try {
      return await turn;
    } finally {
      lane.asking.delete(entry);
      if (lane.asking.size === 0) lanes.delete(key);
    }
  };
}
