// The first node of all, in a set whose master dies before it has passed on that a log was begun there.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf } from '../../../server/log/redis/keys.ts';
import { joinedCalls } from '../../support/joined-calls.ts';
import { openRedisNode, PROVINCE, tempNodeDir } from '../../support/redis-node.ts';
import { startRedisSet, type RedisSet } from '../../support/redis-sentinel.ts';
import { noRedis } from '../../support/redis-server.ts';
import { MINUTE } from '../../../shared/time.ts';

const keys = keysOf(PROVINCE);

describe.skipIf(noRedis)('a log that was begun on a master that dies at once', () => {
  let set: RedisSet;
  beforeAll(async () => {
    set = await startRedisSet();
  }, 2 * MINUTE);
  afterAll(() => set?.remove(), MINUTE);

  it('starts again on the next master, and takes events', { timeout: 2 * MINUTE }, async () => {
    const master = await set.agreedMaster();
    master.line.cut('replica');
    const opening = openRedisNode(set.url, tempNodeDir());
    opening.catch(() => {}); // It is awaited below.
    await expect.poll(() => master.redis.say(['EXISTS', keys.about]), { timeout: 20_000 }).toBe(1);
    await sleep(500);
    await master.redis.kill();
    master.line.mend();
    await expect.poll(async () => (await set.master()) ?? master, { timeout: 40_000 }).not.toBe(master);
    await master.redis.start();

    const { log } = await opening;
    const [event] = joinedCalls(1, 1);
    await expect.poll(() => log.append([event!]).catch(String), { timeout: 40_000 }).toMatchObject([{ position: 1 }]);
  });
});
