import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { io } from 'socket.io-client';
import { SESSION_COOKIE } from '../../server/access/authentication.ts';
import { joinRaw, textFrame } from './raw-socket.ts';
import { startTestPush, waitUntil, type TestPush, type TestScreen } from '../support/test-push.ts';

let server: TestPush;
beforeEach(async () => void (server = await startTestPush()));
afterEach(() => server.close());

const joinAs = (options: Parameters<TestPush['connect']>[0]): Promise<string> => server.connect(options).joined();
const seated = async (): Promise<TestScreen> => {
  const screen = server.connect({ token: server.vault.token('display') });
  await waitUntil(() => screen.received.snapshots.length > 0, 'a snapshot');
  return screen;
};
const change = (value: number): void => {
  server.randomBoard.change({ what: 'queue', pick: 0, value });
  server.push.changed();
};

describe('who may join', () => {
  it('is a display, deputy, supervisor or admin', async () => {
    for (const role of ['display', 'deputy', 'supervisor', 'admin'] as const)
      expect(await joinAs({ token: server.vault.token(role) }), role).toBe('joined');
    for (const role of ['clerk', 'ingest'] as const)
      expect(await joinAs({ token: server.vault.token(role) }), role).toBe('unauthorized');
  });

  it('names the role to somebody signed in whose role sees no board, and to nobody else', async () => {
    const refusal = (token: string) =>
      new Promise((resolve) => {
        const { socket } = server.connect({ token });
        socket.once('connect_error', (error) => resolve((error as { data?: unknown }).data));
      });
    expect(await refusal(server.vault.token('clerk'))).toEqual({ code: 'unauthorized', role: 'clerk' });
    expect(await refusal('wrong')).toEqual({ code: 'unauthorized' });
  });

  it('has no wrong, revoked, expired or strange token', async () => {
    const revoked = server.vault.token('display');
    server.vault.revoke(revoked);
    const expired = server.vault.token('display', { until: 1 });
    const strange = [undefined, '', 'x', revoked, expired, 7, {}, ['x'], true, 'x'.repeat(20_000), '__proto__'];
    for (const token of strange) expect(await joinAs({ token }), String(token)).toBe('unauthorized');
    expect(server.push.count().screens).toBe(0);
  });

  it('is a browser with a session cookie from our own pages, and from nowhere else', async () => {
    const session = { role: 'display', name: 'lobby', now: Date.now(), days: 1 } as const;
    const cookie = `theme=dark; ${SESSION_COOKIE}=${server.vault.openSession(session)}`;
    expect(await joinAs({ headers: { cookie, origin: server.url } })).toBe('joined');
    for (const origin of ['https://evil.example', 'null', `http://127.0.0.1:${server.port + 1}`])
      expect(await joinAs({ headers: { cookie, origin } }), origin).toBe('refused');
    expect(await joinAs({ headers: { cookie: `${SESSION_COOKIE}=wrong`, origin: server.url } })).toBe('unauthorized');
  });

  it('is a page of the configured origin', async () => {
    await server.close();
    server = await startTestPush({ origin: 'https://wall.example' });
    const token = server.vault.token('display');
    expect(await joinAs({ token, headers: { origin: 'https://wall.example' } })).toBe('joined');
    expect(await joinAs({ token, headers: { origin: 'https://wall.example.evil' } })).toBe('refused');
  });

  it('is asked to try again while the vault is away', async () => {
    const token = server.vault.token('display');
    server.vault.goAway(true);
    expect(await joinAs({ token })).toBe('unavailable');
    server.vault.goAway(false);
    expect(await joinAs({ token })).toBe('joined');
  });

  it('uses neither another namespace nor polling', async () => {
    const auth = { token: server.vault.token('admin') };
    for (const namespace of ['/', '/other']) {
      const socket = io(server.url + namespace, {
        transports: ['websocket'],
        auth,
        reconnection: false,
        forceNew: true,
      });
      await new Promise((refused) => socket.once('connect_error', refused));
      socket.close();
    }
    const polled = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
    expect(polled.status).toBe(400);
    expect(polled.headers.get('x-content-type-options')).toBe('nosniff');
    expect(polled.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('what a screen may say', () => {
  it('is resync, answered once at once and once late, however often it is sent', async () => {
    const screen = await seated();
    for (let n = 0; n < 500; n += 1) screen.socket.emit('resync');
    await waitUntil(() => screen.received.snapshots.length === 3, 'the late answer');
    await waitUntil(() => screen.received.beats.length === 2, 'two beats');
    expect(screen.received.snapshots).toHaveLength(3);
  });

  it('is nothing else: unknown events and arguments are ignored', async () => {
    const screen = await seated();
    const anything = screen.socket as unknown as { emit: (...all: unknown[]) => void };
    for (const name of ['snapshot', 'patch', '__proto__', 'constructor', 'x'.repeat(1_000)])
      anything.emit(name, { a: 1 });
    anything.emit('resync', Buffer.alloc(100), { deep: [[[[]]]] }, () => undefined);
    change(1);
    await waitUntil(() => screen.rev() === 1 && screen.received.snapshots.length === 2, 'the answer to resync');
    expect(screen.socket.connected).toBe(true);
  });

  it('is at most 64 kB at once: a larger message ends that connection only', async () => {
    const [loud, calm] = [await seated(), await seated()];
    (loud.socket as unknown as { emit: (...all: unknown[]) => void }).emit('resync', 'x'.repeat(70_000));
    await waitUntil(() => loud.socket.disconnected, 'the end');
    change(1);
    await waitUntil(() => calm.rev() === 1, 'the patch');
  });

  it('is well formed: garbage affects nobody else', async () => {
    const calm = await seated();
    for (const garbage of ['4', '42/board', '45/board,1-["x"]', '9', '42/board,[', `42/board,${'['.repeat(50_000)}`]) {
      const socket = await joinRaw(server.port, server.vault.token('display'));
      await waitUntil(() => server.push.count().screens === 2, 'the join');
      socket.resume();
      socket.write(textFrame(garbage));
      socket.end();
      await waitUntil(() => server.push.count().screens === 1, 'the end');
    }
    change(1);
    await waitUntil(() => calm.rev() === 1, 'the patch');
  });
});

describe('a screen that does not read', () => {
  it('is cut off, and the others go on', async () => {
    await server.close();
    server = await startTestPush({ mostUnsent: 200_000 });
    const calm = await seated();
    const deaf = await joinRaw(server.port, server.vault.token('display'));
    await waitUntil(() => server.push.count().screens === 2, 'the join');
    let sent = 0;
    while (server.push.count().screens === 2 && sent < 400) {
      // The operating system takes some megabytes before anything stays with us.
      server.randomBoard.board.queues['q-fat'] = {
        name: 'x'.repeat(150_000),
        waiting: (sent += 1),
        talking: 0,
        waits: {},
        today: {} as never,
      };
      server.randomBoard.board.queues['q-fat'].name += sent;
      server.push.changed();
      await waitUntil(() => server.push.count().rev === sent, 'the sending');
    }
    expect(server.push.count().screens).toBe(1);
    expect(server.warnings).toContain('a screen does not read and was cut off');
    await waitUntil(() => calm.rev() === sent, 'the last patch');
    expect([calm.received.gaps, calm.socket.connected]).toEqual([[], true]);
    deaf.destroy();
  });
});

describe('a large board', () => {
  it('reaches a screen on a slow line: its snapshot alone is no reason to cut it off', async () => {
    await server.close();
    server = await startTestPush({ mostUnsent: 200_000 });
    // More than the operating system takes by itself.
    for (let n = 0; n < 120; n++)
      server.randomBoard.board.queues[`q-${n}`] = {
        name: 'x'.repeat(100_000),
        waiting: 0,
        talking: 0,
        waits: {},
        today: {} as never,
      };
    const slow = await joinRaw(server.port, server.vault.token('display'));
    await waitUntil(() => server.push.count().screens === 1, 'the join');
    const calm = await seated();
    await waitUntil(() => calm.received.beats.length === 2, 'two beats');
    expect(server.push.count().screens).toBe(2);
    let bytes = 0;
    slow.on('data', (data) => (bytes += data.length));
    slow.resume();
    await waitUntil(() => bytes > 12_000_000, 'the snapshot');
    slow.destroy();
  });
});

describe('a connection that is no screen', () => {
  const bare = async (): Promise<{ socket: Socket; isClosed: () => boolean }> => {
    const socket = await joinRaw(server.port, 'nobody');
    let closed = false;
    socket.on('close', () => (closed = true));
    socket.resume();
    return { socket, isClosed: () => closed };
  };

  it('is cut off when it asks to join again and again, whatever it wants to join', async () => {
    for (const ask of ['40/board,{"token":"x"}', '40/other,', '40']) {
      const { socket, isClosed } = await bare();
      for (let n = 0; n < 100; n++) socket.write(textFrame(ask));
      await waitUntil(isClosed, ask);
    }
  });

  it('is cut off when it has not joined in time, also when it answers nothing', async () => {
    await server.close();
    server = await startTestPush({ joinMs: 200 });
    const { isClosed } = await bare();
    await waitUntil(isClosed, 'the end');
  });

  it('is cut off when it floods after it joined; the other screens go on', async () => {
    const calm = await seated();
    const socket = await joinRaw(server.port, server.vault.token('display'));
    let closed = false;
    socket.on('close', () => (closed = true));
    socket.resume();
    await waitUntil(() => server.push.count().screens === 2, 'the join');
    for (let n = 0; n < 1_500; n++) socket.write(textFrame('42/board,["here",{"page":"wall","rev":1}]'));
    await waitUntil(() => closed, 'the end');
    change(1);
    await waitUntil(() => calm.rev() === 1, 'the patch');
  });
});

describe('many screens', () => {
  it('all receive the same, and come back after the server stopped', async () => {
    const screens = await Promise.all(Array.from({ length: 60 }, seated));
    for (let n = 1; n <= 20; n += 1) change(n);
    await waitUntil(
      () => screens.every((screen) => screen.board()?.queues['q-sari']?.waiting === 20),
      'the last change',
    );
    expect(screens.flatMap(({ received: heard }) => heard.gaps)).toEqual([]);
    server.push.stop();
    const reasons = await Promise.all(screens.map((screen) => screen.closed()));
    // With any other reason Socket.IO's client would not reconnect by itself.
    expect(new Set(reasons).size).toBe(1);
    expect(['transport close', 'transport error']).toContain(reasons[0]);
  });
});
