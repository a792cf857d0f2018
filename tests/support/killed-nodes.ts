// Two nodes on one Redis that are killed -9 at random and started again, and a third that only writes into their log: what they
// send arrives once each, and what may be a repeat says so.
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { runTokenCommand } from '../../server/commands/token.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { MINUTE } from '../../shared/time.ts';
import { tempLogFolder } from './log-folder.ts';
import { openRedisNode, tempNodeDir } from './redis-node.ts';
import { startRedis } from './redis-server.ts';
import { startServerProcess, untilReady, type ServerProcess } from './server-process.ts';

const LEASE_MS = 3_000;

/** Without digits: beside those of a day they may read as a telephone number, which no event may hold. */
export const letters = (n: number): string => String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26));

/** `settings`: variables of the nodes. `random`: from 0 to below 1. */
export async function startKilledNodes(random: () => number, settings: Readonly<Record<string, string>> = {}) {
  const between = (least: number, most: number): number => least + random() * (most - least);
  const redis = await startRedis();
  onTestFinished(redis.remove);
  const all = { ...settings, NOTICE_LEASE_MS: String(LEASE_MS) };
  Object.assign(process.env, all);
  onTestFinished(() => Object.keys(all).forEach((name) => delete process.env[name]));
  const nodes: ServerProcess[] = [];
  for (const n of [0, 1]) {
    const { path, remove } = tempLogFolder();
    onTestFinished(remove);
    const node = await startServerProcess({ name: `node-${n}`, redisPort: redis.port, dataDir: dirname(path) });
    onTestFinished(node.remove);
    nodes.push(node);
  }
  const args = ['--role', 'admin', '--name', 'chief'];
  const where = { dataDir: '/nowhere', redisUrl: redis.url, now: Date.now(), counties: async () => [] };
  const token = (await runTokenCommand({ args, ...where })).stdout.trim();
  const { log } = await openRedisNode(redis.url, tempNodeDir());

  return {
    between,
    append: (events: readonly StoredEvent[]) => log.append(events),
    /** Of notices, whose secret signs them. */
    async addRecipient(recipient: object): Promise<{ id: string; secret: string }> {
      const made = await fetch(`${nodes[0]?.url}/api/recipients`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(recipient),
      });
      expect(made.status).toBe(201);
      return (await made.json()) as { id: string; secret: string };
    },
    /** From now on one node after the other is killed; `atLeast` waits for so many kills, however slow the machine is. */
    beginKilling() {
      let killed = 0;
      let isOver = false;
      const kill = async (): Promise<void> => {
        while (!isOver) {
          await sleep(between(300, 1_500));
          const node = nodes[Math.floor(random() * nodes.length)]!;
          await node.kill();
          killed += 1;
          await sleep(between(0, 500));
          await node.start();
          await untilReady(node, 30_000);
        }
      };
      const killing = kill();
      return {
        async atLeast(count: number): Promise<void> {
          while (killed < count) await Promise.race([killing, sleep(50)]);
        },
        async stop(): Promise<number> {
          isOver = true;
          await killing;
          return killed;
        },
      };
    },
  };
}

/**
 * `arrived`: by the id that repeats have in common, whether each said that it may be a repeat. Returns how many did. Waits until a
 * node could have sent again what a killed one had begun.
 */
export async function expectEachOnce(
  arrived: () => ReadonlyMap<string, readonly boolean[]>,
  wanted: readonly string[],
  seed: number,
): Promise<number> {
  const missing = (): string[] => wanted.filter((id) => !arrived().has(id));
  await expect.poll(missing, { timeout: MINUTE, interval: 250, message: `seed ${seed}` }).toEqual([]);
  await sleep(LEASE_MS + 1_500);
  const found = arrived();
  expect([...found.keys()].toSorted(), `seed ${seed}`).toEqual(wanted.toSorted());
  const twice = [...found].filter(([, repeats]) => repeats.filter((repeat) => !repeat).length > 1);
  expect(twice, `seed ${seed}: more than once without a mark`).toEqual([]);
  return [...found.values()].flat().filter((repeat) => repeat).length;
}
