// Notices of two nodes on one Redis that are killed -9 at random: the receiver gets each notice once, and what may be a repeat
// says so. ALERTS=200 SEED=7 npx vitest run tests/faults/notices-once.test.ts
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { noticeId } from '../../shared/notices.ts';
import { MINUTE } from '../../shared/time.ts';
import { expectEachOnce, letters, startKilledNodes } from '../support/killed-nodes.ts';
import { rounds } from '../support/long.ts';
import { startReceiver } from '../support/notice-receiver.ts';
import { noRedis } from '../support/redis-server.ts';
import { seededRandom } from '../support/seeded-random.ts';

const ALERTS = rounds('ALERTS', 20, 200);
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));

it.skipIf(noRedis)(
  'B2 B5: each notice arrives once from nodes that are killed at random, and a repeat is marked as one',
  { timeout: 2 * MINUTE + ALERTS * 3_000 },
  async () => {
    console.log(`notices of killed nodes: seed ${SEED}, ${ALERTS} alerts`);
    const { between, append, addRecipient, beginKilling } = await startKilledNodes(seededRandom(SEED));
    // Slow at times, so that nodes die between sending and writing it down.
    const receiver = await startReceiver((_one, response) => void setTimeout(() => response.end('ok'), between(0, 40)));
    const { id: recipient, secret } = await addRecipient({
      name: 'duty',
      language: 'en',
      allowLocal: true,
      rules: { level: 'watch', queues: [], counties: [], onlySittings: false, cleared: true },
      settings: { channel: 'webhook', url: receiver.url },
    });

    // What the clock of the third node raises and clears is as if any node had decided it.
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
      await append([begun]);
      await sleep(between(200, 3_000));
      await append([{ type: 'alert.cleared', id: `alert/${alert}/cleared`, alert, ...stamps() }]);
    };
    const kills = beginKilling();
    const lives: Promise<void>[] = [];
    for (const [n, alert] of alerts.entries()) {
      lives.push(life(alert));
      await kills.atLeast(n / 5);
      await sleep(between(50, 400));
    }
    await Promise.all(lives);
    const killed = await kills.stop();

    const verifier = new Webhook(secret);
    const arrived = (): Map<string, boolean[]> => {
      const found = new Map<string, boolean[]>();
      for (const { headers, body } of receiver.received) {
        const { data } = verifier.verify(body, headers as Record<string, string>) as { data: { repeat: boolean } };
        const key = String(headers['webhook-id']);
        found.set(key, [...(found.get(key) ?? []), data.repeat]);
      }
      return found;
    };
    const wanted = alerts.flatMap((alert) => ['1', 'cleared'].map((notice) => noticeId(alert, recipient, notice)));
    const repeats = await expectEachOnce(arrived, wanted, SEED);
    console.log(
      `${killed} kills: ${wanted.length} notices of ${ALERTS} alerts, each once unmarked at most; ${repeats} marked as repeats`,
    );
    expect(killed).toBeGreaterThanOrEqual(Math.floor((ALERTS - 1) / 5));
  },
);
