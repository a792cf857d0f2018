// A small Asterisk that is not there: an AMI server on TCP whose callers live as a test tells them to, and which fails as
// a test tells it to. Unlike the replay it knows who waits, so its lists are true after any sequence of faults.
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { createFakeCalls, type Fields } from './fake-calls.ts';
import { freePort } from './free-port.ts';

export type FakeAsteriskOptions = {
  port?: number;
  user?: string;
  secret?: string;
  /** Its systemname; empty: it has none. */
  system?: string;
  /** Its clock, epoch ms. */
  now?: () => number;
  /** Events have no Timestamp, as with `timestampevents=no`. */
  unstamped?: boolean;
  /** The user may not ask for CoreShowChannels and CoreSettings, as without `write=reporting`. */
  withoutReporting?: boolean;
  /** The user may read no events, as without `read`: it logs in all the same. */
  withoutRead?: boolean;
  /** What greets, "Asterisk Call Manager/11.0.0" unless told. */
  banner?: string;
  /** Its user may not read class `system`. */
  withoutSystem?: boolean;
  /** Seconds since its start, as it shows them after a login; by default it shows none. */
  uptime?: number;
  /** As CoreSettings shows it. */
  version?: string;
  /** When the process started, as CoreStatus tells it; by default that question is unknown. */
  startedAt?: string;
  /** A second login of the user is refused. */
  oneLogin?: boolean;
  /** Key and certificate in PEM: then it speaks TLS alone. */
  tls?: { key: string; cert: string };
  /** Cuts what is written into pieces of this many bytes at most, at places that this decides: a number in [0, 1). */
  pieces?: { most: number; random: () => number };
  /** Decides when an event goes; its Timestamp is that of its going. At once unless told. */
  hold?: (fields: Fields, send: () => void) => void;
};

type Client = { socket: Socket; in: boolean; unread: string };
export type FakeAsterisk = Awaited<ReturnType<typeof startFakeAsterisk>>;

