// A fake FreeSWITCH on TCP: an event socket that asks for its password, sends what a scene says to whoever subscribed,
// answers the API from the scene, and fails as a test tells it to.
import net, { type AddressInfo, type Socket } from 'node:net';
import type { Headers } from '../../server/sources/freeswitch/wire.ts';
import { freePort } from './free-port.ts';

type Client = { socket: Socket; unread: string; hears: boolean };
export type FakeFreeSwitch = Awaited<ReturnType<typeof startFakeFreeSwitch>>;

export type FakeFreeSwitchOptions = {
  password?: string;
  /** What the API answers; undefined: there is no such command. */
  answer?: (question: string) => string | undefined;
  /** What is sent instead of the greeting. */
  greeting?: string | Buffer;
  /** Its address list does not have us. */
  rude?: boolean;
  /** The API takes questions and never answers. */
  hangs?: boolean;
  /** Where it listens. */
  host?: string;
  /** Cuts what is written into pieces of this many bytes at most, at places that this decides: a number in [0, 1). */
  pieces?: { most: number; random: () => number };
};

export const framed = (type: string, body: string): string =>
  `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: ${type}\n\n${body}`;

const plain = (event: Headers): string =>
  framed(
    'text/event-plain',
    `${Object.entries(event)
      .map(([name, value = '']) => `${name}: ${encodeURIComponent(value)}`)
      .join('\n')}\n\n`,
  );

export async function startFakeFreeSwitch({
  password = 'ClueCon',
  answer,
  greeting,
  rude,
  hangs,
  host = '127.0.0.1',
  pieces,
}: FakeFreeSwitchOptions = {}) {
  const clients = new Set<Client>();
  /** Every command as it came. */
  const asked: string[] = [];
  const logins: { at: number; ok: boolean }[] = [];
  let isSilent = false;
  let sending = Promise.resolve();

  const inPieces = async (socket: Socket, bytes: Buffer, most: number, random: () => number): Promise<void> => {
    for (let from = 0; from < bytes.length && !socket.destroyed;) {
      const to = from + 1 + Math.floor(random() * most);
      socket.write(bytes.subarray(from, to));
      from = to;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const send = (client: Client, bytes: string | Buffer): void => {
    if (isSilent || client.socket.destroyed) return;
    if (!pieces) return void client.socket.write(bytes);
    const whole = Buffer.from(bytes as string);
    sending = sending.then(() => inPieces(client.socket, whole, pieces.most, pieces.random));
  };
  const reply = (client: Client, text: string): void =>
    send(client, `Content-Type: command/reply\nReply-Text: ${text}\n\n`);
  const goodbye = (client: Client, words: string): void => {
    send(client, framed('text/disconnect-notice', words));
    sending = sending.then(() => void client.socket.end());
  };

  const act = (client: Client, text: string): void => {
    asked.push(text);
    const [command = '', ...rest] = text.split(' ');
    if (command === 'auth') {
      const ok = rest.join(' ') === password;
      logins.push({ at: Date.now(), ok });
      reply(client, ok ? '+OK accepted' : '-ERR invalid');
      if (!ok) goodbye(client, 'Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n');
    } else if (command === 'event') {
      // As a real one: what stands after CUSTOM is a subclass, whatever it looks like.
      const [events = '', subclasses = ''] = rest.join(' ').split(' CUSTOM ');
      client.hears = events.includes('CHANNEL_HANGUP_COMPLETE') && subclasses.split(' ').includes('callcenter::info');
      reply(client, '+OK event listener enabled plain');
    } else if (command === 'api') {
      if (!hangs)
        send(client, framed('api/response', answer?.(rest.join(' ')) ?? `-ERR ${rest[0] ?? ''} Command not found!\n`));
    } else reply(client, '-ERR command not found');
  };

  const server = net.createServer((socket) => {
    const client: Client = { socket, unread: '', hears: false };
    clients.add(client);
    socket.setNoDelay(true);
    socket.on('close', () => clients.delete(client));
    socket.on('error', () => socket.destroy()); // a client that is gone is no fault of ours
    socket.on('data', (chunk: Buffer) => {
      const parts = (client.unread + chunk.toString('utf8')).split('\n\n');
      client.unread = parts.pop() ?? '';
      for (const part of parts) act(client, part);
    });
    if (!rude) return send(client, greeting ?? 'Content-Type: auth/request\n\n');
    // As a real one says it: without the colon.
    send(client, 'Content-Type: text/rude-rejection\nContent-Length 24\n\nAccess Denied, go away.\n');
    socket.end();
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  await listen(await freePort());
  const { port } = server.address() as AddressInfo;

  const cut = (): void => {
    for (const { socket } of clients) socket.destroy();
  };
  const refuse = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    cut();
    await closed;
  };

  return {
    port,
    asked,
    logins,
    cut,
    refuse,
    admit: (): Promise<void> => listen(port),
    /** The address that TELEPHONY takes. */
    esl: (query = '', secret = password): string => `esl://:${encodeURIComponent(secret)}@127.0.0.1:${port}${query}`,
    /** Those who subscribed. */
    listeners: (): number => [...clients].filter(({ hears }) => hears).length,
    say(event: Headers): void {
      for (const client of clients) if (client.hears) send(client, plain(event));
    },
    sayBytes(bytes: string | Buffer): void {
      for (const client of clients) send(client, bytes);
    },
    /** As a stopped process: the connection stays, and nothing comes. */
    silence: (on: boolean): void => void (isSilent = on),
    shutDown(): void {
      for (const client of clients) goodbye(client, 'The system is being shut down.\n');
    },
    async stop(): Promise<void> {
      if (server.listening) await refuse();
    },
  };
}
