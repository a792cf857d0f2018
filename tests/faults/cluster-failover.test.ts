// A Redis Cluster of three masters with a replica each, while two nodes write: the master of the province's slot is killed, its
// replica takes over, and every acknowledged event stands in the log once, at the position that was answered.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { entryOf } from '../../server/log/redis/entry.ts';
import { keysOf } from '../../server/log/redis/keys.ts';
import { connectHome } from '../../server/log/redis/topology.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { joinedCalls } from '../support/joined-calls.ts';
import { openRedisNode, PROVINCE, tempNodeDir } from '../support/redis-node.ts';
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.ts';

const keys = keysOf(PROVINCE);
/** Appends under way at a time, of each node. */
const WRITERS = 20;
const SLOTS = [0, 5_461, 10_923, 16_384];

describe.skipIf(noRedis)('a Redis Cluster with replicas', () => {
  let all: RedisServer[] = [];
  beforeAll(async () => {
    const settings = {
      'cluster-enabled': 'yes',
      'cluster-node-timeout': '2000',
      // A busy machine is no replica that fell behind.
      'cluster-replica-validity-factor': '0',
      'repl-diskless-sync-delay': '0',
    };
    all = await Promise.all(Array.from({ length: 6 }, () => startRedis(settings)));
    const [first, ...others] = all;
    for (const [n, { say }] of all.slice(0, 3).entries()) {
      await say(['CLUSTER', 'ADDSLOTSRANGE', String(SLOTS[n]), String(SLOTS[n + 1]! - 1)]);
      await say(['CLUSTER', 'SET-CONFIG-EPOCH', String(n + 1)]);
    }
    for (const { port } of others) await first!.say(['CLUSTER', 'MEET', '127.0.0.1', String(port)]);
    const ids = await Promise.all(all.map(async ({ say }) => String(await say(['CLUSTER', 'MYID']))));
    for (const [n, { say }] of all.slice(3).entries())
      await vi.waitFor(() => say(['CLUSTER', 'REPLICATE', ids[n]!]), { timeout: 30_000, interval: 200 });
    await untilWhole();
  }, 90_000);
  afterAll(() => Promise.all(all.map(({ remove }) => remove())), 30_000);

  /** Every node sees a whole cluster, and every master has its replica. */
  const untilWhole = async (): Promise<void> => {
    const links = async ({ say }: RedisServer): Promise<string> =>
      /master_link_status:up|connected_slaves:[1-9]/.exec(String(await say(['INFO', 'replication'])))?.[0] ?? 'alone';
    for (const one of all)
      await vi.waitFor(
        async () => {
          expect(String(await one.say(['CLUSTER', 'INFO']))).toMatch(/cluster_state:ok[^]*cluster_known_nodes:6/);
          expect(await links(one)).not.toBe('alone');
          // From, to, a master, and its replica.
          const ranges = (await one.say(['CLUSTER', 'SLOTS'])) as unknown[][];
          expect(ranges.map(({ length }) => length)).toEqual([4, 4, 4]);
        },
        { timeout: 40_000, interval: 200 },
      );
  };
  const home = async (): Promise<RedisServer> => {
    const { say } = all.find(({ pid }) => pid() !== undefined)!;
    const slot = Number(await say(['CLUSTER', 'KEYSLOT', keys.log]));
    const ranges = (await say(['CLUSTER', 'SLOTS'])) as [number, number, [string, number]][];
    const [, , [, port]] = ranges.find(([from, to]) => slot >= from && slot <= to)!;
    return all.find((one) => one.port === Number(port))!;
  };

  it('loses nothing that was acknowledged when the master of its slot is killed', { timeout: 180_000 }, async () => {
    const url = `redis://${all.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
    const nodes = await Promise.all([0, 1].map(() => openRedisNode(url, tempNodeDir())));
    for (const { durability } of nodes) expect(durability()).toMatchObject({ confirmed: 1 });
    const acknowledged = new Map<string, number>();
    let longest = 0;
    let last = performance.now();
    let isOver = false;
    const writers = nodes.flatMap(({ log }) => Array.from({ length: WRITERS }, () => log));
    const writing = writers.map(async (log, n) => {
      for (let from = n * 100_000; !isOver; from++) {
        const [event] = joinedCalls(from, 1) as [StoredEvent];
        for (let wait = 50; ; await sleep(wait), wait = Math.min(2 * wait, 1_000)) {
          const answer = await log.append([event]).catch(() => undefined);
          if (answer === undefined) continue;
          acknowledged.set(event.id, answer[0]!.position);
          longest = Math.max(longest, performance.now() - last);
          last = performance.now();
          break;
        }
      }
    });
    await sleep(1_000);
    const killed = await home();
    await killed.kill();
    await expect.poll(home, { timeout: 40_000, interval: 100 }).not.toBe(killed);
    await sleep(1_000);
    await killed.start();
    await untilWhole();
    await sleep(1_000);
    isOver = true;
    await Promise.all(writing);

    const { send, end } = await connectHome(url, keys.log);
    const stream = await send(['XRANGE', keys.log, '-', '+']);
    end(new Error('done'));
    const inLog = new Map(
      (Array.isArray(stream) ? stream : []).map(entryOf).map(({ position, value }) => {
        return [(JSON.parse(value) as StoredEvent).id, position] as const;
      }),
    );
    console.log(`cluster: ${acknowledged.size} acknowledged, ${Math.round(longest)} ms without writes`);
    expect(inLog.size).toBe(Array.isArray(stream) ? stream.length : 0);
    expect([...acknowledged].filter(([id, position]) => inLog.get(id) !== position)).toEqual([]);
    for (const { log, durability } of nodes) {
      await expect.poll(log.last, { timeout: 10_000 }).toBe(inLog.size);
      await expect.poll(durability, { timeout: 10_000 }).toMatchObject({ confirmed: 1 });
    }
    for (const { close } of nodes) await close();
  });
});
