import { beforeEach, describe, expect, it } from 'vitest';
import { startAccessApi, PASSWORD, type AccessApi } from '../support/access-api.ts';
import { problem } from '../support/problem.ts';

let server: AccessApi;
let code: string;
beforeEach(async () => {
  server = await startAccessApi();
  code = server.vault.createSetupCode(server.now())?.code ?? '';
});

const setUp = (more: Record<string, unknown> = {}, headers: Record<string, string> = {}, browser = server.browser()) =>
  browser.ask('POST', '/api/auth/setup', { code, name: 'boss', password: PASSWORD, ...more }, headers);
const admins = () => server.vault.listAccounts().filter(({ role }) => role === 'admin');

describe('POST /api/auth/setup', () => {
  it('makes the first administrator and signs in', async () => {
    const browser = server.browser();
    const answer = await setUp({}, {}, browser);
    expect([answer.status, await answer.json()]).toEqual([201, { name: 'boss', role: 'admin' }]);
    expect(await (await browser.ask('GET', '/api/auth/me')).json()).toEqual({
      name: 'boss',
      role: 'admin',
      account: true,
    });
    expect((await browser.ask('GET', '/api/accounts')).status).toBe(200);
    expect(server.tested.audited()).toEqual([
      { type: 'account.created', account: 'boss', role: 'admin', by: 'setup' },
      { type: 'account.entered', account: 'boss' },
    ]);
  });

  it('works once: then there is an administrator', async () => {
    await setUp();
    expect(await problem(await setUp({ name: 'second' }))).toEqual([409, 'set-up-already']);
    expect(await problem(await setUp({ code: 'x', name: 'second' }))).toEqual([409, 'set-up-already']);
    expect(admins()).toHaveLength(1);
  });

  it('of two at once makes one', async () => {
    const both = await Promise.all(['boss', 'other'].map((name) => setUp({ name })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(admins()).toHaveLength(1);
  });

  it('refuses a code that is made up or of an earlier start', async () => {
    server.vault.createSetupCode(server.now());
    for (const wrong of [
      code,
      '',
      'x',
      'c111_',
      server.vault.createCode({ role: 'display', minutes: 15, now: server.now() }),
    ])
      expect(await problem(await setUp({ code: wrong })), wrong).toEqual([401, 'code-refused']);
    expect(admins()).toEqual([]);
  });

  it('names the field at fault, and keeps the code for another try', async () => {
    for (const [more, field] of [
      [{ name: 'رئیس' }, 'name'],
      [{ name: 'setup' }, 'name'],
      [{ name: '' }, 'name'],
      [{ password: 'short' }, 'password'],
      [{ name: 'administrator', password: 'administrator' }, 'password'],
      [{ password: 'password123' }, 'password'],
      [{ password: 'mazandaran1404' }, 'password'],
      [{ password: 7 }, 'password'],
      [{ code: 7 }, 'code'],
    ] as const)
      expect(await (await setUp(more)).json(), field).toMatchObject({ status: 400, code: 'bad-parameters', field });
    expect(await problem(await setUp({ name: 'pbx111' }))).toEqual([409, 'name-taken']);
    expect((await setUp()).status).toBe(201);
  });

  it('reveals nothing about the server without a code', async () => {
    await server.account('maryam', 'supervisor');
    for (const name of ['pbx111', 'maryam', 'x'])
      expect(await problem(await setUp({ code: 'made-up', name }))).toEqual([401, 'code-refused']);
  });

  it('refuses another Origin, and slows guessing down', async () => {
    expect(await problem(await setUp({}, { origin: 'https://evil.example' }))).toEqual([403, 'wrong-origin']);
    const guesser = server.browser('203.0.113.7');
    const all = [];
    for (let n = 0; n < 32; n++) all.push((await setUp({ code: `guess-${n}` }, {}, guesser)).status);
    expect(all.slice(-2)).toEqual([429, 429]);
    expect((await setUp()).status).toBe(201);
  });
});
