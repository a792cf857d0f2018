// One at a time among all nodes: a key that is held while something runs, and lapses by itself when its holder is gone.
import { setTimeout as sleep } from 'node:timers/promises';
import { createInTurn, type InTurn } from '../mutex.ts';
import type { Connection } from './connection.ts';
import type { Keys } from './keys.ts';

/** KEYS: the turn. ARGV: its holder. Gives back only what is still one's own. */
const GIVE_BACK = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`;

const HELD_MS = 10_000;
const LOOK_MS = 50;
const AWAY_MS = 500;

type Parts = {
  send: Connection['send'];
  keys: Keys;
  newId: () => string;
  /** Resolves when all is read that the log had when it was called. */
  sync: () => Promise<void>;
  /** Resolves when all that other nodes have received until now is in the log. */
  poured: () => Promise<void>;
  isOver: () => boolean;
};

/** What runs has read all that earlier turns appended, and what living nodes had received. It waits while Redis is away. */
export function createSharedTurns({ send, keys, newId, sync, poured, isOver }: Parts): InTurn {
  const inTurn = createInTurn();
  const take = async (key: string, holder: string): Promise<void> => {
    while (!isOver()) {
      const wait = await send(['SET', key, holder, 'NX', 'PX', String(HELD_MS)]).then(
        (taken) => (taken === 'OK' ? 0 : LOOK_MS),
        () => AWAY_MS,
      );
      if (wait === 0) return;
      await sleep(wait);
    }
  };
  return (name, run) =>
    inTurn(name, async () => {
      const key = keys.turn(name);
      const holder = newId();
      // What other nodes buffered while Redis was away comes first: a search for missed events must know it.
      while (
        !isOver() &&
        !(await poured().then(
          () => true,
          () => false,
        ))
      )
        await sleep(AWAY_MS);
      await take(key, holder);
      try {
        await sync().catch(() => {}); // Away again: what was read until now is what there is.
        await run();
      } finally {
        send(['EVAL', GIVE_BACK, '1', key, holder]).catch(() => {}); // It lapses.
      }
    });
}
