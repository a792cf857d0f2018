// Two nodes, one Redis: what is said or allowed on one holds on the other.
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../shared/patch.ts';
import { runTokenCommand } from '../../server/commands/token.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { connectTestScreen } from '../support/test-push.ts';
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.ts';
import { tempLogFolder } from '../support/log-folder.ts';
import { startServerProcess, untilReady, type ServerProcess } from '../support/server-process.ts';

type Posted = { rejected: { code: string }[] };
const PASSWORD = 'a password of some length';

describe.skipIf(noRedis)('two nodes and one Redis', () => {
  const folders = [tempLogFolder(), tempLogFolder()];
  let redis: RedisServer;
  let nodes: ServerProcess[] = [];
  let a: ServerProcess;
  let b: ServerProcess;
  let deputy: string;
  let ingest: string;
  let boss: string;
  const token = async (role: string, name: string): Promise<string> => {
    const args = ['--role', role, '--name', name];
    const where = { dataDir: '/nowhere', redisUrl: redis.url };
    const { stdout, stderr } = await runTokenCommand({ args, ...where, now: Date.now(), counties: async () => [] });
    expect(stderr).toBe('');
    return stdout.trim();
  };
  const post = (node: ServerProcess, events: unknown[]): Promise<Response> =>
    fetch(`${node.url}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ingest}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
  const asBoss = (node: ServerProcess, method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(node.url + path, {
      method,
      headers: { cookie: boss, origin: node.url, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const joins = (call: string) => ({
    id: `${call}/joined`,
    type: 'call.joined',
    at: Date.now(),
    call,
    queue: 'samad-sari',
  });
  const boards = () => Promise.all(nodes.map((node) => node.board(deputy)));
  const same = async (): Promise<boolean> => {
    const [one, other] = (await boards()).map(({ epoch: _e, rev: _r, serverNow: _s, ...board }) => canonical(board));
    return one === other;
  };

  beforeAll(async () => {
    redis = await startRedis();
    nodes = await Promise.all(
      folders.map(({ path }, n) =>
        startServerProcess({ name: `node-${n}`, redisPort: redis.port, dataDir: dirname(path) }),
      ),
    );
    [a, b] = nodes as [ServerProcess, ServerProcess];
    await Promise.all(nodes.map((node) => untilReady(node, 30_000)));
    deputy = await token('deputy', 'deputy');
    ingest = await token('ingest', 'collector');
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.remove()));
    await redis.remove();
    for (const { remove } of folders) remove();
  });

  it('makes the first administrator with the link of either, who is signed in on both', async () => {
    const isDone = (node: (typeof nodes)[number]): Promise<unknown> =>
      fetch(`${node.url}/api/auth/setup`).then((answer) => answer.json());
    const setUp = (code: string, name: string): Promise<Response> =>
      fetch(`${b.url}/api/auth/setup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: b.url },
        body: JSON.stringify({ code, name, password: PASSWORD }),
      });
    expect(await Promise.all(nodes.map(isDone))).toEqual([{ done: false }, { done: false }]);
    // A name that will not do uses no code up: both links are good, whichever node started last.
    for (const node of nodes) expect((await setUp(node.setup(), '-')).status).toBe(400);
    const made = await setUp(a.setup(), 'boss');
    expect(made.status).toBe(201);
    expect((await setUp(b.setup(), 'second')).status).toBe(409);
    expect(await Promise.all(nodes.map(isDone))).toEqual([{ done: true }, { done: true }]);
    boss = made.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    const me = await asBoss(a, 'GET', '/api/auth/me');
    expect(await me.json()).toEqual({ name: 'boss', role: 'admin', account: true });
  });

  it('shows on both boards what was posted to either, a repeat once', async () => {
    const answers = [];
    for (const [node, call] of [
      [a, 'c1'],
      [b, 'c2'],
    ] as const)
      answers.push(await (await post(node, [joins(call), { ...joins('both'), at: 1_795_500_000_000 }])).json());
    expect(answers).toEqual([
      { accepted: 2, duplicates: 0, rejected: [] },
      { accepted: 1, duplicates: 1, rejected: [] },
    ]);
    await expect.poll(same).toBe(true);
    expect((await a.board(deputy)).queues['samad-sari']?.waiting).toBe(3);
  });

  it('names what is named on either, and what is left out on one counts on none', async () => {
    const names = { fa: 'صف ساری', en: 'Sari queue' };
    const named = await asBoss(a, 'PUT', '/api/names/queues/samad-sari', { names, county: 'sari' });
    expect(named.status).toBe(200);
    await expect.poll(async () => (await b.board(deputy)).queues['samad-sari']?.names).toEqual(names);
    await expect.poll(same).toBe(true);
    expect((await asBoss(b, 'PUT', '/api/names/queues/samad-sari', { names, ignored: true })).status).toBe(200);
    // Each another call: what came before the other node had heard is taken, and would be a repeat from then on.
    let asked = 0;
    const refused = async (): Promise<unknown> =>
      ((await (await post(a, [joins(`left-out-${asked++}`)])).json()) as Posted).rejected;
    await expect.poll(refused).toMatchObject([{ code: 'queue-ignored' }]);
    expect((await asBoss(a, 'PUT', '/api/names/queues/samad-sari', {})).status).toBe(200);
    await expect.poll(async () => (await b.board(deputy)).queues['samad-sari']?.names).toBeUndefined();
    await expect.poll(same).toBe(true);
  });

  it('a token revoked on one closes the sockets of the other within a second', async () => {
    const plain = await token('deputy', 'leaving');
    const screen = connectTestScreen(b.url, { token: plain });
    await expect.poll(() => screen.received.snapshots.length).toBe(1);
    type Listed = { tokens: { id: string; name: string }[] };
    const idOf = async (): Promise<string | undefined> =>
      ((await (await asBoss(a, 'GET', '/api/tokens')).json()) as Listed).tokens.find(({ name }) => name === 'leaving')
        ?.id;
    // Made elsewhere: a list is what its node has heard of.
    await expect.poll(idOf).toBeDefined();
    const id = await idOf();
    const elapsed = startStopwatch();
    expect((await asBoss(a, 'DELETE', `/api/tokens/${id}`)).status).toBe(204);
    await expect.poll(() => screen.socket.connected, { interval: 5 }).toBe(false);
    expect(elapsed()).toBeLessThan(1_000);
    expect(screen.received.controls).toEqual(['revoked']);
    screen.socket.close();
  });

  it('a session ended on one closes the sockets of the other, and a code used on one is refused by the other', async () => {
    const name = 'sara';
    await asBoss(a, 'POST', '/api/accounts', { name, role: 'supervisor', password: PASSWORD });
    const login = (node: ServerProcess, code?: string): Promise<Response> =>
      fetch(`${node.url}/api/auth/login`, {
        method: 'POST',
        headers: { origin: node.url, 'content-type': 'application/json' },
        body: JSON.stringify({ name, password: PASSWORD, ...(code !== undefined && { code }) }),
      });
    const entered = await login(b);
    const cookie = entered.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const screen = connectTestScreen(b.url, { headers: { cookie, origin: b.url } });
    await expect.poll(() => screen.received.snapshots.length).toBe(1);
    const path = `/api/accounts/${name}/sessions`;
    const idOf = async (): Promise<string | undefined> =>
      ((await (await asBoss(a, 'GET', path)).json()) as { sessions: { id: string }[] }).sessions[0]?.id;
    await expect.poll(idOf).toBeDefined();
    const id = await idOf();
    const elapsed = startStopwatch();
    expect((await asBoss(a, 'DELETE', `${path}/${id}`)).status).toBe(204);
    await expect.poll(() => screen.socket.connected, { interval: 5 }).toBe(false);
    expect(elapsed()).toBeLessThan(1_000);
    screen.socket.close();

    const secret = ((await (await asBoss(a, 'POST', '/api/auth/totp')).json()) as { secret: string }).secret;
    const totp = new TOTP({ secret });
    const first = await asBoss(a, 'POST', '/api/auth/totp/confirm', { code: totp.generate() });
    expect(first.status).toBe(200);
    const factors = async (): Promise<unknown> => (await asBoss(b, 'GET', '/api/auth/factors')).json();
    await expect.poll(factors).toMatchObject({ code: true });
    const code = totp.generate({ timestamp: Date.now() + 30_000 });
    const asked = (node: ServerProcess) =>
      fetch(`${node.url}/api/auth/login`, {
        method: 'POST',
        headers: { origin: node.url, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'boss', password: PASSWORD, code }),
      });
    const both = await Promise.all([asked(a), asked(b)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await asBoss(b, 'DELETE', '/api/auth/totp')).status).toBe(204);
  });

  it('makes an account by command for all nodes, without a data folder of its own', async () => {
    const run = promisify(execFile)(
      process.execPath,
      ['server/commands/account.ts', '--role', 'supervisor', '--name', 'maryam'],
      { env: { ...process.env, REDIS_URL: redis.url, DATA_DIR: '/nowhere' } },
    );
    run.child.stdin?.end(`${PASSWORD}\n`);
    expect((await run).stdout).toBe('maryam may sign in as supervisor\n');
    await Promise.all(
      nodes.map(async (node) => {
        const answer = await fetch(`${node.url}/api/auth/login`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: node.url },
          body: JSON.stringify({ name: 'maryam', password: PASSWORD }),
        });
        expect(answer.status).toBe(200);
      }),
    );
    await expect.poll(async () => (await asBoss(b, 'GET', '/api/audit')).text()).toContain('maryam');
  });

  it('without Redis refuses posts at once, goes on answering, and says why; with it all is well by itself', async () => {
    const before = await a.board(deputy);
    const screen = connectTestScreen(a.url, { token: deputy });
    await expect.poll(() => screen.received.snapshots.length).toBe(1);
    await redis.kill();
    await expect.poll(async () => (await a.readiness()).reasons).toEqual(['log-unwritable']);
    expect((await a.readiness()).durability).toContain('appendfsync always');
    const elapsed = startStopwatch();
    const refused = await post(a, [joins('c9')]);
    // It does not wait for Redis, which has three seconds to answer.
    expect(elapsed()).toBeLessThan(1_000);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const during = await a.board(deputy);
    expect(during.queues).toEqual(before.queues);
    expect(during.recording.since).toBeGreaterThan(0);
    await expect
      .poll(
        () => screen.received.beats.at(-1)?.recording?.since ?? screen.received.snapshots.at(-1)?.recording?.since,
        {
          timeout: 15_000,
        },
      )
      .toBeGreaterThan(0);
    screen.socket.close();
    await redis.start();
    await Promise.all(nodes.map((node) => untilReady(node, 30_000)));
    expect(await (await post(b, [joins('c9')])).json()).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
    await expect.poll(same).toBe(true);
    expect((await a.board(deputy)).recording).toEqual({});
  });
});
