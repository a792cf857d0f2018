// Where people are signed in, how that ends, and the cookies that it hangs on.
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { PASSWORD, startAccessApi, type AccessApi } from '../support/access-api.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';

let server: AccessApi;
beforeEach(async () => void (server = await startAccessApi()));

type Row = { id: string; here: boolean; browser?: string; address?: string; seenAt: number; createdAt: number };
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const login = (browser: HttpBrowser, name: string, headers: Record<string, string> = {}) =>
  browser.ask('POST', '/api/auth/login', { name, password: PASSWORD }, headers);
const list = async (browser: HttpBrowser, path = '/api/auth/sessions'): Promise<Row[]> =>
  ((await (await browser.ask('GET', path)).json()) as { sessions: Row[] }).sessions;
const isIn = async (browser: HttpBrowser): Promise<boolean> => (await browser.ask('GET', '/api/auth/me')).ok;

describe('the list of sessions', () => {
  it('says of each since when, from where and by what it is used, the latest first, and which one asks', async () => {
    const office = await server.signedIn('maryam', 'supervisor', '10.0.0.1');
    server.advance(MINUTE);
    const home = server.browser('2001:db8:1:2:3::4');
    await login(home, 'maryam', { 'user-agent': FIREFOX });
    expect(await list(office)).toEqual([
      {
        id: expect.stringMatching(/^s-[a-p]{16}$/),
        browser: 'firefox/linux',
        address: '2001:db8:1:0::/56',
        createdAt: server.now(),
        seenAt: server.now(),
        here: false,
      },
      {
        id: expect.any(String),
        browser: 'other/other',
        address: '10.0.0.1',
        createdAt: server.now() - MINUTE,
        seenAt: server.now() - MINUTE,
        here: true,
      },
    ]);
    expect(JSON.stringify(await list(office))).not.toContain(office.cookie());
  });

  it('ends one of them, which is recorded, and nobody else’s', async () => {
    const [first, second] = [await server.signedIn('maryam', 'supervisor'), server.browser()];
    await login(second, 'maryam');
    const ali = await server.signedIn('ali', 'clerk');
    const other = (await list(first)).find(({ here }) => !here)!;
    expect(await problem(await ali.ask('DELETE', `/api/auth/sessions/${other.id}`))).toEqual([404, 'not-found']);
    expect((await first.ask('DELETE', `/api/auth/sessions/${other.id}`)).status).toBe(204);
    expect(await Promise.all([first, second, ali].map(isIn))).toEqual([true, false, true]);
    expect(await problem(await first.ask('DELETE', `/api/auth/sessions/${other.id}`))).toEqual([404, 'not-found']);
    expect(server.tested.audited().at(-1)).toEqual({
      type: 'session.ended',
      account: 'maryam',
      session: other.id,
      by: 'maryam',
    });
  });

  it('of anybody is an administrator’s to see and to end, one by one or all', async () => {
    const boss = await server.signedIn('boss', 'admin');
    const browsers = [await server.signedIn('maryam', 'supervisor'), server.browser(), server.browser()];
    for (const one of browsers.slice(1)) await login(one, 'maryam');
    const path = '/api/accounts/maryam/sessions';
    expect(await problem(await browsers[0]!.ask('GET', path))).toEqual([403, 'forbidden']);
    const rows = await list(boss, path);
    expect(rows.map(({ here }) => here)).toEqual([false, false, false]);
    expect(await list(boss, '/api/accounts/Maryam/sessions')).toEqual(rows);
    expect((await boss.ask('DELETE', `${path}/${rows[0]!.id}`)).status).toBe(204);
    expect((await Promise.all(browsers.map(isIn))).filter(Boolean)).toHaveLength(2);
    expect((await boss.ask('DELETE', path)).status).toBe(204);
    expect((await Promise.all(browsers.map(isIn))).filter(Boolean)).toHaveLength(0);
    expect(server.tested.audited().at(-1)).toEqual({ type: 'session.ended', account: 'maryam', by: 'boss' });
    expect(await problem(await boss.ask('GET', '/api/accounts/nobody/sessions'))).toEqual([404, 'not-found']);
  });
});

