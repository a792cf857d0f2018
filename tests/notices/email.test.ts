// E-mail over real connections to a mail server: what is sent, and what counts as delivered.
import net from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { messageId, sendEmail, type EmailSettings, type MailServer } from '../../server/notices/email.ts';
import type { Message } from '../../server/notices/outcome.ts';
import { freePort } from '../support/free-port.ts';
import { certificateOf, readMail, startSmtpServer } from '../support/smtp-server.ts';

const RLM = '\u200f';
const message = (more: Partial<Message> = {}): Message => ({
  id: 'notice/waiting/province/1405-09-09-1/r-a/1',
  at: Date.parse('2026-11-30T08:00:00Z'),
  kind: 'raised',
  title: 'بحرانی · تابلوی ۱۱۱ مازندران',
  text: `${RLM}منتظران \u2068صف <ساری> & بابل\u2069\n${RLM}مقدار: \u2068۱۲ نفر\u2069`,
  repeat: false,
  data: {},
  language: 'fa',
  ...more,
});
const settings = (port: number, server: Partial<MailServer> = {}): EmailSettings => ({
  to: 'duty@office.example',
  server: { host: '127.0.0.1', port, security: 'none', from: 'wallboard@office.example', ...server },
});
const own = { ca: certificateOf('named'), servername: 'localhost' };

describe('an e-mail', () => {
  it('has one recipient, both texts, a direction, and says that a machine wrote it', async () => {
    const server = await startSmtpServer();
    const outcome = await sendEmail(settings(server.port), message(), true);
    expect(outcome).toEqual({ ok: true, detail: '250 2.0.0 queued as 4ABC' });
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: 'wallboard@office.example', to: ['duty@office.example'], isSecured: false });
    const { headers, parts } = readMail(mail!.data);
    expect(headers).toMatchObject({
      from: 'تابلوی ۱۱۱ <wallboard@office.example>',
      to: 'duty@office.example',
      subject: message().title,
      date: 'Mon, 30 Nov 2026 08:00:00 +0000',
      'auto-submitted': 'auto-generated',
    });
    expect(headers['x-mailer']).toBeUndefined();
    expect(parts['text/plain']?.trimEnd().split(/\r?\n/)).toEqual(message().text.split('\n'));
    expect(parts['text/html']).toContain('<html lang="fa" dir="rtl">');
    expect(parts['text/html']).toContain('صف &lt;ساری&gt; &amp; بابل');
  });

  it('has the same Message-ID in every attempt of a notice, and another for another notice', async () => {
    const server = await startSmtpServer();
    await sendEmail(settings(server.port), message(), true);
    await sendEmail(settings(server.port), message({ at: Date.now(), repeat: true, text: 'again' }), true);
    await sendEmail(settings(server.port), message({ id: 'notice/waiting/province/1405-09-09-1/r-a/cleared' }), true);
    const ids = server.mails.map(({ data }) => readMail(data).headers['message-id']);
    expect(ids[0]).toBe(messageId(message().id, 'wallboard@office.example'));
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@office\.example>$/);
    expect([ids[1] === ids[0], ids[2] === ids[0]]).toEqual([true, false]);
  });

  it('in English is written from left to right under an English name', async () => {
    const server = await startSmtpServer();
    await sendEmail(settings(server.port), message({ language: 'en', title: 'Act', text: 'Waiting' }), true);
    const { headers, parts } = readMail(server.mails[0]!.data);
    expect(headers['from']).toContain('Wallboard 111');
    expect(parts['text/html']).toContain('<html lang="en" dir="ltr">');
  });

  it('has its sender’s name in one encoded word: some readers show more of them broken', async () => {
    const server = await startSmtpServer();
    await sendEmail(settings(server.port), message(), true);
    expect(/^From: (.*)$/im.exec(server.mails[0]!.data)?.[1]?.match(/=\?utf-8\?/gi)).toHaveLength(1);
  });

  it.each(['tls', 'starttls'] as const)('by %s goes encrypted, with user and password', async (security) => {
    const account = { user: 'wallboard', password: 'گذر واژه ۱' };
    const server = await startSmtpServer({ security, account });
    const outcome = await sendEmail(settings(server.port, { security, ...own, ...account }), message(), true);
    expect(outcome).toMatchObject({ ok: true });
    expect(server.mails).toMatchObject([{ isSecured: true, user: 'wallboard' }]);
  });

  it.each(['tls', 'starttls'] as const)(
    'by %s is not sent to a server whose certificate is unknown',
    async (security) => {
      const server = await startSmtpServer({ security });
      const outcome = await sendEmail(settings(server.port, { security }), message(), true);
      expect(outcome).toMatchObject({ ok: false, reason: 'certificate', detail: expect.stringMatching(/SELF_SIGNED/) });
      expect(server.mails).toEqual([]);
    },
  );

  it.each([
    ['of another name', 'unnamed', { ca: certificateOf('unnamed'), servername: 'mail.office.example' }],
    ['that has expired', 'expired', { ca: certificateOf('expired'), servername: 'localhost' }],
  ] as const)('is not sent to a server with a certificate %s', async (_what, certificate, trusted) => {
    const server = await startSmtpServer({ security: 'tls', certificate });
    const outcome = await sendEmail(settings(server.port, { security: 'tls', ...trusted }), message(), true);
    expect(outcome).toMatchObject({ ok: false, reason: 'certificate' });
  });

  it('is never sent in the clear where STARTTLS is asked for and not offered', async () => {
    const account = { user: 'wallboard', password: 'secret' };
    const server = await startSmtpServer({ security: 'none', account });
    const outcome = await sendEmail(settings(server.port, { security: 'starttls', ...account }), message(), true);
    expect(outcome).toMatchObject({ ok: false, reason: 'no-tls', final: true });
    expect(server.commands).not.toContain('AUTH');
  });

  it('is not sent without signing in where a server offers no sign-in', async () => {
    const server = await startSmtpServer();
    const outcome = await sendEmail(settings(server.port, { user: 'wallboard', password: 'secret' }), message(), true);
    expect(outcome).toMatchObject({ ok: false, reason: 'sign-in' });
    expect(server.mails).toEqual([]);
  });

  it('with a wrong password fails for good and says so', async () => {
    const server = await startSmtpServer({ account: { user: 'wallboard', password: 'secret' } });
    const outcome = await sendEmail(settings(server.port, { user: 'wallboard', password: 'x' }), message(), true);
    expect(outcome).toMatchObject({ ok: false, reason: 'sign-in', final: true });
  });
});

