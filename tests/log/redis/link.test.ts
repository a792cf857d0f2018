// The connection of a node to Redis, with a real Redis.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createLink } from '../../../server/log/redis/link.ts';
import { noRedis, startRedis } from '../../support/redis-server.ts';

it.skipIf(noRedis)('ends at whichever moment of its connecting it is stopped', async () => {
  const redis = await startRedis();
  onTestFinished(redis.remove);
  const ends: Promise<string>[] = [];
  for (let ms = 0; ms < 15; ms++) {
    const link = createLink({
      url: redis.url,
      key: 'any',
      greet: async ({ commands }) => void (await commands.send(['PING'])),
      isRefusal: () => false,
      live: () => new Promise(() => {}),
      onState: () => {},
    });
    await sleep(ms);
    const stopped = link.stop().then(() => 'stopped');
    ends.push(Promise.race([stopped, sleep(5_000, `goes on when stopped after ${ms} ms`)]));
  }
  expect(new Set(await Promise.all(ends))).toEqual(new Set(['stopped']));
});