export const packet = (fields: Fields): string =>
  `${Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}\r\n`)
    .join('')}\r\n`;

/** Listens on 127.0.0.1. `ami` is the address that TELEPHONY takes. */
export async function startFakeAsterisk(options: FakeAsteriskOptions = {}) {
  const { user = 'wallboard', system = 'pbx111', now = Date.now, pieces } = options;
  let { secret = 'demo' } = options;
  const clients = new Set<Client>();
  const logins: { at: number; ok: boolean }[] = [];
  const asked: string[] = [];
  let state: 'well' | 'silent' | 'booting' = 'well';
  /** What would be written or read if it were not silent, in order: as a stopped process leaves it in the kernel. */
  let held: (() => void)[] = [];
  let sending = Promise.resolve();

  const whenAwake = (act: () => void): void => {
    if (state === 'silent') held.push(act);
    else act();
  };
  const inPieces = async (client: Client, bytes: Buffer, most: number, random: () => number): Promise<void> => {
    for (let from = 0; from < bytes.length && !client.socket.destroyed;) {
      const to = from + 1 + Math.floor(random() * most);
      client.socket.write(bytes.subarray(from, to));
      from = to;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const send = (client: Client, bytes: string | Buffer): void => {
    if (!pieces) return void client.socket.write(bytes);
    const whole = Buffer.from(bytes as string);
    sending = sending.then(() => inPieces(client, whole, pieces.most, pieces.random));
  };
  const sayBytes = (bytes: string | Buffer): void =>
    whenAwake(() => {
      for (const client of clients) if (client.in && !options.withoutRead) send(client, bytes);
    });
  const stamp = (): string => (now() / 1000).toFixed(6);
  const say = (fields: Fields): void => {
    const { Event, Privilege, ...rest } = fields;
    const go = (): void =>
      sayBytes(
        packet({
          Event,
          Privilege,
          Timestamp: options.unstamped ? undefined : stamp(),
          SystemName: system || undefined,
          ...rest,
        }),
      );
    if (options.hold) options.hold(fields, go);
    else go();
  };
  const calls = createFakeCalls({ system, now, say });

  const list = (id: string, items: readonly Fields[], complete: string): string =>
    packet({ Response: 'Success', ActionID: id, EventList: 'start', Message: 'List will follow' }) +
    items.map((item) => packet({ ...item, ActionID: id })).join('') +
    packet({ Event: complete, ActionID: id, EventList: 'Complete', ListItems: items.length });
  const error = (id: string, message: string): string => packet({ Response: 'Error', ActionID: id, Message: message });

  const logIn = (client: Client, fields: Map<string, string>, id: string): void => {
    const ok = fields.get('username') === user && fields.get('secret') === secret;
    const isInUse = options.oneLogin === true && [...clients].some((one) => one.in);
    logins.push({ at: Date.now(), ok: ok && !isInUse });
    if (!ok || isInUse) {
      send(client, error(id, ok ? 'Login Already In Use' : 'Authentication failed'));
      return void client.socket.end();
    }
    client.in = true;
    send(client, packet({ Response: 'Success', ActionID: id, Message: 'Authentication accepted' }));
    if (state === 'well' && !options.withoutSystem)
      send(
        client,
        packet({ Event: 'FullyBooted', Privilege: 'system,all', Uptime: options.uptime, Status: 'Fully Booted' }),
      );
  };

  const act = (client: Client, fields: Map<string, string>): void => {
    const id = fields.get('actionid') ?? '';
    const name = (fields.get('action') ?? '').toLowerCase();
    asked.push(name);
    if (name === 'login') return logIn(client, fields, id);
    if (!client.in) return send(client, error(id, 'Permission denied'));
    switch (name) {
      case 'ping':
        return send(client, packet({ Response: 'Success', ActionID: id, Ping: 'Pong', Timestamp: stamp() }));
      case 'queuestatus':
        if (state === 'booting')
          return send(
            client,
            error(id, 'Invalid/unknown command: QueueStatus. Use Action: ListCommands to show available commands.'),
          );
        return send(client, list(id, calls.queueStatus(), 'QueueStatusComplete'));
      case 'coreshowchannels':
        if (options.withoutReporting) return send(client, error(id, 'Permission denied'));
        return send(client, list(id, state === 'booting' ? [] : calls.channels(), 'CoreShowChannelsComplete'));
      case 'coresettings':
        if (options.withoutReporting) return send(client, error(id, 'Permission denied'));
        return send(
          client,
          packet({
            Response: 'Success',
            ActionID: id,
            AMIversion: '11.0.0',
            AsteriskVersion: options.version,
            SystemName: system,
          }),
        );
      case 'corestatus':
        if (options.withoutReporting || options.startedAt === undefined)
          return send(client, error(id, 'Permission denied'));
        return send(
          client,
          packet({
            Response: 'Success',
            ActionID: id,
            CoreStartupDate: '2026-11-23',
            CoreStartupTime: options.startedAt,
            CoreReloadDate: '2026-11-23',
            CoreReloadTime: options.startedAt,
            CoreCurrentCalls: 0,
          }),
        );
      default: // an open set: whatever else a client may ask
        return send(client, error(id, `Invalid/unknown command: ${name}.`));
    }
  };

  const serve = (socket: Socket): void => {
    const client: Client = { socket, in: false, unread: '' };
    clients.add(client);
    socket.setNoDelay(true);
    socket.on('close', () => clients.delete(client));
    socket.on('error', () => socket.destroy()); // a client that is gone is no fault of ours
    socket.on('data', (chunk: Buffer) =>
      whenAwake(() => {
        const blocks = (client.unread + chunk.toString('utf8')).split('\r\n\r\n');
        client.unread = blocks.pop() ?? '';
        for (const block of blocks) act(client, readFields(block));
      }),
    );
    whenAwake(() => send(client, `${options.banner ?? 'Asterisk Call Manager/11.0.0'}\r\n`));
  };
  const server = options.tls ? tls.createServer(options.tls, serve) : net.createServer(serve);
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(options.port ?? (await freePort()));
  const { port } = server.address() as AddressInfo;
  /** Ends the oldest connections, or all, without a word. */
  const cut = (most = Infinity): void => {
    for (const { socket } of [...clients].slice(0, most)) socket.destroy();
  };
  const refuse = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    cut();
    await closed;
  };
  const booted = (): void => {
    state = 'well';
    sayBytes(
      packet({
        Event: 'FullyBooted',
        Privilege: 'system,all',
        Timestamp: stamp(),
        SystemName: system || undefined,
        Status: 'Fully Booted',
      }),
    );
  };

  return {
    port,
    ami: (query = '', as = secret): string => `ami://${user}:${as}@127.0.0.1:${port}${query}`,
    /** The secret from now on. */
    allow: (next: string): void => void (secret = next),
    /** Every login so far, by our clock. */
    logins,
    /** Names of the actions asked so far, in lower case. */
    asked,
    calls,
    /** Sends an event with its Timestamp now. */
    say,
    sayBytes,
    clients: (): number => [...clients].filter((one) => one.in).length,
    /** Goes on listening but neither reads nor answers, like a process that is stopped. */
    fallSilent: (): void => void (state = 'silent'),
    wake(): void {
      state = 'well';
      for (const go of held.splice(0)) go();
    },
    cut,
    /** Nobody listens at the port until `admit`. */
    refuse,
    admit: (): Promise<void> => listen(port),
    /** As after kill −9: connections end without a word, calls are gone; logins are taken before the queues are there. */
    async restart({ booting = false } = {}): Promise<void> {
      await refuse();
      calls.restart();
      state = booting ? 'booting' : 'well';
      await listen(port);
    },
    booted,
    /** Everything was handed to the sockets. */
    sent: (): Promise<void> => sending,
    stop: async (): Promise<void> => {
      held = [];
      await refuse();
    },
  };
}

function readFields(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}
