import { beforeEach, describe, expect, it } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { bearer } from '../support/test-app.ts';
import { startAccessApi, PASSWORD, type AccessApi } from '../support/access-api.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';
import { DAY } from '../../shared/time.ts';

let server: AccessApi;
beforeEach(async () => void (server = await startAccessApi()));

const login = (browser: HttpBrowser, name: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  browser.ask('POST', '/api/auth/login', { name, password }, headers);
const me = async (browser: HttpBrowser) => (await browser.ask('GET', '/api/auth/me')).json();
const audited = () => server.tested.audited().map(({ type }) => type);

describe('POST /api/auth/login', () => {
  beforeEach(() => server.account('maryam', 'supervisor'));

  it('signs a browser in for a day, with cookies that scripts cannot read', async () => {
    const browser = server.browser();
    const answer = await login(browser, 'maryam');
    expect([answer.status, await answer.json()]).toEqual([200, { name: 'maryam', role: 'supervisor' }]);
    const [session = '', device = ''] = answer.headers.getSetCookie();
    expect(session).toMatch(/^wallboard111=s111_[\w-]{43}; Max-Age=86400; Path=\/; .*HttpOnly; SameSite=Lax$/);
    expect(device).toMatch(/^wallboard111-device=k111_[\w-]{43}; .*Path=\/; .*HttpOnly; SameSite=Lax$/);
    expect(await me(browser)).toEqual({ name: 'maryam', role: 'supervisor', account: true });
    server.advance(DAY);
    expect(await problem(await browser.ask('GET', '/api/auth/me'))).toEqual([401, 'unauthorized']);
  });

  it('is a line in the server’s log with the address, and so is a refusal, without what was typed', async () => {
    const browser = server.browser('203.0.113.7');
    await login(browser, 'maryam');
    const [session] = server.vault.listSessions('maryam', server.now());
    expect(server.reported).toEqual([
      expect.objectContaining({
        account: 'maryam',
        session: session?.id,
        address: '203.0.113.7',
        message: 'signed in',
      }),
    ]);
    await login(server.browser('203.0.113.8'), PASSWORD, 'maryam');
    expect(server.errors).toEqual([
      { route: 'POST /api/auth/login', by: undefined, address: '203.0.113.8', code: 'login-refused' },
    ]);
  });

  it('marks both cookies Secure behind TLS', async () => {
    const answer = await login(server.browser(), 'maryam', PASSWORD, { 'x-forwarded-proto': 'https' });
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/; Secure/);
  });

  it('takes a name as it is typed on a telephone', async () => {
    expect((await login(server.browser(), ' Maryam ')).status).toBe(200);
  });

  it('answers a wrong name and a wrong password alike, and records the account if there is one', async () => {
    const answers = [];
    for (const [name, password] of [
      ['maryam', 'wrong horse'],
      ['maryam', ''],
      ['nobody', PASSWORD],
      [PASSWORD, 'maryam'],
      ['__proto__', PASSWORD],
      ['', ''],
    ] as const) {
      const answer = await login(server.browser(), name, password);
      expect(answer.headers.getSetCookie()).toEqual([]);
      answers.push(await answer.text());
    }
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0]!)).toMatchObject({ status: 401, code: 'login-refused' });
    const noted = server.tested.audited().slice(1);
    expect(noted.map((event) => 'account' in event && event.account)).toEqual([
      'maryam',
      'maryam',
      ...Array(4).fill('unknown'),
    ]);
    expect(JSON.stringify(noted)).not.toContain(PASSWORD);
  });

  it('does not sign a revoked account in, and answers as for nobody', async () => {
    server.vault.revokeAccount({ name: 'maryam', by: 'boss', now: server.now() });
    expect(await problem(await login(server.browser(), 'maryam'))).toEqual([401, 'login-refused']);
    expect(server.tested.audited().at(-1)).toEqual({ type: 'account.refused', account: 'unknown' });
  });

  it('refuses another Origin and none at all, and bodies that are not what was expected', async () => {
    const browser = server.browser();
    for (const origin of ['https://evil.example', 'null', ''])
      expect(await problem(await login(browser, 'maryam', PASSWORD, { origin })), origin).toEqual([
        403,
        'wrong-origin',
      ]);
    for (const [body, code] of [
      ['{', 'bad-json'],
      ['[]', 'bad-json'],
      ['"x"', 'bad-json'],
      ['', 'bad-parameters'],
      [{}, 'bad-parameters'],
      [{ name: 'maryam' }, 'bad-parameters'],
      [{ name: 'maryam', password: 7 }, 'bad-parameters'],
      [{ name: { $ne: 1 }, password: PASSWORD }, 'bad-parameters'],
      [{ name: ['maryam'], password: PASSWORD }, 'bad-parameters'],
      [{ name: 'maryam', password: PASSWORD, role: 'admin' }, 'bad-parameters'],
      [`{"name":"maryam","password":"${PASSWORD}","__proto__":{"role":"admin"}}`, 'bad-parameters'],
      [{ name: 'maryam', password: 'x'.repeat(1_001) }, 'bad-parameters'],
    ] as const)
      expect(await problem(await browser.ask('POST', '/api/auth/login', body)), JSON.stringify(body)).toEqual([
        400,
        code,
      ]);
    expect(await problem(await login(browser, 'maryam', 'x'.repeat(20_000)))).toEqual([413, 'body-too-large']);
    const zipped = await login(browser, 'maryam', PASSWORD, { 'content-encoding': 'gzip' });
    expect(await problem(zipped)).toEqual([415, 'unsupported-media-type']);
    expect(audited()).toEqual(['account.created']);
    expect(({} as Record<string, unknown>)['role']).toBeUndefined();
  });

  it('repeats nothing of what was typed, whatever is wrong with it', async () => {
    for (const body of [
      { name: 7, password: 'secret-word' },
      { 'secret-word': 1 },
      { name: 'secret-word', password: null },
    ])
      expect(await (await server.browser().ask('POST', '/api/auth/login', body)).text()).not.toContain('secret-word');
  });

  it('ends the session that the browser had before, and keeps its device', async () => {
    const browser = server.browser();
    await login(browser, 'maryam');
    const [session, device] = [browser.cookie(), browser.cookie('wallboard111-device')];
    await login(browser, 'maryam');
    expect(server.vault.findSession(session!, server.now())).toBeUndefined();
    expect(browser.cookie('wallboard111-device')).toBe(device);
  });

  it('makes an old password record anew at the next login, and signs in with it', async () => {
    const lane = { key: 'x', priority: true };
    const old = await createPasswords({ memory: 32, passes: 1, parallelism: 1 }).hash(PASSWORD, lane);
    server.vault.createAccount({ name: 'ali', role: 'clerk', password: old, by: 'x', now: server.now() });
    const browser = server.browser();
    expect((await login(browser, 'ali')).status).toBe(200);
    expect(server.vault.findAccount('ali')?.password).toContain('m=64,t=1,p=1');
    expect(await me(browser)).toMatchObject({ name: 'ali' });
    expect((await login(server.browser(), 'ali')).status).toBe(200);
  });
});

