// Recipients over HTTP on a whole server: their secrets never come out again, a test shows the answer, and an alert arrives.
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../shared/time.ts';
import { startReceiver } from '../support/notice-receiver.ts';
import { certificateOf, startSmtpServer } from '../support/smtp-server.ts';
import { startTestServer } from '../support/test-server.ts';

/** What the contract says of an answer is checked by the server itself. */
// oxlint-disable-next-line typescript/no-explicit-any
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

  it('in the own network keep their address only with the permission for it', async () => {
    const { ask } = await startOffice();
    const settings = { channel: 'webhook', url: 'http://127.0.0.1:8000/' };
    const { id } = (await ask('POST', '/api/recipients', { ...common, settings })).json;
    expect(await ask('PUT', `/api/recipients/${id}`, { ...common, allowLocal: false })).toMatchObject({
      status: 400,
      json: { code: 'bad-parameters', field: 'settings.url' },
    });
    expect((await ask('PUT', `/api/recipients/${id}`, common)).status).toBe(200);
  });

  it('by e-mail share a mail server whose password never comes out again', async () => {
    const account = { user: 'wallboard', password: 'very-secret' };
    const smtp = await startSmtpServer({ security: 'starttls', account });
    const { ask } = await startOffice();
    const server = {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'starttls',
      ...account,
      ca: certificateOf('named'),
      servername: 'localhost',
      from: 'wallboard@office.example',
    };
    const settings = { channel: 'email', to: '\u200fduty@office.example', server };
    const first = (await ask('POST', '/api/recipients', { ...common, settings })).json;
    const second = (
      await ask('POST', '/api/recipients', {
        ...common,
        name: 'شب',
        settings: { channel: 'email', to: 'night@office.example', server: { like: first['id'] } },
      })
    ).json;
    for (const { id } of [first, second] as { id: string }[])
      expect((await ask('POST', `/api/recipients/${id}/test`)).json).toMatchObject({ ok: true });
    expect(smtp.mails.map(({ to }) => to)).toEqual([['duty@office.example'], ['night@office.example']]);
    const listed = await ask('GET', '/api/recipients');
    expect(listed.json['recipients'][0]).toMatchObject({ channel: 'email', address: '…@office.example' });
    expect(listed.text).not.toMatch(/secret|duty@|127\.0\.0\.1|BEGIN/);
    // Its own server, and another mailbox.
    const moved = { channel: 'email', to: 'day@office.example', server: { like: second['id'] } };
    expect((await ask('PUT', `/api/recipients/${second['id']}`, { ...common, settings: moved })).status).toBe(200);
    await ask('POST', `/api/recipients/${second['id']}/test`);
    expect(smtp.mails.at(-1)?.to).toEqual(['day@office.example']);
  });

  it.each([
    ['to', 'to', { to: 'a@example.org, b@example.org' }],
    ['to', 'to', { to: 'علی@example.org' }],
    ['server.from', 'a sender', { server: { from: 'nobody' } }],
    ['server.host', 'a host', { server: { host: 'mail.example/x' } }],
    ['server.host', 'a host of the own network', { allowLocal: false, server: { host: '10.0.0.1' } }],
    ['server.password', 'a password', { server: { user: 'wallboard' } }],
    ['server.ca', 'certificates', { server: { ca: 'none' } }],
    ['server.ca', 'certificates', { server: { ca: `${certificateOf('named')}${certificateOf('key')}` } }],
    ['server.servername', 'a name', { server: { servername: '10.0.0.1' } }],
    ['server', 'a recipient', { server: { like: 'r-none' } }],
  ])('by e-mail are refused with a wrong %s: %s', async (field, _what, { allowLocal = true, ...wrong }: Json) => {
    const { ask } = await startOffice();
    const usual = { host: 'mail.example.org', port: 587, security: 'starttls', from: 'wallboard@example.org' };
    const server = wrong['server']?.like ? wrong['server'] : { ...usual, ...wrong['server'] };
    const settings = { channel: 'email', to: 'duty@example.org', ...wrong, server };
    expect(await ask('POST', '/api/recipients', { ...common, allowLocal, settings })).toMatchObject({
      status: 400,
      json: { code: 'bad-parameters', field: `settings.${field}` },
    });
  });

  it.each([
    ['allowLocal', { allowLocal: false }],
    ['settings.dial', { dial: 'PJSIP/1201&PJSIP/1202' }],
    ['settings.dial', { dial: '1201' }],
    ['settings.dial', { dial: 'Local/${EVIL}@x' }],
    ['settings.context', { context: 'a b' }],
    ['settings.callerNumber', { callerNumber: '۱۱۱' }],
    ['settings.account', { account: 'nobody' }],
  ])('by telephone are refused with a wrong %s', async (field, { allowLocal = true, ...wrong }: Json) => {
    const { ask } = await startOffice();
    const usual = { channel: 'phone', host: '127.0.0.1', port: 5038, secure: false, user: 'alarm', secret: 'x' };
    const settings = { ...usual, dial: 'PJSIP/1201', context: 'wallboard-alarm', ...wrong };
    expect(await ask('POST', '/api/recipients', { ...common, allowLocal, settings })).toMatchObject({
      status: 400,
      json: { code: 'bad-parameters', field },
    });
  });

  it('by telephone show where the call is asked for, and no secret', async () => {
    const { ask } = await startOffice();
    const settings = {
      channel: 'phone',
      host: '127.0.0.1',
      port: 5038,
      secure: false,
      user: 'alarm',
      secret: 'very-secret',
      dial: 'PJSIP/1201',
      context: 'wallboard-alarm',
    };
    expect((await ask('POST', '/api/recipients', { ...common, settings })).status).toBe(201);
    const { json, text } = await ask('GET', '/api/recipients');
    expect(json['recipients'][0]).toMatchObject({ channel: 'phone', address: 'ami://127.0.0.1:5038' });
    expect(text).not.toMatch(/secret|1201/);
  });

  it(
    'get an alert that is raised and that it is over, each once',
    async () => {
      const receiver = await startReceiver();
      const { ask, server } = await startOffice();
      await ask('POST', '/api/recipients', { ...common, settings: { channel: 'webhook', url: receiver.url } });
      await ask('PUT', '/api/thresholds', { rule: 'waiting', watch: 1, act: 5 });
      const post = (type: string, more: object = {}): Promise<unknown> =>
        ask('POST', '/api/events', { id: randomUUID(), type, at: Date.now(), call: 'c1', queue: 'q1', ...more });
      await post('call.joined');
      await expect.poll(() => receiver.received.length).toBe(1);
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
      await expect.poll(() => receiver.received.length, { timeout: MINUTE }).toBe(2);
      expect(JSON.parse(receiver.received[1]!.body)).toMatchObject({ type: 'alert.cleared' });
      expect(server.warnings()).toEqual([]);
    },
    3 * MINUTE,
  );

  it('that refuse for good are among the dead letters, and an administrator tries again', async () => {
    const receiver = await startReceiver((_one, response) => void response.writeHead(401).end('{"ok":false}'));
    const { ask } = await startOffice();
    const settings = { channel: 'bot', base: receiver.url, token: '1:a', chat: '1' };
    await ask('POST', '/api/recipients', { ...common, settings });
    await ask('PUT', '/api/thresholds', { rule: 'waiting', watch: 1, act: 5 });
    await ask('POST', '/api/events', { id: 'j', type: 'call.joined', at: Date.now(), call: 'c1', queue: 'q1' });
    const row = async (): Promise<Json> => (await ask('GET', '/api/notices')).json['notices'][0];
    await expect.poll(async () => (await row())?.state).toBe('dead');
    const { alert, recipient, notice, reason, detail } = await row();
    expect({ reason, detail }).toEqual({ reason: 'status', detail: '401' });
    receiver.answerWith((_one, response) => void response.end('{"ok":true}'));
    expect(await ask('POST', '/api/notices/retry', { alert, recipient, notice })).toMatchObject({ status: 204 });
    await expect.poll(async () => (await row()).state).toBe('sent');
    expect(receiver.received).toHaveLength(2);
    expect((await ask('POST', '/api/notices/retry', { alert, recipient, notice })).status).toBe(404);
  });
});
