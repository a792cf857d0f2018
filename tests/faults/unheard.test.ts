// Calls that came and went while nobody listened are counted by Asterisk's own counters, once, beside the totals (B10).
import { expect, it } from 'vitest';
import { unbalanced } from '../support/balance.ts';
import { startTestServer } from '../support/test-server.ts';
import { linkUp, startOneQueueAsterisk, QUEUE, reconciled, otherDeskGetsBusy } from '../support/one-queue-asterisk.ts';
import { MINUTE } from '../../shared/time.ts';

it('unheard calls are counted once, also with two links and after a second gap', { timeout: MINUTE }, async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(`${asterisk.ami('?name=a')},${asterisk.ami('?name=b')}`);
  await expect.poll(() => asterisk.clients()).toBe(2);
  await reconciled(server, asterisk);

  const gap = async (calls: number): Promise<void> => {
    const waits = asterisk.calls.call(QUEUE);
    waits.join();
    await server.until('one waits', ({ now }) => now.waiting === 1);
    await otherDeskGetsBusy(asterisk, server);
    await asterisk.refuse();
    waits.abandon(); // known before the gap, so it is lost and not unheard
    for (let n = 0; n < calls; n++) {
      const call = asterisk.calls.call(QUEUE);
      call.join();
      if (n % 2) call.abandon();
      else {
        call.ring('m-1201');
        call.answer();
        call.end();
      }
    }
    await asterisk.admit();
    await linkUp(server, 15_000);
    await expect.poll(() => asterisk.clients()).toBe(2);
    await server.until('the gap is looked at', ({ now }) => now.waiting === 0);
  };

  await gap(3);
  await server.until('three unheard', ({ queues }) => queues[QUEUE]?.today.unheard === 3);
  await gap(2);
  await server.until('five unheard', ({ queues }) => (queues[QUEUE]?.today.unheard ?? 0) >= 5);
  await reconciled(server, asterisk);
  await new Promise((resolve) => setTimeout(resolve, 1_500)); // the second link has looked, too
  const board = await server.board();
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 2, lost: 2, unheard: 5 });
  expect(
    Object.values(board.gaps)
      .map(({ unheard }) => unheard)
      .sort(),
  ).toEqual([2, 3]);
  expect(unbalanced(board)).toEqual({ [QUEUE]: 0 });
});
