// Answers that are not JSON by the contract's schema: of a media type that the contract names, and whole or a problem.
import { expect, it } from 'vitest';
import { asFile, asJson, asText, type Encoded } from '../../server/http/answers.ts';
import { serve as route } from '../../server/http/serve.ts';
import { bearer, createTestApp, serve } from '../support/test-app.ts';

/** What a client of GET /metrics receives; undefined: its connection broke before the end. */
async function answered(answer: () => Encoded) {
  const { app, vault } = createTestApp({ routes: [route('GET /metrics', answer)] });
  const server = await serve(app);
  try {
    const response = await fetch(`${server.url}/metrics`, { headers: bearer(vault.token('admin')) });
    const text = await response.text().catch(() => undefined);
    return { status: response.status, type: response.headers.get('content-type'), headers: response.headers, text };
  } finally {
    await server.close();
  }
}
async function* pieces(...parts: (string | Error)[]): AsyncGenerator<string> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

it('a text has its media type and no name', async () => {
  const { type, headers, text } = await answered(() => asText('text/plain; version=0.0.4; charset=utf-8', 'up 1\n'));
  expect([type, text]).toEqual(['text/plain; version=0.0.4; charset=utf-8', 'up 1\n']);
  expect(headers.get('content-disposition')).toBeNull();
});

it('a file is written piece by piece under its name', async () => {
  const { headers, text } = await answered(() => asFile('text/plain', 'a.txt', pieces('one ', 'two ', 'three')));
  expect(headers.get('content-disposition')).toBe('attachment; filename="a.txt"');
  expect(text).toBe('one two three');
});

it('a failure before the first piece is a problem document; a later one breaks the connection off', async () => {
  const early = await answered(() => asFile('text/plain', 'a.txt', pieces(new Error('no disk'))));
  expect([early.status, early.type]).toEqual([500, 'application/problem+json; charset=utf-8']);
  expect(early.headers.get('content-disposition')).toBeNull();
  const late = await answered(() => asFile('text/plain', 'a.txt', pieces('one', new Error('no disk'))));
  expect(late).toMatchObject({ status: 200, text: undefined });
});

it.each([
  ['text/html', () => asText('text/html', '<p>')],
  ['JSON where the contract has none', () => asJson('{}')],
])('a media type that the contract does not name is a fault of the server: %s', async (_name, answer) => {
  expect((await answered(answer)).status).toBe(500);
});
