// Codes of an authenticator app and recovery codes, over HTTP.
import { TOTP } from 'otpauth';
import { beforeEach, describe, expect, it } from 'vitest';
import { latinDigits, persianDigits } from '../../shared/digits.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import { PASSWORD, startAccessApi, type AccessApi } from '../support/access-api.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';

let server: AccessApi;
let hers: HttpBrowser;
beforeEach(async () => {
  server = await startAccessApi();
  hers = await server.signedIn('maryam', 'admin');
});

const STEP = 30 * SECOND;
const codeAt = (secret: string, at: number): string => new TOTP({ secret }).generate({ timestamp: at });
const login = (browser: HttpBrowser, code?: string, password = PASSWORD) =>
  browser.ask('POST', '/api/auth/login', { name: 'maryam', password, ...(code !== undefined && { code }) });
const json = async (answer: Response): Promise<Record<string, unknown>> =>
  (await answer.json()) as Record<string, unknown>;

/** Sets an app up, `steps` of whose clock differ from ours. */
async function enrol(browser: HttpBrowser, steps = 0): Promise<{ secret: string; recovery: string[] }> {
  const { secret } = (await json(await browser.ask('POST', '/api/auth/totp'))) as { secret: string };
  const code = codeAt(secret, server.now() + steps * STEP);
  const answer = await browser.ask('POST', '/api/auth/totp/confirm', { code });
  expect(answer.status).toBe(200);
  const { recovery } = (await json(answer)) as { recovery: string[] };
  // The code that confirmed it is used up.
  server.advance(2 * STEP);
  return { secret, recovery };
}

