// Redis watched by Sentinels, while two nodes write 200 events a second: after each failover every acknowledged event stands in
// the log once, at the position that was answered, and nothing was shown that the log then lacks.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf } from '../../server/log/redis/keys.ts';
import { MINUTE } from '../../shared/time.ts';
import { rounds } from '../support/long.ts';
import { PROVINCE } from '../support/redis-node.ts';
import { noRedis } from '../support/redis-server.ts';
import { startRedisSet, type RedisSet } from '../support/redis-sentinel.ts';
import { gapsOf, startWriting } from '../support/steady-writing.ts';

const CUT_MS = 8_000;
const CONFIRMED_MS = 30_000;

type Kind = 'killed' | 'stopped' | 'swapped' | 'unwatched' | 'alone';
const kinds: Record<Kind, string> = {
  killed: 'is killed and comes back',
  stopped: 'stands still for a while',
  swapped: 'is swapped by an administrator',
  unwatched: 'is cut off from the Sentinels only',
  alone: 'is cut off from Sentinels and replicas, but not from the nodes',
};

/** Whether another one became the master: a busy machine may be back before anybody thought it gone. */
async function fail(set: RedisSet, kind: Kind): Promise<boolean> {
  const before = await set.agreedMaster();
  const { redis, line } = before;
  const changed = async (): Promise<boolean> => {
    for (const began = performance.now(); performance.now() - began < 20_000; await sleep(50)) {
      const now = await set.master();
      if (now !== undefined && now !== before) return true;
    }
    return false;
  };
  switch (kind) {
    case 'killed':
      await redis.kill();
      await sleep(3_500);
      await redis.start();
      return changed();
    case 'stopped':
      redis.pause();
      await sleep(CUT_MS);
      redis.goOn();
      return changed();
    case 'swapped':
      await set.ask(set.sentinelPorts[0]!, 'SENTINEL', 'FAILOVER', 'wall');
      return changed();
    case 'unwatched':
    case 'alone':
      line.cut(...(kind === 'alone' ? (['sentinel', 'replica'] as const) : (['sentinel'] as const)));
      await sleep(CUT_MS);
      line.mend();
      return changed();
  }
}

describe.skipIf(noRedis)('a Redis that Sentinels watch', () => {
  let set: RedisSet;
  beforeAll(async () => {
    set = await startRedisSet();
  }, 4 * MINUTE);
  afterAll(() => set?.remove(), MINUTE);

  const each = rounds('FAILOVERS', 1, 20);
  const chosen = (process.env['FAILOVER_KINDS']?.split(',') ??
    (each > 1 ? Object.keys(kinds) : ['killed', 'swapped', 'unwatched'])) as Kind[];

  it.each(chosen.map((kind) => [kinds[kind], kind] as const))(
    'loses nothing that was acknowledged when its master %s',
    { timeout: 5 * MINUTE + each * 4 * MINUTE },
    async (_, kind) => {
      const writing = await startWriting(set.url, kind);
      const gaps: number[] = [];
      let changes = 0;
      for (let round = 0; round < each; round++) {
        await sleep(1_000);
        writing.begin();
        if (await fail(set, kind)) changes++;
        await set.untilWhole();
        gaps.push(await writing.gap());
        if (each > 1) console.log(`${kind}, failover ${round + 1}: ${gaps.at(-1)} ms without writes`);
      }
      await writing.stop();
      const master = await set.agreedMaster();
      const found = await writing.check(await master.redis.say(['XRANGE', keysOf(PROVINCE).log, '-', '+']));
      console.log(`${kind}: ${changes} failovers in ${each} rounds, ${found}, ${gapsOf(gaps)}`);
      for (const { durability } of writing.nodes)
        await expect.poll(durability, { timeout: CONFIRMED_MS }).toMatchObject({ confirmed: 2 });
      await writing.close();
    },
  );
});
