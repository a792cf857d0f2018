// Secrets in files of their own, and those that would cross the network in the plain.
import { describe, expect, it } from 'vitest';
import { readConfig } from '../server/config.ts';
import { plainPages, plainRedis, plainTelephony } from '../server/plain-links.ts';
import { readSecretFiles } from '../server/secret-files.ts';

const SECRET = 'dont-tell-8a7';

describe('a secret in a file', () => {
  const files: Record<string, string> = {
    '/run/secrets/telephony': `ami://u:${SECRET}@a?system=a\n\nesl://:${SECRET}@b?system=b\n`,
    '/redis': ` rediss://:${SECRET}@r \n`,
    '/empty': '\n',
  };
  const read = (file: string): string => {
    const text = files[file];
    if (text === undefined) throw Object.assign(new Error(`no ${file}`), { code: 'ENOENT' });
    return text;
  };

  it('is that of the setting: several links on lines of their own, blanks around it', () => {
    const {
      values,
      files: named,
      faults,
    } = readSecretFiles({ TELEPHONY_FILE: '/run/secrets/telephony', REDIS_URL_FILE: '/redis', REDIS_URL: ' ' }, read);
    expect(faults).toEqual([]);
    expect(named).toEqual(['/redis', '/run/secrets/telephony']);
    const config = readConfig(values);
    expect(config.ok && config.config.telephony.map(({ host }) => host)).toEqual(['a', 'b']);
    expect(config.ok && config.config.redisUrl).toBe(`rediss://:${SECRET}@r`);
  });

  it('that is missing, empty, or given twice is a fault that repeats no secret', () => {
    const { faults } = readSecretFiles({ TELEPHONY_FILE: '/nowhere', REDIS_URL_FILE: '/empty' }, read);
    const twice = readSecretFiles({ REDIS_URL_FILE: '/redis', REDIS_URL: `redis://:${SECRET}@x` }, read).faults;
    expect([...faults, ...twice]).toEqual([
      'REDIS_URL_FILE: expected something in /empty, got nothing',
      'TELEPHONY_FILE: expected a file that can be read, got /nowhere (ENOENT)',
      'REDIS_URL_FILE: expected it or REDIS_URL, got both',
    ]);
  });
});

describe('passwords cross the network unencrypted', () => {
  const telephony = (value: string): string[] => {
    const read = readConfig({ TELEPHONY: value });
    if (!read.ok) throw new Error(read.faults.join('\n'));
    const plain = plainTelephony(read.config.telephony);
    expect(JSON.stringify(plain)).not.toContain(SECRET);
    return plain.map(({ to }) => to);
  };

  it.each([
    [`ami://u:${SECRET}@10.0.0.5`, ['10.0.0.5']],
    [`amis://u:${SECRET}@10.0.0.5`, []],
    [`ami://u:${SECRET}@localhost`, []],
    [`ami://u:${SECRET}@127.0.0.2`, []],
    [`ami://u:${SECRET}@[::1]`, []],
    [`ami://u:${SECRET}@127.example.ir`, ['127.example.ir']],
    [`esl://:${SECRET}@fs.example.ir`, ['fs.example.ir']],
    [`esl://:${SECRET}@127.0.0.1`, []],
  ])('to the telephone system %s: %j', (url, hosts) => expect(telephony(url)).toEqual(hosts));

  it.each([
    [undefined, []],
    ['redis://127.0.0.1', []],
    [`redis://:${SECRET}@r1,r2`, ['r1', 'r2']],
    [`rediss://:${SECRET}@r1`, []],
    [`redis+sentinel://:${SECRET}@s1,localhost/main`, ['s1']],
  ])('to Redis %s: %j', (url, hosts) => {
    const plain = plainRedis(url);
    expect(plain.map(({ to }) => to)).toEqual(hosts);
    expect(JSON.stringify(plain)).not.toContain(SECRET);
  });

  it.each([
    ['0.0.0.0', undefined, 1],
    ['0.0.0.0', 'http://wall.example.ir', 1],
    ['0.0.0.0', 'https://wall.example.ir', 0],
    ['127.0.0.1', undefined, 0],
  ])('of people, served at %s as %s: %i', (host, origin, count) =>
    expect(plainPages({ host, origin })).toHaveLength(count),
  );
});
