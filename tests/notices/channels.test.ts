// The channels over real connections: what is sent, and what counts as delivered.
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { sendBotMessage } from '../../server/notices/bot.ts';
import type { AlertMessage } from '../../server/notices/outcome.ts';
import { post } from '../../server/notices/post.ts';
import { sendSms } from '../../server/notices/sms.ts';
import { newWebhookSecret, sendWebhook } from '../../server/notices/webhook.ts';
import { freePort } from '../support/free-port.ts';
import { startReceiver } from '../support/notice-receiver.ts';
import { DAY } from '../../shared/time.ts';

const message = (more: Partial<AlertMessage> = {}): AlertMessage => ({
  id: 'notice/waiting/province/1405-09-09-1/r-a/1',
  at: Date.now(),
  kind: 'raised',
  title: 'بحرانی · تابلوی ۱۱۱ مازندران',
  text: 'منتظران استان\nمقدار: ۱۲ نفر',
  repeat: false,
  data: { rule: 'waiting' },
  language: 'fa',
  ...more,
});

describe('a webhook', () => {
  const secret = newWebhookSecret();

  it('is signed as Standard Webhooks, by the public library’s check', async () => {
    const receiver = await startReceiver();
    expect(await sendWebhook({ url: `${receiver.url}/hook`, secret }, message(), true)).toEqual({
      ok: true,
      detail: '200',
    });
    const [one] = receiver.received;
    const payload = new Webhook(secret).verify(one!.body, one!.headers as Record<string, string>);
    expect(payload).toMatchObject({
      type: 'alert.raised',
      data: { rule: 'waiting', repeat: false, title: message().title },
    });
    expect(one?.headers['webhook-id']).toBe(message().id);
    expect(() => new Webhook(newWebhookSecret()).verify(one!.body, one!.headers as Record<string, string>)).toThrow();
  });

  it('has a new timestamp with each attempt and the same id', async () => {
    const receiver = await startReceiver();
    for (const at of [Date.now() - 5_000, Date.now()])
      await sendWebhook({ url: receiver.url, secret }, message({ at, repeat: true }), true);
    const [first, second] = receiver.received.map(({ headers }) => headers);
    expect(first?.['webhook-id']).toBe(second?.['webhook-id']);
    expect(Number(second?.['webhook-timestamp']) - Number(first?.['webhook-timestamp'])).toBeGreaterThanOrEqual(4);
    for (const { body, headers } of receiver.received)
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
        data: { repeat: true },
      });
  });

  it('that is answered with a redirect has failed and is not sent elsewhere', async () => {
    const elsewhere = await startReceiver();
    for (const status of [301, 302, 303, 307, 308]) {
      const receiver = await startReceiver((_one, response) => {
        response.writeHead(status, { location: `${elsewhere.url}/secret-path?key=1` }).end();
      });
      const outcome = await sendWebhook({ url: receiver.url, secret }, message(), true);
      expect(outcome).toEqual({ ok: false, reason: 'redirect', detail: `${status} → ${elsewhere.url}/…` });
    }
    expect(elsewhere.received).toEqual([]);
  });

  it.each([400, 404, 410, 429, 500, 503])('that is answered with %i has failed', async (status) => {
    const receiver = await startReceiver((_one, response) => {
      response.writeHead(status, { 'retry-after': '7' }).end();
    });
    const outcome = await sendWebhook({ url: receiver.url, secret }, message(), true);
    expect(outcome).toMatchObject({ ok: false, reason: 'status', detail: String(status), afterMs: 7_000 });
  });

  it.each([
    ['999999', DAY],
    ['0', undefined],
    ['Mon, 30 Nov 2026 08:00:00 GMT', undefined],
  ])('that asks for a patience of %s is given %s ms', async (asked, afterMs) => {
    const receiver = await startReceiver((_one, response) => {
      response.writeHead(503, { 'retry-after': asked }).end();
    });
    expect(await sendWebhook({ url: receiver.url, secret }, message(), true)).toMatchObject({ ok: false, afterMs });
  });
});

