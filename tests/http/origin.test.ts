// A page at another address than the server knows: what it is told, what stands in the log, and which cookies it gets.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOriginLog } from '../../server/access/origin-log.ts';
import { createProxyLog } from '../../server/access/proxy-log.ts';
import type { AppOptions } from '../../server/http/app.ts';
import type { OriginFault } from '../../shared/origin.ts';
import { MINUTE } from '../../shared/time.ts';
import { request } from 'node:http';
import { createTestApp, serve } from '../support/test-app.ts';

let server: Awaited<ReturnType<typeof serve>> | undefined;
let faults: OriginFault[];
beforeEach(() => (faults = []));
afterEach(() => server?.close());

async function open(more: Partial<AppOptions> = {}) {
  const api = createTestApp({ onWrongOrigin: (fault) => void faults.push(fault), ...more });
  server = await serve(api.app);
  return api;
}
type Said = { status: number; headers: Record<string, string | string[] | undefined>; body: Record<string, unknown> };
/** fetch lets nobody choose the Host. */
const ask = (method: string, path: string, headers: Record<string, string>, body = ''): Promise<Said> =>
  new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: server?.port,
        method,
        path,
        headers: { 'content-type': 'application/json', ...headers },
      },
      (answer) => {
        let text = '';
        answer.on('data', (piece: Buffer) => (text += piece.toString()));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
const PAGE = 'https://wall.example.ir:8443';

describe('a refused page', () => {
  it('shows what it sent, what the server expected, and what would work', async () => {
    await open();
    const said = await ask('POST', '/api/auth/leave', { host: 'wall.example.ir', origin: PAGE });
    expect([said.status, said.body]).toMatchObject([
      403,
      { code: 'wrong-origin', page: PAGE, host: 'wall.example.ir', expected: 'https://wall.example.ir' },
    ]);
    expect(faults).toEqual([{ page: PAGE, host: 'wall.example.ir', expected: 'https://wall.example.ir' }]);
  });

  it('can read why its socket was refused, without a credential', async () => {
    await open({ origin: 'https://other.example.ir' });
    const asks = (page: string, host = 'wall.example.ir') =>
      ask('GET', `/api/origin?page=${encodeURIComponent(page)}`, { host }).then(({ body }) => body);
    expect(await asks(PAGE)).toEqual({
      ok: false,
      page: PAGE,
      host: 'wall.example.ir',
      expected: 'https://other.example.ir',
    });
    expect(await asks('https://other.example.ir')).toEqual({ ok: true });
    // A stranger can make a name of his own lead here, but no address of this network.
    expect(await asks(PAGE, 'wall.example.ir:8443')).toMatchObject({ ok: false });
    for (const local of ['10.0.0.5:3000', 'localhost:3000', 'wallboard', 'wall.local', '[fd00::1]:3000'])
      expect(await asks(`http://${local}`, local), local).toEqual({ ok: true });
    expect(await asks('null')).toEqual({ ok: false, host: 'wall.example.ir', expected: 'https://other.example.ir' });
    expect((await ask('GET', '/api/origin', { host: 'x' })).status).toBe(400);
  });
});

describe('the log', () => {
  it('notes once a minute what came, what was expected, and the setting to change', () => {
    let at = 0;
    const lines: [object, string][] = [];
    const note = createOriginLog({ log: { warn: (...line) => void lines.push(line) }, now: () => at });
    const fault = { page: PAGE, host: 'wall.example.ir', expected: 'https://wall.example.ir' };
    for (at = 0; at < 2 * MINUTE; at += 2_000) note(fault);
    expect(lines.map(([facts]) => facts)).toEqual([
      { ...fault, refused: 1 },
      { ...fault, refused: 30 },
    ]);
    expect(lines[0]?.[1]).toBe(
      `a page at ${PAGE} was refused: its request asks for the host wall.example.ir, and ORIGIN is not set. If people open the wall at that address, set ORIGIN=${PAGE} and start again`,
    );
  });

  it('notes once that a proxy forwards requests while none is expected', async () => {
    const lines: string[] = [];
    const onProxy = createProxyLog({ warn: (line) => void lines.push(line) });
    await open({ onProxy });
    await ask('GET', '/healthz', { host: 'x' });
    expect(lines).toEqual([]);
    for (let n = 0; n < 3; n++) await ask('GET', '/healthz', { host: 'x', 'x-forwarded-for': '10.1.1.1' });
    expect(lines).toEqual([expect.stringContaining('TRUST_PROXY=1')]);
    await server?.close();
    await open({ onProxy: createProxyLog({ warn: (line) => void lines.push(line) }), trustProxy: 1 });
    await ask('GET', '/healthz', { host: 'x', 'x-forwarded-for': '10.1.1.1' });
    expect(lines).toHaveLength(1);
  });
});

describe('the cookie', () => {
  const secureAt = async (more: Partial<AppOptions>, origin: string, headers: Record<string, string> = {}) => {
    const { vault } = await open(more);
    const token = vault.token('display');
    const { host } = new URL(origin);
    const answer = await ask('POST', '/api/auth/exchange', { host, origin, ...headers }, JSON.stringify({ token }));
    expect(answer.status).toBe(200);
    return /; Secure/i.test(String(answer.headers['set-cookie']));
  };
  const https = 'https://wall.example.ir';
  it('is Secure where the public origin is https, although the proxy sends no header about it', async () =>
    expect(await secureAt({ origin: https, trustProxy: 1 }, https, { 'x-forwarded-for': '10.1.1.1' })).toBe(true));
  it('is not Secure where the page was opened by http in the same network: it would be lost', async () =>
    expect(await secureAt({ origin: https }, 'http://10.0.0.5:3000')).toBe(false));
  it('is not Secure where nothing indicates https', async () =>
    expect(await secureAt({}, 'http://10.0.0.5:3000')).toBe(false));
});
