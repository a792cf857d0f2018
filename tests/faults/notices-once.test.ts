// Notices of two nodes on one Redis that are killed -9 at random: the receiver gets each notice once, and what may be a repeat
// says so. ALERTS=200 SEED=7 npx vitest run tests/faults/notices-once.test.ts
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { noticeId } from '../../shared/notices.ts';
import { runTokenCommand } from '../../server/commands/token.ts';
import { rounds } from '../support/long.ts';
import { tempLogFolder } from '../support/log-folder.ts';
import { startReceiver } from '../support/notice-receiver.ts';
import { openRedisNode, tempNodeDir } from '../support/redis-node.ts';
import { noRedis, startRedis } from '../support/redis-server.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startServerProcess, untilReady } from '../support/server-process.ts';

const ALERTS = rounds('ALERTS', 20, 200);
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const LEASE_MS = 3_000;

/** Names without digits: beside those of a day they may read as a telephone number, which no event may hold. */
const letters = (n: number): string => String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26));

it.skipIf(noRedis)(
  'B2 B5: each notice arrives once from nodes that are killed at random, and a repeat is marked as one',
  { timeout: 120_000 + ALERTS * 3_000 },
  async ({ onTestFinished }) => {
    console.log(`notices of killed nodes: seed ${SEED}, ${ALERTS} alerts`);
    const random = seededRandom(SEED);
    const between = (least: number, most: number): number => least + random() * (most - least);
    const redis = await startRedis();
    onTestFinished(redis.remove);
    process.env['NOTICE_LEASE_MS'] = String(LEASE_MS);
    onTestFinished(() => void delete process.env['NOTICE_LEASE_MS']);
    const nodes: Awaited<ReturnType<typeof startServerProcess>>[] = [];
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
    // Slow at times, so that nodes die between sending and writing it down.
    const receiver = await startReceiver((_one, response) => void setTimeout(() => response.end('ok'), between(0, 40)));
    const made = await fetch(`${nodes[0]?.url}/api/recipients`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'duty',
        language: 'en',
        allowLocal: true,
        rules: { level: 'watch', queues: [], counties: [], onlySittings: false, cleared: true },
        settings: { channel: 'webhook', url: receiver.url },
      }),
    });
    const { id: recipient, secret } = (await made.json()) as { id: string; secret: string };

    // A third node, which only writes: what its clock raises and clears is as if any node had decided it.
    const writer = await openRedisNode(redis.url, tempNodeDir());
    const day = createCalendar().dayOf(Date.now());
    const stamps = () => ({ at: Date.now(), source: 'clock', recordedAt: Date.now(), v: 1 });
    const alerts = Array.from({ length: ALERTS }, (_none, n) => `source-down/sys-${letters(n)}/${day}-1`);
    const life = async (alert: string): Promise<void> => {
      const facts = {
        alert,
        rule: 'source-down',
        level: 'act',
        subject: alert.split('/')[1]!,
        value: 30,
        limit: 30,
      } as const;
      const begun: StoredEvent = { type: 'alert.raised', id: `alert/${alert}/1`, ...facts, step: 1, ...stamps() };
      await writer.log.append([begun]);
      await sleep(between(200, 3_000));
      await writer.log.append([{ type: 'alert.cleared', id: `alert/${alert}/cleared`, alert, ...stamps() }]);
    };
    let killed = 0;
    let isOver = false;
    const killer = async (): Promise<void> => {
      while (!isOver) {
        await sleep(between(300, 1_500));
        const node = nodes[Math.floor(random() * 2)]!;
        await node.kill();
        killed += 1;
        await sleep(between(0, 500));
        await node.start();
        await untilReady(node, 30_000);
      }
    };
    const killing = killer();
    const lives: Promise<void>[] = [];
    for (const [n, alert] of alerts.entries()) {
      lives.push(life(alert));
      // However slow the machine is, one kill for every five alerts.
      while (killed < n / 5) await sleep(50);
      await sleep(between(50, 400));
    }
    await Promise.all(lives);
    isOver = true;
    await killing;

    const verifier = new Webhook(secret);
    const gotten = (): Map<string, boolean[]> => {
      const found = new Map<string, boolean[]>();
      for (const { headers, body } of receiver.received) {
        const { data } = verifier.verify(body, headers as Record<string, string>) as { data: { repeat: boolean } };
        const key = String(headers['webhook-id']);
        found.set(key, [...(found.get(key) ?? []), data.repeat]);
      }
      return found;
    };
    const wanted = alerts.flatMap((alert) => ['1', 'cleared'].map((notice) => noticeId(alert, recipient, notice)));
    const missing = (): string[] => wanted.filter((key) => !gotten().has(key));
    await expect.poll(missing, { timeout: 60_000, interval: 250, message: `seed ${SEED}` }).toEqual([]);
    await sleep(LEASE_MS + 1_500);
    const found = gotten();
    expect([...found.keys()].toSorted(), `seed ${SEED}`).toEqual(wanted.toSorted());
    const twice = [...found].filter(([, repeats]) => repeats.filter((repeat) => !repeat).length > 1);
    expect(twice, `seed ${SEED}: more than once without a mark`).toEqual([]);
    const repeats = [...found.values()].flat().filter((repeat) => repeat).length;
    console.log(
      `${killed} kills: ${found.size} notices of ${ALERTS} alerts, each once unmarked at most; ${repeats} marked as repeats`,
    );
    expect(killed).toBeGreaterThanOrEqual(Math.floor((ALERTS - 1) / 5));
  },
);
