// What Asterisk denies, and what is no Asterisk: each has its own word on the wall, and nothing is guessed.
import { createServer } from 'node:http';
import { createServer as listen, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { unbalanced } from '../support/balance.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { startTestServer } from '../support/test-server.ts';
import {
  otherDeskGetsBusy,
  QUEUE,
  reconciled,
  startOneQueueAsterisk,
  truthOfQueue,
} from '../support/one-queue-asterisk.ts';
import { MINUTE } from '../../shared/time.ts';

it('a wrong secret is refused by name and tried again slowly', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111', 'wrong'));
  const { board } = await server.until('refused', ({ links }) => links['pbx111']?.state === 'refused');
  expect(board.links['pbx111']).toMatchObject({ state: 'refused', code: 'login-refused' });
  await sleep(6_000);
  expect(asterisk.logins.map(({ ok }) => ok)).toEqual([false]);
});

it('a refused link is up soon after the secret is right', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111', 'wrong'));
  await server.until('refused', ({ links }) => links['pbx111']?.state === 'refused');
  asterisk.allow('wrong');
  await server.until('up', ({ links }) => links['pbx111']?.state === 'up', 32_000);
  expect(asterisk.logins.map(({ ok }) => ok)).toEqual([false, true]);
  const [first, second] = asterisk.logins;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(14_000);
});

it('a web server at that port is reported as no AMI, and the server goes on', async () => {
  const web = createServer((_request, response) => response.end('<html>')).listen(0, '127.0.0.1');
  onTestFinished(() => {
    web.closeAllConnections();
    web.close();
  });
  await new Promise((resolve) => web.once('listening', resolve));
  const { port } = web.address() as AddressInfo;
  const server = await startTestServer(`ami://wallboard:demo@127.0.0.1:${port}?system=pbx111`);
  // A web server says nothing until it is asked, so silence is all that is known of it.
  const { board } = await server.until('a code', ({ links }) => links['pbx111']?.code !== 'connecting');
  expect(board.links['pbx111']).toMatchObject({ state: 'down', code: expect.stringMatching(/^(silent|not-ami)$/) });
  expect((await server.get('/readyz')).status).toBe(200);
});

it('a server that greets otherwise is no AMI', async () => {
  const mail = listen((socket) => {
    socket.on('error', () => {});
    socket.write('220 mail.example ESMTP\r\n');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void mail.close());
  await new Promise((resolve) => mail.once('listening', resolve));
  const { port } = mail.address() as AddressInfo;
  const server = await startTestServer(`ami://wallboard:demo@127.0.0.1:${port}?system=pbx111`);
  const { board } = await server.until('not AMI', ({ links }) => links['pbx111']?.code === 'not-ami');
  expect(board.links['pbx111']?.state).toBe('down');
  expect(server.warnings().some(({ reason }) => String(reason).includes('expected an AMI greeting'))).toBe(true);
  expect(server.logged.map((line) => JSON.stringify(line)).join('')).not.toContain('demo@');
});

it('without the right to reporting the link is up and says so, and nothing is declared lost', async () => {
  const asterisk = await startOneQueueAsterisk({ withoutReporting: true });
  const server = await startTestServer(asterisk.ami('?system=pbx111'));
  await server.until('no-reporting', ({ links }) => links['pbx111']?.code === 'no-reporting');
  await reconciled(server, asterisk);
  for (let n = 0; n < 2; n++) asterisk.calls.call(QUEUE).join();
  await server.until('two wait', ({ now }) => now.waiting === 2);
  await otherDeskGetsBusy(asterisk, server);
  await asterisk.restart();
  await server.until('down', ({ links }) => links['pbx111']?.state === 'down');
  const { board } = await server.until('no-reporting again', ({ links }) => links['pbx111']?.code === 'no-reporting');
  expect(board.links['pbx111']?.state).toBe('up');
  await sleep(500);
  const after = await server.board();
  expect(after.queues[QUEUE]?.today).toMatchObject({ offered: 2, waiting: 2, lost: 0 });
  expect(unbalanced(after)).toEqual({ [QUEUE]: 0 });
});

it.each([
  { what: '90 s ahead', ms: 90_000 },
  { what: '10 minutes behind', ms: -10 * MINUTE },
])('a telephone system whose clock is $what is counted right, and its skew is told', async ({ ms }) => {
  // Both clocks stand far from Tehran's midnight: a clock that is behind would have its calls yesterday.
  const asterisk = await startOneQueueAsterisk({ now: () => noonClock() + ms });
  const server = await startTestServer(asterisk.ami('?system=pbx111'), { world: { now: noonClock } });
  await reconciled(server, asterisk);
  for (let n = 0; n < 4; n++) {
    const call = asterisk.calls.call(QUEUE);
    call.join();
    await sleep(40);
    if (n === 0) call.abandon();
    if (n === 1) call.timeout();
    if (n !== 2) continue;
    call.ring('m-1201');
    call.answer();
    await sleep(1_100);
    call.end();
  }
  const { board } = await server.until(
    'four came, one still waits',
    ({ queues, now }) => queues[QUEUE]?.today.offered === 4 && now.waiting === 1 && now.talking === 0,
  );
  const today = board.queues[QUEUE]?.today;
  const { talkSeconds } = truthOfQueue(asterisk) ?? {};
  expect(today).toMatchObject({ answered: 1, completed: 1, abandoned: 1, timedOut: 1, lost: 0, talkSeconds });
  expect(unbalanced(board)).toEqual({ [QUEUE]: 0 });
  // skew: our clock less theirs.
  expect(Math.abs((board.links['pbx111']?.skew ?? NaN) + ms)).toBeLessThan(2_000);
  expect(server.warnings().filter(({ msg }) => msg === 'an event was rejected')).toEqual([]);
});
