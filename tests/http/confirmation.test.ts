// An administrator has shown within ten minutes who they are before they give access or take secrets.
import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../shared/time.ts';
import { PASSWORD, startAccessApi, type AccessApi } from '../support/access-api.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';

let server: AccessApi;
let boss: HttpBrowser;
beforeEach(async () => {
  server = await startAccessApi();
  boss = await server.signedIn('boss', 'admin');
  await server.account('ali', 'clerk');
});
const confirm = (): Promise<Response> => boss.ask('POST', '/api/auth/confirm', { password: PASSWORD });

const changes = [
  ['POST', '/api/accounts', { name: 'sara', role: 'clerk', password: 'another horse battery' }],
  ['PATCH', '/api/accounts/ali', { role: 'supervisor' }],
  ['PATCH', '/api/accounts/ali', { password: 'another horse battery' }],
  ['DELETE', '/api/accounts/ali/sessions', undefined],
  ['POST', '/api/tokens', { name: 'export', role: 'ingest' }],
  ['DELETE', '/api/accounts/ali', undefined],
] as const;

describe('an administrator who signed in ten minutes ago', () => {
  beforeEach(() => server.advance(10 * MINUTE));

  it('changes nobody’s access before they show again who they are, also with a body that is wrong', async () => {
    for (const [method, path, body] of changes)
      expect(await problem(await boss.ask(method, path, body)), path).toEqual([403, 'confirm-first']);
    expect(await problem(await boss.ask('POST', '/api/accounts', '{'))).toEqual([403, 'confirm-first']);
    expect(server.vault.findAccount('ali')).toMatchObject({ role: 'clerk' });
    expect(server.vault.listAccounts().map(({ name }) => name)).toEqual(['ali', 'boss']);
    expect(server.vault.listTokens()).toEqual([]);
  });

  it('is asked once for all that follows within ten minutes, and then again', async () => {
    expect((await confirm()).status).toBe(204);
    server.advance(9 * MINUTE);
    for (const [method, path, body] of changes) expect((await boss.ask(method, path, body)).ok, path).toBe(true);
    server.advance(MINUTE);
    expect(await problem(await boss.ask('DELETE', '/api/accounts/sara'))).toEqual([403, 'confirm-first']);
  });

  it('is confirmed in that browser alone', async () => {
    const elsewhere = server.browser();
    await elsewhere.ask('POST', '/api/auth/login', { name: 'boss', password: PASSWORD });
    await confirm();
    server.advance(5 * MINUTE);
    expect((await boss.ask('POST', '/api/tokens', { name: 'export', role: 'ingest' })).ok).toBe(true);
    server.advance(5 * MINUTE);
    expect(await problem(await elsewhere.ask('DELETE', '/api/accounts/ali'))).toEqual([403, 'confirm-first']);
  });

  it('gets another cookie by it, and a copy of the one before neither gives access nor lasts', async () => {
    const before = boss.cookie() ?? '';
    const thief = server.browser();
    thief.put('wallboard111', before);
    const shown = await confirm();
    expect(shown.headers.getSetCookie().join()).toMatch(
      /^wallboard111=s111_[\w-]{43}; Max-Age=86400; .*HttpOnly; SameSite=Lax$/,
    );
    expect(boss.cookie()).not.toBe(before);
    expect((await thief.ask('GET', '/api/auth/me')).status).toBe(200);
    expect(await problem(await thief.ask('POST', '/api/tokens', {}))).toEqual([403, 'confirm-first']);
    server.advance(10 * SECOND);
    expect(await problem(await thief.ask('GET', '/api/auth/me'))).toEqual([401, 'unauthorized']);
    expect((await boss.ask('GET', '/api/auth/me')).status).toBe(200);
  });

  it('reads, and takes a token away, without being asked', async () => {
    const { id } = server.vault.createToken({ name: 'stolen', role: 'ingest', now: server.now() });
    expect((await boss.ask('GET', '/api/accounts')).status).toBe(200);
    expect((await boss.ask('DELETE', `/api/tokens/${id}`)).status).toBe(204);
  });

  it('is still refused for another role first', async () => {
    const ali = server.browser();
    await ali.ask('POST', '/api/auth/login', { name: 'ali', password: PASSWORD });
    expect(await problem(await ali.ask('POST', '/api/tokens', {}))).toEqual([403, 'forbidden']);
  });
});

it('a program with a token is not asked: nobody is there to answer', async () => {
  const { plain } = server.vault.createToken({ name: 'script', role: 'admin', now: server.now() });
  server.advance(60 * MINUTE);
  const asked = server.browser().ask('POST', '/api/tokens', { name: 'export', role: 'ingest' }, bearer(plain));
  expect((await asked).ok).toBe(true);
});

const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });
