// What replicas have: an event that is on all of them survives a failover, whichever of them is promoted.
import type { Connection } from './connection.ts';
import type { Pair } from './link.ts';

/** How long Redis is let wait in one turn, and in all, ms. */
const TURN_MS = 300;
export const LONGEST_MS = 1_200;

/**
 * Resolves when so many replicas have all that this connection has written; after some time without that the connection ends,
 * because a master whose replicas do not answer may be none any more. Something must have been written on it before, or Redis
 * answers without asking them.
 */
export async function confirmed({ send, end }: Connection, replicas: () => number): Promise<void> {
  for (let turn = 1; ; turn++) {
    const wanted = replicas();
    if (wanted === 0) return;
    const have = Number(await send(['WAIT', String(wanted), String(TURN_MS)], LONGEST_MS));
    if (have >= wanted) return;
    // Counted and not timed: Redis waits, and this process may have been held up.
    if (turn * TURN_MS < LONGEST_MS) continue;
    const late = new Error(`expected ${wanted} replicas to have what was written, got ${have}`);
    end(late);
    throw late;
  }
}

/** A board must not show what a failover then takes back, so what was read is folded once all replicas have it. `write`: any. */
export async function proved({ proving, replicas }: Pair, write: readonly string[]): Promise<void> {
  if (replicas() === 0) return;
  // The next link opens the connection that they are asked on.
  if (!proving) throw new Error('there are replicas now');
  await proving.send(write, LONGEST_MS);
  await confirmed(proving, replicas);
}
