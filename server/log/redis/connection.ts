// One connection to Redis: commands and their answers, a limit to how long an answer may take, and one end.
import { readFileSync } from 'node:fs';
import { createClient, DisconnectsClientError } from 'redis';
import { EXPECTED_REDIS, parseRedisUrl, type Host, type RedisAddress } from './address.ts';
import { limitWakingTime } from './waking-time.ts';
import { errorText } from '../../error-text.ts';

/** What Redis answers (RESP2). */
export type Reply = string | number | null | Reply[];

export type Connection = {
  /** Rejects with what Redis answered, or with why the connection ended; then a command may or may not have been carried out. */
  send: (args: readonly string[], withinMs?: number) => Promise<Reply>;
  end: (cause: Error) => void;
  /** Resolves with the cause of its end. */
  ended: Promise<Error>;
};

const CONNECT_MS = 2_000;
/** A Redis that is busy for longer counts as away: the wall should show it. */
export const ANSWER_MS = 3_000;

/** What a connection needs beside host and port. */
export type Entrance = Pick<RedisAddress, 'tls' | 'username' | 'password' | 'database' | 'ca' | 'cert' | 'key'>;

/** To the first host of an address. Rejects when Redis cannot be reached or does not let us in. */
export async function connect(url: string): Promise<Connection> {
  const address = parseRedisUrl(url);
  const host = address?.hosts[0];
  if (!address || !host) throw new Error(`expected ${EXPECTED_REDIS}`);
  return connectTo(host, address);
}

/**
 * Rejects when Redis cannot be reached or does not let us in; the message says what may be wrong with TLS. `isProven`: with these
 * settings Redis was reached before, so a connection that is closed at once only shows that it is away.
 */
export async function connectTo(
  host: Host,
  entrance: Entrance,
  connectMs = CONNECT_MS,
  isProven = false,
): Promise<Connection> {
  try {
    return await open(host, entrance, connectMs);
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    throw isProven && !isCertificate(cause) ? cause : explained(cause, entrance.tls);
  }
}

async function open({ host, port }: Host, entrance: Entrance, connectMs: number): Promise<Connection> {
  const { tls, username, password, database } = entrance;
  // Its own limit takes a process that was held up for a Redis that is away.
  const socket = { host, port, connectTimeout: 0, reconnectStrategy: false as const };
  const client = createClient({
    name: 'wallboard',
    RESP: 2,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    // The caller retries by itself; nothing is sent late without its knowledge.
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: tls ? { ...socket, tls: true as const, ...tlsFiles(entrance) } : socket,
  });
  let over: ((cause: Error) => void) | undefined;
  const ended = new Promise<Error>((resolve) => (over = resolve));
  let cause: Error | undefined;
  const end = (why: Error): void => {
    cause ??= why;
    over?.(cause);
    if (client.isOpen) client.destroy();
  };
  client.on('error', (error: unknown) => end(error instanceof Error ? error : new Error(String(error))));
  client.on('end', () => end(new Error('Redis closed the connection')));
  let callOff: (() => void) | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    callOff = limitWakingTime(connectMs, () => reject(new Error(`Redis did not answer within ${connectMs} ms`)));
  });
  try {
    await Promise.race([client.connect(), tooLate]);
  } catch (error) {
    end(error instanceof Error ? error : new Error(String(error)));
    throw error;
  } finally {
    callOff?.();
  }

  return {
    async send(args, withinMs = ANSWER_MS) {
      if (cause) throw cause;
      let answered: (() => void) | undefined;
      const silent = new Promise<never>((_, reject) => {
        answered = limitWakingTime(withinMs, () => {
          const why = new Error(`Redis did not answer within ${withinMs} ms`);
          reject(why);
          end(why);
        });
      });
      try {
        return (await Promise.race([client.sendCommand([...args]), silent])) as unknown as Reply;
      } catch (error) {
        // Not that it was ended, but why.
        throw error instanceof DisconnectsClientError ? (cause ?? error) : error;
      } finally {
        answered?.();
      }
    },
    end,
    ended,
  };
}

/** Read at each connecting: a certificate that was renewed is used without a restart. */
function tlsFiles({ ca, cert, key }: Entrance): { ca?: Buffer; cert?: Buffer; key?: Buffer } {
  const read = (what: string, file: string): Buffer => {
    try {
      return readFileSync(file);
    } catch (cause) {
      const why = errorText(cause);
      throw new Error(`REDIS_URL: ${what}=${file} cannot be read: ${why}`, { cause });
    }
  };
  return {
    ...(ca !== undefined && { ca: read('ca', ca) }),
    ...(cert !== undefined && { cert: read('cert', cert) }),
    ...(key !== undefined && { key: read('key', key) }),
  };
}

/** A certificate may lapse while a node runs. */
const isCertificate = (cause: Error): boolean =>
  /cert/i.test(`${'code' in cause ? String(cause.code) : ''} ${cause.message}`);

/** What OpenSSL and a socket say of a wrong setting, and which setting that is. */
function explained(cause: Error, tls: boolean): Error {
  const code = 'code' in cause ? String(cause.code) : '';
  const said = `${code} ${cause.message}`;
  const hint = tls
    ? /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|self.signed|unable to (?:get|verify)/i.test(said)
      ? 'its certificate is signed by somebody unknown: name the file of who signed it in REDIS_URL, ?ca=/path/ca.pem'
      : /certificate required|handshake failure|alert number (?:40|116)/i.test(said)
        ? 'it asks for a certificate of ours: name it in REDIS_URL, ?cert=/path/client.pem&key=/path/client.key, or set `tls-auth-clients no` in redis.conf'
        : /ERR_TLS_CERT_ALTNAME|Hostname\/IP/i.test(said)
          ? 'its certificate is for another name than the one in REDIS_URL'
          : /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/.test(said)
            ? 'its certificate is not valid now: renew it, or look at the clock'
            : /did not answer|WRONG_VERSION|wrong version|packet length/i.test(said)
              ? 'perhaps it speaks no TLS at this port: redis:// instead of rediss://'
              : undefined
    : /ECONNRESET|closed the connection|Socket closed/i.test(said)
      ? 'perhaps it speaks TLS at this port: rediss:// instead of redis://'
      : undefined;
  return hint === undefined ? cause : new Error(`${cause.message} (${hint})`, { cause });
}
