// A Redis that is killed in the middle of a write, cuts its file at the next start, and takes events again: those must still be
// there after one more start. Redis 7 and 8 leave the cut transaction open in the file.
import { readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mayBeTorn } from '../../../server/log/redis/torn-file.ts';
import { joinedCalls } from '../../support/joined-calls.ts';
import { idsOf, openRedisNode, tempNodeDir } from '../../support/redis-node.ts';
import { noRedis, startRedis } from '../../support/redis-server.ts';

/** Cuts the newest part of the append-only file behind the n-th entry of its last transaction. */
function tear(dir: string, entry: string): void {
  const folder = join(dir, 'appendonlydir');
  const part = readdirSync(folder).find((name) => name.endsWith('.incr.aof')) ?? '';
  const file = join(folder, part);
  const at = readFileSync(file).indexOf(entry);
  if (at < 0) throw new Error(`expected ${entry} in ${file}`);
  truncateSync(file, at + 5);
  if (statSync(file).size !== at + 5) throw new Error('it was not cut');
}

describe.skipIf(noRedis)('a Redis whose file was torn', () => {
  it('keeps what it acknowledges afterwards, through the next start too', async () => {
    const redis = await startRedis({ 'aof-load-truncated': 'yes' });
    onTestFinished(redis.remove);
    const before = await openRedisNode(redis.url, tempNodeDir());
    await before.log.append(joinedCalls(0, 5));
    const batch = joinedCalls(5, 305);
    await before.log.append(batch);
    await before.close();
    await redis.kill();
    tear(redis.dir, JSON.stringify(batch[150]).slice(0, 60));

    await redis.start();
    const node = await openRedisNode(redis.url, tempNodeDir());
    const after = joinedCalls(1_000, 1_010);
    await node.log.append(after);
    await node.close();
    await redis.stop();
    await redis.start();
    const last = await openRedisNode(redis.url, tempNodeDir());
    const kept = idsOf(last.ledger);
    expect(kept).toEqual([...joinedCalls(0, 5), ...after].map(({ id }) => id));
  });

  it('is refused where its file may not be rewritten', async () => {
    const redis = await startRedis({ 'aof-load-truncated': 'yes' });
    onTestFinished(redis.remove);
    await redis.say(['ACL', 'SETUSER', 'wall', 'on', '>secret', '~*', '+@all', '-bgrewriteaof']);
    const url = `redis://wall:secret@127.0.0.1:${redis.port}`;
    const node = await openRedisNode(url, tempNodeDir());
    await node.log.append(joinedCalls(0, 3));
    await node.close();
    await expect(openRedisNode(url, tempNodeDir())).rejects.toThrow('aof-load-truncated no');
  });
});

it.each([
  ['yes', '1', '0', true, true],
  ['no', '1', '0', true, false],
  ['yes', '1', '1', true, false],
  ['yes', '0', '0', true, false],
  ['yes', '1', '0', false, false],
  [undefined, '1', '0', true, false],
])(
  'aof-load-truncated %s, enabled %s, rewritten %s times, with keys %s: torn %s',
  (truncated, enabled, rewrites, hasKeys, torn) => {
    const info = `aof_enabled:${enabled}\r\naof_rewrites:${rewrites}\r\n${hasKeys ? 'db0:keys=3,expires=0\r\n' : ''}`;
    expect(mayBeTorn(info, truncated)).toBe(torn);
  },
);
