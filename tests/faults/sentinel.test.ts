// Redis watched by Sentinels, while two nodes write 200 events a second: after each failover every acknowledged event stands in
// the log once, at the position that was answered, and nothing was shown that the log then lacks.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryOf } from '../../server/log/redis/entry.ts';
import { keysOf } from '../../server/log/redis/keys.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { rounds } from '../support/long.ts';
import { openRedisNode, PROVINCE, tempNodeDir } from '../support/redis-node.ts';
import { noRedis } from '../support/redis-server.ts';
import { startRedisSet, type RedisSet } from '../support/redis-sentinel.ts';

const keys = keysOf(PROVINCE);
const EVERY_MS = 10;
const CUT_MS = 8_000;
const ANSWERED_MS = 90_000;
/** Once the set is whole again, events are taken again within this. */
const WRITING_MS = 30_000;

type Kind = 'killed' | 'stopped' | 'swapped' | 'unwatched' | 'alone';
const kinds: Record<Kind, string> = {
  killed: 'is killed and comes back',
  stopped: 'stands still for a while',
  swapped: 'is swapped by an administrator',
  unwatched: 'is cut off from the Sentinels only',
  alone: 'is cut off from Sentinels and replicas, but not from the nodes',
};

const eventOf = (id: string): StoredEvent => ({
  id,
  type: 'call.joined',
  at: Date.now(),
  call: `c-${id}`,
  queue: 'samad-sari',
  source: 'pbx111',
  recordedAt: Date.now(),
  v: 1,
});

/** Whether another one became the master: a busy machine may be back before anybody thought it gone. */
async function fail(set: RedisSet, kind: Kind): Promise<boolean> {
  const before = await set.master();
  if (!before) throw new Error('expected a master');
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
  }, 120_000);
  afterAll(() => set?.remove(), 60_000);

  const each = rounds('FAILOVERS', 1, 20);
  const chosen = (process.env['FAILOVER_KINDS']?.split(',') ??
    (each > 1 ? Object.keys(kinds) : ['killed', 'swapped', 'unwatched'])) as Kind[];

  it.each(chosen.map((kind) => [kinds[kind], kind] as const))(
    'loses nothing that was acknowledged when its master %s',
    { timeout: 60_000 + each * 120_000 },
    async (_, kind) => {
      const nodes = await Promise.all([0, 1].map(() => openRedisNode(set.url, tempNodeDir())));
      const shown = nodes.map(() => new Map<number, string>());
      const stops = nodes.map(({ log }, n) =>
        log.follow(0, (entries) => {
          for (const { position, event } of entries) shown[n]!.set(position, event.id);
        }),
      );
      const acknowledged = new Map<string, number>();
      const gaps: number[] = [];
      let longest = 0;
      let last = performance.now();
      let isOver = false;
      let number = 0;
      let changes = 0;
      const putOne = async (n: number): Promise<void> => {
        const event = eventOf(`${kind}-${number++}`);
        // As the spools do: hundreds that try every 50 ms would leave the process no time for anything else.
        for (let wait = 50, began = performance.now(); ; await sleep(wait), wait = Math.min(2 * wait, 1_000)) {
          const answer = await nodes[n]!.log.append([event]).catch((cause: unknown) => String(cause));
          if (typeof answer !== 'string') {
            acknowledged.set(event.id, answer[0]!.position);
            longest = Math.max(longest, performance.now() - last);
            last = performance.now();
            return;
          }
          if (performance.now() - began > ANSWERED_MS)
            throw new Error(`${event.id} was not taken within ${ANSWERED_MS} ms: ${answer}`);
        }
      };
      const writing = nodes.map(async (_node, n) => {
        const all: Promise<void>[] = [];
        for (; !isOver; await sleep(EVERY_MS)) all.push(putOne(n));
        await Promise.all(all);
      });
      for (let round = 0; round < each; round++) {
        await sleep(1_000);
        longest = 0;
        if (await fail(set, kind)) changes++;
        await set.untilWhole();
        const whole = performance.now();
        await expect.poll(() => last > whole, { timeout: WRITING_MS }).toBe(true);
        gaps.push(Math.round(longest));
        if (each > 1) console.log(`${kind}, failover ${round + 1}: ${gaps.at(-1)} ms without writes`);
      }
      isOver = true;
      await Promise.all(writing);

      const master = await set.master();
      const stream = await master!.redis.say(['XRANGE', keys.log, '-', '+']);
      const inLog = new Map(
        (Array.isArray(stream) ? stream : []).map(entryOf).map(({ position, value }) => {
          return [position, (JSON.parse(value) as StoredEvent).id] as const;
        }),
      );
      const sorted = gaps.toSorted((a, b) => a - b);
      console.log(
        `${kind}: ${changes} failovers in ${each} rounds, ${acknowledged.size} acknowledged, ms without writes: median ${sorted[Math.floor(sorted.length / 2)]}, longest ${sorted.at(-1)}`,
      );
      expect([...acknowledged].filter(([id, position]) => inLog.get(position) !== id)).toEqual([]);
      expect(new Set(inLog.values()).size).toBe(inLog.size);
      for (const seen of shown) expect([...seen].filter(([position, id]) => inLog.get(position) !== id)).toEqual([]);
      for (const { log, durability } of nodes) {
        await expect.poll(log.last).toBe(inLog.size);
        await expect.poll(durability, { timeout: WRITING_MS }).toMatchObject({ confirmed: 2 });
      }
      for (const stop of stops) stop();
      for (const { close } of nodes) await close();
    },
  );
});
