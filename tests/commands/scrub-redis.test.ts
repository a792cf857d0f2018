// Numbers are taken out of a log in a real Redis with two nodes: by one command, which may be cut short and run again.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runScrubCommand } from '../../server/commands/scrub.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { openLedgerFile } from '../../server/log/ledger-file.ts';
import { keysOf } from '../../server/log/redis/keys.ts';
import { scrubRedis } from '../../server/scrub/scrub-redis.ts';
import { connect } from '../../server/log/redis/connection.ts';
import { NAMES_KEY } from '../../server/keyed.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { joined } from '../support/joined-calls.ts';
import { openRedisNode, PROVINCE, tempNodeDir } from '../support/redis-node.ts';
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.ts';

const NOW = Date.now();
const NUMBER = '0912-123-4567';
const old = { ...joined(1), id: `c-${NUMBER}/1/joined`, call: `c-${NUMBER}`, queue: `q-${NUMBER}` } as StoredEvent;
const keys = keysOf(PROVINCE);

/** All that lies in Redis under a province's keys, and on its disk. */
const textOf = async ({ say }: RedisServer): Promise<string> => {
  const all = (await say(['KEYS', '*'])) as string[];
  const values = await Promise.all(
    all.map(async (key) => {
      const type = await say(['TYPE', key]);
      if (type === 'stream') return say(['XRANGE', key, '-', '+']);
      if (type === 'hash') return say(['HGETALL', key]);
      return type === 'string' ? say(['GET', key]) : '';
    }),
  );
  return JSON.stringify([all, values]);
};
const onDisk = ({ dir }: RedisServer): string =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join();
const hasNumber = (dataDir: string): boolean =>
  readdirSync(dataDir).some((name) => readFileSync(join(dataDir, name)).includes(NUMBER));

describe.skipIf(noRedis)('a log with numbers in Redis', () => {
  const soiled = async () => {
    const redis = await startRedis();
    onTestFinished(redis.remove);
    const [home, other] = [tempNodeDir(), tempNodeDir()];
    const [one, two] = [await openRedisNode(redis.url, home), await openRedisNode(redis.url, other)];
    await one.log.append([joined(5), old]);
    await one.vault.key(NAMES_KEY);
    await one.vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
    await expect.poll(() => two.log.last()).toBe(2);
    await one.close();
    await two.close();
    const scrub = (...args: string[]) =>
      runScrubCommand({ args, dataDir: home, redisUrl: redis.url, profile: PROVINCE, now: NOW });
    return { redis, home, other, scrub };
  };

  it('is counted first, and nothing is changed', async () => {
    const { redis, scrub, home } = await soiled();
    const before = await textOf(redis);
    const { exit, stdout } = await scrub();
    expect(exit).toBe(0);
    expect(stdout).toContain('log, queue: 1\n');
    expect(stdout).toContain('Nothing was changed');
    expect(await textOf(redis)).toBe(before);
    expect((await runScrubCommand({ args: [], dataDir: home, now: NOW })).stderr).toContain('set REDIS_URL');
  });

  it('comes back without them; a node that still has them does not start, and starts again with an empty folder', async () => {
    const { redis, home, other, scrub } = await soiled();
    const { exit, stdout, stderr } = await scrub('--write');
    expect([exit, stderr]).toEqual([0, '']);
    expect(stdout).toContain('log, queue: 1 taken out\n');
    expect(stdout).toContain('empty DATA_DIR');
    expect(await textOf(redis)).not.toContain(NUMBER);
    expect(hasNumber(home)).toBe(false);
    await expect.poll(() => onDisk(redis)).not.toContain(NUMBER);

    const one = await openRedisNode(redis.url, home);
    expect(hasNumber(other)).toBe(true);
    await expect(openRedisNode(redis.url, other)).rejects.toThrow(/another log/);
    const two = await openRedisNode(redis.url, tempNodeDir());
    await one.log.append([joined(9)]);
    await expect.poll(() => two.log.last()).toBe(4);
    expect(two.ledger.after(0, 10)).toEqual(one.ledger.after(0, 10));
    expect(two.ledger.after(0, 10).map(({ event }) => event.type)).toContain('log.scrubbed');
    expect((await two.vault.listTokens()).map(({ name }) => name)).toEqual(['gate']);
    expect(JSON.stringify(two.ledger.after(0, 10))).not.toContain(NUMBER);
  });

  it('is left as it is while a node runs, and where no number is found it is the same log afterwards', async () => {
    const { redis, home, other, scrub } = await soiled();
    const two = await openRedisNode(redis.url, other);
    expect((await scrub('--write')).stderr).toMatch(/these nodes run/);
    await two.close();
    await scrub('--write');
    const id = await redis.say(['HGET', keys.about, 'id']);
    expect((await scrub('--write')).stdout).toBe('no number was found\n');
    expect(await redis.say(['HGET', keys.about, 'id'])).toBe(id);
    const one = await openRedisNode(redis.url, home);
    expect((await one.log.append([joined(9)]))[0]?.repeated).toBe(false);
  });

  it.each(['HMGET', 'SCAN', 'UNLINK', 'EVAL'])(
    'resumes where it was when it is cut short before its first %s after scrubbing',
    async (command) => {
      const { redis, home, scrub } = await soiled();
      const connection = await connect(redis.url);
      let isScrubbed = false;
      const send: typeof connection.send = (args, ms) =>
        isScrubbed && args[0] === command ? Promise.reject(new Error('cut')) : connection.send(args, ms);
      const cut = scrubRedis({
        connection: { send },
        keys,
        vaultPath: join(home, 'vault.sqlite'),
        withLedger: async (use) => {
          const file = openLedgerFile({ path: join(home, 'log.sqlite'), calendar: createCalendar() });
          try {
            return await use(file);
          } finally {
            await file.close();
          }
        },
        scrub: async () => {
          const result = await runScrubCommand({ args: ['--write'], dataDir: home, now: NOW });
          isScrubbed = true;
          return result.stdout.includes('taken out') ? 1 : 0;
        },
        newId: () => crypto.randomUUID(),
        now: Date.now,
      });
      await expect(cut).rejects.toThrow('cut');
      connection.end(new Error('done'));
      const { exit, stdout } = await scrub('--write');
      expect(exit).toBe(0);
      expect(stdout).toContain('empty DATA_DIR');
      expect(await textOf(redis)).not.toContain(NUMBER);
      const one = await openRedisNode(redis.url, home);
      expect(one.ledger.after(0, 10)).toHaveLength(3);
    },
  );
});
