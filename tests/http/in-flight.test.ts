// Posts under way: one sender has its share and no more, and nothing is read or waited for in vain.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { patience } from '../../server/http/patience.ts';
import { listen } from '../../server/listen.ts';
import { long } from '../support/long.ts';
import { problem } from '../support/problem.ts';
import { bearer, createTestApp, NOW, serve } from '../support/test-app.ts';

const MIB = 1024 * 1024;
let api: ReturnType<typeof createTestApp>;
let server: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  api = createTestApp();
  server = await serve(api.app);
});
afterEach(() => server.close());

const joined = (n: number) => ({ id: `e-${n}`, type: 'call.joined', at: NOW, call: `c-${n}`, queue: 'q-1' });
const post = (token: string) =>
  fetch(`${server.url}/api/events`, {
    method: 'POST',
    body: JSON.stringify(joined(1)),
    headers: { 'content-type': 'application/json', ...bearer(token) },
  });
/** A post whose body begins and does not go on. */
async function begin(token: string, framing: string, path = '/api/events', port = server.port): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\n${framing}\r\n\r\n`,
  );
  return socket;
}
const answerOf = async (socket: Socket): Promise<string> => {
  let text = '';
  for await (const piece of socket) if (/\r\n\r\n/.test((text += String(piece)))) break;
  return text;
};

describe('posts under way', () => {
  it('of one token are refused beyond four large ones, and go on when those are gone; other tokens are not concerned', async () => {
    const [one, other] = [api.vault.token('ingest'), api.vault.token('ingest')];
    const stalled = await Promise.all(Array.from({ length: 4 }, () => begin(one, `Content-Length: ${MIB}`)));
    await expect.poll(async () => (await post(one)).status).toBe(429);
    const refused = await post(one);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await problem(refused)).toEqual([429, 'too-many-requests']);
    expect((await post(other)).status).toBe(200);
    for (const socket of stalled) socket.destroy();
    await expect.poll(async () => (await post(one)).status).toBe(200);
  });

  it('of all tokens together are bounded too, also where no length is given', async () => {
    const tokens = Array.from({ length: 9 }, () => api.vault.token('ingest'));
    for (const token of tokens.slice(0, 8))
      await Promise.all(Array.from({ length: 4 }, () => begin(token, 'Transfer-Encoding: chunked')));
    await expect.poll(async () => (await post(tokens[8] ?? '')).status).toBe(429);
  });
});

describe('a body that is too large', () => {
  it('is refused by its length before anything of it is read, and the connection is closed', async () => {
    const socket = await begin(api.vault.token('ingest'), 'Content-Length: 300000000');
    const answer = await answerOf(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*Connection: close/i);
  });

  it('without a length is refused as soon as it is too long, and the rest is not swallowed', async () => {
    const socket = await begin(api.vault.token('ingest'), 'Transfer-Encoding: chunked');
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    let sent = 0;
    const closed = new Promise<void>((done) => socket.once('close', () => done()));
    let text = '';
    socket.on('data', (data) => (text += String(data)));
    while (!socket.destroyed && sent < 3_000) {
      sent++;
      if (!socket.write(piece)) await Promise.race([once(socket, 'drain').catch(() => {}), closed, sleep(50)]);
    }
    await closed;
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('of a small route is refused in the same way', async () => {
    const socket = await begin(api.vault.token('admin'), 'Content-Length: 9000', '/api/tokens');
    expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 (413|404) /);
  });
});

it('the rest of a body that was refused is not waited for', async () => {
  const socket = await begin('nobody', 'Content-Length: 1000000');
  const closed = once(socket, 'close');
  let text = '';
  socket.on('data', (data) => (text += String(data)));
  await closed;
  expect(text).toMatch(/^HTTP\/1\.1 401 /);
});

it('a long post goes to the log in parts, so that others are written in between', async () => {
  const sizes: number[] = [];
  const log = {
    append: async (events: readonly unknown[]) => (
      sizes.push(events.length),
      events.map(() => ({ position: 1, repeated: false }))
    ),
  };
  const parts = createTestApp({ log });
  const own = await serve(parts.app);
  onTestFinished(own.close);
  const answer = await fetch(`${own.url}/api/events`, {
    method: 'POST',
    body: JSON.stringify([...Array.from({ length: 1_100 }, (_, n) => joined(n)), {}]),
    headers: { 'content-type': 'application/json', ...bearer(parts.vault.token('ingest')) },
  });
  expect(await answer.json()).toMatchObject({ accepted: 1_100, duplicates: 0, rejected: [{ index: 1_100 }] });
  expect(sizes).toEqual(Array(11).fill(100));
});

describe.skipIf(!long)('who sends slowly or nothing', () => {
  it('is disconnected after 15 s: silent connections, half headers, half bodies, 10,000 of them', async () => {
    const http = createServer(patience, api.app);
    onTestFinished(() => void http.close());
    const port = await listen(http, { port: 0, host: '127.0.0.1' }, async () => {});
    const token = api.vault.token('ingest');
    // A process of its own: opening so many would keep the server waiting, and descriptors are counted by process.
    const clients = fork(new URL('../support/hangers-on.ts', import.meta.url), [String(port), token, '10000']);
    onTestFinished(() => void clients.kill());
    expect(await next(clients)).toEqual({ opened: 10_000 });
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    const { longest } = (await next(clients)) as { longest: number };
    expect(longest).toBeLessThan(16_500);
    const open = await new Promise((done) => void http.getConnections((_error, count) => done(count)));
    // The one that asked for /healthz is kept alive.
    expect(open).toBeLessThanOrEqual(1);
  });
});

const next = async (child: ChildProcess): Promise<unknown> => ((await once(child, 'message')) as [unknown])[0];

it('no connection is waited for longer than 15 s', () => {
  const { headersTimeout = Infinity, requestTimeout = Infinity, connectionsCheckingInterval = Infinity } = patience;
  expect(Math.max(headersTimeout, requestTimeout) + connectionsCheckingInterval).toBeLessThanOrEqual(15_000);
});