it('while the disk is full a login is answered with "try again", as an event is', async () => {
  await server.account('maryam', 'supervisor');
  const full = await startAccessApi({ access: { vault: server.tested.unwritable() } });
  const answer = await login(full.browser(), 'maryam');
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(await problem(answer)).toEqual([503, 'log-unwritable']);
  expect(full.errors).toMatchObject([{ code: 'log-unwritable', path: '/api/auth/login' }]);
});

describe('GET /api/auth/me', () => {
  it('answers every signed-in person who they are, and others 401', async () => {
    const { vault, url } = server;
    const ask = async (plain: string) => (await fetch(`${url}/api/auth/me`, { headers: bearer(plain) })).json();
    for (const role of ['display', 'deputy', 'supervisor', 'admin', 'clerk', 'ingest'] as const) {
      const { plain } = vault.createToken({ name: `for-${role}`, role, now: server.now() });
      expect(await ask(plain)).toEqual({ name: `for-${role}`, role, account: false });
    }
    const lobby = vault.createToken({ name: 'lobby', role: 'display', county: 'sari', now: server.now() });
    expect(await ask(lobby.plain)).toEqual({ name: 'lobby', role: 'display', account: false, counties: ['sari'] });
    expect(await problem(await server.browser().ask('GET', '/api/auth/me'))).toEqual([401, 'unauthorized']);
  });
});

