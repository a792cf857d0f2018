// A Redis Cluster of two masters: the province's keys lie together on one of them, whichever address a node was given.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { noRedis, startRedis, type RedisServer } from '../../support/redis-server.ts';
import { joinedCalls } from '../../support/joined-calls.ts';
import { redisCommand, tempNodeDir, idsOf, openRedisNode } from '../../support/redis-node.ts';
import { MINUTE } from '../../../shared/time.ts';

describe.skipIf(noRedis)('a Redis Cluster', () => {
  let masters: RedisServer[];
  beforeAll(async () => {
    const more = { 'cluster-enabled': 'yes', 'cluster-node-timeout': '5000' };
    masters = [await startRedis(more), await startRedis(more)];
    const [a, b] = masters as [RedisServer, RedisServer];
    await a.say(['CLUSTER', 'ADDSLOTSRANGE', '0', '8191']);
    await b.say(['CLUSTER', 'ADDSLOTSRANGE', '8192', '16383']);
    await b.say(['CLUSTER', 'SET-CONFIG-EPOCH', '2']);
    await a.say(['CLUSTER', 'MEET', '127.0.0.1', String(b.port)]);
    for (const one of masters)
      await vi.waitFor(
        async () =>
          expect(String(await one.say(['CLUSTER', 'INFO']))).toMatch(
            /cluster_state:ok[^]*cluster_slots_assigned:16384[^]*cluster_known_nodes:2/,
          ),
        { timeout: MINUTE, interval: 100 },
      );
  }, 2 * MINUTE);
  afterAll(() => Promise.all(masters.map(({ remove }) => remove())));

  it('is found by any of several addresses, the first of which is dead', async () => {
    const dead = await freePort();
    const url = `redis://127.0.0.1:${dead},${masters.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
    const node = await openRedisNode(url, tempNodeDir());
    expect(node.isUp()).toBe(true);
    await node.close();
    await masters[0]!.say(['FLUSHALL']);
    await masters[1]!.say(['FLUSHALL']);
  });

  it('holds log and vault, whichever of its addresses a node has', async () => {
    const folders = masters.map(() => tempNodeDir());
    const nodes = [];
    for (const [n, { url }] of masters.entries()) nodes.push(await openRedisNode(url, folders[n] ?? ''));
    await Promise.all(nodes.map(({ log }) => log.append(joinedCalls(0, 200))));
    const { plain } = await nodes[0]!.vault.createToken({ name: 'gate', role: 'ingest', now: Date.now() });
    expect(await nodes[1]!.vault.findToken(plain, Date.now())).toMatchObject({ name: 'gate' });
    for (const { ledger, log } of nodes) {
      await expect.poll(log.last).toBe(200);
      expect(idsOf(ledger)).toEqual(joinedCalls(0, 200).map(({ id }) => id));
    }
    for (const { close } of nodes) await close();
    for (const { url } of masters)
      expect((await redisCommand(url, folders[0] ?? '', 'list')).stdout).toContain('up to 200');
    expect(await redisCommand(masters[0]!.url, folders[1] ?? '', 'take')).toMatchObject({ exit: 0, stderr: '' });
    expect(await redisCommand(masters[1]!.url, folders[1] ?? '', 'fill')).toMatchObject({ exit: 0, stderr: '' });
  });
});
