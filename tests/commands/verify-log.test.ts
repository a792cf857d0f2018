// `npm run verify-log`: what it says of a log, a backup, an archive and a stream in Redis, and how it ends.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runVerifyCommand } from '../../server/commands/verify-log.ts';
import { writeArchive } from '../../server/log/archive.ts';
import { makeBackup, restoreBackup } from '../../server/log/backup.ts';
import { connect } from '../../server/log/redis/connection.ts';
import { keysOf } from '../../server/log/redis/keys.ts';
import type { LogEntry } from '../../shared/event.ts';
import { DAY } from '../../shared/time.ts';
import { joinedCalls } from '../support/joined-calls.ts';
import { openRedisNode, openSingleNode, PROVINCE, tempNodeDir } from '../support/redis-node.ts';
import { noRedis, startRedis } from '../support/redis-server.ts';
import { dayAt, dayBegins, FIRST_DAY, sealDays } from '../support/sealed-node.ts';

const facts = [
  dayBegins(0),
  ...joinedCalls(0, 4),
  dayBegins(1),
  ...joinedCalls(4, 3),
  dayBegins(2),
  ...joinedCalls(7, 2),
];
const verify = (dataDir: string, ...args: string[]) => runVerifyCommand({ args, dataDir });

async function sealed() {
  const dataDir = tempNodeDir();
  const node = openSingleNode(dataDir);
  await node.log.append(facts);
  const seals = await sealDays(node);
  const entries = node.ledger.after(0, 1_000);
  await node.close();
  const alter = (sql: string): void => {
    const db = new DatabaseSync(join(dataDir, 'log.sqlite'));
    db.exec(sql);
    db.close();
  };
  return { dataDir, seals, entries, alter };
}

describe('a sealed log', () => {
  it('is as it was sealed: the command ends with 0 and names the head, which can be asked for', async () => {
    const { dataDir, seals } = await sealed();
    const head = seals[1]?.head ?? '';
    const { exit, stdout, stderr } = await verify(dataDir, '--head', seals[0]?.head ?? '');
    expect([exit, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`2 days are as sealed, ${dayAt(0)} to ${dayAt(1)}\nhead of ${dayAt(1)}: ${head}\n`);
    expect(stdout).toContain(`${seals[0]?.head} is the head of ${dayAt(0)}\n`);
    const unknown = await verify(dataDir, '--head', '0'.repeat(64));
    expect([unknown.exit, unknown.stdout]).toEqual([1, expect.stringContaining('is the head of NO day here')]);
  });

  it('that was changed ends it with 1 and the first day that differs', async () => {
    const { dataDir, alter } = await sealed();
    alter(`update event set body = replace(body, 'queue', 'queue') where position = 7`);
    expect((await verify(dataDir)).exit).toBe(0);
    alter(`update event set body = json_set(body, '$.at', json_extract(body, '$.at') + 1) where position = 8`);
    const { exit, stdout } = await verify(dataDir);
    expect(exit).toBe(1);
    expect(stdout).toContain(`1 day is as sealed, ${dayAt(0)} to ${dayAt(0)}\n${dayAt(1)} DIFFERS: `);
  });

  it('is still so in a backup and after it is restored, and what is sealed then goes on from it', async () => {
    const { dataDir, seals } = await sealed();
    const [backup, restored] = [join(dataDir, '..', 'backup'), tempNodeDir()];
    makeBackup(dataDir, backup);
    expect(await verify('/nowhere', backup)).toMatchObject({ exit: 0, stdout: expect.stringContaining('2 days') });
    restoreBackup(backup, restored);
    const node = openSingleNode(restored);
    await node.log.append([...joinedCalls(9, 2), dayBegins(3)]);
    const all = await sealDays(node);
    await node.close();
    expect(all.slice(0, 2)).toEqual(seals);
    expect(all[2]).toMatchObject({ day: dayAt(2), previous: seals[1]?.head });
    expect((await verify(restored)).exit).toBe(0);
  });

  it('is compared with an archive, event by event', async () => {
    const { dataDir, entries } = await sealed();
    const head = { archive: 1 as const, stream: 's', day: dayAt(0), from: 1, to: 5 };
    const write = async (name: string, some: readonly LogEntry[]): Promise<string> => {
      const file = join(dataDir, name);
      const lines = async function* () {
        yield* some;
      };
      await writeArchive(file, head, lines());
      return file;
    };
    const good = await write('good.ndjson.gz', entries.slice(0, 5));
    expect(await verify(dataDir, good)).toMatchObject({ exit: 0, stdout: expect.stringContaining('5 events, as in') });
    const other = entries
      .slice(0, 5)
      .map(({ position, event }) => ({ position, event: { ...event, at: FIRST_DAY + DAY } }));
    const bad = await verify(dataDir, await write('bad.ndjson.gz', other));
    expect([bad.exit, bad.stdout]).toEqual([1, expect.stringContaining('DIFFERS from the log: event 1: ')]);
  });

  it('cannot be checked where there is none, or where the arguments are wrong: then it ends with 2', async () => {
    for (const args of [['--head', 'x'], ['--nothing'], ['/no/such/file'], ['--code', 'x']])
      expect(await verify(tempNodeDir(), ...args), args.join(' ')).toMatchObject({ exit: 2, stdout: '' });
    expect(await verify(tempNodeDir())).toMatchObject({ exit: 2, stderr: expect.stringContaining('there is no ') });
  });
});

describe.skipIf(noRedis)('two nodes on one Redis', () => {
  it('seal their days alike, and the stream is compared with the ledger', async () => {
    const redis = await startRedis();
    onTestFinished(redis.remove);
    const [home, other] = [tempNodeDir(), tempNodeDir()];
    const [one, two] = [await openRedisNode(redis.url, home), await openRedisNode(redis.url, other)];
    await one.log.append(facts);
    await expect.poll(() => two.log.last()).toBe(facts.length);
    // Both at once: the log keeps the first seal of each day, and neither node finds another than its own.
    const [ofOne, ofTwo] = await Promise.all([sealDays(one), sealDays(two)]);
    expect(ofOne).toHaveLength(2);
    expect(ofTwo).toEqual(ofOne);
    await one.close();
    await two.close();
    const check = () => runVerifyCommand({ args: [], dataDir: home, redisUrl: redis.url, profile: PROVINCE });
    expect(await check()).toMatchObject({ exit: 0, stdout: expect.stringContaining('the stream in Redis: ') });

    const connection = await connect(redis.url);
    onTestFinished(() => connection.end(new Error('over')));
    await connection.send(['XDEL', keysOf(PROVINCE).log, '4-0']);
    const { exit, stdout } = await check();
    expect([exit, stdout]).toEqual([1, expect.stringContaining('the stream in Redis DIFFERS from the log: event 5: ')]);
  });
});
