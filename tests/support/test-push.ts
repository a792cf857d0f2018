// A pushing server on a free port of 127.0.0.1 and screens that connect to it, with the vault and the board in memory.
import { usualLevels } from '../../shared/rules.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import type { Board } from '../../shared/board.ts';
import type { OpenCasesBySubject } from '../../shared/open-cases.ts';
import { applyPatch } from '../../shared/patch.ts';
import type { Heartbeat, Control, Patch, ScreenToServer, ServerToScreen, Snapshot } from '../../shared/wire.ts';
import type { Clock } from '../../server/push/clock.ts';
import { createPush, type PushOptions } from '../../server/push/push.ts';
import { createRandomBoard, type RandomBoard } from './random-board.ts';
import { createFakeVault } from './fake-vault.ts';

export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export async function startTestPush(more: Partial<PushOptions> & { randomBoard?: RandomBoard } = {}) {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const vault = createFakeVault();
  const randomBoard = more.randomBoard ?? createRandomBoard();
  const warnings: string[] = [];
  const screens: TestScreen[] = [];
  const push = createPush({
    server,
    source: randomBoard,
    epoch: 'e1',
    credentials: vault,
    clock: realClock,
    log: { warn: (_facts, message) => void warnings.push(message) },
    profile: {
      line: '111',
      timezone: 'Asia/Tehran',
      target: 20,
      counties: {},
      topics: {},
      agencies: {},
      kinds: {},
      channels: {},
      dueSoonDays: 2,
      around: { before: 15, after: 30 },
      thresholds: usualLevels,
    },
    topics: false,
    links: () => ({ pbx111: { state: 'up', since: 1 } }),
    recording: () => ({}),
    utcOffset: () => 210,
    ...more,
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    server,
    port,
    url,
    vault,
    randomBoard,
    push,
    warnings,
    connect(options: Parameters<typeof connectTestScreen>[1]): TestScreen {
      const screen = connectTestScreen(url, options);
      screens.push(screen);
      return screen;
    },
    async close(): Promise<void> {
      for (const screen of screens) screen.socket.close();
      push.stop();
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    },
  };
}
export type TestPush = Awaited<ReturnType<typeof startTestPush>>;

/** A screen that applies what comes and keeps all that it heard. */
export function connectTestScreen(url: string, options: { token?: unknown; headers?: Record<string, string> }) {
  const socket: Socket<ServerToScreen, ScreenToServer> = io(`${url}/board`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ...(options.token !== undefined && { auth: { token: options.token } }),
    ...(options.headers && { extraHeaders: options.headers }),
  });
  const received = {
    snapshots: [] as Snapshot[],
    patches: [] as Patch[],
    beats: [] as Heartbeat[],
    cases: [] as OpenCasesBySubject[],
    controls: [] as Control[],
    /** Every board between revisions, as text: a screen must never be there. */
    gaps: [] as string[],
  };
  let board: Board | undefined;
  let rev = -1;
  socket.on('snapshot', (snapshot) => {
    received.snapshots.push(snapshot);
    ({ board, rev } = snapshot);
  });
  socket.on('cases', (cases) => received.cases.push(cases));
  socket.on('patch', (patch) => {
    received.patches.push(patch);
    if (patch.from !== rev || patch.to !== rev + 1) received.gaps.push(`at ${rev} came ${patch.from}→${patch.to}`);
    board = applyPatch(board, patch.patch);
    rev = patch.to;
  });
  socket.on('beat', (beat) => void received.beats.push(beat));
  socket.on('control', (control) => void received.controls.push(control));
  return {
    socket,
    received,
    board: (): Board | undefined => board,
    rev: (): number => rev,
    /** `data.code` of the refusal, or 'joined'. */
    joined: () =>
      new Promise<string>((resolve) => {
        if (socket.connected) return resolve('joined');
        socket.once('connect', () => resolve('joined'));
        socket.once('connect_error', (error) =>
          resolve((error as { data?: { code?: string } }).data?.code ?? 'refused'),
        );
      }),
    closed: () =>
      new Promise<string>((resolve) => {
        if (socket.disconnected && !socket.active) return resolve('already');
        socket.once('disconnect', (reason) => resolve(reason));
      }),
  };
}
export type TestScreen = ReturnType<typeof connectTestScreen>;

/** Waits until it is so; how long that takes is not what these tests are about. */
export async function waitUntil(isSo: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 30_000; !isSo();) {
    if (Date.now() > end) throw new Error(`never came: ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}