describe('an answer', () => {
  it.each([
    ['RCPT', '550 5.1.1 <duty@office.example>: no such mailbox', true],
    ['RCPT', '450 4.2.0 <duty@office.example>: greylisted, come again', false],
    ['MAIL', '552 5.3.4 too big', true],
    ['DATA', '451 4.3.0 busy', false],
    ['.', '554 5.6.0 refused as spam', true],
    ['.', '452 4.3.1 disk full', false],
    ['CONNECT', '421 4.3.2 not now', false],
    ['CONNECT', '554 go away', true],
    ['DATA', '503 5.5.1 not yet', false],
  ])('to %s of %s is final: %s', async (verb, reply, final) => {
    const server = await startSmtpServer({ replies: { [verb]: reply } });
    const outcome = await sendEmail(settings(server.port), message(), true);
    expect(outcome).toMatchObject({ ok: false, reason: 'refused', final });
    const { detail = '', perhaps } = outcome as { detail?: string; perhaps?: boolean };
    expect(detail).toContain(reply.slice(0, 3));
    expect(detail).not.toContain('duty@');
    expect(perhaps).toBeUndefined();
  });

  it.each([
    ['before the text', 'RCPT', undefined],
    ['after the text', '.', true],
  ])('that does not come because the line breaks %s leaves it open accordingly', async (_when, verb, perhaps) => {
    const server = await startSmtpServer({ replies: { [verb]: 'drop' } });
    const outcome = await sendEmail(settings(server.port), message(), true);
    expect(outcome).toMatchObject({ ok: false, reason: 'connection' });
    expect((outcome as { perhaps?: boolean }).perhaps).toBe(perhaps);
  });

  it.each([
    ['to the connection', 'CONNECT', undefined],
    ['to the text', '.', true],
  ])('%s is not waited for longer than the limit', async (_when, verb, perhaps) => {
    const server = await startSmtpServer({ replies: { [verb]: 'silent' } });
    const outcome = await sendEmail(settings(server.port), message(), true, 1_500);
    expect(outcome).toMatchObject({ ok: false, reason: 'timeout' });
    expect((outcome as { perhaps?: boolean }).perhaps).toBe(perhaps);
  });

  it('of nobody says that the server cannot be reached', async () => {
    expect(await sendEmail(settings(await freePort()), message(), true)).toMatchObject({
      ok: false,
      reason: 'unreachable',
    });
  });

  it('is not asked for in the own network without permission, also where a name leads there', async () => {
    const server = await startSmtpServer();
    const refused = { ok: false, reason: 'own-network', final: true };
    expect(await sendEmail(settings(server.port), message(), false)).toEqual(refused);
    expect(await sendEmail(settings(server.port, { host: 'localhost' }), message(), false)).toEqual(refused);
    expect(server.commands).toEqual([]);
  });

  it('in plain text to a TLS hello is no TLS', async () => {
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.write('220 plain\r\n');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const { port } = server.address() as net.AddressInfo;
    const outcome = await sendEmail(settings(port, { security: 'tls' }), message(), true);
    expect(outcome).toMatchObject({ ok: false, reason: 'no-tls' });
  });
});
