// Two links whose users may not ask for the system's name, on a quiet Asterisk: they must still count as one (B2).
import { expect, it } from 'vitest';
import { startTestServer } from '../support/test-server.ts';
import { startOneQueueAsterisk, QUEUE, reconciled } from '../support/one-queue-asterisk.ts';

it('links that cannot ask share the name that the first of them took', async () => {
  const asterisk = await startOneQueueAsterisk({ withoutReporting: true });
  const server = await startTestServer(`${asterisk.ami('?name=a')},${asterisk.ami('?name=b')}`);
  await expect.poll(() => asterisk.clients()).toBe(2);
  await reconciled(server, asterisk);
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.abandon();
  await server.until('it is counted', ({ queues }) => queues[QUEUE]?.today.abandoned === 1);
  // Each link hears the event, and the name in it, by itself.
  const { board } = await server.until('one name', ({ links }) => Object.keys(links).length === 1);
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 1, abandoned: 1 });
});
