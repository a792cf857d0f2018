// A telephone system that is connected at one of two nodes on one Redis: both follow it, and both let it go.
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { runTokenCommand } from '../../server/commands/token.ts';
import { tempLogFolder } from '../support/log-folder.ts';
import { startOneQueueAsterisk } from '../support/one-queue-asterisk.ts';
import { noRedis, startRedis } from '../support/redis-server.ts';
import { startServerProcess } from '../support/server-process.ts';
import { MINUTE } from '../../shared/time.ts';

it.skipIf(noRedis)(
  'a link that is saved or removed at one node starts and stops on all',
  { timeout: 2 * MINUTE },
  async ({ onTestFinished }) => {
    const redis = await startRedis();
    onTestFinished(redis.remove);
    const urls: string[] = [];
    for (const n of [0, 1]) {
      const { path, remove } = tempLogFolder();
      onTestFinished(remove);
      const node = await startServerProcess({ name: `node-${n}`, redisPort: redis.port, dataDir: dirname(path) });
      onTestFinished(node.remove);
      urls.push(node.url);
    }
    const where = { dataDir: '/nowhere', redisUrl: redis.url, now: Date.now(), counties: async () => [] };
    const token = (await runTokenCommand({ args: ['--role', 'admin', '--name', 'chief'], ...where })).stdout.trim();
    const ask = (node: number, method: string, path: string, body?: object): Promise<Response> =>
      fetch(`${urls[node]}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    const stateAt = async (node: number): Promise<unknown> =>
      ((await (await ask(node, 'GET', '/api/telephony')).json()) as { links: { state?: string }[] }).links[0]?.state;

    const asterisk = await startOneQueueAsterisk();
    const settings = { protocol: 'ami', host: '127.0.0.1', port: asterisk.port, secure: false, user: 'wallboard' };
    const saved = await ask(0, 'PUT', '/api/telephony/pbx', { ...settings, secret: 'demo' });
    expect(saved.status).toBe(204);
    for (const node of [0, 1]) await expect.poll(() => stateAt(node)).toBe('up');
    expect(asterisk.clients()).toBe(2);

    expect((await ask(1, 'DELETE', '/api/telephony/pbx')).status).toBe(204);
    await expect.poll(() => asterisk.clients()).toBe(0);
    expect(await stateAt(0)).toBeUndefined();
  },
);
