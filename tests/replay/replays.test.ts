// Boards of earlier moments over HTTP, and replays over a socket, of a whole server.
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { applyPatch } from '../../shared/patch.ts';
import type { Board } from '../../shared/board.ts';
import type { ReplayState, ReplayToServer, ServerToReplay } from '../../shared/replay.ts';
import type { Snapshot } from '../../shared/wire.ts';
import { MINUTE } from '../../shared/time.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { waitUntil } from '../support/test-push.ts';

const isoAt = (at: number): string => new Date(at).toISOString();

async function startWithCalls() {
  const server = await startTestServer('');
  const { vault, url } = server;
  const ingest = vault.createToken({ name: 'pbx', role: 'ingest', now: Date.now() }).plain;
  const post = async (events: object[]): Promise<void> => {
    const headers = { authorization: `Bearer ${ingest}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/events`, { method: 'POST', headers, body: JSON.stringify(events) });
    expect(await answer.json()).toMatchObject({ accepted: events.length });
  };
  const join = (call: string, at = Date.now()): Promise<void> =>
    post([{ id: `${call}/joined`, type: 'call.joined', at, call, queue: 'q-1', county: 'sari' }]);
  return { ...server, post, join };
}

function connectReplay(server: TestServer, wish: object, token = server.token) {
  const socket: Socket<ServerToReplay, ReplayToServer> = io(`${server.url}/replay`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token, ...wish },
  });
  onTestFinished(() => void socket.close());
  const replay = {
    socket,
    board: undefined as Board | undefined,
    snapshot: undefined as Snapshot | undefined,
    rev: -1,
    states: [] as ReplayState[],
    refused: undefined as string | undefined,
    state: (): ReplayState | undefined => replay.states.at(-1),
  };
  socket.on('snapshot', (snapshot) => {
    replay.snapshot = snapshot;
    ({ board: replay.board, rev: replay.rev } = snapshot);
  });
  socket.on('patch', (patch) => {
    if (patch.from !== replay.rev) throw new Error(`at ${replay.rev} came ${patch.from}`);
    replay.board = applyPatch(replay.board, patch.patch);
    replay.rev = patch.to;
  });
  socket.on('replay', (state) => void replay.states.push(state));
  socket.on('connect_error', (error) => (replay.refused = (error as { data?: { code?: string } }).data?.code ?? '?'));
  return replay;
}

describe('GET /api/board of an earlier moment', () => {
  it('answers what was known then, and with known=now what is known of it today', async () => {
    const server = await startWithCalls();
    await server.join('first');
    const between = Date.now();
    await sleep(20);
    await server.join('second');
    // Reported late: it was there already, and nobody knew.
    await server.join('late', between - 5);
    const [then, now, living] = await Promise.all(
      [`?at=${isoAt(between)}`, `?at=${isoAt(between)}&known=now`, ''].map(async (query) => {
        const answer = await server.get(`/api/board${query}`);
        expect(answer.status).toBe(200);
        return answer.json();
      }),
    );
    expect([then, now, living].map((board) => board.queues['q-1']?.waiting)).toEqual([1, 2, 3]);
    expect(then).toMatchObject({ at: between, known: 'then', rev: 0 });
    expect(then.epoch).toMatch(/^past\/then\/\d+$/);
    expect(now).toMatchObject({ at: between, known: 'now', rev: 0 });
    expect(living.at).toBeUndefined();
  });

  it('is empty before the log began, and refuses a moment to come, a wrong one, and known without one', async () => {
    const server = await startWithCalls();
    const early = await (await server.get('/api/board?at=2020-01-01T10:32:00%2B03:30')).json();
    expect([early.position, early.now.waiting, early.day]).toEqual([0, 0, undefined]);
    for (const [query, field] of [
      [`at=${isoAt(Date.now() + MINUTE)}`, 'at'],
      ['at=yesterday', 'at'],
      ['at=2026-11-30T10:00:00', 'at'],
      ['known=now', 'known'],
      [`at=${isoAt(1)}&known=perhaps`, 'known'],
    ]) {
      const answer = await server.get(`/api/board?${query}`);
      expect([answer.status, (await answer.json()).field], query).toEqual([400, field]);
    }
  });

  it('is refused to a display, which has the living board only', async () => {
    const server = await startWithCalls();
    const token = server.vault.createToken({ name: 'tv', role: 'display', now: Date.now() }).plain;
    const ask = (query: string) =>
      fetch(`${server.url}/api/board${query}`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask('')).status).toBe(200);
    const refused = await ask(`?at=${isoAt(Date.now() - 1_000)}`);
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'forbidden']);
  });
});

