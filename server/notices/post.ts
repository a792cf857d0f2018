// One POST to an address that an administrator typed: never followed elsewhere, never into the server's own network unless
// that is allowed, never for long.
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { DAY, SECOND } from '../../shared/time.ts';
import type { Outcome, Unsent } from './outcome.ts';
import { connectFault, isOwnAddress, LocalAddress, ownNetwork, publicOnly } from './public-only.ts';

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

/** Resolves with the answer whatever its status, or why there is none; never rejects. */
export async function post(wish: Post): Promise<{ answer: Answer } | { failed: Unsent }> {
  const url = new URL(wish.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!wish.allowLocal && isOwnAddress(host)) return { failed: ownNetwork };
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
  value !== undefined && /^\d+$/.test(value) ? patienceOf(Number(value)) : undefined;

/** What a receiver asks for in seconds, as ms: a day at most, so that nobody silences a channel for good. */
export const patienceOf = (seconds: number): number | undefined =>
  seconds > 0 ? Math.ceil(Math.min(seconds * SECOND, DAY)) : undefined;

function whyNot(cause: unknown, isTooLate: boolean, isConnected: boolean): Unsent {
  if (cause instanceof LocalAddress) return ownNetwork;
  const perhaps = isConnected ? { perhaps: true } : {};
  if (isTooLate) return { ok: false, reason: 'timeout', ...perhaps };
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const known = connectFault(code);
  if (known) return known;
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
