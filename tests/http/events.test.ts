import { connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../support/problem.ts';
import { bearer, createTestApp, NOW, serve } from '../support/test-app.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';

let api: ReturnType<typeof createTestApp>;
let server: Awaited<ReturnType<typeof serve>>;
let token: string;

beforeEach(async () => {
  api = createTestApp();
  server = await serve(api.app);
  token = api.vault.token('ingest');
});
afterEach(() => server.close());

const joined = (n: number | string) => ({ id: `e-${n}`, type: 'call.joined', at: NOW, call: `c-${n}`, queue: 'q-1' });
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/events`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...bearer(token), ...headers },
  });
const postJson = async (value: unknown) => (await post(JSON.stringify(value))).json();
const ndjson = { 'content-type': 'application/x-ndjson' };

describe('POST /api/events takes', () => {
  it('one event, an array, or lines', async () => {
    expect(await postJson(joined(1))).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
    expect(await postJson([joined(2), joined(3)])).toEqual({ accepted: 2, duplicates: 0, rejected: [] });
    const lines = await post(`${JSON.stringify(joined(4))}\r\n\n${JSON.stringify(joined(5))}\n`, ndjson);
    expect(await lines.json()).toEqual({ accepted: 2, duplicates: 0, rejected: [] });
    expect([...api.log.kept.values()].map(({ source }) => source)).toEqual(Array(5).fill('ingest-1'));
  });

  it('an empty array as no events', async () => {
    expect(await postJson([])).toEqual({ accepted: 0, duplicates: 0, rejected: [] });
  });

  it('the same event twice as a duplicate, also within one request', async () => {
    expect(await postJson([joined(1), joined(1)])).toEqual({ accepted: 1, duplicates: 1, rejected: [] });
    expect(await postJson(joined(1))).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
  });

  it('exactly 5,000 events and not one more', async () => {
    const few = Array.from({ length: 5_000 }, (_, n) => joined(n));
    expect(await postJson(few)).toMatchObject({ accepted: 5_000 });
    expect(await problem(await post(JSON.stringify([...few, joined('x')])))).toEqual([413, 'too-many-events']);
    const lines = '1\n'.repeat(5_001);
    expect(await problem(await post(lines, ndjson))).toEqual([413, 'too-many-events']);
  });

  it('200 posts at once, each answered for itself', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => postJson([joined(n), joined(n % 10)])));
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(200);
    expect(answers.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(200);
    expect(api.log.kept.size).toBe(200);
  });
});

describe('POST /api/events rejects one by one', () => {
  it('a bad event without dropping its neighbours', async () => {
    const answer = await postJson([joined(1), 7, null, [], {}, joined(2), { type: 'call.joined' }, 'x']);
    expect(answer).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(answer.rejected.map(({ index }: { index: number }) => index)).toEqual([1, 2, 3, 4, 6, 7]);
  });

  it('a line that is not JSON or not UTF-8', async () => {
    const good = Buffer.from(JSON.stringify(joined(1)));
    const body = Buffer.concat([
      Buffer.from('{"id":\n'),
      good,
      Buffer.from([10, 0xff, 0xfe, 10]),
      Buffer.from('   \n}{'),
    ]);
    const answer = await (await post(new Uint8Array(body), ndjson)).json();
    expect(answer.accepted).toBe(1);
    expect(answer.rejected.map(({ index, code }: { index: number; code: string }) => [index, code])).toEqual([
      [0, 'bad-json'],
      [2, 'bad-json'],
      [4, 'bad-json'],
    ]);
  });

  it('what lies more than five minutes in the future', async () => {
    const late = { ...joined(1), at: NOW + 5 * MINUTE + 1 };
    const asText = { ...joined(2), at: new Date(NOW + 10 * MINUTE).toISOString() };
    const answer = await postJson([late, asText, { ...joined(3), at: NOW + 5 * MINUTE }]);
    expect(answer.accepted).toBe(1);
    expect(answer.rejected).toMatchObject([
      { index: 0, code: 'at-in-future' },
      { index: 1, code: 'at-in-future' },
    ]);
  });

  it('types that an ingest token may not post', async () => {
    const hostile = { id: 'x', type: 'token.created', at: NOW, token: 't', role: 'admin' };
    const turned = { id: 'y', type: 'day.started', at: NOW, day: '1405-09-02' };
    const answer = await postJson([hostile, joined(1), turned, { type: 'constructor' }]);
    expect(answer.accepted).toBe(1);
    expect(answer.rejected.map(({ code }: { code: string }) => code)).toEqual(Array(3).fill('type-not-allowed'));
  });

  it('nesting that would exhaust a stack, and keys that would pollute', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const lines = [
      deep,
      '{"__proto__":{"type":"call.joined","polluted":1}}',
      '{"type":{"toString":1}}',
      JSON.stringify(joined(1)),
    ];
    const answer = await (await post(lines.join('\n'), ndjson)).json();
    expect(answer.accepted).toBe(1);
    expect(answer.rejected.map(({ code }: { code: string }) => code)).toEqual([
      'too-deep',
      'unknown-type',
      'unknown-type',
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect((await post(deep)).status).toBe(200);
  });
});

describe('POST /api/events refuses', () => {
  it('bodies that do not match their headers', async () => {
    for (const body of ['', '{', 'null}', 'undefined', '{"a":1}{"b":2}', new Uint8Array([0xff, 0xfe])])
      expect(await problem(await post(body)), String(body)).toEqual([400, 'bad-json']);
  });

  it('other content types, charsets and encodings', async () => {
    const types = [
      'text/plain',
      'application/xml',
      'application/json; charset=utf-16',
      'multipart/form-data; boundary=x',
    ];
    for (const type of types)
      expect(await problem(await post('{}', { 'content-type': type })), type).toEqual([415, 'unsupported-media-type']);
    const zipped = await post('{}', { 'content-encoding': 'gzip' });
    expect(await problem(zipped)).toEqual([415, 'unsupported-media-type']);
    expect((await post('[]', { 'content-type': 'application/json; charset="UTF-8"' })).status).toBe(200);
  });

  it('ten megabytes, with a Content-Length or without', async () => {
    const big = `"${'x'.repeat(10_000_000)}"`;
    expect(await problem(await post(big))).toEqual([413, 'body-too-large']);
    const stream = new Blob([big]).stream();
    const headers = { 'content-type': 'application/json', ...bearer(token) };
    // fetch asks for `duplex` with a stream; the type of a request lacks it.
    const streamed: RequestInit & { duplex: 'half' } = { method: 'POST', body: stream, headers, duplex: 'half' };
    const chunked = await fetch(`${server.url}/api/events`, streamed);
    expect(await problem(chunked)).toEqual([413, 'body-too-large']);
    expect(await postJson([])).toMatchObject({ accepted: 0 });
  });

  it('requests without, with an unknown or with a revoked credential, and every role but ingest and admin', async () => {
    const body = JSON.stringify(joined(1));
    const expired = api.vault.token('ingest', { until: NOW - 1 });
    for (const authorization of [
      '',
      'Bearer',
      'Bearer ',
      'Basic abc',
      `Bearer ${expired}`,
      `Bearer ${'x'.repeat(5_000)}`,
    ])
      expect(await problem(await post(body, { authorization })), authorization).toEqual([401, 'unauthorized']);
    for (const role of ['display', 'deputy', 'supervisor', 'clerk'] as const)
      expect(await problem(await post(body, bearer(api.vault.token(role))))).toEqual([403, 'forbidden']);
    api.vault.revoke(token);
    expect(await problem(await post(body))).toEqual([401, 'unauthorized']);
    expect(api.log.kept.size).toBe(0);
    expect((await post(body, bearer(api.vault.token('admin')))).status).toBe(200);
  });

  it('a token that posts too often, and no other', async () => {
    await server.close();
    api = createTestApp({ limits: { posts: 3 } });
    server = await serve(api.app);
    token = api.vault.token('ingest');
    const other = api.vault.token('ingest');
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await post('[]'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    for (const [n, { headers }] of answers.entries())
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"3-in-1min"; r=${Math.max(0, 2 - n)}; t=(60|5\\d)$`));
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"3-in-1min"; q=3; w=60');
    const refused = await post('[]');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problem(refused)).toEqual([429, 'too-many-requests']);
    expect((await post('[]', bearer(other))).status).toBe(200);
  });

  it('a token that posts more events than it may, saved ones included; others, and pending requests, go on', async () => {
    await server.close();
    api = createTestApp({ limits: { events: 200 } });
    server = await serve(api.app);
    token = api.vault.token('ingest');
    const other = api.vault.token('ingest');
    const many = (from: number, count: number) =>
      JSON.stringify(Array.from({ length: count }, (_, n) => joined(from + n)));
    const began = performance.now();
    // Half an hour of them is saved up.
    expect((await post(many(0, 3_000))).status).toBe(200);
    expect((await post(many(3_000, 3_000))).status).toBe(200);
    const refused = await post(many(6_000, 100));
    const since = (performance.now() - began) / SECOND;
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(Math.floor(30 - since));
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(30);
    expect(await problem(refused)).toEqual([429, 'too-many-requests']);
    expect(api.log.kept.size).toBe(6_000);
    expect((await post(many(7_000, 100), bearer(other))).status).toBe(200);
  });

  it('everything while the log is not writable, and acknowledges nothing', async () => {
    api.log.writable(false);
    const answer = await post(JSON.stringify([joined(1), 7]));
    expect(answer.headers.get('retry-after')).toBe('5');
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ status: 503, code: 'log-unwritable' });
    expect(text).not.toMatch(/accepted|secret/);
    api.log.writable(true);
    expect(await postJson(joined(1))).toMatchObject({ accepted: 1 });
  });
});

describe('POST /api/events survives', () => {
  it('any bytes', async () => {
    // A failure prints its seed.
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, lines) => {
        const answer = await post(new Uint8Array(bytes), lines ? ndjson : {});
        expect([200, 400]).toContain(answer.status);
        await answer.text();
      }),
      { numRuns: 150 },
    );
  });

  it('any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 12 }), async (json) => {
        const answer = await post(json);
        expect(answer.status).toBe(200);
        await answer.text();
      }),
      { numRuns: 150 },
    );
  });

  it('a client that hangs up in the middle', async () => {
    for (let n = 0; n < 20; n += 1) {
      const socket = connect(server.port, '127.0.0.1');
      const head = `POST /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n`;
      await new Promise<void>((sent) =>
        socket.write(`${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n[{"id`, () => sent()),
      );
      socket.destroy();
    }
    expect(await postJson(joined(1))).toMatchObject({ accepted: 1 });
  });
});