describe('a session without its person', () => {
  it('ends after an hour in which only pages asked by themselves, and not while somebody works', async () => {
    const [idle, busy] = [await server.signedIn('maryam', 'supervisor'), await server.signedIn('ali', 'clerk')];
    for (let minutes = 0; minutes < 60; minutes += 20) {
      server.advance(20 * MINUTE);
      await idle.ask('GET', '/api/auth/me');
      expect((await busy.ask('POST', '/api/auth/active')).status).toBe(204);
    }
    expect(await Promise.all([idle, busy].map(isIn))).toEqual([false, true]);
    expect(await list(busy)).toHaveLength(1);
  });

  it('is known to a server that was started again', async () => {
    const busy = await server.signedIn('maryam', 'supervisor');
    server.advance(50 * MINUTE);
    await busy.ask('POST', '/api/auth/active');
    server.tested.reopen();
    expect(server.tested.vault.findSession(busy.cookie()!, server.now())?.seenAt).toBe(server.now());
  });

  it('goes on where the setting says so, and a screen is never asked', async () => {
    server = await startAccessApi({ access: { policy: { idleMs: 0, secondFactor: 'optional' } } });
    const person = await server.signedIn('maryam', 'supervisor');
    const { plain } = server.vault.createToken({ name: 'hall', role: 'display', now: server.now() });
    const screen = server.browser();
    await screen.ask('POST', '/api/auth/exchange', { token: plain });
    server.advance(20 * HOUR);
    expect(await Promise.all([person, screen].map(isIn))).toEqual([true, true]);
  });
});

describe('behind TLS', () => {
  const TLS = { 'x-forwarded-proto': 'https' };

  it('cookies have the name that no other host and no page without TLS can set', async () => {
    await server.account('maryam', 'supervisor');
    const answer = await login(server.browser(), 'maryam', TLS);
    const [session = '', device = ''] = answer.headers.getSetCookie();
    expect(session).toMatch(
      /^__Host-wallboard111=s111_[\w-]{43}; Max-Age=86400; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(device).toMatch(/^__Host-wallboard111-device=k111_[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
  });

  it('a session under the plain name was planted by somebody else, and does not count', async () => {
    await server.account('maryam', 'supervisor');
    const browser = server.browser();
    await login(browser, 'maryam', TLS);
    const planted = server.browser();
    planted.put('wallboard111', browser.cookie('__Host-wallboard111')!);
    expect(await isIn(browser)).toBe(true);
    expect(await isIn(planted)).toBe(false);
  });

  it('a cookie of before has its place taken at the next sign-in, and leaving takes away both', async () => {
    await server.account('maryam', 'supervisor');
    const browser = server.browser();
    await login(browser, 'maryam');
    expect(browser.cookie()).toBeDefined();
    await login(browser, 'maryam', TLS);
    expect([browser.cookie(), await isIn(browser)]).toEqual([undefined, true]);
    await browser.ask('POST', '/api/auth/leave', undefined, TLS);
    expect(browser.header()).not.toContain('wallboard111=');
  });
});

describe('a link to a screen', () => {
  it('does not sign a person out who opens it, and is recorded where it signs a browser in', async () => {
    const { id, plain } = server.vault.createToken({ name: 'hall', role: 'display', now: server.now() });
    const boss = await server.signedIn('boss', 'admin');
    expect(await problem(await boss.ask('POST', '/api/auth/exchange', { token: plain }))).toEqual([409, 'signed-in']);
    expect(await isIn(boss)).toBe(true);
    expect((await server.browser().ask('POST', '/api/auth/exchange', { token: plain })).status).toBe(200);
    expect(server.tested.audited().at(-1)).toEqual({ type: 'session.opened', via: 'token', token: id, name: 'hall' });
  });
});