describe('an authenticator app', () => {
  it('is shown as an address to scan, and counts only once a code of it was confirmed', async () => {
    const begun = await json(await hers.ask('POST', '/api/auth/totp'));
    const secret = String(begun['secret']);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(begun['uri']).toBe(
      `otpauth://totp/Wallboard%20111:maryam?issuer=Wallboard%20111&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    );
    expect((await login(server.browser())).status).toBe(200);
    const wrong = await hers.ask('POST', '/api/auth/totp/confirm', { code: '000000' });
    expect(await json(wrong)).toMatchObject({ code: 'code-wrong', now: server.now() });
    expect((await login(server.browser())).status).toBe(200);
  });

  it('is asked for after the password from then on, with the ways there are, and tells nobody else so', async () => {
    await enrol(hers);
    const asked = await login(server.browser());
    expect([asked.status, await json(asked)]).toMatchObject([401, { code: 'code-needed', ways: ['code', 'recovery'] }]);
    expect(asked.headers.getSetCookie()).toEqual([]);
    expect(await problem(await login(server.browser(), undefined, 'wrong horse'))).toEqual([401, 'login-refused']);
  });

  it('signs in once with each code, typed in Persian digits or Latin ones', async () => {
    const { secret } = await enrol(hers);
    const code = codeAt(secret, server.now());
    const typed = persianDigits(`${code.slice(0, 3)} ${code.slice(3)}`);
    expect(latinDigits(typed)).not.toBe(typed);
    const browser = server.browser();
    expect((await login(browser, typed)).status).toBe(200);
    expect(server.tested.audited()).toContainEqual({ type: 'account.entered', account: 'maryam', factor: 'code' });
    expect(await problem(await login(server.browser(), code))).toEqual([401, 'code-wrong']);
  });

  it('of two sign-ins with one code at the same time lets one in', async () => {
    const { secret } = await enrol(hers);
    const code = codeAt(secret, server.now());
    const both = await Promise.all([1, 2].map((n) => login(server.browser(`10.0.0.${n}`), code)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it.each([
    [-2, 401],
    [-1, 200],
    [1, 200],
    [2, 401],
  ])('whose clock is %i steps away gets %i', async (steps, status) => {
    const { secret } = await enrol(hers);
    server.advance(2 * MINUTE);
    expect((await login(server.browser(), codeAt(secret, server.now() + steps * STEP))).status).toBe(status);
  });

  it('whose clock was two steps away when it was set up may stay so', async () => {
    const { secret } = await enrol(hers, 2);
    server.advance(2 * MINUTE);
    expect((await login(server.browser(), codeAt(secret, server.now() + 3 * STEP))).status).toBe(200);
    expect((await login(server.browser(), codeAt(secret, server.now()))).status).toBe(401);
  });

  it('is guessed at as slowly as a password, and every wrong code is recorded', async () => {
    await enrol(hers);
    const guesser = server.browser('203.0.113.7');
    const all: number[] = [];
    for (let n = 0; n < 6; n++) {
      // A right password alone takes nothing of it back.
      await login(guesser);
      all.push((await login(guesser, `00000${n}`)).status);
    }
    expect(all).toEqual([401, 401, 401, 401, 401, 429]);
    expect(server.tested.audited().filter(({ type }) => type === 'account.refused')).toHaveLength(5);
  });

  it.each(['', '12345', '1234567', 'abcdef', '۱۲۳', '0x1234', ' '])('is not opened by %j', async (code) => {
    await enrol(hers);
    expect((await login(server.browser(), code)).status).toBe(401);
  });

  it('ends the other sessions when it is added and when it is removed', async () => {
    const other = server.browser();
    await login(other);
    const { secret } = await enrol(hers);
    expect((await other.ask('GET', '/api/auth/me')).status).toBe(401);
    await login(other, codeAt(secret, server.now()));
    expect((await hers.ask('DELETE', '/api/auth/totp')).status).toBe(204);
    expect((await other.ask('GET', '/api/auth/me')).status).toBe(401);
    expect((await hers.ask('GET', '/api/auth/me')).status).toBe(200);
    expect((await login(server.browser())).status).toBe(200);
  });

  it('is gone with its account: the next one of that name has none', async () => {
    await server.account('boss', 'admin');
    await enrol(hers);
    server.vault.revokeAccount({ name: 'maryam', by: 'boss', now: server.now() });
    await server.account('maryam', 'clerk');
    expect((await login(server.browser())).status).toBe(200);
  });
});

describe('recovery codes', () => {
  it('are ten, shown with the first factor alone, and work once each, however they are typed', async () => {
    const { recovery } = await enrol(hers);
    expect(recovery).toHaveLength(10);
    for (const code of recovery) expect(code).toMatch(/^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/);
    expect(server.tested.bytes()).not.toContain(recovery[0]);
    const typed = persianDigits(recovery[0]!.toLowerCase().replaceAll('-', ' '));
    expect((await login(server.browser(), typed)).status).toBe(200);
    expect(await problem(await login(server.browser(), recovery[0]))).toEqual([401, 'code-wrong']);
    expect(await json(await hers.ask('GET', '/api/auth/factors'))).toMatchObject({ code: true, recoveryLeft: 9 });
  });

  it('are replaced by new ones, and gone with the last factor', async () => {
    const { recovery } = await enrol(hers);
    const made = await hers.ask('POST', '/api/auth/recovery');
    const fresh = (await json(made))['recovery'] as string[];
    expect((await login(server.browser(), recovery[1])).status).toBe(401);
    expect((await login(server.browser(), fresh[1])).status).toBe(200);
    await hers.ask('DELETE', '/api/auth/totp');
    expect(await json(await hers.ask('GET', '/api/auth/factors'))).toMatchObject({ code: false, recoveryLeft: 0 });
    expect(await problem(await hers.ask('POST', '/api/auth/recovery'))).toEqual([404, 'not-found']);
  });
});

describe('whoever changes their factors', () => {
  const attempts = [
    ['POST', '/api/auth/totp'],
    ['POST', '/api/auth/totp/confirm'],
    ['DELETE', '/api/auth/totp'],
    ['POST', '/api/auth/recovery'],
    ['POST', '/api/auth/passkeys/options'],
    ['DELETE', '/api/auth/passkeys/x'],
    ['DELETE', '/api/auth/sessions/s-x'],
  ] as const;

  it('has shown who they are within ten minutes, with the second factor if there is one', async () => {
    const { secret } = await enrol(hers);
    server.advance(10 * MINUTE);
    for (const [method, path] of attempts) {
      const body = path.endsWith('confirm') ? { code: '123456' } : undefined;
      expect(await problem(await hers.ask(method, path, body)), path).toEqual([403, 'confirm-first']);
    }
    const confirm = (body: object) => hers.ask('POST', '/api/auth/confirm', body);
    expect(await problem(await confirm({ password: 'wrong horse' }))).toEqual([401, 'login-refused']);
    expect(await problem(await confirm({ password: PASSWORD }))).toEqual([401, 'code-needed']);
    expect((await confirm({ password: PASSWORD, code: codeAt(secret, server.now()) })).status).toBe(204);
    expect((await hers.ask('POST', '/api/auth/recovery')).status).toBe(201);
  });

  it('is a person with an account: a token has no factors', async () => {
    const { plain } = server.vault.createToken({ name: 'script', role: 'admin', now: server.now() });
    for (const [method, path] of attempts.filter(([, one]) => !one.endsWith('confirm')))
      expect(
        await problem(await server.browser().ask(method, path, undefined, { authorization: `Bearer ${plain}` })),
      ).toEqual([403, 'accounts-only']);
  });
});

describe('an administrator', () => {
  it('takes the factors of somebody who lost them away, which ends their sessions, and not their own', async () => {
    const boss = await server.signedIn('boss', 'admin');
    await enrol(hers);
    expect((await boss.ask('DELETE', '/api/accounts/maryam/factors')).status).toBe(204);
    expect((await hers.ask('GET', '/api/auth/me')).status).toBe(401);
    expect((await login(server.browser())).status).toBe(200);
    expect(server.tested.audited()).toContainEqual({ type: 'factor.removed', account: 'maryam', by: 'boss' });
    expect(await problem(await boss.ask('DELETE', '/api/accounts/boss/factors'))).toEqual([403, 'own-account']);
    expect(await problem(await boss.ask('DELETE', '/api/accounts/maryam/factors'))).toEqual([404, 'not-found']);
  });

  it('changes their own password with the old one only', async () => {
    const password = { password: 'another horse battery' };
    expect(await problem(await hers.ask('PATCH', '/api/accounts/maryam', password))).toEqual([403, 'own-account']);
    await server.account('ali', 'clerk');
    expect((await hers.ask('PATCH', '/api/accounts/ali', password)).status).toBe(200);
  });
});

describe('where administrators must have a second factor', () => {
  const policy = { idleMs: 0, secondFactor: 'admins' } as const;

  it('one without may do nothing but set it up; everybody else is not asked', async () => {
    server = await startAccessApi({ access: { policy } });
    await server.account('maryam', 'admin');
    hers = server.browser();
    expect(await json(await login(hers))).toEqual({ name: 'maryam', role: 'admin', mustSetUp: true });
    expect(await json(await hers.ask('GET', '/api/auth/me'))).toMatchObject({ mustSetUp: true });
    for (const [method, path] of [
      ['GET', '/api/accounts'],
      ['POST', '/api/accounts'],
      ['GET', '/api/board'],
    ] as const)
      expect(await problem(await hers.ask(method, path)), path).toEqual([403, 'second-factor-first']);
    await enrol(hers);
    expect((await hers.ask('GET', '/api/accounts')).status).toBe(200);
    const clerk = await server.signedIn('ali', 'clerk');
    expect(await json(await clerk.ask('GET', '/api/auth/me'))).not.toHaveProperty('mustSetUp');
  });
});
