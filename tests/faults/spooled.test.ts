// One node and its Asterisk while Redis is away: what was heard is on disk here, and comes into the log once, in order.
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { runTokenCommand } from '../../server/commands/token.ts';
import { tempLogFolder } from '../support/log-folder.ts';
import { noRedis, startRedis } from '../support/redis-server.ts';
import { unbalanced } from '../support/balance.ts';
import { startServerProcess, untilReady } from '../support/server-process.ts';
import { startOneQueueAsterisk, QUEUE } from '../support/one-queue-asterisk.ts';
import { eventsInLedger, eventsInStream } from './logged-events.ts';
import { MINUTE } from '../../shared/time.ts';

it.skipIf(noRedis)(
  'B5: calls received while Redis is away outlive a killed node and are counted once Redis is back',
  { timeout: 2 * MINUTE },
  async ({ onTestFinished }) => {
    const redis = await startRedis();
    onTestFinished(redis.remove);
    const asterisk = await startOneQueueAsterisk();
    const { path, remove } = tempLogFolder();
    onTestFinished(remove);
    const node = await startServerProcess({
      name: 'node',
      redisPort: redis.port,
      dataDir: dirname(path),
      telephony: asterisk.ami(),
    });
    onTestFinished(node.remove);
    const token = await runTokenCommand({
      args: ['--role', 'deputy', '--name', 'deputy'],
      dataDir: '/nowhere',
      redisUrl: redis.url,
      now: Date.now(),
      counties: async () => [],
    });
    const board = () => node.board(token.stdout.trim());
    await expect.poll(async () => Object.values((await board()).links)[0]?.state).toBe('up');
    const call = (answered: boolean): void => {
      const one = asterisk.calls.call(QUEUE);
      one.join();
      if (!answered) return one.abandon();
      one.ring('m-1201');
      one.answer();
      one.end();
    };
    call(true);
    await expect.poll(async () => (await board()).queues[QUEUE]?.today.offered).toBe(1);

    await redis.kill();
    await expect.poll(async () => (await node.readiness()).reasons).toEqual(['log-unwritable']);
    for (let n = 0; n < 20; n++) {
      call(n % 2 === 0);
      await sleep(10);
    }
    const waiting = async (): Promise<number> => (await board()).recording.waiting ?? 0;
    await expect.poll(waiting).toBeGreaterThan(60);
    expect((await board()).queues[QUEUE]?.today.offered).toBe(1);
    // What Asterisk said may still be on its way: all of it is here once nothing more comes.
    for (let before = -1; before !== (await waiting()); await sleep(1_500)) before = await waiting();
    await node.kill();
    await node.start();
    await expect.poll(async () => (await node.readiness()).reasons).toContain('log-unwritable');
    await redis.start();
    await untilReady(node, 30_000);
    const today = async () => (await board()).queues[QUEUE]?.today;
    const all = { offered: 21, answered: 11, completed: 11, abandoned: 10, lost: 0 };
    await expect.poll(today).toMatchObject(all);
    const after = await board();
    expect(after.queues[QUEUE]?.today).toMatchObject(all);
    expect(after.queues[QUEUE]?.today.unheard ?? 0).toBe(0);
    expect(unbalanced(after)).toEqual({ [QUEUE]: 0 });
    const names = (await eventsInStream(redis, 'mazandaran', 0)).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    await expect
      .poll(() =>
        eventsInLedger(path, 0)
          .map(({ name }) => name)
          .slice(0, names.length),
      )
      .toEqual(names);
    // Each call joins before it leaves: in the order in which it was heard.
    const joinings = names.filter((name) => name.endsWith('/joined'));
    for (const joining of joinings) {
      const [first] = names.filter((name) => name.startsWith(joining.replace(/joined$/, '')));
      expect(first).toBe(joining);
    }
  },
);
