// A server's API that is not there: each request is answered by a table that a test writes, and what was asked is kept.
import type { IncomingMessage, ServerResponse } from 'node:http';

export type RecordedRequest = {
  method: string;
  path: string;
  /** What stands for `:name` in the table's key. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
};
export type FakeAnswer = { status?: number; headers?: Record<string, string>; body?: unknown };
/** Keys are `METHOD /path/:param`. */
export type ApiTable = Record<string, (asked: RecordedRequest) => FakeAnswer | Promise<FakeAnswer>>;

export const problem = (status: number, code: string, more: Record<string, unknown> = {}): FakeAnswer => ({
  status,
  body: { type: `/problems/${code}`, title: code, status, detail: `this is ${code}`, code, ...more },
});

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

function matched(key: string, method: string, path: string): Record<string, string> | undefined {
  const [wanted, pattern = ''] = key.split(' ');
  const parts = pattern.split('/');
  const given = path.split('/');
  if (wanted !== method || parts.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [place, part] of parts.entries()) {
    const value = given[place] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}

/** Answers from the table as it is at that moment; what it does not know is not there. */
export async function answerFrom(
  table: ApiTable,
  seen: RecordedRequest[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET' } = request;
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://fake');
  const found = Object.entries(table)
    .map(([key, say]) => ({ say, params: matched(key, method, path) }))
    .find(({ params }) => params !== undefined);
  let body: unknown;
  try {
    body = await bodyOf(request);
  } catch {
    return void response.destroy(); // a page that is closed breaks its requests off
  }
  const asked = { method, path, params: found?.params ?? {}, query, body };
  seen.push(asked);
  const { status = 200, headers = {}, body: said } = found ? await found.say(asked) : problem(404, 'not-found');
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(said === undefined ? undefined : JSON.stringify(said));
}
