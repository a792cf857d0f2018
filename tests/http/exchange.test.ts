import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppOptions } from '../../server/http/app.ts';
import { problem } from '../support/problem.ts';
import { bearer, createTestApp, NOW, serve } from '../support/test-app.ts';

let api: ReturnType<typeof createTestApp>;
let server: Awaited<ReturnType<typeof serve>>;

const start = async (more: Partial<AppOptions> = {}): Promise<void> => {
  api = createTestApp(more);
  server = await serve(api.app);
};
beforeEach(() => start());
afterEach(() => server.close());

const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/auth/${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin: server.url, ...headers },
  });
const exchange = (body: unknown, headers: Record<string, string> = {}) => send('exchange', body, headers);
const cookieOf = (response: Response): string => response.headers.getSetCookie()[0] ?? '';
const boardStatus = async (cookie: string) => (await fetch(`${server.url}/api/board`, { headers: { cookie } })).status;

describe('POST /api/auth/exchange', () => {
  it('trades a display token for a cookie that scripts cannot read', async () => {
    const answer = await exchange({ token: api.vault.token('display', { county: 'sari' }) });
    expect([answer.status, await answer.json()]).toEqual([200, { role: 'display', county: 'sari' }]);
    const cookie = cookieOf(answer);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Path=\//);
    expect(cookie).not.toMatch(/Secure/);
    const board = await fetch(`${server.url}/api/board`, { headers: { cookie: cookie.split(';')[0]! } });
    expect(Object.keys((await board.json()).counties)).toEqual(['sari']);
  });

  it('trades a code once', async () => {
    const code = api.vault.code('supervisor');
    const answer = await exchange({ code });
    expect(await answer.json()).toEqual({ role: 'supervisor' });
    expect(await boardStatus(cookieOf(answer))).toBe(200);
    expect(await problem(await exchange({ code }))).toEqual([401, 'code-refused']);
  });

  it('refuses tokens of every other role in links', async () => {
    for (const role of ['deputy', 'supervisor', 'admin', 'clerk', 'ingest'] as const)
      expect(await problem(await exchange({ token: api.vault.token(role) }))).toEqual([403, 'display-tokens-only']);
  });

  it('refuses tokens that are unknown, expired or revoked, and sets no cookie', async () => {
    const revoked = api.vault.token('display');
    api.vault.revoke(revoked);
    for (const token of ['x', revoked, api.vault.token('display', { until: NOW })]) {
      const answer = await exchange({ token });
      expect(cookieOf(answer)).toBe('');
      expect(await problem(answer)).toEqual([401, 'unauthorized']);
    }
  });

  it('refuses another Origin and none at all', async () => {
    const token = api.vault.token('display');
    const strangers = ['https://evil.example', 'null', `${server.url}.evil.example`, 'http://127.0.0.1:1', 'file://x'];
    for (const origin of strangers)
      expect(await problem(await exchange({ token }, { origin })), origin).toEqual([403, 'wrong-origin']);
    expect((await raw({ 'content-type': 'application/json' }, JSON.stringify({ token }))).status).toBe(403);
    expect(api.vault.sessions()).toBe(0);
  });

  it('refuses bodies that are not exactly one token or one code', async () => {
    const token = api.vault.token('display');
    const bodies = [
      {},
      [],
      'null',
      '{',
      { token: 7 },
      { token: '' },
      { token: { $ne: 1 } },
      { token, code: 'x' },
      { token, role: 'admin' },
    ];
    for (const body of bodies) expect(await problem(await exchange(body))).toEqual([400, 'bad-json']);
    expect(await problem(await exchange({ token: 'x'.repeat(10_000) }))).toEqual([413, 'body-too-large']);
    expect(await problem(await exchange({ token }, { 'content-type': 'text/plain' }))).toEqual([400, 'bad-json']);
  });

  it('ends the session that the browser had before', async () => {
    const token = api.vault.token('display');
    const first = cookieOf(await exchange({ token })).split(';')[0]!;
    const second = cookieOf(await exchange({ token }, { cookie: first })).split(';')[0]!;
    expect([await boardStatus(first), await boardStatus(second)]).toEqual([401, 200]);
  });

  it('ends with the token that it came from', async () => {
    const token = api.vault.token('display');
    const cookie = cookieOf(await exchange({ token })).split(';')[0]!;
    api.vault.revoke(token);
    expect(await boardStatus(cookie)).toBe(401);
  });

  it('slows guessing down per address without locking another out', async () => {
    await server.close();
    await start({ limits: { attempts: 2 }, trustProxy: 1 });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await exchange({ code: `guess-${n}` }, from('10.0.0.1'))).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect((await exchange({ code: 'x' }, from('10.0.0.1'))).headers.get('retry-after')).toMatch(/^\d+$/);
    const token = api.vault.token('display');
    for (let n = 0; n < 5; n += 1) expect((await exchange({ token }, from('10.0.0.2'))).status).toBe(200);
  });

  it('ignores X-Forwarded-* unless a proxy is configured', async () => {
    await server.close();
    await start({ limits: { attempts: 2 } });
    const statuses = [];
    for (let n = 0; n < 4; n += 1)
      statuses.push(
        (await exchange({ code: 'x' }, { 'x-forwarded-for': `10.0.0.${n}`, 'x-forwarded-proto': 'https' })).status,
      );
    expect(statuses).toEqual([401, 401, 429, 429]);
  });

  it('marks the cookie Secure behind TLS, and takes the configured ORIGIN', async () => {
    await server.close();
    await start({ trustProxy: 1, origin: 'https://wall.example/' });
    const token = api.vault.token('display');
    const answer = await exchange({ token }, { origin: 'https://wall.example', 'x-forwarded-proto': 'https' });
    expect(cookieOf(answer)).toMatch(/Secure/);
  });
});

