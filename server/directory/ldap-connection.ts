// One connection to one server of a directory, for one step of a sign-in: never shared, never used again.
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Client, ResultCodeError } from 'ldapts';
import { SECOND } from '../../shared/time.ts';
import { awayBecause, DirectoryAway, detailOf, NotLetIn } from './outcome.ts';
import type { LdapSettings } from './settings.ts';

/** Around a whole sign-in; the limits of the library hold only for parts of it. */
const WHOLE_MS = 8 * SECOND;
const CONNECT_MS = 3 * SECOND;
const ANSWER_MS = 5 * SECOND;
const FAREWELL_MS = SECOND;

export type LdapServer = LdapSettings['servers'][number];
type Connected<T> = (client: Client, server: LdapServer) => Promise<T>;
/** Rejects with DirectoryAway where no server can be reached, and with whatever the step threw. */
export type WithLdap = <T>(servers: readonly LdapServer[], step: Connected<T>) => Promise<T>;

export const isResult = (cause: unknown, ...codes: number[]): boolean =>
  cause instanceof ResultCodeError && codes.includes(cause.code);
/** Busy, and unavailable: another server may be asked. */
const isBusy = (cause: unknown): boolean => isResult(cause, 51, 52);

/** Steps that end together after so long; every connection is closed by then, whatever became of it. */
export async function withinTime<T>(run: (withLdap: WithLdap) => Promise<T>): Promise<T> {
  const open: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const tooLate = new DirectoryAway('late', `no answer within ${WHOLE_MS / SECOND} seconds`);
    timer = setTimeout(() => reject(tooLate), WHOLE_MS);
  });
  const running = run((servers, step) => onFirst(servers, step, open));
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
    running.catch(() => {}); // Whoever asked has been answered.
    for (const close of open) close();
  }
}

async function onFirst<T>(servers: readonly LdapServer[], step: Connected<T>, open: (() => void)[]): Promise<T> {
  let away = new DirectoryAway('unreachable', 'no server is set');
  for (const server of servers) {
    const { client, close } = createClient(server);
    open.push(close);
    try {
      if (server.tls === 'starttls') await beginTls(client, server);
      return await step(client, server);
    } catch (cause) {
      if (cause instanceof NotLetIn || (cause instanceof ResultCodeError && !isBusy(cause))) throw cause;
      away = awayBecause(cause);
    } finally {
      close();
    }
  }
  throw away;
}

function createClient(server: LdapServer): { client: Client; close: () => void } {
  const sockets: Socket[] = [];
  const kept =
    <Given extends unknown[]>(connect: (...given: Given) => Socket) =>
    (...given: Given): Socket => {
      const socket = connect(...given);
      sockets.push(socket);
      return socket;
    };
  const client = new Client({
    url: server.url,
    connectTimeout: CONNECT_MS,
    timeout: ANSWER_MS,
    createConnection: kept(connectPlain) as typeof connectPlain,
    createSecureConnection: kept(connectTls) as unknown as typeof connectTls,
  });
  let isClosed = false;
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    client.unbind().catch(() => {}); // It is cut off below.
    // A server that stands still would keep the connection open for ever.
    setTimeout(() => sockets.forEach((socket) => socket.destroy()), FAREWELL_MS).unref();
  };
  return { client, close };
}

/** A connection on which StartTLS failed is in the clear, so nothing more may be sent on it. */
async function beginTls(client: Client, { host }: LdapServer): Promise<void> {
  try {
    await client.startTLS({ host, ...(isAddress(host) ? {} : { servername: host }) });
  } catch (cause) {
    if (cause instanceof ResultCodeError) throw new DirectoryAway('tls', detailOf(cause), cause);
    throw cause;
  }
}
const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host);