describe('a POST', () => {
  const wish = { headers: {}, body: 'x', allowLocal: true };

  it('never leads into the own network by an address or by a name that resolves to it', async () => {
    const receiver = await startReceiver();
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '[::ffff:7f00:1]'])
      expect(await post({ ...wish, url: `http://${host}:${receiver.port}/`, allowLocal: false })).toEqual({
        failed: { ok: false, reason: 'own-network', final: true },
      });
    expect(receiver.received).toEqual([]);
  });

  it('ends after its limit, and may have been received', async () => {
    const receiver = await startReceiver(() => {});
    expect(await post({ ...wish, url: receiver.url, limitMs: 1_000 })).toEqual({
      failed: { ok: false, reason: 'timeout', perhaps: true },
    });
    const slow = await startReceiver((_one, response) => {
      response.writeHead(200).write('a');
    });
    expect(await post({ ...wish, url: slow.url, limitMs: 1_000 })).toMatchObject({ failed: { reason: 'timeout' } });
  });

  it('reads a few kilobytes of an answer that never ends', async () => {
    const receiver = await startReceiver((_one, response) => {
      const pour = setInterval(() => response.write('x'.repeat(8_192)), 5);
      response.on('close', () => clearInterval(pour));
    });
    const result = await post({ ...wish, url: receiver.url });
    expect('answer' in result && result.answer.text.length).toBe(4_096);
  });

  it('to nobody was not received', async () => {
    expect(await post({ ...wish, url: `http://127.0.0.1:${await freePort()}` })).toEqual({
      failed: { ok: false, reason: 'unreachable', detail: 'ECONNREFUSED' },
    });
  });
});

describe('a bot', () => {
  const settings = { token: '12:abc', chat: '-100' };

  it('sends the text to its chat', async () => {
    const receiver = await startReceiver((_one, response) => void response.end('{"ok":true,"result":{}}'));
    expect(await sendBotMessage({ ...settings, base: `${receiver.url}/` }, message(), true)).toEqual({
      ok: true,
      detail: '200',
    });
    const [one] = receiver.received;
    expect(one?.path).toBe('/bot12:abc/sendMessage');
    expect(JSON.parse(one?.body ?? '')).toEqual({ chat_id: '-100', text: `${message().title}\n${message().text}` });
  });

  it.each([
    [
      429,
      { ok: false, description: 'Too Many Requests: retry after 5', parameters: { retry_after: 5 } },
      { final: false, afterMs: 5_000 },
    ],
    [401, { ok: false, description: 'Unauthorized' }, { final: true, detail: '401 Unauthorized' }],
    [403, { ok: false, description: 'Forbidden: bot was blocked by the user' }, { final: true }],
    [502, 'no JSON', { final: false, reason: 'status' }],
  ])('that is answered %i keeps to what the answer says', async (status, answer, expected) => {
    const receiver = await startReceiver((_one, response) => {
      response.writeHead(status).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
    expect(await sendBotMessage({ ...settings, base: receiver.url }, message(), true)).toMatchObject({
      ok: false,
      ...expected,
    });
  });

  it('that is refused in the body of a good answer has failed', async () => {
    const receiver = await startReceiver((_one, response) => void response.end('{"ok":false,"description":"no"}'));
    expect(await sendBotMessage({ ...settings, base: receiver.url }, message(), true)).toMatchObject({
      ok: false,
      reason: 'refused',
    });
  });

  it('never shows its token', async () => {
    const receiver = await startReceiver();
    receiver.stop();
    expect(JSON.stringify(await sendBotMessage({ ...settings, base: receiver.url }, message(), true))).not.toContain(
      'abc',
    );
  });
});

describe('a text message', () => {
  const settings = {
    fields: { template: '77', message: '{text}', receptor: '{to}' },
    headers: { 'x-api-key': 'k' },
    to: '+98',
  };

  it('fills the fields of a gateway, as a form or as JSON', async () => {
    const receiver = await startReceiver();
    const text = 'with {to} in it';
    for (const format of ['form', 'json'] as const)
      expect(
        await sendSms({ ...settings, url: receiver.url, format }, message({ title: 't', text }), true),
      ).toMatchObject({ ok: true });
    const [form, json] = receiver.received;
    const expected = { template: '77', message: `t\n${text}`, receptor: '+98' };
    expect(Object.fromEntries(new URLSearchParams(form?.body))).toEqual(expected);
    expect(JSON.parse(json?.body ?? '')).toEqual(expected);
    expect(json?.headers['x-api-key']).toBe('k');
  });

  it.each([
    [400, true],
    [402, true],
    [429, false],
    [500, false],
  ])('that is answered %i is final: %s', async (status, final) => {
    const receiver = await startReceiver((_one, response) => void response.writeHead(status).end());
    expect(await sendSms({ ...settings, url: receiver.url, format: 'form' }, message(), true)).toMatchObject({
      ok: false,
      final,
    });
  });
});
