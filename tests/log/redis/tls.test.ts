// Redis over TLS: an authority of one's own and a certificate of ours, by REDIS_URL alone; and what each mistake is called.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinedCalls } from '../../support/joined-calls.ts';
import { openRedisNode, redisCommand, tempNodeDir } from '../../support/redis-node.ts';
import { freePort } from '../../support/free-port.ts';
import { noRedis, startRedis, type RedisServer } from '../../support/redis-server.ts';

const noOpenssl = spawnSync('openssl', ['version']).status !== 0;

describe.skipIf(noRedis || noOpenssl)('Redis over TLS', () => {
  let redis: RedisServer;
  let dir: string;
  let port: number;
  const file = (name: string): string => join(dir, name);
  const openssl = (...args: string[]): void => {
    const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const certificate = (name: string, ...more: string[]): void => {
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      file(`${name}.key`),
      '-out',
      file(`${name}.csr`),
      '-subj',
      `/CN=${name}`,
    );
    openssl(
      'x509',
      '-req',
      '-in',
      file(`${name}.csr`),
      '-CA',
      file('ca.pem'),
      '-CAkey',
      file('ca.key'),
      '-CAcreateserial',
      '-days',
      '30',
      '-out',
      file(`${name}.pem`),
      ...more,
    );
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'wallboard-tls-'));
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-keyout',
      file('ca.key'),
      '-out',
      file('ca.pem'),
      '-subj',
      '/CN=Office',
    );
    const names = file('names');
    spawnSync('sh', ['-c', `echo 'subjectAltName=IP:127.0.0.1' > ${names}`]);
    certificate('server', '-extfile', names);
    certificate('client');
    port = await freePort();
    redis = await startRedis({
      'tls-port': String(port),
      'tls-cert-file': file('server.pem'),
      'tls-key-file': file('server.key'),
      'tls-ca-cert-file': file('ca.pem'),
    });
  });
  afterAll(async () => {
    await redis?.remove();
    rmSync(dir, { recursive: true, force: true });
  });

  it('holds the log of a node that names the authority and its own certificate', async () => {
    const url = `rediss://127.0.0.1:${port}?ca=${file('ca.pem')}&cert=${file('client.pem')}&key=${file('client.key')}`;
    const node = await openRedisNode(url, tempNodeDir());
    await node.log.append(joinedCalls(0, 3));
    await node.close();
    expect((await redisCommand(url, tempNodeDir(), 'list')).stdout).toContain('up to 3');
  });

  it.each([
    ['an unknown authority', () => `rediss://127.0.0.1:${port}`, '?ca=/path/ca.pem'],
    ['no certificate of ours', () => `rediss://127.0.0.1:${port}?ca=${file('ca.pem')}`, '&key=/path/client.key'],
    [
      'a certificate for another name',
      () => `rediss://localhost:${port}?ca=${file('ca.pem')}&cert=${file('client.pem')}&key=${file('client.key')}`,
      'is for another name',
    ],
    ['no TLS at a TLS port', () => `redis://127.0.0.1:${port}`, 'rediss:// instead of redis://'],
    ['TLS at a port without it', () => `rediss://127.0.0.1:${redis.port}`, 'redis:// instead of rediss://'],
    [
      'a file that is not there',
      () => `rediss://127.0.0.1:${port}?ca=/nowhere/ca.pem`,
      'ca=/nowhere/ca.pem cannot be read',
    ],
  ])('%s is refused with what helps', async (_, url, helps) => {
    await expect(openRedisNode(url(), tempNodeDir())).rejects.toThrow(helps);
  });
});