describe('leaving', () => {
  it('here ends this session; everywhere ends all of the account and nobody else', async () => {
    const first = await server.signedIn('maryam', 'supervisor');
    const other = await server.signedIn('ali', 'clerk');
    const [second, third] = [server.browser(), server.browser()];
    for (const browser of [second, third]) await login(browser, 'maryam');
    const standing = () =>
      Promise.all([first, second, third, other].map(async (one) => (await one.ask('GET', '/api/auth/me')).status));
    expect((await first.ask('POST', '/api/auth/leave')).status).toBe(204);
    expect(await standing()).toEqual([401, 200, 200, 200]);
    const answer = await second.ask('POST', '/api/auth/leave-everywhere');
    expect([answer.status, second.cookie()]).toEqual([204, undefined]);
    expect(await standing()).toEqual([401, 401, 401, 200]);
    expect(server.tested.audited().slice(-2)).toEqual([
      { type: 'account.left', account: 'maryam' },
      { type: 'account.left', account: 'maryam', everywhere: true },
    ]);
  });

  it('cannot be triggered by another site', async () => {
    const browser = await server.signedIn('maryam', 'supervisor');
    for (const path of ['leave', 'leave-everywhere', 'password'])
      expect(
        await problem(await browser.ask('POST', `/api/auth/${path}`, {}, { origin: 'https://evil.example' })),
      ).toEqual([403, 'wrong-origin']);
    expect((await browser.ask('GET', '/api/auth/me')).status).toBe(200);
  });
});

describe('POST /api/auth/password', () => {
  const change = (browser: HttpBrowser, old: unknown, fresh: unknown) =>
    browser.ask('POST', '/api/auth/password', { old, new: fresh });

  it('takes a new one for the old one, and ends the other sessions', async () => {
    const here = await server.signedIn('maryam', 'supervisor');
    const there = server.browser();
    await login(there, 'maryam');
    expect((await change(here, PASSWORD, 'another horse battery')).status).toBe(204);
    expect((await here.ask('GET', '/api/auth/me')).status).toBe(200);
    expect((await there.ask('GET', '/api/auth/me')).status).toBe(401);
    expect((await login(server.browser(), 'maryam')).status).toBe(401);
    expect((await login(server.browser(), 'maryam', 'another horse battery')).status).toBe(200);
    expect(server.tested.audited()).toContainEqual({
      type: 'account.changed',
      account: 'maryam',
      password: true,
      by: 'maryam',
    });
  });

  it('refuses a wrong old one, slowly, and names the field at fault', async () => {
    const browser = await server.signedIn('maryam', 'supervisor');
    const short = await change(browser, PASSWORD, 'short');
    expect(await short.json()).toMatchObject({ status: 400, code: 'bad-parameters', field: 'new' });
    const common = await change(browser, PASSWORD, 'qwertyuiop');
    expect(await common.json()).toMatchObject({ status: 400, code: 'bad-parameters', field: 'new', fault: 'common' });
    const all = [];
    for (let n = 0; n < 6; n++)
      all.push((await problem(await change(browser, `guess ${n}`, 'another horse battery')))[0]);
    expect(all).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await login(server.browser('10.9.9.9'), 'maryam')).status).toBe(200);
  });

  it('accepts one of two changes at once', async () => {
    const browser = await server.signedIn('maryam', 'supervisor');
    const both = await Promise.all(
      ['first', 'second'].map((word) => change(browser, PASSWORD, `${word} horse battery`)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([204, 401]);
  });

  it('is for accounts: a token has no password', async () => {
    const { plain } = server.vault.createToken({ name: 'script', role: 'admin', now: server.now() });
    for (const path of ['password', 'leave-everywhere']) {
      const answer = await fetch(`${server.url}/api/auth/${path}`, {
        method: 'POST',
        body: '{}',
        headers: { ...bearer(plain), 'content-type': 'application/json' },
      });
      expect(await problem(answer)).toEqual([403, 'accounts-only']);
    }
  });
});
