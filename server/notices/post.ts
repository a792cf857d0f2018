// One POST to an address that an administrator typed: never followed elsewhere, never into the server's own network unless
// that is allowed, never for long. The address is checked on the connection that is really made, after name resolution.
import { lookup as resolveName } from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isOwnNetwork } from './own-network.ts';
import type { Outcome, Unsent } from './outcome.ts';

/** From the first packet to the answer's end. */
export const POST_LIMIT_MS = 10_000;
/** So much of an answer is read. */
const MOST_ANSWER = 4_096;

export type Post = {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** It may lead into the server's own network. */
  allowLocal: boolean;
  limitMs?: number;
};
export type Answer = { status: number; location: string | undefined; retryAfterMs: number | undefined; text: string };

class LocalAddress extends Error {}

/** Resolves with the answer whatever its status, or why there is none; never rejects. */
export async function post(wish: Post): Promise<{ answer: Answer } | { failed: Unsent }> {
  const url = new URL(wish.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!wish.allowLocal && isIP(host) !== 0 && isOwnNetwork(host)) return { failed: ownNetwork };
  const signal = AbortSignal.timeout(wish.limitMs ?? POST_LIMIT_MS);
  const send = url.protocol === 'https:' ? https.request : http.request;
  let written = false;
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      const body = Buffer.from(wish.body);
      const request = send(url, {
        method: 'POST',
        headers: { 'user-agent': 'wallboard-111', ...wish.headers, 'content-length': body.length },
        // A connection of its own: no kept one was checked for this wish.
        agent: false,
        signal,
        ...(!wish.allowLocal && { lookup: publicOnly }),
      });
      request.on('socket', (socket) => socket.once('connect', () => (written = true)));
      request.on('error', reject);
      request.on('response', (response) => void readAnswer(response).then(resolve, reject));
      request.end(body);
    });
    return { answer };
  } catch (cause) {
    return { failed: whyNot(cause, signal.aborted, written) };
  }
}

const ownNetwork: Unsent = { ok: false, reason: 'own-network', final: true };

/** As dns.lookup; a name of which any address is in the own network is refused as a whole. */
const publicOnly: LookupFunction = (host, options, done) => {
  resolveName(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '');
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isOwnNetwork(address)))
      return done(new LocalAddress('own network'), '');
    if (options.all) return done(null, addresses);
    done(null, first.address, first.family);
  });
};

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    if ((size += piece.length) >= MOST_ANSWER) break; // Leaving the loop ends the connection.
  }
  const { headers } = response;
  return {
    status: response.statusCode ?? 0,
    location: headers.location,
    retryAfterMs: retryAfter(headers['retry-after']),
    text: Buffer.concat(pieces).subarray(0, MOST_ANSWER).toString('utf8'),
  };
}

const retryAfter = (value: string | undefined): number | undefined =>
  value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) * 1_000 : undefined;

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/;

function whyNot(cause: unknown, isTooLate: boolean, isConnected: boolean): Unsent {
  if (cause instanceof LocalAddress) return ownNetwork;
  const perhaps = isConnected ? { perhaps: true } : {};
  if (isTooLate) return { ok: false, reason: 'timeout', ...perhaps };
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (CERTIFICATE.test(code)) return { ok: false, reason: 'certificate', detail: code };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { ok: false, reason: 'name-unknown', detail: code };
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return { ok: false, reason: 'unreachable', detail: code };
  return { ok: false, reason: 'connection', ...(code !== '' && { detail: code }), ...perhaps };
}

/** An answer by its status alone: only 2xx is a delivery. */
export function outcomeOf({ status, location, retryAfterMs }: Answer): Outcome {
  if (status >= 200 && status < 300) return { ok: true, detail: String(status) };
  if (status >= 300 && status < 400)
    return { ok: false, reason: 'redirect', detail: `${status} → ${shownAddress(location)}` };
  return { ok: false, reason: 'status', detail: String(status), afterMs: retryAfterMs, perhaps: status >= 500 };
}

/** An address without its path, where secrets may stand. */
export function shownAddress(address: string | undefined): string {
  if (address === undefined || !URL.canParse(address)) return '…';
  const { origin, pathname } = new URL(address);
  return pathname === '/' ? origin : `${origin}/…`;
}
