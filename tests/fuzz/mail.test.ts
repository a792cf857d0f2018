// What a mail server may answer, bent: each mail becomes an outcome in time, and no line that the server broke stays open.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { sendEmail } from '../../server/notices/email.ts';
import { bentBytes, bentText, oddText, type Chance } from './chance.ts';
import { fuzz, WITHIN } from './run.ts';

/** Longer than an answer takes that comes at all, and shorter than anybody waits for a test. */
const LIMIT_MS = 150;
const MOST_MS = 20_000;
const replies: Readonly<Record<string, string>> = {
  CONNECT: '220 mail ESMTP\r\n',
  EHLO: '250-mail\r\n250-SIZE 1000000\r\n250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n',
  HELO: '250 mail\r\n',
  AUTH: '235 2.7.0 accepted\r\n',
  MAIL: '250 2.1.0 ok\r\n',
  RCPT: '250 2.1.5 <duty@office.example> ok\r\n',
  DATA: '354 go on\r\n',
  '.': '250 2.0.0 queued\r\n',
  QUIT: '221 bye\r\n',
};

const replyTo = (verb: string, chance: Chance): Buffer | 'drop' => {
  const usual = replies[verb] ?? '502 5.5.2 unknown\r\n';
  if (chance.yes(0.75)) return Buffer.from(usual);
  switch (chance.below(8)) {
    case 0:
      return 'drop';
    case 1:
      return Buffer.from(`${chance.pick([421, 450, 452, 500, 530, 535, 550, 554, 999, 100])} ${oddText(chance)}\r\n`);
    case 2:
      return Buffer.from(`${usual}${usual}`);
    case 3:
      return Buffer.from(`250-${'x'.repeat(chance.pick([1, 600, 70_000]))}\r\n`.repeat(chance.pick([1, 40])));
    case 4:
      return bentBytes(Buffer.from(usual), chance);
    case 5:
      return Buffer.alloc(chance.pick([1, 4_000, 2 ** 18]), oddText(chance) || 'x');
    default:
      return Buffer.from(bentText(usual, chance));
  }
};

it('answers of a mail server of any shape are an outcome', WITHIN, async () => {
  let chance: Chance | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let held = '';
    let isText = false;
    const say = (verb: string): void => {
      const reply = replyTo(verb, chance!);
      if (reply === 'drop') socket.destroy();
      else socket.write(reply);
    };
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (more) => {
      held += more.toString('latin1');
      for (let end = held.indexOf('\r\n'); end >= 0 && !socket.destroyed; end = held.indexOf('\r\n')) {
        const line = held.slice(0, end);
        held = held.slice(end + 2);
        if (isText && line !== '.') continue;
        const verb = isText ? '.' : (line.split(' ', 1)[0] ?? '').toUpperCase();
        isText = verb === 'DATA';
        say(verb);
      }
    });
    say('CONNECT');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });

  await fuzz('answers of mail servers', async (given) => {
    chance = given;
    const began = performance.now();
    const signIn = given.yes(0.5) ? { user: 'wallboard', password: 'hunter2' } : {};
    const outcome = await sendEmail(
      {
        to: 'duty@office.example',
        server: { host: '127.0.0.1', port, security: 'none', from: 'wallboard@office.example', ...signIn },
      },
      { id: 'n-1', at: 0, kind: 'test', title: 'آزمایش', text: 'متن', repeat: false, data: {}, language: 'fa' },
      true,
      LIMIT_MS,
    );
    if (performance.now() - began > MOST_MS) throw new Error('it took longer than it may');
    const detail = outcome.detail ?? '';
    if (detail.length > 120 || /hunter2|duty@office/.test(detail)) throw new Error(`too much is repeated: ${detail}`);
    if (!outcome.ok && !/^[a-z][a-z-]*$/.test(outcome.reason)) throw new Error(`no reason: ${outcome.reason}`);
    return outcome.ok ? 'sent' : outcome.reason;
  });
  await expect.poll(() => sockets.size, { timeout: MOST_MS }).toBe(0);
});
