// Requests to our own server by the contract: an answer, or a problem with a stable code that a page can put into words.
import type { EndpointKey } from '../../shared/api/contract.ts';
import type { AnswerOf, ProblemOf, RequestOf } from '../../shared/api/types.ts';
import type { Failed } from '../text/failed.ts';

export type Answered<T> = {
  ok: true;
  value: T;
  etag: string | undefined;
  /** When the server answered, by its own clock in whole seconds (epoch ms). */
  at?: number | undefined;
};
export type Answer<T, More = unknown> = Answered<T> | Failed<More>;
/** A route whose request needs nothing may be asked without any. */
export type Given<Key extends EndpointKey> =
  Record<never, never> extends RequestOf<Key> ? [request?: RequestOf<Key>] : [request: RequestOf<Key>];

/** Never throws, unless the request was aborted by its signal. */
export async function ask<Key extends EndpointKey>(
  key: Key,
  ...[request]: Given<Key>
): Promise<Answer<AnswerOf<Key>, ProblemOf<Key>>> {
  const answer = await send(key, request);
  // The server has checked the value against the contract's schema of this very route before it left (server/http/serve.ts).
  return answer.ok ? { ...answer, value: json(answer.value) as AnswerOf<Key> } : answer;
}

/** As `ask`, of a route that also answers in plain text. */
export const askText = <Key extends EndpointKey>(key: Key, ...[request]: Given<Key>): Promise<Answer<string>> =>
  send(key, request);

type Request = {
  params?: Readonly<Record<string, string>>;
  query?: object;
  body?: unknown;
  ifMatch?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
};

async function send(key: EndpointKey, request: Request = {}): Promise<Answer<string>> {
  const { body, ifMatch, idempotencyKey, signal } = request;
  const [method = 'GET', pattern = ''] = key.split(' ');
  try {
    const response = await fetch(addressOf(pattern, request), {
      method,
      credentials: 'same-origin',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const value = await response.text();
    const at = finite(Date.parse(response.headers.get('date') ?? ''));
    if (response.ok) return { ok: true, value, etag: response.headers.get('etag') ?? undefined, at };
    const document = recordOf(json(value));
    return {
      ok: false,
      status: response.status,
      code: text(document['code'], 'internal'),
      detail: text(document['detail'], ''),
      document,
      at,
      retryAfter: finite(parseInt(response.headers.get('retry-after') ?? '', 10)),
    };
  } catch (error) {
    if (signal?.aborted) throw error;
    console.info(`${key} got no answer`, error);
    return { ok: false, status: 0, code: 'offline', detail: '', document: {} };
  }
}

/** 128 random bits. `crypto.randomUUID` is there over https only, and walls are often read over http. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The address of a route with its parameters filled in; members of the query that are undefined are left out. */
export function addressOf(pattern: string, { params = {}, query = {} }: Pick<Request, 'params' | 'query'>): string {
  const path = pattern.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

const json = (body: string): unknown => (body === '' ? undefined : JSON.parse(body));
const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
const finite = (read: number): number | undefined => (Number.isFinite(read) ? read : undefined);
const text = (read: unknown, otherwise: string): string => (typeof read === 'string' ? read : otherwise);
