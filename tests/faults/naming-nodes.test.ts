// Two nodes that listen to one Asterisk agree on its name, and count its calls once (B2).
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runTokenCommand } from '../../server/commands/token.ts';
import type { FakeAsterisk } from '../support/fake-asterisk.ts';
import { tempLogFolder } from '../support/log-folder.ts';
import { noRedis, startRedis } from '../support/redis-server.ts';
import { startServerProcess, untilReady } from '../support/server-process.ts';
import { startOneQueueAsterisk, QUEUE } from '../support/one-queue-asterisk.ts';

const withoutReporting = true;
const abandonOne = (asterisk: FakeAsterisk): void => {
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.abandon();
};

describe.skipIf(noRedis)('two nodes that listen to one Asterisk', () => {
  const nodes = async (asterisk: FakeAsterisk, ...queries: string[]) => {
    const redis = await startRedis();
    onTestFinished(redis.remove);
    const started = [];
    for (const [n, query] of queries.entries()) {
      const { path, remove } = tempLogFolder();
      onTestFinished(remove);
      const telephony = asterisk.ami(query);
      const node = await startServerProcess({
        name: `node-${n}`,
        redisPort: redis.port,
        dataDir: dirname(path),
        telephony,
      });
      onTestFinished(node.remove);
      await untilReady(node, 30_000);
      await expect.poll(asterisk.clients).toBe(n + 1);
      // The first starts while Asterisk sends events, the others while it is quiet.
      if (n === 0) asterisk.calls.memberStatus('m-1202', 2);
      await sleep(2_500);
      started.push(node);
    }
    const args = ['--role', 'deputy', '--name', 'deputy'];
    const where = { dataDir: '/nowhere', redisUrl: redis.url };
    const { stdout } = await runTokenCommand({ args, ...where, now: Date.now(), counties: async () => [] });
    return { started, token: stdout.trim() };
  };
  const warned = /does not name itself/;

  it('by other link names count a call once, also when one started in a quiet second', async () => {
    const asterisk = await startOneQueueAsterisk({ withoutReporting });
    const { started, token } = await nodes(asterisk, '?name=a', '?name=b');
    abandonOne(asterisk);
    for (const node of started)
      await expect.poll(async () => (await node.board(token)).queues[QUEUE]?.today.abandoned ?? 0).toBeGreaterThan(0);
    await sleep(1_500); // both have reported all by now
    for (const node of started) {
      const board = await node.board(token);
      expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 1, abandoned: 1 });
      // A busy machine learns the name of a quiet Asterisk later.
      await expect.poll(async () => Object.keys((await node.board(token)).links)).toEqual(['pbx111']);
      expect(node.output()).not.toMatch(warned);
    }
  });

  it('which has no name are asked to give it one, unless ?system= does', async () => {
    const asterisk = await startOneQueueAsterisk({ withoutReporting, system: '' });
    const { started, token } = await nodes(asterisk, '?name=a', '?name=b&system=b');
    abandonOne(asterisk);
    await expect
      .poll(async () => (await started[0]!.board(token)).queues[QUEUE]?.today.abandoned ?? 0)
      .toBeGreaterThan(0);
    // What a node says comes by another way than its board.
    await expect.poll(() => started.map((node) => warned.test(node.output()))).toEqual([true, false]);
  });
});
