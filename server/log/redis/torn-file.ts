// The append-only file of a Redis that ended in the middle of a write. With aof-load-truncated yes, Redis 7 and 8 cut the file
// behind the last whole command and leave a transaction open there: whatever is acknowledged from then on belongs to that
// transaction, and is gone at the next start. A rewritten file has no such end.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { RedisUnfit } from './unfit.ts';
import { errorText } from '../../error-text.ts';

const LOOK_MS = 50;
const LONGEST_MS = 30_000;

/** `info`: the answer to INFO everything; `mayTruncate`: aof-load-truncated, undefined where Redis does not say. */
export function mayBeTorn(info: string, mayTruncate: string | undefined): boolean {
  const value = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const isEmpty = !/^db\d+:keys=/m.test(info);
  // A rewrite since it started, also the one that follows a copy from a master, has left no torn end.
  return mayTruncate === 'yes' && value('aof_enabled') === '1' && value('aof_rewrites') === '0' && !isEmpty;
}

/** Has the file rewritten and waits for it. Rejects with RedisUnfit where that is not allowed. */
export async function rewriteFile({ send }: Pick<Connection, 'send'>): Promise<void> {
  await send(['BGREWRITEAOF']).catch((cause: unknown) => {
    const message = errorText(cause);
    if (message.startsWith('NOPERM'))
      throw new RedisUnfit(
        'Redis may have cut its append-only file after an unclean end (aof-load-truncated yes): set `aof-load-truncated no` in redis.conf, or give the user of REDIS_URL +bgrewriteaof',
      );
    // Another node has asked for it already.
    if (!/in progress|scheduled/i.test(message)) throw cause;
  });
  for (const began = performance.now(); performance.now() - began < LONGEST_MS; await sleep(LOOK_MS)) {
    const info = String(await send(['INFO', 'persistence']));
    if (/^aof_rewrite_in_progress:1|^aof_rewrite_scheduled:1/m.test(info)) continue;
    if (/^aof_last_bgrewrite_status:ok/m.test(info)) return;
    throw new Error('Redis could not write its append-only file anew: see its log');
  }
  throw new Error('Redis is writing its append-only file anew, before anything is recorded');
}
