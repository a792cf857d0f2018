// What a Redis promises is read from it and said; one that cannot hold a log is refused before anything is written there.
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../../server/log/redis/connection.ts';
import { durabilityOf, readSettings, whyUnfit, type Settings } from '../../../server/log/redis/durability.ts';
import { refusalReason, type LedgerFacts, type StreamFacts } from '../../../server/log/redis/stream-check.ts';
import { noRedis, startRedis } from '../../support/redis-server.ts';
import { joinedCalls } from '../../support/joined-calls.ts';
import { tempNodeDir, openRedisNode, redisCommand } from '../../support/redis-node.ts';

describe.skipIf(noRedis)('a real Redis', () => {
  const running = async (settings: Record<string, string>) => {
    const redis = await startRedis(settings);
    onTestFinished(redis.remove);
    return redis;
  };

  it.each([
    ['always', 'neither a killed Redis nor a power cut loses it'],
    ['everysec', 'a power cut of its machine about the last second of it'],
    ['no', 'up to half a minute'],
  ])('with appendfsync %s promises so much', async (appendfsync, said) => {
    const { url } = await running({ appendfsync });
    const node = await openRedisNode(url, tempNodeDir());
    expect(node.durability()?.promise).toContain(said);
    expect(node.durability()?.promise).toContain('no replica');
  });

  it('counts its replicas', async () => {
    const master = await running({});
    await running({ replicaof: `127.0.0.1 ${master.port}` });
    await expect.poll(async () => String(await master.say(['INFO', 'replication']))).toContain('connected_slaves:1');
    const node = await openRedisNode(master.url, tempNodeDir());
    expect(node.durability()).toMatchObject({ kept: 'always', replicas: 1 });
    expect(node.durability()?.promise).toContain('one replica');
  });

  it.each([
    [{ appendonly: 'no' }, 'appendonly yes'],
    [{ 'maxmemory-policy': 'allkeys-lru' }, 'maxmemory-policy noeviction'],
  ])('with %j is refused, and nothing is written there', async (settings, said) => {
    const { url, say } = await running(settings);
    await expect(openRedisNode(url, tempNodeDir())).rejects.toThrow(said);
    expect(await say(['DBSIZE'])).toBe(0);
  });

  it('whose settings may not be read is taken for one without guarantees', async () => {
    const { port, say } = await running({});
    await say(['ACL', 'SETUSER', 'node', 'on', '>secret', '~*', '&*', '+@all', '-config']);
    const connection = await connect(`redis://node:secret@127.0.0.1:${port}`);
    const settings = await readSettings(connection);
    connection.end(new Error('done'));
    expect(whyUnfit(settings)).toBeUndefined();
    expect(durabilityOf(settings)).toMatchObject({ kept: 'unknown' });
  });
});

describe.skipIf(noRedis)('a user of Redis', () => {
  /** A Redis with a user `wall` of these rights. */
  async function withUser(...rights: string[]) {
    const server = await startRedis();
    onTestFinished(server.remove);
    await server.say(['ACL', 'SETUSER', 'wall', 'on', '>secret', ...rights]);
    return { ...server, wall: `redis://wall:secret@127.0.0.1:${server.port}` };
  }
  const enough = ['~{mazandaran}:*', '+@all', '-@dangerous', '+info', '+role', '+config|get', '+bgrewriteaof'];

  it('with the documented ACL rule may do all that a node does', async () => {
    const { wall } = await withUser(...enough);
    const node = await openRedisNode(wall, tempNodeDir());
    await node.log.append(joinedCalls(0, 3));
    const { plain } = await node.vault.createToken({ name: 'gate', role: 'ingest', now: Date.now() });
    expect(await node.vault.findToken(plain, Date.now())).toMatchObject({ name: 'gate' });
    await node.neighbours.meet();
    expect((await redisCommand(wall, tempNodeDir(), 'list')).stdout).toContain('up to 3');
  });

  it.each([
    [['-hkeys', '-xtrim'], 'may not use: xtrim, hkeys'],
    [['-rpush'], 'may not use: rpush'],
    [['-info'], 'may not use: info'],
    [['resetkeys', '~mazandaran:*'], 'may not use: keys {mazandaran}:'],
  ])('with %j is refused, and every right that is missing is named', async (rights, said) => {
    const { wall } = await withUser(...enough, ...rights);
    await expect(openRedisNode(wall, tempNodeDir())).rejects.toThrow(said);
  });
});

it('a Redis that still reads its file back, and has it closed meanwhile, is not judged by that', async () => {
  const info = 'redis_version:7.0.15\r\nloading:1\r\naof_enabled:0\r\n';
  await expect(readSettings({ send: () => Promise.resolve(info) })).rejects.toThrow('reading back');
});

it('Redis before 7 is refused', () => {
  const old: Settings = {
    appendonly: true,
    appendfsync: 'always',
    replicas: 0,
    least: 0,
    policy: 'noeviction',
    version: '6.2.14',
    isTorn: false,
  };
  expect(whyUnfit(old)).toContain('Redis 7');
  expect(whyUnfit({ ...old, version: '7.0.0' })).toBeUndefined();
});

describe('a node goes on with a stream', () => {
  const top = { position: 20, name: 'pbx111\nx' };
  const ledger: LedgerFacts = { stream: 's', read: 20, top, vault: { version: 3, schema: 4 } };
  const stream: StreamFacts = {
    id: 's',
    first: 1,
    last: 25,
    floor: 22,
    left: false,
    at: () => top.name,
    vault: { version: 5, floor: 4, schema: 4 },
  };
  const code = (s: Partial<StreamFacts>, l: Partial<LedgerFacts> = {}) =>
    refusalReason({ ...stream, ...s }, { ...ledger, ...l })?.code;
  const none: Partial<LedgerFacts> = { stream: undefined, read: 0, top: undefined };

  it('that has what it read, also when it has read nothing yet', () => {
    expect(code({})).toBeUndefined();
    expect(code({ at: () => undefined, first: 21 })).toBeUndefined();
    expect(code({}, none)).toBeUndefined();
    expect(code({ id: undefined }, none)).toBeUndefined();
  });

  it('with no other', () => {
    expect(code({ id: undefined })).toBe('empty');
    expect(code({ id: undefined }, { stream: undefined })).toBe('unfilled');
    expect(code({ id: 'another' })).toBe('other');
    expect(code({}, { stream: undefined })).toBe('other');
    expect(code({ left: true })).toBe('left');
    expect(code({ last: 19, floor: 0 })).toBe('behind');
    expect(code({ last: 21 })).toBe('behind');
    expect(code({ vault: { version: 2, floor: 0, schema: 4 } })).toBe('behind');
    expect(code({ vault: { version: 3, floor: 4, schema: 4 } })).toBe('behind');
    expect(code({ vault: { version: 5, floor: 4, schema: 5 } })).toBe('newer-schema');
    expect(code({ first: 22 })).toBe('trimmed');
    expect(code({ first: 2 }, none)).toBe('trimmed');
    expect(code({ at: () => 'pbx111\ny' })).toBe('forked');
  });
});
