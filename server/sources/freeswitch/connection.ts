// One TCP connection to mod_event_socket: password, subscription, keep-alive, questions and their answers. It knows nothing
// of calls.
import net from 'node:net';
import { shownName } from '../names.ts';
import type { ConnectionHandlers } from '../follow-system.ts';
import { isEvent, ofMicroseconds, readEvent } from './event.ts';
import { command, createWire, type Frame, type Headers } from './wire.ts';

/** Asked this often, a living FreeSWITCH is never silent for SILENT_MS. */
export const PING_MS = 2_000;
export const SILENT_MS = 4_000;

/**
 * Every word after CUSTOM names a subclass, so it comes last: before other names it would hide them, without an error. Of
 * a telephone that registers only its user is read: one that could not be reached is there again. The
 * plain form rather than JSON: it is ASCII on the wire, every FreeSWITCH has it, and a damaged value costs that value
 * where in JSON it costs the event.
 */
export const SUBSCRIPTION =
  'event plain CHANNEL_CREATE CHANNEL_BRIDGE CHANNEL_HANGUP_COMPLETE CHANNEL_HOLD CHANNEL_UNHOLD HEARTBEAT MODULE_LOAD MODULE_UNLOAD CUSTOM callcenter::info sofia::register samad::help samad::kept samad::calledback';

/** Microseconds since 1970 by the clock that stamps events. */
const PING = 'strmicroepoch';

export type Address = { host: string; port: number; password: string };

/** Why a connection ended, or did not come to be. */
export type EndCode =
  'unreachable' | 'not-esl' | 'login-refused' | 'address-refused' | 'unreadable' | 'closed' | 'silent' | 'stopped';

export type Connection = {
  /** Asks the API; resolves with its answer as it came, an error too; rejects when the connection ends first. */
  ask: (question: string) => Promise<string>;
  end: (code: EndCode, cause?: unknown) => void;
};

type Handlers = ConnectionHandlers<Headers, Connection, EndCode>;

type Asked = {
  kind: 'command/reply' | 'api/response';
  resolve: (answer: string) => void;
  reject: (cause: Error) => void;
};

export function openConnection(address: Address, now: () => number, handlers: Handlers): Connection {
  const { host, port, password } = address;
  const socket = net.connect({ host, port });
  const wire = createWire();
  /** Answers bear no name: they come in the order of the questions. */
  const asked: Asked[] = [];
  let state: 'greeting' | 'logging-in' | 'in' | 'ended' = 'greeting';
  let heardAt = now();

  const end = (code: EndCode, cause?: unknown): void => {
    if (state === 'ended') return;
    state = 'ended';
    clearInterval(keepAlive);
    socket.destroy();
    for (const { reject } of asked.splice(0)) reject(new Error(`event socket connection ended: ${code}`));
    handlers.ended(code, cause);
  };

  const send = (kind: Asked['kind'], text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      if (state === 'ended') return reject(new Error('event socket connection ended'));
      asked.push({ kind, resolve, reject });
      socket.write(command(text));
    });

  const connection: Connection = { ask: (question) => send('api/response', `api ${question}`), end };

  const logIn = async (): Promise<void> => {
    state = 'logging-in';
    const login = await send('command/reply', `auth ${password}`);
    if (!login.startsWith('+OK'))
      return end(
        'login-refused',
        new Error(`expected the password of event_socket.conf.xml, it was refused: ${shownName(login)}`),
      );
    const events = await send('command/reply', SUBSCRIPTION);
    if (!events.startsWith('+OK'))
      return end('closed', new Error(`expected a subscription to events, got ${shownName(events)}`));
    if ((state as string) === 'ended') return;
    state = 'in';
    handlers.ready(connection);
  };

  const answered = ({ type, headers, body }: Frame): void => {
    const one = asked.shift();
    if (one?.kind !== type) return end('unreadable', new Error(`expected ${one?.kind ?? 'events'}, got ${type}`));
    one.resolve(type === 'command/reply' ? (headers['Reply-Text'] ?? body).trim() : body);
  };

  const take = (frame: Frame): void => {
    const { type, body } = frame;
    if (type === 'text/rude-rejection')
      return end('address-refused', new Error('expected this address in apply-inbound-acl of event_socket.conf.xml'));
    if (state === 'greeting') {
      if (type !== 'auth/request') return end('not-esl', new Error(`expected auth/request, got ${shownName(type)}`));
      void logIn().catch(() => {}); // `ended` reports the end
      return;
    }
    if (type === 'command/reply' || type === 'api/response') return answered(frame);
    if (type === 'text/disconnect-notice') {
      // After a refused password the reason is known already.
      if (state === 'in') end('closed', new Error(`FreeSWITCH said goodbye: ${shownName(body.split('\n')[0] ?? '')}`));
      return;
    }
    // Also those that come in one chunk with the answer to the subscription.
    if (!isEvent(frame)) return;
    const event = readEvent(frame);
    if (event) handlers.event(event, heardAt);
    else handlers.dropped();
  };

  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    heardAt = now();
    const frames = wire.push(chunk);
    handlers.activity(heardAt, undefined);
    for (const frame of frames) {
      take(frame);
      if ((state as string) === 'ended') return;
    }
    if (wire.fault !== undefined) end(state === 'greeting' ? 'not-esl' : 'unreadable', new Error(wire.fault));
  });
  let cause: unknown;
  socket.on('error', (error) => (cause = error));
  socket.on('close', () => end(state === 'greeting' && cause ? 'unreachable' : 'closed', cause));

  let pingedAt = now();
  let isPinging = false;
  const keepAlive = setInterval(() => {
    const at = now();
    if (at - heardAt >= SILENT_MS) return end('silent');
    if (state !== 'in' || isPinging || at - pingedAt < PING_MS) return;
    pingedAt = at;
    isPinging = true;
    timeOf(connection).then(
      (time) => {
        isPinging = false;
        handlers.activity(now(), time);
      },
      () => {}, // `ended` reports the end
    );
  }, 250);

  return connection;
}

/** FreeSWITCH's time now (epoch ms); undefined where it does not show it. */
export const timeOf = async (connection: Connection): Promise<number | undefined> =>
  ofMicroseconds((await connection.ask(PING)).trim());
