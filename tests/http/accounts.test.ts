import { beforeEach, describe, expect, it } from 'vitest';
import { NOW } from '../support/test-vault.ts';
import { startAccessApi, PASSWORD, type AccessApi } from '../support/access-api.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';
import { bearer } from '../support/test-app.ts';
import { DAY, HOUR } from '../../shared/time.ts';

let server: AccessApi;
let boss: HttpBrowser;
beforeEach(async () => {
  server = await startAccessApi();
  boss = await server.signedIn('boss', 'admin');
});

const add = (more: Record<string, unknown> = {}) =>
  boss.ask('POST', '/api/accounts', { name: 'maryam', role: 'supervisor', password: PASSWORD, ...more });
const signIn = async (name: string, password = PASSWORD) =>
  (await server.browser().ask('POST', '/api/auth/login', { name, password })).status;
const names = async () =>
  (await (await boss.ask('GET', '/api/accounts')).json()).accounts.map(({ name }: { name: string }) => name);

describe('accounts', () => {
  it('are listed with their role, and when they were made and last entered, and nothing else', async () => {
    await add();
    expect(await (await boss.ask('GET', '/api/accounts')).json()).toEqual({
      accounts: [
        { name: 'boss', role: 'admin', createdAt: NOW, lastEnteredAt: NOW, factor: false },
        { name: 'maryam', role: 'supervisor', createdAt: NOW, factor: false },
      ],
    });
  });

  it('of every role that people have may sign in', async () => {
    for (const role of ['deputy', 'supervisor', 'admin', 'clerk']) {
      const answer = await add({ name: `for-${role}`, role });
      expect([answer.status, await answer.json()]).toEqual([201, { name: `for-${role}`, role }]);
      expect(await signIn(`for-${role}`)).toBe(200);
    }
    expect(server.tested.audited()).toContainEqual({
      type: 'account.created',
      account: 'for-clerk',
      role: 'clerk',
      by: 'boss',
    });
  });

  it('have unique names', async () => {
    await add();
    server.vault.createToken({ name: 'gate', role: 'ingest', now: server.now() });
    for (const name of ['maryam', 'gate', 'pbx111', 'office', 'clock'])
      expect(await problem(await add({ name })), name).toEqual([409, 'name-taken']);
  });

  it('are not made from unexpected fields', async () => {
    for (const [more, field] of [
      [{ name: 'mar yam' }, 'name'],
      [{ name: 'constructor' }, 'name'],
      [{ name: '__proto__' }, 'name'],
      [{ role: 'display' }, 'role'],
      [{ role: 'ingest' }, 'role'],
      [{ role: 'root' }, 'role'],
      [{ password: 'short' }, 'password'],
      [{ password: 'x'.repeat(201) }, 'password'],
      [{ password: undefined }, 'password'],
    ] as const)
      expect(await (await add(more)).json(), JSON.stringify(more)).toMatchObject({ status: 400, field });
    expect(await problem(await add({ admin: true }))).toEqual([400, 'bad-parameters']);
    expect(await names()).toEqual(['boss']);
  });

  it('get no password that is guessed first, neither at the beginning nor later', async () => {
    for (const [password, fault] of [
      ['password123', 'common'],
      ['maryam2026', 'context'],
      ['مازندران ۱۴۰۴', 'context'],
      ['short', 'length'],
    ] as const)
      expect(await (await add({ password })).json(), password).toMatchObject({ status: 400, field: 'password', fault });
    await add();
    const later = await boss.ask('PATCH', '/api/accounts/maryam', { password: 'maryam2026' });
    expect(await later.json()).toMatchObject({ status: 400, field: 'password', fault: 'context' });
  });

  it('sign in with a password that was set before such ones were refused', async () => {
    const password = await server.passwords.hash('password123', { key: 'test', priority: true });
    server.vault.createAccount({ name: 'old', role: 'clerk', password, by: 'test', now: server.now() });
    expect(await signIn('old', 'password123')).toBe(200);
  });

  it('made twice at once under one name are one', async () => {
    const both = await Promise.all([add(), add()]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('get another role at once, in the sessions that they have', async () => {
    const maryam = await server.signedIn('maryam', 'supervisor');
    expect((await maryam.ask('GET', '/api/accounts')).status).toBe(403);
    const answer = await boss.ask('PATCH', '/api/accounts/maryam', { role: 'admin' });
    expect([answer.status, await answer.json()]).toEqual([200, { name: 'maryam', role: 'admin' }]);
    expect((await maryam.ask('GET', '/api/accounts')).status).toBe(200);
  });

  it('get another password, which ends their sessions', async () => {
    const maryam = await server.signedIn('maryam', 'supervisor');
    const answer = await boss.ask('PATCH', '/api/accounts/maryam', { password: 'another horse battery' });
    expect(await answer.json()).toEqual({ name: 'maryam', role: 'supervisor' });
    expect((await maryam.ask('GET', '/api/auth/me')).status).toBe(401);
    expect([await signIn('maryam'), await signIn('maryam', 'another horse battery')]).toEqual([401, 200]);
    const weak = await boss.ask('PATCH', '/api/accounts/maryam', { password: 'short' });
    expect(await weak.json()).toMatchObject({ code: 'bad-parameters', field: 'password' });
    expect(await problem(await boss.ask('PATCH', '/api/accounts/maryam', {}))).toEqual([400, 'bad-parameters']);
  });

  it('are gone once revoked', async () => {
    const maryam = await server.signedIn('maryam', 'supervisor');
    expect((await boss.ask('DELETE', '/api/accounts/maryam')).status).toBe(204);
    expect((await maryam.ask('GET', '/api/auth/me')).status).toBe(401);
    expect(await names()).toEqual(['boss']);
    for (const [method, body] of [
      ['DELETE', undefined],
      ['PATCH', { role: 'clerk' }],
    ] as const)
      expect(await problem(await boss.ask(method, '/api/accounts/maryam', body))).toEqual([404, 'not-found']);
  });

  it('keep at least one administrator, also when two revoke each other at once', async () => {
    for (const [method, body] of [
      ['DELETE', undefined],
      ['PATCH', { role: 'deputy' }],
    ] as const)
      expect(await problem(await boss.ask(method, '/api/accounts/boss', body))).toEqual([409, 'last-admin']);
    const other = await server.signedIn('other', 'admin');
    const both = await Promise.all([
      boss.ask('DELETE', '/api/accounts/other'),
      other.ask('DELETE', '/api/accounts/boss'),
    ]);
    expect(both.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(server.vault.listAccounts().filter(({ role }) => role === 'admin')).toHaveLength(1);
  });

  it('are not touched by another site in the name of an administrator', async () => {
    await add();
    const evil = { origin: 'https://evil.example' };
    for (const [method, path, body] of [
      ['POST', '/api/accounts', { name: 'eve', role: 'admin', password: PASSWORD }],
      ['PATCH', '/api/accounts/maryam', { role: 'admin' }],
      ['DELETE', '/api/accounts/maryam', undefined],
      ['POST', '/api/tokens', { name: 'eve', role: 'admin' }],
    ] as const)
      expect(await problem(await boss.ask(method, path, body, evil))).toEqual([403, 'wrong-origin']);
    expect(await names()).toEqual(['boss', 'maryam']);
  });
});

describe('tokens', () => {
  const make = (body: Record<string, unknown>) => boss.ask('POST', '/api/tokens', body);
  const list = async () => (await (await boss.ask('GET', '/api/tokens')).json()).tokens;

  it('are shown once when they are made, work at once, and are listed while they are valid', async () => {
    const answer = await make({ name: 'lobby', role: 'display', county: 'sari', days: 30 });
    const { id, plain } = await answer.json();
    expect([answer.status, id, plain]).toEqual([201, expect.stringMatching(/^t-/), expect.stringMatching(/^w111_/)]);
    const me = await fetch(`${server.url}/api/auth/me`, { headers: bearer(plain) });
    expect(await me.json()).toMatchObject({ name: 'lobby', counties: ['sari'] });
    const lobby = {
      id,
      name: 'lobby',
      role: 'display',
      county: 'sari',
      createdAt: NOW,
      expiresAt: NOW + 30 * DAY,
    };
    expect(await list()).toEqual([lobby]);
    server.advance(HOUR / 2);
    server.vault.createToken({ name: 'short', role: 'ingest', days: 0.01, now: NOW });
    expect(await list()).toEqual([lobby]);
  });

  it('are gone once revoked', async () => {
    const { id, plain } = await (await make({ name: 'gate', role: 'ingest' })).json();
    expect((await boss.ask('DELETE', `/api/tokens/${id}`)).status).toBe(204);
    expect((await fetch(`${server.url}/api/auth/me`, { headers: bearer(plain) })).status).toBe(401);
    expect(await list()).toEqual([]);
    for (const other of [id, 't-unknown', '__proto__'])
      expect(await problem(await boss.ask('DELETE', `/api/tokens/${other}`))).toEqual([404, 'not-found']);
    expect(server.tested.audited().slice(-2)).toEqual([
      { type: 'token.created', token: id, name: 'gate', role: 'ingest', by: 'boss' },
      { type: 'token.revoked', token: id, name: 'gate', by: 'boss' },
    ]);
  });

  it('have unused names, and are not made from unexpected fields', async () => {
    await make({ name: 'gate', role: 'ingest' });
    for (const name of ['gate', 'boss', 'pbx111', 'office', 'clock'])
      expect(await problem(await make({ name, role: 'ingest' })), name).toEqual([409, 'name-taken']);
    for (const [body, field] of [
      [{ name: 'Gate', role: 'ingest' }, 'name'],
      [{ name: 'a', role: 'root' }, 'role'],
      [{ name: 'a', role: 'display', county: 'tehran' }, 'county'],
      [{ name: 'a', role: 'display', county: '__proto__' }, 'county'],
      [{ name: 'a', role: 'deputy', county: 'sari' }, 'county'],
      [{ name: 'a', role: 'ingest', days: 0 }, 'days'],
      [{ name: 'a', role: 'ingest', days: 1.5 }, 'days'],
      [{ name: 'a', role: 'ingest', days: 1e9 }, 'days'],
      [{ name: 'a', role: 'ingest', days: '3' }, 'days'],
    ] as const)
      expect(await (await make(body)).json(), JSON.stringify(body)).toMatchObject({ code: 'bad-parameters', field });
    expect(await list()).toHaveLength(1);
  });
});