describe('POST /api/auth/leave', () => {
  it('ends the session and clears the cookie', async () => {
    const cookie = cookieOf(await exchange({ token: api.vault.token('display') })).split(';')[0]!;
    const answer = await send('leave', '', { cookie });
    expect(answer.status).toBe(204);
    expect(cookieOf(answer)).toMatch(/Expires=Thu, 01 Jan 1970/);
    expect(await boardStatus(cookie)).toBe(401);
    expect((await send('leave', '')).status).toBe(204);
  });

  it('cannot be triggered by another site', async () => {
    const cookie = cookieOf(await exchange({ token: api.vault.token('display') })).split(';')[0]!;
    expect(await problem(await send('leave', '', { cookie, origin: 'https://evil.example' }))).toEqual([
      403,
      'wrong-origin',
    ]);
    expect(await boardStatus(cookie)).toBe(200);
  });
});

describe('a write with a cookie', () => {
  it('needs our Origin, with a bearer token it does not', async () => {
    const cookie = cookieOf(await exchange({ code: api.vault.code('admin') })).split(';')[0]!;
    const write = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/events`, {
        method: 'POST',
        body: '[]',
        headers: { 'content-type': 'application/json', ...headers },
      });
    expect(await problem(await write({ cookie }))).toEqual([403, 'wrong-origin']);
    expect(await problem(await write({ cookie, origin: 'https://evil.example' }))).toEqual([403, 'wrong-origin']);
    expect((await write({ cookie, origin: server.url })).status).toBe(200);
    expect((await write(bearer(api.vault.token('ingest')))).status).toBe(200);
    // A stale bearer is not made good by a cookie.
    expect((await write({ cookie, origin: server.url, ...bearer('stale') })).status).toBe(401);
  });
});

/** A POST without the headers that fetch adds by itself. */
const raw = (headers: Record<string, string>, body: string): Promise<{ status: number }> =>
  new Promise((resolve, reject) => {
    const asked = request({
      port: server.port,
      host: '127.0.0.1',
      path: '/api/auth/exchange',
      method: 'POST',
      headers,
    });
    asked.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    asked.on('error', reject);
    asked.end(body);
  });
