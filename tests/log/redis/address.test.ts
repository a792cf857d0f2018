// What REDIS_URL may say.
import { describe, expect, it } from 'vitest';
import { parseRedisUrl } from '../../../server/log/redis/address.ts';
import { agreed } from '../../../server/log/redis/sentinels.ts';
import { followersIn } from '../../../server/log/redis/topology.ts';

describe('REDIS_URL', () => {
  it.each([
    ['redis://127.0.0.1', { kind: 'redis', tls: false, hosts: [{ host: '127.0.0.1', port: 6379 }] }],
    [
      'redis://[::1]:7000,redis.example.ir/3',
      {
        hosts: [
          { host: '::1', port: 7000 },
          { host: 'redis.example.ir', port: 6379 },
        ],
        database: 3,
      },
    ],
    [
      'rediss://wall:p%40ss:x@h:6380',
      { tls: true, username: 'wall', password: 'p@ss:x', hosts: [{ host: 'h', port: 6380 }] },
    ],
    ['redis://:100%@h', { username: undefined, password: '100%' }],
    [
      'redis+sentinel://:secret@a,b:26380,c/wall/2?sentinel_password=other',
      {
        kind: 'sentinel',
        master: 'wall',
        database: 2,
        password: 'secret',
        sentinelPassword: 'other',
        hosts: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 26380 },
          { host: 'c', port: 26379 },
        ],
      },
    ],
    [
      'rediss+sentinel://a/wall?ca=/etc/ca.pem&cert=/etc/c.pem&key=/etc/c.key',
      { kind: 'sentinel', tls: true, ca: '/etc/ca.pem', cert: '/etc/c.pem', key: '/etc/c.key' },
    ],
  ])('%s is understood', (url, expected) => {
    expect(parseRedisUrl(url)).toMatchObject(expected);
  });

  it.each([
    'http://h',
    'redis://',
    'redis://h:0',
    'redis://h:70000',
    'redis://h/wall',
    'redis://h/1/2',
    'redis://a,,b',
    'redis+sentinel://a,b',
    'redis+sentinel://a/wall/one',
    'redis://h?ca=/etc/ca.pem',
    'rediss://h?cert=/etc/c.pem',
    'rediss://h?colour=red',
    'redis://h?sentinel_password=x',
  ])('%s is refused', (url) => {
    expect(parseRedisUrl(url)).toBeUndefined();
  });
});

describe('Sentinels', () => {
  const hosts = [1, 2, 3].map((port) => ({ host: 's', port }));
  const says = (port: number, ...down: [name: string, isDown: boolean, isOwnMaster?: boolean][]) => ({
    host: { host: 'm', port },
    replicas: down.map(([name, isDown, isOwnMaster = false]) => ({ name, isDown, isOwnMaster })),
  });
  const away = new Error('connect ECONNREFUSED');

  it('are believed where most of all that are configured name the same master', () => {
    expect(agreed(hosts, [says(1), says(1), says(2)])).toEqual({ host: { host: 'm', port: 1 }, replicas: 0 });
    expect(agreed(hosts, [away, says(2), says(2)])).toMatchObject({ host: { port: 2 } });
  });

  it('are not believed where a majority is away, or none agrees', () => {
    expect(() => agreed(hosts, [away, away, says(1)])).toThrow('expected 2 of 3 Sentinels to answer, got 1: connect');
    expect(() => agreed(hosts, [away, says(1), says(2)])).toThrow('different masters: m:1, m:2');
  });

  it('leave out a former master that came back, where all agree that it is none', () => {
    const back = () => says(1, ['m:2', false], ['m:3', false, true]);
    expect(agreed(hosts, [back(), back(), back()]).replicas).toBe(1);
    // A master promoted a moment ago looks the same to Sentinels that do not know it yet.
    expect(agreed(hosts, [back(), back(), says(3, ['m:1', false])]).replicas).toBe(2);
    expect(agreed(hosts, [back(), back(), away]).replicas).toBe(2);
    expect(agreed(hosts, [back(), back(), says(1, ['m:2', false], ['m:3', false])]).replicas).toBe(2);
  });

  it('are not believed of a replica that follows the master: what they know of it may be ten seconds old', () => {
    const back = () => says(1, ['m:2', false], ['m:3', false, true]);
    const stale = [back(), back(), back()];
    expect(agreed(hosts, stale, ['m:2', 'm:3']).replicas).toBe(2);
    // The other one was promoted just now: the copy of the one that is left proves nothing.
    expect(agreed(hosts, stale, ['m:3']).replicas).toBe(2);
    const down = [1, 2, 3].map(() => says(1, ['m:2', false], ['m:3', true]));
    expect(agreed(hosts, down, ['m:3']).replicas).toBe(2);
    // No Sentinel knows it, so none promotes it; perhaps it goes by another name there.
    expect(agreed(hosts, down, ['replica-3:6379']).replicas).toBe(1);
  });

  it('are asked after the master, which lists who follows it and reported in the last seconds', () => {
    const info = [
      '# Replication',
      'role:master',
      'connected_slaves:4',
      'slave0:ip=10.0.0.2,port=6379,state=online,offset=1400,lag=0',
      'slave1:ip=fd00::3,port=6379,state=online,offset=1400,lag=1',
      'slave2:ip=10.0.0.4,port=6379,state=online,offset=700,lag=9',
      'slave3:ip=10.0.0.5,port=6379,state=wait_bgsave,offset=0,lag=0',
      'master_replid:1',
    ].join('\r\n');
    expect(followersIn(info)).toEqual(['10.0.0.2:6379', 'fd00::3:6379', '10.0.0.5:6379']);
    expect(followersIn('')).toEqual([]);
  });

  it('ask for a copy on every replica that one of them could promote, and on one at least', () => {
    const both = [says(1, ['m:2', false], ['m:3', true]), says(1, ['m:2', false], ['m:3', false]), says(1)];
    expect(agreed(hosts, both).replicas).toBe(2);
    const one = [1, 2, 3].map(() => says(1, ['m:2', false], ['m:3', true]));
    expect(agreed(hosts, one).replicas).toBe(1);
    const none = [1, 2, 3].map(() => says(1, ['m:2', true], ['m:3', true]));
    expect(agreed(hosts, none).replicas).toBe(1);
  });
});