describe('a replay', () => {
  it('plays from a moment to the board of the living wall, and goes back when it is dragged', async () => {
    const server = await startWithCalls();
    const from = Date.now();
    for (const call of ['one', 'two', 'three']) {
      await sleep(30);
      await server.join(call);
    }
    const to = Date.now();
    const replay = connectReplay(server, { from, to, speed: 1, playing: false });
    await waitUntil(() => replay.states.length > 0, 'a state');
    expect(replay.snapshot).toMatchObject({ epoch: expect.stringMatching(/^replay\//), serverNow: from });
    expect(replay.board?.now.waiting).toBe(0);
    replay.socket.emit('change', { playing: true, speed: 5 });
    await waitUntil(() => replay.state()?.at === to && !replay.state()?.playing, 'the end');
    expect(replay.board).toEqual(bare(await server.board()));
    replay.socket.emit('change', { at: from });
    await waitUntil(() => replay.state()?.at === from && replay.board?.now.waiting === 0, 'the beginning again');
    // The living wall was not touched.
    expect((await server.board()).now.waiting).toBe(3);
  });

  it('stands still where it is paused, and shows the moment of its link', async () => {
    const server = await startWithCalls();
    const from = Date.now();
    await server.join('one');
    const at = Date.now();
    await sleep(20);
    await server.join('two');
    const wish = { from, to: Date.now(), at, playing: false };
    const two = [connectReplay(server, wish), connectReplay(server, wish)];
    await waitUntil(() => two.every(({ states }) => states.length > 0), 'both');
    expect(two.map(({ board }) => board?.now.waiting)).toEqual([1, 1]);
    await sleep(250);
    expect(two.map((replay) => replay.state())).toMatchObject([
      { at, playing: false },
      { at, playing: false },
    ]);
  });

  it('is refused to displays, beyond a few of one person, and for what is no stretch of time', async () => {
    const server = await startWithCalls();
    const wish = { from: Date.now() - MINUTE, to: Date.now() };
    const tv = server.vault.createToken({ name: 'tv', role: 'display', now: Date.now() }).plain;
    const own = [1, 2, 3].map(() => connectReplay(server, wish));
    await waitUntil(() => own.every(({ states }) => states.length > 0), 'three');
    const refused = [
      connectReplay(server, wish, tv),
      connectReplay(server, wish, 'nobody'),
      connectReplay(server, wish),
    ];
    await waitUntil(() => refused.every((one) => one.refused !== undefined), 'refusals');
    expect(refused.map((one) => one.refused)).toEqual(['unauthorized', 'unauthorized', 'too-many']);
    own[0]?.socket.close();
    const token = server.vault.createToken({ name: 'other', role: 'deputy', now: Date.now() }).plain;
    const wrong = [{}, { from: 1, to: 0 }, { from: 'x', to: 5 }, { from: Date.now() + 1e6, to: Date.now() + 2e6 }];
    const unfit = wrong.map((one) => connectReplay(server, one, token));
    await waitUntil(() => unfit.every((one) => one.refused !== undefined), 'refusals');
    expect(unfit.map((one) => one.refused)).toEqual(Array(4).fill('bad-parameters'));
  });

  it('ends at once for a person whose token is revoked', async () => {
    const server = await startWithCalls();
    const { id, plain } = server.vault.createToken({ name: 'leaving', role: 'deputy', now: Date.now() });
    const replay = connectReplay(server, { from: Date.now() - MINUTE, to: Date.now() }, plain);
    await waitUntil(() => replay.states.length > 0, 'a state');
    server.vault.revokeToken(id, Date.now());
    await waitUntil(() => !replay.socket.connected, 'the end');
  });
});

describe('GET /api/replay', () => {
  it('shows how many waited and what happened when', async () => {
    const server = await startWithCalls();
    const from = Date.now();
    await sleep(30);
    await server.join('one');
    await server.join('two');
    await sleep(30);
    const answer = await server.get(`/api/replay?from=${isoAt(from)}&to=${isoAt(Date.now())}`);
    const { waiting, alerts, gaps } = await answer.json();
    expect([waiting[0], waiting.at(-1), Math.max(...waiting), alerts, gaps]).toEqual([0, 2, 2, [], []]);
    const unfit = await server.get(`/api/replay?from=${isoAt(Date.now())}&to=${isoAt(from)}`);
    expect(unfit.status).toBe(400);
  });
});

/** The document without what the answer adds. */
function bare(answer: object): object {
  const {
    epoch: _epoch,
    rev: _rev,
    serverNow: _now,
    links: _links,
    recording: _recording,
    ...board
  } = answer as Record<string, unknown>;
  return board;
}
