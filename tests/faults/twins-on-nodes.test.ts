// Two telephone systems of one name, each linked to a node of its own: one is counted, and every wall says that there is another.
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runTokenCommand } from '../../server/commands/token.ts';
import { startOneQueueAsterisk } from '../support/one-queue-asterisk.ts';
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.ts';
import { tempLogFolder } from '../support/log-folder.ts';
import { startServerProcess, untilReady, type ServerProcess } from '../support/server-process.ts';
import type { FakeAsterisk } from '../support/fake-asterisk.ts';
import { MINUTE } from '../../shared/time.ts';

/** What a node refuses is published a second later at most; one that was cut may be taken for another for 12 s. */
const polled = { timeout: MINUTE, interval: 250 };

describe.skipIf(noRedis)('telephone links of two nodes', { timeout: 2 * MINUTE }, () => {
  let redis: RedisServer;
  let token: string;
  let tokens = 0;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.remove());

  const startNode = async (asterisk: FakeAsterisk): Promise<ServerProcess> => {
    const folder = tempLogFolder();
    const node = await startServerProcess({
      name: folder.path,
      redisPort: redis.port,
      dataDir: dirname(folder.path),
      telephony: asterisk.ami(),
    });
    onTestFinished(async () => {
      await node.remove();
      folder.remove();
    });
    await untilReady(node, 30_000);
    const args = ['--role', 'deputy', '--name', `deputy-${++tokens}`];
    const where = { dataDir: '/nowhere', redisUrl: redis.url };
    const made = await runTokenCommand({ args, ...where, now: Date.now(), counties: async () => [] });
    expect(made.stderr).toBe('');
    token = made.stdout.trim();
    return node;
  };
  const linkOf = async (node: ServerProcess) => (await node.board(token)).links['pbx111'];

  it('lead to twins: the first is counted, and both walls say so', async () => {
    const one = await startOneQueueAsterisk({ startedAt: '09:30:00' });
    const other = await startOneQueueAsterisk({ startedAt: '08:00:00' });
    const a = await startNode(one);
    await expect.poll(() => linkOf(a), polled).toMatchObject({ state: 'up' });
    const b = await startNode(other);
    for (const node of [a, b])
      await expect.poll(() => linkOf(node), polled).toMatchObject({ state: 'up', code: 'twin-system' });
    // The one that is not counted signs in again now and then, to look whether it still is not.
    await expect.poll(() => [one.clients(), other.clients()], polled).toEqual([1, 0]);
  });

  it('begin at once: the system that started first is counted', async () => {
    const one = await startOneQueueAsterisk({ startedAt: '09:30:00' });
    const other = await startOneQueueAsterisk({ startedAt: '08:00:00' });
    const [a] = await Promise.all([startNode(one), startNode(other)]);
    await expect.poll(() => linkOf(a), polled).toMatchObject({ state: 'up', code: 'twin-system' });
    await expect.poll(() => [one.clients(), other.clients()].toSorted(), polled).toEqual([0, 1]);
  });

  it('lead to one system, which starts again: it is no twin of itself', async () => {
    const options = { startedAt: '08:00:00' };
    const asterisk = await startOneQueueAsterisk(options);
    const nodes = [await startNode(asterisk), await startNode(asterisk)];
    /** A link that is refused for a twin asks no further. */
    const taken = () => asterisk.asked.filter((one) => one === 'coreshowchannels').length;
    await expect.poll(taken, polled).toBe(2);
    options.startedAt = '09:00:00';
    await asterisk.restart();
    await expect.poll(taken, polled).toBe(4);
    const codes = async () => Promise.all(nodes.map(async (node) => (await linkOf(node))?.code));
    await expect.poll(codes, polled).toEqual([undefined, undefined]);
  });
});
