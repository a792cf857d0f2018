// One TCP or TLS connection to AMI: login, keep-alive, actions and their answers. It knows nothing of calls.
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import type { ConnectionHandlers } from '../follow-system.ts';
import { beforeGreeting, isTooOld, loginRefusal, type EndCode } from './end-codes.ts';
import { action, createWire, sentAt, type Packet } from './wire.ts';

/** Asked this often, a living Asterisk is never silent for SILENT_MS. */
export const PING_MS = 2_000;
export const SILENT_MS = 4_000;
/** Classes of events that are asked for; what the user may not read is not sent. */
const EVENT_MASK = 'call,agent,user,system,dialplan';
/** Answers kept for one list; a list longer than this is not an answer. */
const LIST_LIMIT = 100_000;

/** `pin`: SHA-256 of the one certificate that is trusted over TLS, whoever signed it. */
export type Address = { host: string; port: number; secure: boolean; user: string; secret: string; pin?: string };

/** `response`: the packet that answers; `list`: the items that follow it, where it begins a list. */
export type Answer = { ok: boolean; message: string; response: Packet; list: Packet[] };

export type Connection = {
  /** Sends an action; resolves with its answer and, for a list, all its items; rejects when the connection ends first. */
  ask: (name: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  end: (code: EndCode, cause?: unknown) => void;
};

type Handlers = ConnectionHandlers<Packet, Connection, EndCode>;

type Fields = Readonly<Record<string, string>>;
type Asked = { resolve: (answer: Answer) => void; reject: (cause: Error) => void; answer: Answer };

export function openConnection(address: Address, now: () => number, handlers: Handlers): Connection {
  const { host, port, secure, user, secret, pin } = address;
  const socket = secure
    ? tls.connect({ host, port, servername: net.isIP(host) ? '' : host, rejectUnauthorized: pin === undefined })
    : net.connect({ host, port });
  const wire = createWire();
  const asked = new Map<string, Asked>();
  /** Events carry the ActionID of the client that caused them: ours must be unique. */
  const ours = randomBytes(6).toString('hex');
  let lastAction = 0;
  let state: 'greeting' | 'logging-in' | 'in' | 'ended' = 'greeting';
  let heardAt = now();

  const end = (code: EndCode, cause?: unknown): void => {
    if (state === 'ended') return;
    state = 'ended';
    clearInterval(keepAlive);
    socket.destroy();
    for (const { reject } of asked.values()) reject(new Error(`AMI connection ended: ${code}`));
    asked.clear();
    handlers.ended(code, cause);
  };

  const send = (name: string, headers: Fields, { resolve, reject }: Omit<Asked, 'answer'>): void => {
    if (state === 'ended') return reject(new Error('AMI connection ended'));
    const id = `w-${ours}-${++lastAction}`;
    asked.set(id, { resolve, reject, answer: { ok: false, message: '', response: {}, list: [] } });
    socket.write(action(name, { ActionID: id, ...headers }));
  };
  const ask = (name: string, headers: Fields = {}): Promise<Answer> =>
    new Promise((resolve, reject) => send(name, headers, { resolve, reject }));

  const connection: Connection = { ask, end };

  const logIn = (): void => {
    state = 'logging-in';
    // Without a promise: what comes in one chunk with the answer is an event already.
    const resolve = ({ ok, message }: Answer): void => {
      if (!ok) return end(loginRefusal(message), new Error(message));
      state = 'in';
      handlers.ready(connection);
    };
    send('Login', { Username: user, Secret: secret, Events: EVENT_MASK }, { resolve, reject: () => {} }); // `ended` reports the end
  };

  const answer = (packet: Packet): void => {
    const id = packet['ActionID'] ?? '';
    const one = asked.get(id);
    if (!one) return; // a response without a waiter
    if (packet['Response'] !== undefined) {
      one.answer.ok = packet['Response'] !== 'Error';
      one.answer.message = packet['Message'] ?? '';
      one.answer.response = packet;
      if (packet['Ping'] !== undefined) handlers.activity(now(), sentAt(packet));
      if (one.answer.ok && /^start$/i.test(packet['EventList'] ?? '')) return;
    } else if (!/^complete$/i.test(packet['EventList'] ?? '')) {
      if (one.answer.list.length < LIST_LIMIT) one.answer.list.push(packet);
      return;
    }
    asked.delete(id);
    one.resolve(one.answer);
  };

  let isOpen = false;
  socket.on('connect', () => (isOpen = true));
  // Before anything is read, and before the secret is sent.
  if (pin !== undefined && socket instanceof tls.TLSSocket)
    socket.on('secureConnect', () => {
      if (socket.getPeerX509Certificate()?.fingerprint256 !== pin)
        end('certificate-changed', new Error('the certificate is another one than the one that was trusted'));
    });
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    heardAt = now();
    const { dropped } = wire;
    const packets = wire.push(chunk);
    if (wire.dropped > dropped) handlers.dropped();
    if (state === 'greeting' && wire.banner !== undefined) {
      if (!/^Asterisk Call Manager/.test(wire.banner))
        return end('not-ami', new Error(`expected an AMI greeting, got "${wire.banner.slice(0, 40)}"`));
      if (isTooOld(wire.banner))
        return end('asterisk-too-old', new Error(`expected Asterisk 12 or newer, got "${wire.banner.slice(0, 40)}"`));
      logIn();
    }
    handlers.activity(heardAt, undefined);
    for (const packet of packets) {
      // An event may have the ActionID of another client, whose action raised it: then it is an event like any other.
      if (asked.has(packet['ActionID'] ?? '') || packet['Event'] === undefined) answer(packet);
      else if (packet['Event'] !== undefined && state === 'in') handlers.event(packet, heardAt);
      if ((state as string) === 'ended') return;
    }
  });
  let cause: unknown;
  socket.on('error', (error) => (cause = error));
  socket.on('close', () =>
    end(state === 'greeting' && wire.banner === undefined ? beforeGreeting(cause, secure) : 'closed', cause),
  );

  let pingedAt = now();
  const keepAlive = setInterval(() => {
    const at = now();
    // On a TLS port Asterisk waits for a handshake and sends no greeting.
    if (at - heardAt >= SILENT_MS) return end(state === 'greeting' && isOpen && !secure ? 'not-ami' : 'silent');
    if (state !== 'in' || at - pingedAt < PING_MS) return;
    pingedAt = at;
    ask('Ping').catch(() => {});
  }, 250);

  return connection;
}
