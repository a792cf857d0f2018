// Recipients over HTTP on a whole server: their secrets never come out again, a test shows the answer, and an alert arrives.
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { startReceiver } from '../support/notice-receiver.ts';
import { startTestServer } from '../support/test-server.ts';

/** What the contract says of an answer is checked by the server itself. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = Record<string, any>;

const rules = { level: 'watch', queues: [], counties: [], onlySittings: false, cleared: true };
const common = { name: 'شیفت', language: 'fa', allowLocal: true, rules };

async function startOffice() {
  const server = await startTestServer('');
  const token = server.vault.createToken({ name: 'chief', role: 'admin', now: Date.now() }).plain;
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, json: (text === '' ? {} : JSON.parse(text)) as Json };
  };
  const eventTypes = async (): Promise<string[]> =>
    (await ask('GET', '/api/audit')).json['rows'].map(({ type }: { type: string }) => type);
  return { server, ask, eventTypes };
}

describe('recipients', () => {
  it('are made with a secret that is shown once, changed, tested and removed, and all of it is audited', async () => {
    const receiver = await startReceiver();
    const { ask, eventTypes, server } = await startOffice();
    const url = `${receiver.url}/hook/very-secret-path`;
    const made = await ask('POST', '/api/recipients', { ...common, settings: { channel: 'webhook', url } });
    expect(made.status).toBe(201);
    const { id, secret } = made.json;
    expect(secret).toMatch(/^whsec_/);

    const changed = await ask('PUT', `/api/recipients/${id}`, { ...common, name: 'شب' });
    expect(changed.json).toEqual({ id });
    const listed = await ask('GET', '/api/recipients');
    expect(listed.json['recipients']).toEqual([
      expect.objectContaining({ id, name: 'شب', channel: 'webhook', address: `${receiver.url}/…`, rules }),
    ]);
    expect(listed.text).not.toMatch(/secret|whsec/);

    expect((await ask('POST', `/api/recipients/${id}/test`)).json).toEqual({ ok: true, detail: '200' });
    const [one] = receiver.received;
    expect(one?.path).toBe('/hook/very-secret-path');
    expect(new Webhook(secret).verify(one!.body, one!.headers as Record<string, string>)).toMatchObject({
      type: 'notice.test',
    });
    receiver.answerWith(
      (_one, response) => void response.writeHead(302, { location: 'https://other.example/x' }).end(),
    );
    expect((await ask('POST', `/api/recipients/${id}/test`)).json).toEqual({
      ok: false,
      reason: 'redirect',
      detail: '302 → https://other.example/…',
    });

    expect((await ask('DELETE', `/api/recipients/${id}`)).status).toBe(204);
    expect((await ask('DELETE', `/api/recipients/${id}`)).status).toBe(404);
    expect((await ask('GET', '/api/recipients')).json['recipients']).toEqual([]);
    expect(JSON.stringify(server.vault.storedRecipients())).not.toContain('whsec');
    await expect
      .poll(eventTypes)
      .toEqual(
        expect.arrayContaining(['recipient.created', 'recipient.changed', 'recipient.tested', 'recipient.removed']),
      );
    expect(JSON.stringify(server.logged)).not.toMatch(/very-secret-path|whsec/);
  });

  it.each([
    ['settings.url', { channel: 'webhook', url: 'http://127.0.0.1/' }],
    ['settings.url', { channel: 'webhook', url: 'https://me:pw@example.org/' }],
    ['settings.url', { channel: 'webhook', url: 'https://example.org:25/' }],
    ['settings.base', { channel: 'bot', base: 'nowhere', token: '1:a', chat: '1' }],
    ['settings.token', { channel: 'bot', base: 'https://api.telegram.org', token: 'a/../b', chat: '1' }],
    [
      'settings.fields',
      { channel: 'sms', url: 'https://example.org/', format: 'form', fields: { a: 'b' }, headers: {}, to: '1' },
    ],
    [
      'settings.headers',
      {
        channel: 'sms',
        url: 'https://example.org/',
        format: 'form',
        fields: { a: '{text}' },
        headers: { 'a b': 'c' },
        to: '1',
      },
    ],
  ])('with a wrong %s are refused by field', async (field, settings) => {
    const { ask } = await startOffice();
    const answer = await ask('POST', '/api/recipients', { ...common, allowLocal: false, settings });
    expect(answer).toMatchObject({ status: 400, json: { code: 'bad-parameters', field } });
  });

  it('get an alert that is raised and that it is over, each once', async () => {
    const receiver = await startReceiver();
    const { ask, server } = await startOffice();
    await ask('POST', '/api/recipients', { ...common, settings: { channel: 'webhook', url: receiver.url } });
    await ask('PUT', '/api/thresholds', { rule: 'waiting', watch: 1, act: 5 });
    const post = (type: string, more: object = {}): Promise<unknown> =>
      ask('POST', '/api/events', { id: randomUUID(), type, at: Date.now(), call: 'c1', queue: 'q1', ...more });
    await post('call.joined');
    await expect.poll(() => receiver.received.length, { timeout: 5_000 }).toBe(1);
    const body = JSON.parse(receiver.received[0]!.body);
    expect(body).toMatchObject({
      type: 'alert.raised',
      data: { rule: 'waiting', level: 'watch', subject: 'province', value: 1 },
    });
    expect(body.data.text).toContain('منتظران');
    const rows = async (): Promise<unknown> => (await ask('GET', '/api/notices')).json['notices'];
    await expect
      .poll(rows)
      .toEqual([expect.objectContaining({ state: 'sent', name: 'شیفت', notice: '1', attempt: 1 })]);
    await post('call.left', { reason: 'abandoned' });
    await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(2);
    expect(JSON.parse(receiver.received[1]!.body)).toMatchObject({ type: 'alert.cleared' });
    expect(server.warnings()).toEqual([]);
  }, 45_000);

  it('that refuse for good are among the dead letters, and an administrator tries again', async () => {
    const receiver = await startReceiver((_one, response) => void response.writeHead(401).end('{"ok":false}'));
    const { ask } = await startOffice();
    const settings = { channel: 'bot', base: receiver.url, token: '1:a', chat: '1' };
    await ask('POST', '/api/recipients', { ...common, settings });
    await ask('PUT', '/api/thresholds', { rule: 'waiting', watch: 1, act: 5 });
    await ask('POST', '/api/events', { id: 'j', type: 'call.joined', at: Date.now(), call: 'c1', queue: 'q1' });
    const row = async (): Promise<Json> => (await ask('GET', '/api/notices')).json['notices'][0];
    await expect.poll(async () => (await row())?.state, { timeout: 5_000 }).toBe('dead');
    const { alert, recipient, notice, reason, detail } = await row();
    expect({ reason, detail }).toEqual({ reason: 'status', detail: '401' });
    receiver.answerWith((_one, response) => void response.end('{"ok":true}'));
    expect(await ask('POST', '/api/notices/retry', { alert, recipient, notice })).toMatchObject({ status: 204 });
    await expect.poll(async () => (await row()).state, { timeout: 5_000 }).toBe('sent');
    expect(receiver.received).toHaveLength(2);
    expect((await ask('POST', '/api/notices/retry', { alert, recipient, notice })).status).toBe(404);
  });
});
