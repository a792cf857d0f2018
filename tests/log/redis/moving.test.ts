// From embedded to Redis and back, an emptied Redis, archives: by the commands, over a real Redis, and nothing is lost.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf } from '../../../server/log/redis/keys.ts';
import { makeBackup } from '../../../server/log/backup.ts';
import { runRestoreCommand } from '../../../server/commands/restore.ts';
import { noRedis, startRedis, type RedisServer } from '../../support/redis-server.ts';
import { joined, joinedCalls } from '../../support/joined-calls.ts';
import { redisCommand, tempNodeDir, idsOf, openRedisNode, openSingleNode, PROVINCE } from '../../support/redis-node.ts';
import { DAY, MINUTE } from '../../../shared/time.ts';

const keys = keysOf(PROVINCE);
const NOW = Date.now();

/** Each opens several nodes, and all that they write waits for the disk: with others at it, that took half a minute. */
describe.skipIf(noRedis)('the log', { timeout: 3 * MINUTE }, () => {
  let redis: RedisServer;
  let database = 0;
  beforeAll(async () => void (redis = await startRedis()));
  afterAll(() => redis.remove());
  /** A Redis of a test's own. */
  const empty = () => {
    const url = `${redis.url}/${database++}`;
    const say = async (...args: string[]) => {
      const { connect } = await import('../../../server/log/redis/connection.ts');
      const connection = await connect(url);
      return connection.send(args).finally(() => connection.end(new Error('done')));
    };
    return { url, say };
  };
  const ids = (from: number, count: number) => joinedCalls(from, count).map(({ id }) => id);

  it('moves into Redis with one command and back with another, with its vault, and again', async () => {
    const { url } = empty();
    const [home, other] = [tempNodeDir(), tempNodeDir()];
    const own = openSingleNode(home);
    await own.log.append(joinedCalls(0, 2_500));
    const { plain } = own.vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
    await own.ledger.setMark('targets', '[1]');
    await own.close();

    await expect(openRedisNode(url, home)).rejects.toMatchObject({ code: 'unfilled' });
    const filled = await redisCommand(url, home, 'fill');
    expect(filled).toMatchObject({ exit: 0, stderr: '' });
    expect(filled.stdout).toContain('2500 events and the vault went into Redis');
    expect(() => openSingleNode(home)).toThrow(expect.objectContaining({ code: 'of-redis' }));

    const [one, two] = [await openRedisNode(url, home), await openRedisNode(url, other)];
    expect(idsOf(two.ledger)).toEqual(ids(0, 2_500));
    expect(await two.vault.findToken(plain, NOW)).toMatchObject({ name: 'gate' });
    expect(await two.marks.get('targets')).toBe('[1]');
    expect((await two.log.append([joined(7), joined(2_500)])).map(({ repeated }) => repeated)).toEqual([true, false]);
    const second = await two.vault.createToken({ name: 'second', role: 'display', now: NOW });
    await one.close();
    expect(await redisCommand(url, home, 'take')).toMatchObject({ exit: 1 });
    await two.close();

    const taken = await redisCommand(url, home, 'take');
    expect(taken).toMatchObject({ exit: 0, stderr: '' });
    expect(taken.stdout).toContain('goes up to 2501');
    const again = openSingleNode(home);
    expect(idsOf(again.ledger)).toEqual(ids(0, 2_501));
    expect(again.vault.findToken(second.plain, NOW)).toMatchObject({ name: 'second' });
    await again.log.append([joined(2_500), joined(2_501)]);
    await again.close();
    await expect(openRedisNode(url, other)).rejects.toMatchObject({ code: 'left' });

    expect((await redisCommand(url, home, 'fill')).stdout).toContain('one event and the vault');
    const back = [await openRedisNode(url, home), await openRedisNode(url, other)];
    for (const node of back) {
      expect(idsOf(node.ledger)).toEqual(ids(0, 2_502));
      expect(await node.vault.findToken(second.plain, NOW)).toMatchObject({ name: 'second' });
    }
    const [, last] = await back[1]!.log.append([joined(2_501), joined(2_502)]);
    expect(last).toEqual({ position: 2_503, repeated: false });
  });

  it('refuses an emptied Redis and one that lost its end, naming the command that fills it, and goes on after it', async () => {
    const { url, say } = empty();
    const [home, other] = [tempNodeDir(), tempNodeDir()];
    const [one, two] = [await openRedisNode(url, home), await openRedisNode(url, other)];
    await one.log.append(joinedCalls(0, 30));
    await one.vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
    await expect.poll(() => two.log.last()).toBe(30);
    await one.close();
    await two.close();
    await say('FLUSHDB');
    await expect(openRedisNode(url, home)).rejects.toMatchObject({
      code: 'empty',
      message: expect.stringContaining('npm run -s redis -- fill') as string,
    });
    expect((await redisCommand(url, home, 'fill')).stdout).toContain('30 events and the vault');
    const [a, b] = [await openRedisNode(url, home), await openRedisNode(url, other)];
    expect((await a.log.append([joined(3), joined(30)])).map(({ position }) => position)).toEqual([4, 31]);
    await expect.poll(() => b.log.last()).toBe(31);
    expect((await b.vault.listTokens()).map(({ name }) => name)).toEqual(['gate']);
    await a.close();
    await b.close();

    await say('XDEL', keys.log, '30-0', '31-0');
    await say('XSETID', keys.log, '29-0');
    await say('HSET', keys.about, 'last', '29', 'floor', '0');
    await expect(openRedisNode(url, other)).rejects.toMatchObject({
      code: 'behind',
      message: expect.stringContaining('npm run -s redis -- fill') as string,
    });
    expect((await redisCommand(url, other, 'fill')).stdout).toContain('2 events went into Redis');
    const third = await openRedisNode(url, tempNodeDir());
    expect(idsOf(third.ledger)).toEqual(ids(0, 31));
  });

  it('while a node runs, refuses an emptied Redis and writes nothing there', async () => {
    const { url, say } = empty();
    const home = tempNodeDir();
    const node = await openRedisNode(url, home);
    await node.log.append(joinedCalls(0, 5));
    await say('FLUSHDB');
    await expect(node.log.append([joined(9)])).rejects.toMatchObject({ code: 'log-unwritable' });
    await expect.poll(() => node.isUp()).toBe(false);
    expect(await say('EXISTS', keys.log)).toBe(0);
    await node.close();
    expect((await redisCommand(url, home, 'fill')).stdout).toContain('5 events');
  });

  it('notices an emptied Redis within seconds when nobody writes', async () => {
    const { url, say } = empty();
    const home = tempNodeDir();
    const node = await openRedisNode(url, home);
    await node.log.append(joinedCalls(0, 5));
    await say('FLUSHDB');
    await expect.poll(() => node.isUp(), { timeout: 10_000 }).toBe(false);
    await node.close();
    expect((await redisCommand(url, home, 'fill')).stdout).toContain('5 events');
  });

  it('leaves another log in Redis, or one that another node uses, alone', async () => {
    const { url } = empty();
    const node = await openRedisNode(url, tempNodeDir());
    await node.log.append(joinedCalls(0, 3));
    const home = tempNodeDir();
    const own = openSingleNode(home);
    await own.log.append(joinedCalls(100, 3));
    await own.close();
    const refused = await redisCommand(url, home, 'fill');
    expect(refused).toMatchObject({ exit: 1, stdout: '' });
    expect(refused.stderr).toContain('another log');
    expect(idsOf(node.ledger)).toEqual(ids(0, 3));
    expect(idsOf(openSingleNode(home).ledger)).toEqual(ids(100, 3));
  });

  it('is trimmed only of what every listed node has, into archives that a late node restores', async () => {
    const { url, say } = empty();
    const [home, late] = [tempNodeDir(), tempNodeDir()];
    const into = dirname(home);
    const node = await openRedisNode(url, home);
    const at = (days: number, n: number) => joined(n, { at: NOW - days * DAY + n, recordedAt: NOW - days * DAY + n });
    await node.log.append(
      [9, 8, 1, 0].flatMap((days, k) => Array.from({ length: 10 }, (_, n) => at(days, 10 * k + n))),
    );
    await say('HSET', keys.nodes, 'ghost', '12');
    // A round that was on its way may have begun before it had read them.
    for (const _ of [1, 2]) await node.neighbours.meet();
    const refused = await redisCommand(url, home, 'trim', '--into', into, '--days', '3');
    expect(refused.exit).toBe(1);
    expect(refused.stderr).toMatch(/ghost \(has read up to 12\).*redis -- leave/);
    expect((await redisCommand(url, home, 'list')).stdout).toMatch(/ghost: read up to 12, silent/);
    expect((await redisCommand(url, home, 'leave', 'ghost')).exit).toBe(0);
    const trimmed = await redisCommand(url, home, 'trim', '--into', into, '--days', '3');
    expect(trimmed).toMatchObject({ exit: 0, stderr: '' });
    const archives = readdirSync(into)
      .filter((name) => name.endsWith('.ndjson.gz'))
      .map((name) => join(into, name));
    expect(archives).toHaveLength(2);
    expect(await say('XLEN', keys.log)).toBe(20);
    const lines = gunzipSync(readFileSync(archives[0] ?? ''))
      .toString()
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(11);
    expect((await redisCommand(url, home, 'trim', '--into', into, '--days', '3')).stdout).toBe(
      '0 events left the stream\n',
    );

    await expect(openRedisNode(url, late)).rejects.toMatchObject({
      code: 'trimmed',
      message: expect.stringContaining('npm run -s restore') as string,
    });
    const restored = await runRestoreCommand({ args: archives.toReversed(), dataDir: late });
    expect(restored).toMatchObject({ exit: 0, stderr: '' });
    expect(restored.stdout).toContain('20 events came from 2 archives');
    const caughtUp = await openRedisNode(url, late);
    expect(idsOf(caughtUp.ledger)).toEqual(idsOf(node.ledger));

    const file = join(into, 'backup');
    makeBackup(home, file);
    const third = tempNodeDir();
    expect((await runRestoreCommand({ args: [file], dataDir: third })).exit).toBe(0);
    await node.log.append([joined(500)]);
    const begun = await openRedisNode(url, third);
    expect(idsOf(begun.ledger)).toEqual(idsOf(node.ledger));
  });

  it.each([[[]], [['melt']], [['leave']], [['trim']], [['trim', '--into', '/nowhere']], [['fill', 'it']]])(
    'prints what it expected when asked for %j',
    async (args) => {
      const answer = await redisCommand(redis.url, '/nowhere', ...args);
      expect(answer).toMatchObject({ exit: 2, stdout: '' });
      expect(answer.stderr).toContain('expected: npm run -s redis');
    },
  );
});
