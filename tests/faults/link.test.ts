// What breaks between Asterisk and us: silence, a cut, a restart, a boot that is not over, two links at once.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { unbalanced } from '../support/balance.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { startTestServer } from '../support/test-server.ts';
import {
  isDown,
  linkUp,
  startOneQueueAsterisk,
  QUEUE,
  reconciled,
  truthOfQueue,
  otherDeskGetsBusy,
} from '../support/one-queue-asterisk.ts';

it('a link on which pings are no longer answered is down within five seconds, and up again by itself', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami());
  await reconciled(server, asterisk);
  const call = asterisk.calls.call(QUEUE);
  call.join();
  await server.until('one waits', ({ now }) => now.waiting === 1);
  await otherDeskGetsBusy(asterisk, server);
  asterisk.fallSilent();
  const elapsed = startStopwatch();
  const { board } = await server.until('the link is down', isDown);
  expect(elapsed()).toBeLessThan(5_500);
  expect(Object.values(board.links)[0]).toMatchObject({ state: 'down', code: 'silent' });
  expect(board.now.waiting).toBe(1);
  call.abandon(); // lies in the kernel of the stopped machine, and comes when it goes on
  asterisk.wake();
  await linkUp(server);
  await server.until('nobody waits', ({ now }) => now.waiting === 0);
  const after = await server.board();
  expect(unbalanced(after)).toEqual({ [QUEUE]: 0 });
  expect(after.queues[QUEUE]?.today.offered).toBe(1);
});

it('a cut connection comes back at once, and what ended meanwhile is unheard or lost, never waiting', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami());
  await reconciled(server, asterisk);
  const [stays, leaves] = [asterisk.calls.call(QUEUE), asterisk.calls.call(QUEUE)];
  stays.join();
  leaves.join();
  await server.until('two wait', ({ now }) => now.waiting === 2);
  await otherDeskGetsBusy(asterisk, server);
  await asterisk.refuse();
  leaves.abandon();
  const unheard = asterisk.calls.call(QUEUE);
  unheard.join();
  unheard.ring('m-1201');
  unheard.answer();
  await server.until('the link is down', isDown);
  await asterisk.admit();
  await linkUp(server);
  const { board } = await server.until('one waits and one talks', ({ now }) => now.waiting === 1 && now.talking === 1);
  expect(unbalanced(board)).toEqual({ [QUEUE]: 0 });
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 3, answered: 1, lost: 1, waiting: 1 });
  unheard.end();
  stays.abandon();
  const last = await server.until('all is over', ({ now }) => now.waiting === 0 && now.talking === 0);
  expect(last.board.queues[QUEUE]?.today).toMatchObject({
    offered: 3,
    answered: 1,
    completed: 1,
    abandoned: 1,
    lost: 1,
  });
  expect(unbalanced(last.board)).toEqual({ [QUEUE]: 0 });
});

it('after a restart of Asterisk those who waited are lost and those who talked end with an unknown talk', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami());
  await reconciled(server, asterisk);
  const talking = asterisk.calls.call(QUEUE);
  talking.join();
  talking.ring('m-1201');
  talking.answer();
  for (let n = 0; n < 3; n++) asterisk.calls.call(QUEUE).join();
  await server.until('three wait and one talks', ({ now }) => now.waiting === 3 && now.talking === 1);
  await otherDeskGetsBusy(asterisk, server);
  await asterisk.restart();
  const { board } = await server.until('nothing is in progress', ({ now }) => now.waiting === 0 && now.talking === 0);
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 4, answered: 1, completed: 0, talkUnknown: 1, lost: 3 });
  expect(unbalanced(board)).toEqual({ [QUEUE]: 0 });
  const next = asterisk.calls.call(QUEUE);
  next.join();
  next.abandon();
  const after = await server.until('the next call is counted', ({ queues }) => queues[QUEUE]?.today.offered === 5);
  expect(unbalanced(after.board)).toEqual({ [QUEUE]: 0 });
});

it('a login while Asterisk boots declares nothing until the queues answer', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami());
  await reconciled(server, asterisk);
  for (let n = 0; n < 2; n++) asterisk.calls.call(QUEUE).join();
  await server.until('two wait', ({ now }) => now.waiting === 2);
  await otherDeskGetsBusy(asterisk, server);
  await asterisk.restart({ booting: true });
  await expect.poll(() => asterisk.asked.filter((name) => name === 'queuestatus').length).toBeGreaterThan(1);
  await sleep(600);
  expect((await server.board()).queues[QUEUE]?.today).toMatchObject({ waiting: 2, lost: 0 });
  asterisk.booted();
  const early = asterisk.calls.call(QUEUE);
  early.join();
  const { board } = await server.until('the two are lost', ({ queues }) => queues[QUEUE]?.today.lost === 2);
  expect(board.now.waiting).toBe(1);
  expect(unbalanced(board)).toEqual({ [QUEUE]: 0 });
});

it('an Asterisk whose port is closed is tried again, slower each time, until it is there', async () => {
  const asterisk = await startOneQueueAsterisk();
  await asterisk.refuse();
  const server = await startTestServer(asterisk.ami());
  await server.until('unreachable', ({ links }) => Object.values(links)[0]?.code === 'unreachable');
  await asterisk.admit();
  await linkUp(server);
  expect(server.warnings().every(({ msg }) => msg === 'telephone link ended')).toBe(true);
});

it('two links to one Asterisk count as one, and one that dies leaves no gap', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(
    `${asterisk.ami('?name=a&system=pbx111')},${asterisk.ami('?name=b&system=pbx111')}`,
  );
  await reconciled(server, asterisk);
  await expect.poll(() => asterisk.clients()).toBe(2);
  const live = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const call = asterisk.calls.call(QUEUE);
      call.join();
      await sleep(15);
      if (n % 3 === 0) {
        call.abandon();
        continue;
      }
      call.ring('m-1201');
      call.answer();
      await sleep(15);
      call.end();
    }
  };
  await live(9);
  const before = await server.until('nine calls', ({ queues }) => queues[QUEUE]?.today.offered === 9);
  expect(Object.keys(before.board.links)).toEqual(['pbx111']);
  const dying = live(20);
  await sleep(120);
  asterisk.cut(1);
  await dying;
  const { board } = await server.until(
    'all calls are over',
    ({ queues, now }) => queues[QUEUE]?.today.offered === 29 && now.waiting + now.talking === 0,
  );
  const { offered, answered, abandoned } = truthOfQueue(asterisk) ?? { offered: 0, answered: 0, abandoned: 0 };
  await sleep(1_500); // the link that died has come back and compared; nothing may change
  const last = (await server.board()).queues[QUEUE]?.today;
  expect(last).toMatchObject({ offered, answered, abandoned, completed: answered, lost: 0, timedOut: 0, leftByKey: 0 });
  expect(last?.unheard ?? 0).toBe(0);
  expect(unbalanced(board)).toEqual({ [QUEUE]: 0 });
});
