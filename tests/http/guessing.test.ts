// Guessing of passwords: which attempts are slowed down, and which are not.
import { beforeEach, describe, expect, it } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { startAccessApi, PASSWORD, type AccessApi } from '../support/access-api.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';
import { MINUTE } from '../../shared/time.ts';

let server: AccessApi;
beforeEach(async () => void (server = await startAccessApi()));

const login = (browser: HttpBrowser, name: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  browser.ask('POST', '/api/auth/login', { name, password }, headers);
const audited = () => server.tested.audited().map(({ type }) => type);

describe('guessing at the login', () => {
  beforeEach(() => server.account('maryam', 'supervisor'));

  const statuses = async (browser: HttpBrowser, name: string, times: number): Promise<number[]> => {
    const all = [];
    for (let n = 0; n < times; n++) all.push((await login(browser, name, `guess ${n}`)).status);
    return all;
  };

  it('is slow: five wrong ones, then 429 with Retry-After, also for the right one, for a quarter of an hour', async () => {
    const guesser = server.browser('203.0.113.7');
    expect(await statuses(guesser, 'maryam', 7)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const refused = await login(guesser, 'maryam');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(await problem(refused)).toEqual([429, 'too-many-requests']);
    server.advance(15 * MINUTE);
    expect((await login(guesser, 'maryam')).status).toBe(200);
  });

  it('does not reveal which accounts exist', async () => {
    const both = await Promise.all(
      ['maryam', 'nobody'].map((name, n) => statuses(server.browser(`203.0.113.${n}`), name, 7)),
    );
    expect(both[0]).toEqual(both[1]);
  });

  it('locks the account out neither at other addresses, nor in a browser that signed in before', async () => {
    const hers = server.browser('10.0.0.1');
    expect((await login(hers, 'maryam')).status).toBe(200);
    // A colleague behind the same address, and a stranger far away.
    for (const from of ['10.0.0.1', '203.0.113.7']) await statuses(server.browser(from), 'maryam', 10);
    for (let n = 0; n < 40; n++) await login(server.browser('10.0.0.1'), `guess-${n}`, 'x');
    expect((await login(server.browser('10.0.0.1'), 'maryam')).status).toBe(429);
    expect((await login(server.browser('10.7.7.7'), 'maryam')).status).toBe(200);
    expect((await login(hers, 'maryam')).status).toBe(200);
  });

  it('is slow also in a browser that is known, and a made-up device is not known', async () => {
    const hers = server.browser('10.0.0.1');
    await login(hers, 'maryam');
    expect(await statuses(hers, 'maryam', 6)).toEqual([401, 401, 401, 401, 401, 429]);
    const made = server.browser('203.0.113.7');
    for (let n = 0; n < 5; n++) {
      made.put('wallboard111-device', `k111_made-up-${n}`, '/api/auth');
      await login(made, 'maryam', 'wrong');
    }
    made.put('wallboard111-device', 'k111_made-up-again', '/api/auth');
    expect((await login(made, 'maryam', 'wrong')).status).toBe(429);
  });

  it('from the many addresses of one household counts as one address', async () => {
    const all = [];
    for (let n = 0; n < 7; n++) all.push((await login(server.browser(`2001:db8:0:1${n}::1`), 'maryam', 'x')).status);
    expect(all.slice(-2)).toEqual([429, 429]);
    expect((await login(server.browser('2001:db8:0:200::1'), 'maryam')).status).toBe(200);
  });

  it('fills neither the log nor the memory: a hundred refusals of one name are noted in a quarter of an hour', async () => {
    for (let n = 0; n < 40; n++) await statuses(server.browser(`10.1.${n}.1`), 'nobody', 4);
    expect(audited().filter((type) => type === 'account.refused')).toHaveLength(100);
    await statuses(server.browser('10.2.0.1'), 'maryam', 1);
    expect(server.tested.audited().at(-1)).toEqual({ type: 'account.refused', account: 'maryam' });
    // Recording takes time: after a hundred refusals, unknown names take as long as hers.
    const before = audited().length;
    await statuses(server.browser('10.2.0.2'), 'somebody', 1);
    expect(audited()).toHaveLength(before + 1);
  });

  it('all at once is answered at once: attempts without a turn get a Retry-After', async () => {
    // So dear that a queue forms however slowly a busy machine takes the attempts in.
    const passwords = createPasswords({ memory: 19_456, passes: 6, parallelism: 1 });
    const dear = await startAccessApi({ access: { passwords } });
    const crowd = Array.from({ length: 120 }, (_, n) => login(dear.browser(`10.3.${n}.1`), 'nobody', 'x'));
    const all = await Promise.all(crowd);
    const busy = all.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(20);
    expect(busy[0]?.headers.get('retry-after')).toBe('2');
    expect(await problem(busy[0]!)).toEqual([503, 'too-busy']);
    expect(all.filter(({ status }) => status === 401).length).toBeGreaterThan(20);
    // Attempts that were not compared do not count.
    for (let n = 0; n < 4; n++) expect((await login(dear.browser('10.3.119.1'), 'nobody', 'x')).status).toBe(401);
  });
});
