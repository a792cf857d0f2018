// Requests to our own server: an answer, or a problem with a stable code that a page can put into words.
import type { Failed } from '../text/failed.ts';

export type Answered<T> = {
  ok: true;
  value: T;
  etag: string | undefined;
  /** When the server answered, by its own clock in whole seconds (epoch ms). */
  at?: number | undefined;
};
export type Answer<T> = Answered<T> | Failed;

type Options = { body?: unknown; ifMatch?: string; signal?: AbortSignal };

/** `T` is what the route promises: what its JSON says, or plain text; 204 answers undefined. */
export async function ask<T>(
  method: string,
  path: string,
  { body, ifMatch, signal }: Options = {},
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const said = await response.text();
    const isText = response.headers.get('content-type')?.startsWith('text/plain') === true;
    const value = said === '' ? undefined : isText ? said : (JSON.parse(said) as unknown);
    if (response.ok) {
      const at = finite(Date.parse(response.headers.get('date') ?? ''));
      return { ok: true, value: value as T, etag: response.headers.get('etag') ?? undefined, at };
    }
    const document = (value ?? {}) as Record<string, unknown>;
    return {
      ok: false,
      status: response.status,
      code: text(document['code'], 'internal'),
      detail: text(document['detail'], ''),
      document,
      retryAfter: finite(parseInt(response.headers.get('retry-after') ?? '', 10)),
    };
  } catch (error) {
    if (signal?.aborted) throw error;
    console.info(`${method} ${path} got no answer`, error);
    return { ok: false, status: 0, code: 'offline', detail: '', document: {} };
  }
}

const finite = (read: number): number | undefined => (Number.isFinite(read) ? read : undefined);
const text = (read: unknown, otherwise: string): string => (typeof read === 'string' ? read : otherwise);
