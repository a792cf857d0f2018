import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import { DAY } from '../../shared/time.ts';
import { openRedisLog, type RedisLog } from '../../server/log/redis/log.ts';
import { tempLogFolder } from '../support/log-folder.ts';
import { joined } from '../support/joined-calls.ts';
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.ts';
import { logContract } from './log-contract.ts';

const calendar = createCalendar();

describe.skipIf(noRedis)('with a real Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => void (redis = await startRedis()));
  afterAll(() => redis.remove());
  let provinces = 0;

  // What Redis may have forgotten is looked for in the ledger as well.
  const ages = [
    ['Redis, while it remembers what happened,', 0],
    ['Redis, when it may have forgotten what happened,', 30 * DAY],
  ] as const;
  for (const [name, age] of ages)
    logContract(name, async () => {
      const { path, remove } = tempLogFolder();
      const province = `province-${provinces++}`;
      const now = (): number => joined(1).at + age;
      const open = (): Promise<RedisLog> =>
        openRedisLog({ url: redis.url, province, path, calendar, now, newId: randomUUID });
      let opened = await open();
      return {
        get log() {
          return opened.log;
        },
        reopen: async () => {
          await opened.close();
          opened = await open();
        },
        // As a Redis does that has lost the replicas it must have.
        fail: async () => void (await redis.say(['CONFIG', 'SET', 'min-replicas-to-write', '1'])),
        mend: async () => void (await redis.say(['CONFIG', 'SET', 'min-replicas-to-write', '0'])),
        remove: async () => {
          await opened.close();
          remove();
        },
      };
    });

  // A node that has lost its ledger, or never had one, has the whole log all the same.
  logContract('Redis, with another ledger after each restart,', async () => {
    let files = tempLogFolder();
    const province = `province-${provinces++}`;
    const open = (): Promise<RedisLog> =>
      openRedisLog({ url: redis.url, province, path: files.path, calendar, now: Date.now, newId: randomUUID });
    let opened = await open();
    return {
      get log() {
        return opened.log;
      },
      reopen: async () => {
        await opened.close();
        files.remove();
        files = tempLogFolder();
        opened = await open();
      },
      fail: async () => void (await redis.say(['CONFIG', 'SET', 'min-replicas-to-write', '1'])),
      mend: async () => void (await redis.say(['CONFIG', 'SET', 'min-replicas-to-write', '0'])),
      remove: async () => {
        await opened.close();
        files.remove();
      },
    };
  });
});
