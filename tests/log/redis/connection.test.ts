// A connection to Redis: how long an answer may take, and what is said of one that ended.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectTo } from '../../../server/log/redis/connection.ts';
import { createTopology } from '../../../server/log/redis/topology.ts';
import { openPeerLine } from '../../support/peer-line.ts';
import { noRedis, startRedis, type RedisServer } from '../../support/redis-server.ts';

const LIMIT_MS = 300;
const holdUp = (ms: number): void => {
  for (const began = performance.now(); performance.now() - began < ms;);
};

describe.skipIf(noRedis)('a connection to Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis?.remove());
  const open = (connectMs?: number) =>
    connectTo({ host: '127.0.0.1', port: redis.port }, { tls: false } as Parameters<typeof connectTo>[1], connectMs);

  it('takes an answer that has come while this process was held up for longer than an answer may take', async () => {
    const { send, end } = await open();
    const answer = send(['PING'], LIMIT_MS);
    await Promise.resolve();
    holdUp(2 * LIMIT_MS);
    await expect(answer).resolves.toBe('PONG');
    end(new Error('done'));
  });

  it('is made by a process that is held up again and again', async () => {
    let isMade = false;
    const made = open(LIMIT_MS).finally(() => (isMade = true));
    made.catch(() => {}); // It is awaited below.
    while (!isMade) {
      holdUp(LIMIT_MS / 2);
      await new Promise(setImmediate);
    }
    (await made).end(new Error('done'));
  });

  it('ends where Redis does not answer in time', async () => {
    const { send, ended } = await open();
    redis.pause();
    try {
      const began = performance.now();
      await expect(send(['PING'], LIMIT_MS)).rejects.toThrow(`Redis did not answer within ${LIMIT_MS} ms`);
      expect(performance.now() - began).toBeGreaterThanOrEqual(LIMIT_MS);
      expect((await ended).message).toMatch('did not answer');
    } finally {
      redis.goOn();
    }
  });

  it('that we end rejects the pending requests with the reason', async () => {
    const { send, end } = await open();
    const answer = send(['BLPOP', 'none', '0']);
    end(new Error('another Redis is the master now'));
    await expect(answer).rejects.toThrow('another Redis is the master now');
  });

  it('no more suspects TLS where Redis was reached without', async () => {
    const line = await openPeerLine();
    const gone = await startRedis();
    line.leadTo(gone.port);
    const topology = createTopology(`redis://127.0.0.1:${line.port}`, 'a');
    const { host } = await topology.locate();
    (await topology.connect(host)).end(new Error('done'));
    await gone.remove();
    await sleep(50);
    const failed = await topology.connect(host).catch((cause: unknown) => cause);
    expect(String(failed)).toMatch(/closed|ECONNRESET/);
    expect(String(failed)).not.toMatch(/TLS/);
    topology.close();
    await line.stop();
  });
});
