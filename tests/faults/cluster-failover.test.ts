// A Redis Cluster of three masters with a replica each, while two nodes write 200 events a second: the replica takes over from
// the master of the province's slot, and every acknowledged event stands in the log once, at the position that was answered.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf } from '../../server/log/redis/keys.ts';
import { connectHome } from '../../server/log/redis/topology.ts';
import { MINUTE } from '../../shared/time.ts';
import { rounds } from '../support/long.ts';
import { startRedisCluster, type RedisCluster } from '../support/redis-cluster.ts';
import { PROVINCE } from '../support/redis-node.ts';
import { noRedis } from '../support/redis-server.ts';
import { gapsOf, startWriting } from '../support/steady-writing.ts';

const { log } = keysOf(PROVINCE);
const CUT_MS = 8_000;

type Kind = 'killed' | 'stopped' | 'swapped' | 'alone';
const kinds: Record<Kind, string> = {
  killed: 'is killed and comes back',
  stopped: 'stands still for a while',
  swapped: 'is swapped by an administrator',
  alone: 'is cut off from the cluster and its replica, but not from the nodes',
};

/** Whether the replica became the master: a busy machine may be back before anybody thought it gone. */
async function fail(cluster: RedisCluster, kind: Kind): Promise<boolean> {
  const { master, replica } = await cluster.homeOf(log, cluster.members[0]!);
  if (!replica) throw new Error('expected a replica');
  /** Seen by the replica, which is there in every kind. */
  const changed = async (withinMs = 20_000): Promise<boolean> => {
    for (const began = performance.now(); performance.now() - began < withinMs; await sleep(50))
      if ((await cluster.homeOf(log, replica)).master === replica) return true;
    return false;
  };
  switch (kind) {
    case 'killed': {
      await master.redis.kill();
      const done = await changed();
      await sleep(1_000);
      await master.redis.start();
      return done;
    }
    case 'stopped':
      master.redis.pause();
      await sleep(CUT_MS);
      master.redis.goOn();
      return changed();
    case 'swapped':
      await replica.redis.say(['CLUSTER', 'FAILOVER']);
      return changed();
    case 'alone':
      cluster.isolate(master);
      await sleep(CUT_MS);
      cluster.mend();
      return changed();
  }
}

describe.skipIf(noRedis)('a Redis Cluster with replicas', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  }, 2 * MINUTE);
  afterAll(() => cluster?.remove(), MINUTE);

  const each = rounds('FAILOVERS', 1, 20);
  const chosen = (process.env['FAILOVER_KINDS']?.split(',') ?? (each > 1 ? Object.keys(kinds) : ['killed'])) as Kind[];

  it.each(chosen.map((kind) => [kinds[kind], kind] as const))(
    'loses nothing that was acknowledged when the master of its slot %s',
    { timeout: 5 * MINUTE + each * 4 * MINUTE },
    async (_, kind) => {
      const writing = await startWriting(cluster.url, kind);
      for (const { durability } of writing.nodes) await expect.poll(durability).toMatchObject({ confirmed: 1 });
      const gaps: number[] = [];
      let changes = 0;
      for (let round = 0; round < each; round++) {
        await sleep(1_000);
        writing.begin();
        if (await fail(cluster, kind)) changes++;
        await cluster.untilWhole();
        gaps.push(await writing.gap());
        if (each > 1) console.log(`cluster ${kind}, failover ${round + 1}: ${gaps.at(-1)} ms without writes`);
      }
      await writing.stop();
      const home = await connectHome(cluster.url, log);
      const found = await writing.check(await home.send(['XRANGE', log, '-', '+']));
      home.end(new Error('done'));
      console.log(`cluster ${kind}: ${changes} failovers in ${each} rounds, ${found}, ${gapsOf(gaps)}`);
      for (const { durability } of writing.nodes)
        await expect.poll(durability, { timeout: 30_000 }).toMatchObject({ confirmed: 1 });
      await writing.close();
    },
  );
});
