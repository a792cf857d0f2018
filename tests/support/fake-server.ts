// A fake server for pages in a browser: the built screens, and a real Socket.IO namespace that sends what a test sets.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Server } from 'socket.io';
import { answerFrom, type ApiTable, type RecordedRequest } from './fake-api.ts';
import type { Heartbeat, Control, Patch, ScreenToServer, ServerToScreen, Snapshot } from '../../shared/wire.ts';

const built = new URL('../../dist/', import.meta.url).pathname;
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};
/** What the server sends, so that a screen that breaks it is found here. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:";

export type FakeServer = {
  url: string;
  /** Replaces what newcomers get; those present get it at once. */
  setSnapshot: (snapshot: Snapshot) => void;
  patch: (patch: Patch) => void;
  beat: (beat?: Partial<Heartbeat>) => void;
  control: (control: Control) => void;
  /** Beats every two seconds, like the server. */
  keepBeating: (on: boolean) => void;
  /** Whether newcomers are let in. */
  admit: (admitted: boolean) => void;
  /** Whether it takes screens in and then says nothing to them, like a server whose push broke. */
  goSilent: (muted: boolean) => void;
  /** How often a screen asked for a snapshot. */
  resyncs: () => number;
  /** The revision that a screen last said it shows. */
  shown: () => number;
  /** What the API was asked, oldest first. */
  requests: RecordedRequest[];
  disconnectAll: () => void;
  stop: () => Promise<void>;
};

/**
 * `api`: read anew with every request, so that a test may change it. `dist`: the folder of the built screens, with its slash.
 * `now`: the server's clock, epoch ms.
 */
type Options = { api?: ApiTable; dist?: string; now?: () => number };

function serveFile(dist: string, path: string, response: ServerResponse): void {
  const file = normalize(join(dist, path));
  const found = file.startsWith(dist) && existsSync(file) && statSync(file).isFile() ? file : join(dist, 'index.html');
  response.writeHead(200, {
    'content-type': types[extname(found)] ?? 'application/octet-stream',
    'content-security-policy': policy,
  });
  // A test may take its folder away while a page still asks for something.
  createReadStream(found)
    .on('error', () => response.destroy())
    .pipe(response);
}

export async function startFakeServer(
  first: Snapshot,
  { api, dist = built, now = Date.now }: Options = {},
): Promise<FakeServer> {
  let snapshot = first;
  let admitted = true;
  let muted = false;
  let resyncs = 0;
  let shown = 0;
  const asked: RecordedRequest[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;

  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://fake');
    if (pathname === '/api/auth/exchange') response.writeHead(admitted ? 204 : 401).end();
    else if (api && (pathname.startsWith('/api/') || Object.hasOwn(api, `GET ${pathname}`)))
      void answerFrom(api, asked, request, response);
    else serveFile(dist, pathname, response);
  });
  const io = new Server<ScreenToServer, ServerToScreen>(http, { transports: ['websocket'] });
  const board = io.of('/board');
  board.use((_socket, next) => {
    if (admitted) return next();
    next(Object.assign(new Error('unauthorized'), { data: { code: 'unauthorized' } }));
  });
  const fresh = (): Snapshot => ({ ...snapshot, serverNow: now() });
  board.on('connection', (socket) => {
    const show = (): void => {
      if (!muted) socket.emit('snapshot', fresh());
    };
    show();
    socket.on('here', ({ rev }) => (shown = rev));
    socket.on('resync', () => {
      resyncs += 1;
      show();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;

  const beat = (more: Partial<Heartbeat> = {}): void => {
    if (muted) return;
    const { epoch, rev, utcOffset, links, recording } = snapshot;
    board.emit('beat', { epoch, rev, utcOffset, links, recording, serverNow: now(), ...more });
  };
  return {
    url: `http://127.0.0.1:${port}/`,
    setSnapshot: (next) => {
      snapshot = next;
      board.emit('snapshot', fresh());
    },
    patch: (patch) => {
      snapshot = { ...snapshot, rev: patch.to };
      board.emit('patch', patch);
    },
    beat,
    control: (control) => board.emit('control', control),
    keepBeating: (on) => {
      clearInterval(timer);
      timer = on ? setInterval(() => beat(), 2_000) : undefined;
    },
    admit: (next) => (admitted = next),
    goSilent: (next) => (muted = next),
    resyncs: () => resyncs,
    shown: () => shown,
    requests: asked,
    disconnectAll: () => board.disconnectSockets(true),
    stop: async () => {
      clearInterval(timer);
      await io.close();
    },
  };
}
