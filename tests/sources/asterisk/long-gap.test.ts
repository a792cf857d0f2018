// A gap that takes long to read through: the wall lives meanwhile, and shows how far the reading is.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startOneQueueAsterisk, QUEUE } from '../../support/one-queue-asterisk.ts';
import { createReplayLink, linesOf, queueLogFolder } from './replay-link.ts';

const CALLS = 2_000;

it('a queue_log that is long in reading keeps no caller of now from the board, and is counted to its end', async () => {
  const asterisk = await startOneQueueAsterisk();
  const file = join(queueLogFolder(), 'queue_log');
  const lines = Array.from({ length: CALLS }, (_, n) => linesOf(`pbx111-1795455100.${n}`, QUEUE, 60, 'm-1201'));
  writeFileSync(file, lines.join(''));
  // The first that waits is the link itself; then each piece of the file does, until the test has seen enough.
  let waits = 0;
  const enough = Promise.withResolvers<void>();
  const link = createReplayLink(asterisk, file, undefined, undefined, () =>
    waits++ === 0 ? Promise.resolve() : enough.promise,
  );
  const begun = link.begin();
  await expect.poll(link.state).toBe('up');
  const call = asterisk.calls.call(QUEUE);
  call.join();
  await expect.poll(() => link.log.fold.board.now.waiting).toBe(1);
  expect(link.today(QUEUE)?.offered).toBeLessThan(CALLS / 2);
  await expect.poll(link.queueLog).toEqual({ code: 'reading', until: expect.any(Number) });
  enough.resolve();
  await expect.poll(() => link.today(QUEUE)?.completed).toBe(CALLS);
  await begun;
  call.abandon();
  await expect
    .poll(() => link.today(QUEUE))
    .toMatchObject({ offered: CALLS + 1, answered: CALLS, abandoned: 1, lost: 0 });
  await expect.poll(link.queueLog).toBeUndefined();
  expect(link.today(QUEUE)?.unheard ?? 0).toBe(0);
});
