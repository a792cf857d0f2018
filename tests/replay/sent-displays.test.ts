// A display that a supervisor sends to a replay, in a whole server: it sees that one and no other, and is back at its own page after.
import { io, type Socket } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import type { ReplayState, ReplayToServer, ServerToReplay } from '../../shared/replay.ts';
import type { Snapshot } from '../../shared/wire.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { createHttpBrowser, type HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';
import { startServerWithUsers, type ServerWithUsers } from '../support/server-with-users.ts';
import { waitUntil } from '../support/test-push.ts';

async function started() {
  const server = await startServerWithUsers();
  const boss = await server.signedIn('boss', 'supervisor');
  const { tv, id } = await server.pairDisplay(boss);
  const screen = await server.connectWithCookies(tv);
  const own = () => screen.received.snapshots.at(-1)?.you.replay;
  const to = Date.now() - MINUTE;
  // No whole number of milliseconds to watch.
  const stretch = { from: to - HOUR + 7, to, speed: 60 };
  const send = (more: object = {}) => boss.ask('POST', '/api/displays/replay', { displays: [id], ...stretch, ...more });
  return { server, boss, tv, id, own, stretch, send };
}

/** What the browser of a display, or a token, gets of `/replay`. */
function join(server: ServerWithUsers, by: { browser?: HttpBrowser; token?: string }, asked: object = {}) {
  const socket: Socket<ServerToReplay, ReplayToServer> = io(`${server.url}/replay`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { ...(by.token !== undefined && { token: by.token }), ...asked },
    ...(by.browser && { extraHeaders: { cookie: by.browser.header(), origin: server.url } }),
  });
  onTestFinished(() => void socket.close());
  const got = {
    socket,
    snapshot: undefined as Snapshot | undefined,
    states: [] as ReplayState[],
    refused: undefined as string | undefined,
  };
  socket.on('snapshot', (snapshot) => (got.snapshot = snapshot));
  socket.on('replay', (state) => void got.states.push(state));
  socket.on('connect_error', (error) => (got.refused = (error as { data?: { code?: string } }).data?.code ?? '?'));
  return got;
}

it('it sees that replay whatever it asks for, cannot steer it, and is away from it as soon as it is sent back', async () => {
  const { server, boss, tv, id, own, stretch, send } = await started();
  expect(own()).toBeUndefined();
  const before = join(server, { browser: tv }, stretch);
  await waitUntil(() => before.refused === 'unauthorized', 'the refusal');

  const answer = await send();
  expect(answer.status).toBe(200);
  const { until } = (await answer.json()) as { until: number };
  expect(Math.abs(until - Date.now() - MINUTE)).toBeLessThan(10_000);
  await waitUntil(() => own() !== undefined, 'the display is told');
  expect(own()).toMatchObject(stretch);
  const [listed] = (await (await boss.ask('GET', '/api/displays')).json()).displays;
  expect(listed).toMatchObject({ id, replay: { ...stretch } });

  const other = { from: stretch.from - 5 * HOUR, to: stretch.from, at: stretch.from - 4 * HOUR, speed: 1 };
  const shown = join(server, { browser: tv }, other);
  await waitUntil(() => shown.states.length > 0 && shown.snapshot !== undefined, 'the replay');
  expect(shown.states[0]).toMatchObject({ ...stretch, playing: true });
  shown.socket.emit('change', { at: stretch.from, speed: 1, playing: false });
  await waitUntil(() => shown.states.length > 3, 'it plays on');
  expect(shown.states.every(({ speed, playing }) => speed === 60 && playing)).toBe(true);
  // A display of another kind, by a token, is not one that was sent.
  const token = server.vault.createToken({ name: 'lobby', role: 'display', now: Date.now() }).plain;
  const stranger = join(server, { token }, stretch);
  await waitUntil(() => stranger.refused === 'unauthorized', 'the refusal of a token');

  expect((await boss.ask('DELETE', `/api/displays/${id}/replay`)).status).toBe(204);
  await waitUntil(() => own() === undefined, 'the display is told to come back');
  await waitUntil(() => !shown.socket.connected, 'its replay ends');
  const after = join(server, { browser: tv }, stretch);
  await waitUntil(() => after.refused === 'unauthorized', 'the refusal');
});

it('it joins and leaves by the log, so a server that starts again knows nothing of it', async () => {
  const { server, tv, own, send } = await started();
  await send();
  await waitUntil(() => own() !== undefined, 'the display is told');
  await server.stop();
  const again = await startServerWithUsers({ dataDir: server.dataDir });
  const browser = createHttpBrowser(again.url);
  browser.put('wallboard111', tv.cookie() ?? '');
  const screen = await again.connectWithCookies(browser);
  expect(screen.received.snapshots.at(-1)?.you).toMatchObject({ role: 'display', name: 'hall' });
  expect(screen.received.snapshots.at(-1)?.you.replay).toBeUndefined();
});

it('nobody is sent to what is to come, for hours, or with displays that are not there, and at most six are', async () => {
  const { boss, id, own, stretch, send } = await started();
  const now = Date.now();
  for (const wrong of [
    { to: now + HOUR },
    { from: stretch.to },
    { from: stretch.to - 24 * 11 * HOUR },
    { from: stretch.to - 4 * HOUR, speed: 1 },
    { speed: 7 },
    { displays: [] },
    { displays: Array.from({ length: 7 }, (_, n) => `d-${n}`) },
  ])
    expect(await problem(await send(wrong)), JSON.stringify(wrong)).toEqual([400, 'bad-parameters']);
  expect(await problem(await send({ displays: [id, 'd-none'] }))).toEqual([404, 'not-found']);
  expect(await problem(await boss.ask('DELETE', '/api/displays/d-none/replay'))).toEqual([404, 'not-found']);
  expect(own()).toBeUndefined();
});
