import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../support/problem.ts';
import { createTestApp, serve } from '../support/test-app.ts';

let dist: string;
let server: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wall-'));
  dist = join(folder, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  await writeFile(join(dist, 'index.html'), '<!doctype html><title>wall</title>');
  await writeFile(join(dist, 'assets', 'wall-abc.js'), 'export {}');
  await writeFile(join(folder, 'secret'), 'what nobody may read');
  server = await serve(createTestApp({ dist }).app);
});
afterEach(async () => {
  await server.close();
  await rm(join(dist, '..'), { recursive: true });
});

const get = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);

describe('the screens', () => {
  it('are served for every address of the wall, never from a cache without asking', async () => {
    for (const path of ['/', '/tv', '/months/1405-08', '/admin', '/index.html']) {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('cache-control')], path).toEqual([200, 'no-cache']);
      expect(await answer.text()).toContain('<title>wall</title>');
    }
  });

  it('keep hashed files for good', async () => {
    const answer = await get('/assets/wall-abc.js');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toMatch(/javascript/);
  });

  it('are sent compressed to clients that accept it, with their own type', async () => {
    await writeFile(join(dist, 'assets', 'wall-abc.js.gz'), gzipSync('export {} // packed'));
    const packed = await get('/assets/wall-abc.js', { headers: { 'accept-encoding': 'br, gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(packed.headers.get('vary')).toContain('Accept-Encoding');
    expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await packed.text()).toBe('export {} // packed');
    const plain = await get('/assets/wall-abc.js', { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, 'export {}']);
    expect(plain.headers.get('vary')).toContain('Accept-Encoding');
  });

  it('are no failure of the server where their reader goes before they come', async () => {
    const { app, errors } = createTestApp({ dist });
    const other = await serve(app);
    try {
      for (let n = 0; n < 20; n++)
        await new Promise<void>((done) => {
          const socket = connect(other.port, '127.0.0.1', () => {
            socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n', () => socket.resetAndDestroy());
          });
          socket.on('error', () => undefined).on('close', () => done());
        });
      expect((await fetch(other.url)).status).toBe(200);
      expect(errors).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('do not answer a lost file with a page', async () => {
    expect(await problem(await get('/assets/gone.js'))).toEqual([404, 'not-found']);
    expect(await problem(await get('/', { method: 'POST' }))).toEqual([404, 'not-found']);
  });

  it('name the command to run when they are not built', async () => {
    await rm(dist, { recursive: true });
    const answer = await get('/');
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  });

  it('give away nothing outside their folder', async () => {
    for (const path of ['/../secret', '/..%2fsecret', '/assets/../../secret', '/%2e%2e/secret', '/..\\secret'])
      expect(await rawGet(path), path).not.toContain('nobody may read');
  });
});

describe('every answer', () => {
  it('carries a strict policy and no name of the software', async () => {
    for (const path of ['/', '/api/board', '/api/nothing', '/healthz']) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("style-src 'self' 'unsafe-inline'");
      expect(policy).toMatch(/connect-src 'self' ws:\/\/127\.0\.0\.1:(\d+) wss:\/\/127\.0\.0\.1:\1;/);
      expect(headers.get('permissions-policy')).toContain('camera=(), microphone=(), geolocation=()');
      for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'self'"])
        expect(policy).toContain(directive);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(policy).toContain("font-src 'self'");
      expect(policy).toContain("img-src 'self' data:");
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('to an unknown address under /api is a problem, whatever the method', async () => {
    for (const method of ['GET', 'POST', 'DELETE', 'PATCH'])
      expect(await problem(await get('/api/nothing', { method }))).toEqual([404, 'not-found']);
    expect(await problem(await get('/api/board', { method: 'DELETE' }))).toEqual([404, 'not-found']);
    expect(await problem(await get('/api'))).toEqual([404, 'not-found']);
  });

  it('to TRACE repeats nothing of the request', async () => {
    for (const path of ['/', '/api/board']) {
      const text = await new Promise<string>((done, fail) => {
        const headers = { cookie: 'wallboard111=what-nobody-repeats' };
        const sent = request(server.url + path, { method: 'TRACE', headers }, (answer) => {
          expect(answer.statusCode).toBe(404);
          let got = '';
          answer.on('data', (more) => (got += String(more))).on('end', () => done(got));
        });
        sent.on('error', fail).end();
      });
      expect(text).not.toContain('what-nobody-repeats');
    }
  });

  it('to an address that cannot be decoded is an answer, not a failure', async () => {
    for (const path of ['/%E0%A4%A', '/assets/%E0%A4%A.js', '/api/%E0%A4%A'])
      expect((await get(path)).status, path).toBeLessThan(500);
  });
});

/** Sends a path as it is: fetch would tidy it up. */
const rawGet = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    request({ port: server.port, host: '127.0.0.1', path }, (response) => {
      text(response).then(resolve, reject);
    })
      .on('error', reject)
      .end();
  });
