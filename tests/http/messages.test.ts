// Messages on the screens on a whole server: posted, withdrawn, listed and audited; each screen gets its own.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MESSAGES_MOST } from '../../shared/messages.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { MINUTE } from '../../shared/time.ts';

// oxlint-disable-next-line typescript/no-explicit-any
type Json = Record<string, any>;
let server: TestServer;
let ask: (method: string, path: string, body?: object, role?: string) => Promise<{ status: number; json: Json }>;
const tokens: Record<string, string> = {};

beforeEach(async () => {
  server = await startTestServer('');
  const now = Date.now();
  for (const role of ['supervisor', 'deputy', 'admin'] as const)
    tokens[role] = server.vault.createToken({ name: `the-${role}`, role, now }).plain;
  ask = async (method, path, body, role = 'supervisor') => {
    const answer = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${tokens[role]}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: (text === '' ? {} : JSON.parse(text)) as Json };
  };
});
afterEach(() => server.stop());

const draft = (more: object = {}) => ({
  level: 'watch',
  fa: 'نوبت بعد ساعت ۱۰ آغاز می‌شود',
  to: Date.now() + 10 * MINUTE,
  counties: [],
  displays: [],
  ...more,
});
const post = (more: object = {}) => ask('POST', '/api/messages', draft(more));

describe('a message', () => {
  it('is on the board at once, until somebody withdraws it, and all of it is audited', async () => {
    const { status, json } = await post({ en: ' The next session begins at 10 ' });
    expect(status).toBe(201);
    const { board } = await server.until('the message', ({ messages }) => json['id'] in messages);
    expect(board.messages[json['id']]).toMatchObject({
      level: 'watch',
      en: 'The next session begins at 10',
      postedBy: 'the-supervisor',
    });
    expect((await ask('DELETE', `/api/messages/${json['id']}`)).status).toBe(204);
    await server.until('its end', ({ messages }) => !(json['id'] in messages));
    expect((await ask('DELETE', `/api/messages/${json['id']}`)).status).toBe(404);
    const { json: listed } = await ask('GET', '/api/messages', undefined, 'deputy');
    expect(listed['messages']).toMatchObject([
      { id: json['id'], postedBy: 'the-supervisor', withdrawnBy: 'the-supervisor', counties: [], displays: [] },
    ]);
    const { json: audit } = await ask('GET', '/api/audit', undefined, 'admin');
    expect(audit['rows'].map(({ type }: Json) => type)).toEqual(
      expect.arrayContaining(['message.posted', 'message.withdrawn']),
    );
  });

  it('begins now unless its beginning is still to come', async () => {
    const from = Date.now() + MINUTE;
    const [now, later] = [await post(), await post({ from })];
    const { board } = await server.until('both', ({ messages }) => Object.keys(messages).length === 2);
    expect(board.messages[now.json['id']]?.from).toBeLessThanOrEqual(Date.now());
    expect(board.messages[later.json['id']]?.from).toBe(from);
  });

  it('for some counties or displays names those that are there', async () => {
    expect((await post({ counties: ['sari', 'sari'] })).status).toBe(201);
    expect((await post({ counties: ['tehran'] })).json).toMatchObject({ code: 'bad-parameters', field: 'counties' });
    expect((await post({ displays: ['d-none'] })).json).toMatchObject({ code: 'bad-parameters', field: 'displays' });
    const { board } = await server.until('one', ({ messages }) => Object.keys(messages).length === 1);
    expect(Object.values(board.messages)[0]?.counties).toEqual({ sari: true });
  });

  it.each([
    ['fa', 'no text', { fa: undefined }],
    ['fa', 'an empty text', { fa: ' ' }],
    ['fa', 'a text that is too long', { fa: 'x'.repeat(121) }],
    ['fa', 'two lines', { fa: 'یک\nدو' }],
    ['fa', 'a telephone number', { fa: 'زنگ بزنید ۰۹۱۱-۱۲۳-۴۵۶۷' }],
    ['level', 'another level', { level: 'loud' }],
    ['to', 'an end that is over', { to: Date.now() - 1 }],
    ['to', 'an end before its beginning', { from: Date.now() + 2 * MINUTE, to: Date.now() + MINUTE }],
    ['to', 'an end in a year', { to: Date.now() + 365 * 24 * 60 * MINUTE }],
    ['from', 'a beginning long ago', { from: Date.now() - 60 * MINUTE }],
  ])('is refused for its %s: %s', async (field, _what, more) => {
    expect(await post(more)).toMatchObject({ status: 400, json: { code: 'bad-parameters', field } });
  });

  it('is for supervisors to write, and for deputies to read', async () => {
    expect((await ask('POST', '/api/messages', draft(), 'deputy')).status).toBe(403);
    expect((await ask('DELETE', '/api/messages/g-x', undefined, 'deputy')).status).toBe(403);
  });

  it('is one of twenty at most', async () => {
    for (let n = 0; n < MESSAGES_MOST; n++) expect((await post()).status).toBe(201);
    expect(await post()).toMatchObject({ status: 409, json: { code: 'too-many-messages' } });
  });
});
