// The Socket.IO server as screens see it: where they may come from, how much they may send.
import type { EventEmitter } from 'node:events';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { Server, type Namespace, type Socket } from 'socket.io';
import type { Role } from '../../shared/role.ts';
import type { ReplayToServer, ServerToReplay } from '../../shared/replay.ts';
import type { ScreenStatus, ScreenToServer, ServerToScreen } from '../../shared/wire.ts';
import { isOwnOrigin, originFault } from '../access/origin.ts';
import type { Presented, Identity } from '../access/authentication.ts';
import type { OriginFault } from '../../shared/origin.ts';
import type { View } from '../access/views.ts';

/**
 * What is stored with a socket: its identity at joining, the credential for that, and its view. `here`: its last report about
 * itself, when that came, and when its board was last current (epoch ms).
 */
export type SocketData = {
  who: Identity;
  shown: Presented;
  view: View;
  joinedAt: number;
  /** What lay unsent once its snapshot was handed over. */
  snapshotBytes?: number;
  here?: ScreenStatus & { at: number; asOf: number | undefined };
};
type None = Record<string, never>;
export type Screen = Socket<ScreenToServer, ServerToScreen, None, SocketData>;
export type Screens = Namespace<ScreenToServer, ServerToScreen, None, SocketData>;
export type ReplayScreen = Socket<ReplayToServer, ServerToReplay, None, SocketData>;
export type ReplayScreens = Namespace<ReplayToServer, ServerToReplay, None, SocketData>;

/** The part of Engine.IO's socket that its types leave out: its WebSocket. */
type Connection = { transport: { socket?: { terminate: () => void } } };
/** Ends a connection at once: a polite closing waits half a minute for an answer that may not come. */
const terminate = ({ transport }: Connection): void => transport.socket?.terminate();

/** A connection that has not joined by then has nothing to do here. */
const JOIN_MS = 10_000;
/** A screen sends a few messages a minute; a client that sends this many in ten seconds is no screen. */
const MOST_PACKETS = 1_000;
/** Before it joined: a screen asks once, and again when its credentials could not be checked. */
const MOST_BEFORE_JOINING = 20;
const PACKETS_MS = 10_000;

/** Largest message that a screen may send, in bytes; a larger one ends its connection. */
export const LARGEST_MESSAGE = 64 * 1024;

const refusalHeaders = [
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Strict-Transport-Security', 'max-age=31536000'],
  ['Cache-Control', 'no-store'],
] as const;

type Options = {
  server: HttpServer;
  origin?: string | undefined;
  /** How long a connection may take to join, ms; for tests. */
  joinMs?: number | undefined;
  /** A page was refused because of its address; the browser does not show it why. */
  onWrongOrigin?: ((fault: OriginFault) => void) | undefined;
};
/** Opens `/board` and `/replay` on an HTTP server. `close` ends all connections so that screens come back by themselves. */
export function openScreens(options: Options): {
  screens: Screens;
  replays: ReplayScreens;
  close: () => void;
} {
  const { joinMs = JOIN_MS } = options;
  const io = new Server<ScreenToServer, ServerToScreen, None, SocketData>(options.server, {
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    connectTimeout: joinMs,
    pingInterval: 10_000,
    pingTimeout: 15_000,
    allowRequest: (request, decide) => {
      // Browsers always send an Origin; a client without one is a program, and has its own token.
      const { origin, host } = request.headers;
      const allowed = origin === undefined || isOwnOrigin(origin, host, options.origin);
      if (!allowed) options.onWrongOrigin?.(originFault(origin, host, options.origin));
      decide(allowed ? undefined : 'this origin may not connect; set ORIGIN to the public address', allowed);
    },
  });
  // Socket.IO answers what it refuses by itself, without the headers of all other answers.
  options.server.prependListener('request', ({ url }: IncomingMessage, response: ServerResponse) => {
    if (url?.startsWith(io.path()) === true)
      for (const [name, value] of refusalHeaders) response.setHeader(name, value);
  });
  const joined = new WeakSet<object>();
  const replays = io.of('/replay') as unknown as ReplayScreens;
  io.of('/board').on('connection', ({ conn }) => void joined.add(conn));
  replays.on('connection', ({ conn }) => void joined.add(conn));
  io.engine.on('connection', (connection: Connection & EventEmitter) => {
    const isJoined = (): boolean => joined.has(connection);
    // Also when Socket.IO has closed it already: that is only the polite beginning of an end.
    setTimeout(() => {
      if (!isJoined()) terminate(connection);
    }, joinMs).unref();
    connection.on(
      'packet',
      floodGuard(isJoined, () => terminate(connection)),
    );
  });
  // Socket.IO lets every client join `/` unless a middleware refuses.
  io.use((_socket, next) => next(refusal('unauthorized', 'join the namespace /board')));
  return { screens: io.of('/board'), replays, close: () => end(io) };
}

/** Counts what comes over one connection, and cuts it off when that is more than any screen sends. */
function floodGuard(isJoined: () => boolean, cut: () => void): () => void {
  let began = performance.now();
  let count = 0;
  return () => {
    if (performance.now() - began > PACKETS_MS) [began, count] = [performance.now(), 0];
    if (++count > (isJoined() ? MOST_PACKETS : MOST_BEFORE_JOINING)) cut();
  };
}

/** An error that reaches the client as `connect_error` with `data.code`. `role`: of an account that may not see the board. */
export function refusal(
  code: 'unauthorized' | 'unavailable' | 'too-many' | 'bad-parameters',
  message: string,
  role?: Role,
): Error {
  return Object.assign(new Error(message), { data: { code, ...(role !== undefined && { role }) } });
}

function end(io: Server): void {
  const connections: Connection[] = Object.values(io.engine['clients'] as Record<string, Connection>);
  io.engine.close();
  // Identity does not read would not see the closing either, and would hold the HTTP server open for half a minute.
  connections.forEach(terminate);
}

/** What a screen reports that it shows, or undefined: it comes from a browser, so it may be anything. */
export function readHere(said: unknown): ScreenStatus | undefined {
  if (typeof said !== 'object' || said === null) return undefined;
  const { page, rev } = said as Partial<Record<keyof ScreenStatus, unknown>>;
  if (typeof page !== 'string' || page.length > 40 || !Number.isSafeInteger(rev)) return undefined;
  return { page, rev: Number(rev) };
}
