// The environment → a configuration, or all its faults at once.
import { describe, expect, it } from 'vitest';
import { readConfig, type Config } from '../server/config.ts';
import { HOUR, MINUTE } from '../shared/time.ts';

function configOf(environment: Record<string, string>): Config {
  const read = readConfig(environment);
  if (!read.ok) throw new Error(read.faults.join('\n'));
  return read.config;
}
const faultsOf = (environment: Record<string, string>): string[] => {
  const read = readConfig(environment);
  return read.ok ? [] : read.faults;
};
const SECRET = 'dont-tell-8a7';

describe('the configuration', () => {
  it('has a default for everything, and takes an empty variable for an unset one', () => {
    const defaults: Config = {
      port: 3000,
      host: '0.0.0.0',
      dataDir: './data',
      profile: 'mazandaran',
      isProfileChosen: false,
      telephony: [],
      redisUrl: undefined,
      origin: undefined,
      trustProxy: 0,
      contactsFolder: undefined,
      ingestLimit: 60_000,
      logLevel: 'info',
      policy: { idleMs: HOUR, secondFactor: 'optional' },
      directories: { ldap: undefined, openid: undefined },
    };
    expect(configOf({})).toEqual(defaults);
    const names = [
      'PORT',
      'HOST',
      'DATA_DIR',
      'PROFILE',
      'TELEPHONY',
      'ORIGIN',
      'TRUST_PROXY',
      'LOG_LEVEL',
      'REDIS_URL',
      'IDLE_TIMEOUT',
      'SECOND_FACTOR',
    ];
    expect(configOf(Object.fromEntries(names.map((name) => [name, ' '])))).toEqual(defaults);
  });

  it('says when a session of a person ends by itself, and who must have a second factor', () => {
    expect(configOf({ IDLE_TIMEOUT: '15', SECOND_FACTOR: 'admins' }).policy).toEqual({
      idleMs: 15 * MINUTE,
      secondFactor: 'admins',
    });
    expect(configOf({ IDLE_TIMEOUT: '0' }).policy.idleMs).toBe(0);
    expect(faultsOf({ IDLE_TIMEOUT: '9999', SECOND_FACTOR: 'all' })).toEqual([
      'SECOND_FACTOR: expected one of optional, admins, everyone, got "all"',
      'IDLE_TIMEOUT: expected a whole number from 0 to 1440, got "9999"',
    ]);
  });

  it('reads what is set', () => {
    expect(
      configOf({
        PORT: '8080',
        HOST: '127.0.0.1',
        DATA_DIR: '/var/lib/wall',
        ORIGIN: 'https://wall.example.ir/',
        TRUST_PROXY: '2',
        LOG_LEVEL: 'debug',
      }),
    ).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      dataDir: '/var/lib/wall',
      origin: 'https://wall.example.ir',
      trustProxy: 2,
      ingestLimit: 60_000,
      logLevel: 'debug',
    });
  });

  it('refuses a path in ORIGIN with the reason, and repeats nothing that may be a password', () => {
    expect(faultsOf({ ORIGIN: 'https://x.ir/wall' })).toEqual([
      'ORIGIN: expected scheme, host and perhaps port, such as https://wall.example.ir, got "https://x.ir/wall": under a path such as /wall the wall cannot be served, it needs a name or a port of its own',
    ]);
    for (const more of ['?a=1', '#x']) expect(faultsOf({ ORIGIN: `https://x.ir/${more}` })).toHaveLength(1);
    const [fault] = faultsOf({ ORIGIN: `https://me:${SECRET}@x.ir` });
    expect(fault).toContain('ORIGIN: expected');
    expect(fault).not.toContain(SECRET);
  });

  it('listens at an IPv6 address with or without the brackets of a URL', () => {
    expect([configOf({ HOST: '[::]' }).host, configOf({ HOST: '[::1]' }).host, configOf({ HOST: '::1' }).host]).toEqual(
      [...['::', '::1', '::1']],
    );
  });

  it('listens behind a proxy at this machine alone, unless HOST says where', () => {
    expect(configOf({ TRUST_PROXY: '1' }).host).toBe('127.0.0.1');
    expect(configOf({ TRUST_PROXY: '1', HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
    expect(configOf({ TRUST_PROXY: '0' }).host).toBe('0.0.0.0');
  });

  it('reports every bad value at once, with what was expected and what came', () => {
    const faults = faultsOf({
      PORT: '70000',
      TRUST_PROXY: '-1',
      LOG_LEVEL: 'loud',
      ORIGIN: 'wall',
      REDIS_URL: 'http://x',
      TELEPHONY: 'x',
    });
    const about = faults.map((fault) => fault.split(/[:,]/)[0]).sort();
    expect(about).toEqual(['LOG_LEVEL', 'ORIGIN', 'PORT', 'REDIS_URL', 'TELEPHONY', 'TRUST_PROXY']);
    expect(faults.filter((fault) => !fault.includes('expected'))).toEqual([]);
    expect(faults.find((fault) => fault.startsWith('PORT'))).toBe(
      'PORT: expected a whole number from 0 to 65535, got "70000"',
    );
  });

  it('takes no number that is not whole and within its bounds', () => {
    for (const PORT of ['-1', '65536', '3000.5', '3e3', '0x10', 'x', '٣٠٠٠', '1 2'])
      expect(faultsOf({ PORT }), PORT).toHaveLength(1);
    expect(configOf({ PORT: '0' }).port).toBe(0);
    for (const ORIGIN of ['ftp://x', 'javascript:alert(1)', '//x', 'x'])
      expect(faultsOf({ ORIGIN }), ORIGIN).toHaveLength(1);
  });
});

describe('REDIS_URL', () => {
  it('is an address of Redis, with or without TLS, a user, a password and a database', () => {
    for (const REDIS_URL of ['redis://127.0.0.1', 'rediss://wall:p%40ss@redis.example.ir:6380/2', 'redis://[::1]:6379'])
      expect(configOf({ REDIS_URL }).redisUrl).toBe(REDIS_URL);
  });

  it('of anything else is a fault, which does not repeat its password', () => {
    for (const REDIS_URL of [`http://x:${SECRET}@redis`, `redis:${SECRET}`, `redis://:${SECRET}@`, SECRET]) {
      const faults = faultsOf({ REDIS_URL });
      expect(faults, REDIS_URL).toEqual([expect.stringContaining('REDIS_URL: expected redis://')]);
      expect(faults.join('')).not.toContain(SECRET);
    }
  });
});

describe('a telephone link', () => {
  const links = (TELEPHONY: string) => configOf({ TELEPHONY }).telephony;

  it('is host, port, user and secret, with a name made of the first two', () => {
    expect(links('ami://wall:s3@10.0.0.5')).toEqual([
      {
        protocol: 'ami',
        link: '10-0-0-5-5038-' + links('ami://wall:s3@10.0.0.5')[0]!.link.split('-').at(-1),
        host: '10.0.0.5',
        port: 5038,
        secure: false,
        user: 'wall',
        secret: 's3',
      },
    ]);
    expect(links('amis://wall:s3@pbx:5999?name=A&system=PBX111&queue_log=/var/log/asterisk/queue_log')).toEqual([
      {
        protocol: 'ami',
        link: 'a',
        host: 'pbx',
        port: 5999,
        secure: true,
        user: 'wall',
        secret: 's3',
        system: 'pbx111',
        queueLog: '/var/log/asterisk/queue_log',
      },
    ]);
    expect(links('amis://wall:s3@pbx')[0]).toMatchObject({ port: 5039 });
    expect(links('ami://wall:s3@[::1]:5038')[0]).toMatchObject({ host: '::1' });
  });

  it('has its parts percent-encoded', () => {
    expect(links('ami://wa%40ll:p%2Ca%3Ass%40%2F%25%20w@pbx')[0]).toMatchObject({
      user: 'wa@ll',
      secret: 'p,a:ss@/% w',
    });
    expect(links('ami://wall:%D8%B1%D9%85%D8%B2@pbx')[0]).toMatchObject({ secret: 'رمز' });
    expect(faultsOf({ TELEPHONY: 'ami://wall:100%@pbx' })).toEqual([expect.stringContaining('percent-encoded')]);
  });

  it('to a FreeSWITCH has a password and no user', () => {
    expect(links('esl://:p%40ss%0A@10.0.0.6?name=Fs&system=PBX2')).toEqual([
      { protocol: 'esl', link: 'fs', host: '10.0.0.6', port: 8021, password: 'p@ss\n', system: 'pbx2' },
    ]);
    expect(links('esl://:x@[::1]:9021')[0]).toMatchObject({ host: '::1', port: 9021 });
    for (const TELEPHONY of [`esl://wall:${SECRET}@pbx`, 'esl://pbx', 'esl://:@pbx', 'esl://:100%@pbx']) {
      const faults = faultsOf({ TELEPHONY });
      expect(faults, TELEPHONY).toEqual([expect.stringContaining('expected no user and a password')]);
      expect(faults[0]).not.toContain(SECRET);
    }
  });

  it('to a FreeSWITCH has no queue_log, and says whose that is', () => {
    expect(faultsOf({ TELEPHONY: `esl://:${SECRET}@pbx?queue_log=/var/log/asterisk/queue_log` })).toEqual([
      expect.stringMatching(/^TELEPHONY, link 1: expected no queue_log, which only an Asterisk writes/),
    ]);
    expect(faultsOf({ TELEPHONY: `esl://:${SECRET}@pbx?x=1` })).toEqual([
      expect.stringContaining('expected only name, system after "?"'),
    ]);
  });

  it('to two hosts, one an Asterisk and one a FreeSWITCH, has to say which system each is', () => {
    expect(faultsOf({ TELEPHONY: `ami://a:b@pbx,esl://:${SECRET}@fs` })).toEqual([
      expect.stringContaining('pbx and fs may be one telephone system or several; add ?system=… to each'),
    ]);
    expect(links('ami://a:b@pbx?system=one,esl://:x@fs?system=two')).toHaveLength(2);
  });

  it('is named by its place when it is wrong', () => {
    const faults = faultsOf({
      TELEPHONY: 'ami://a:b@pbx,,ami://pbx,http://a:b@pbx,ami://a:b@pbx2?x=1&system=p,ami://a@pbx',
    });
    expect(faults.map((fault) => /^TELEPHONY, link (\d)/.exec(fault)?.[1])).toEqual(['2', '3', '4', '5', '6']);
    expect(faults[3]).toContain('expected only name, system, queue_log after "?"');
  });

  it('never has its secret in a message', () => {
    const wrong = [
      `ami://wall:${SECRET}@`,
      `ami://wall:${SECRET}@pbx:99999`,
      `ami:/wall:${SECRET}@pbx`,
      `amy://wall:${SECRET}@pbx`,
      `esl://x:${SECRET}@pbx`,
      `ami://wall:${SECRET}%@pbx`,
      `ami://:${SECRET}@pbx`,
      `wall:${SECRET}@pbx`,
      `ami://wall:${SECRET}@pbx?secret=${SECRET}`,
      `ami://wall:${SECRET}@pbx?${SECRET}`,
      `ami://wall:a@b?${SECRET}@pbx`,
      `ami://wall:${SECRET}@a,ami://wall:${SECRET}@b`,
      `ami://wall:${SECRET}@a?name=x,ami://wall:${SECRET}@a?name=x`,
      `ami://wall:x${SECRET} y@a b`,
      `${SECRET}`,
      `ami://wall:x,${SECRET}@pbx`,
    ];
    for (const TELEPHONY of wrong) {
      const faults = faultsOf({ TELEPHONY });
      expect(faults.length, TELEPHONY).toBeGreaterThan(0);
      expect(faults.join('\n'), TELEPHONY).not.toContain(SECRET);
    }
  });
});

describe('several telephone links', () => {
  it('to two hosts must say whether they are one telephone system', () => {
    const faults = faultsOf({ TELEPHONY: 'ami://a:b@pbx1,ami://a:b@pbx2' });
    expect(faults).toEqual([
      expect.stringContaining('pbx1 and pbx2 may be one telephone system or several; add ?system='),
    ]);
    expect(configOf({ TELEPHONY: 'ami://a:b@pbx1?system=p,ami://a:b@pbx2?system=p' }).telephony).toHaveLength(2);
    expect(configOf({ TELEPHONY: 'ami://a:b@pbx1?name=x, ami://a:b@pbx1?name=y' }).telephony).toHaveLength(2);
  });

  it('have unique names', () => {
    expect(faultsOf({ TELEPHONY: 'ami://a:b@pbx,ami://c:d@pbx' })).toEqual([
      expect.stringContaining('got "pbx-5038" twice; add ?name='),
    ]);
  });

  it('do not have the names of the server’s own sources', () => {
    expect(faultsOf({ TELEPHONY: 'ami://a:b@pbx?system=Office,ami://a:b@pbx?name=clock&system=p' })).toEqual([
      expect.stringContaining('link 1: expected another system than "office"'),
      expect.stringContaining('link 2: expected another name than "clock"'),
    ]);
  });
});
