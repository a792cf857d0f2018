// A caller of the last event before a break must not wait on the wall for ever.
import { expect, it } from 'vitest';
import { unbalanced } from '../support/balance.ts';
import { startTestServer } from '../support/test-server.ts';
import { linkUp, startOneQueueAsterisk, QUEUE, reconciled } from '../support/one-queue-asterisk.ts';

it('the caller who joined last before a restart of Asterisk is lost like the earlier ones', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111'));
  await reconciled(server, asterisk);
  asterisk.calls.call(QUEUE).join();
  await server.until('one waits', ({ now }) => now.waiting === 1);
  await asterisk.restart();
  const { board } = await server.until('nobody waits', ({ now }) => now.waiting === 0);
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 1, lost: 1 });
  expect(unbalanced(board)).toEqual({ [QUEUE]: 0 });
});

it('the caller who was answered last before a restart of Asterisk does not talk for ever', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111'));
  await reconciled(server, asterisk);
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.ring('m-1201');
  call.answer();
  await server.until('one talks', ({ now }) => now.talking === 1);
  await asterisk.restart();
  const { board } = await server.until('nobody talks', ({ now }) => now.talking === 0);
  expect(board.queues[QUEUE]?.today).toMatchObject({ answered: 1, completed: 0, talkUnknown: 1 });
});

it('two links without a named system find its name on a quiet Asterisk, and count as one', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(`${asterisk.ami('?name=a')},${asterisk.ami('?name=b')}`);
  await linkUp(server);
  await expect.poll(() => asterisk.clients()).toBe(2);
  await reconciled(server, asterisk);
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.abandon();
  await server.until('it is counted', ({ queues }) => (queues[QUEUE]?.today.abandoned ?? 0) > 0);
  // The second link may learn the name a little later.
  const { board } = await server.until('one name', ({ links }) => Object.keys(links).join() === 'pbx111');
  expect(board.queues[QUEUE]?.today.offered).toBe(1);
});
