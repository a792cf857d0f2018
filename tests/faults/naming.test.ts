// Ids of calls begin with the telephone system's name, so every node must say it alike, and none may keep a name that it
// only took for want of one (B2).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { idOf } from '../../server/sources/names.ts';
import type { FakeAsterisk } from '../support/fake-asterisk.ts';
import { openLog } from '../support/log-folder.ts';
import { unbalanced } from '../support/balance.ts';
import { tempDataDir, startTestServer } from '../support/test-server.ts';
import { linkUp, startOneQueueAsterisk, QUEUE, reconciled } from '../support/one-queue-asterisk.ts';
import { eventsInLedger } from './logged-events.ts';

const withoutReporting = true;
const markOf = (asterisk: FakeAsterisk): string => `system/${new URL(asterisk.ami()).host}`;
const standInOf = (asterisk: FakeAsterisk): string => idOf(`127.0.0.1-${asterisk.port}`);
/** Whoever the calls in the log are of. */
const callersOf = (dataDir: string): string[] => [
  ...new Set(
    eventsInLedger(join(dataDir, 'log.sqlite'), 0)
      .map(({ name }) => name.split(' '))
      .filter(([, id]) => /\/1(?:@[^/]+)?\/(joined|left)/.test(id ?? ''))
      .map(([source]) => source ?? ''),
  ),
];
async function withMarks<T>(dataDir: string, use: (ledger: ReturnType<typeof openLog>['ledger']) => T): Promise<T> {
  const { ledger, close } = openLog(join(dataDir, 'log.sqlite'));
  const used = await use(ledger);
  await close();
  return used;
}
const abandonOne = (asterisk: FakeAsterisk): void => {
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.abandon();
};

it('a quiet Asterisk that may not be asked goes by our link until its first event names it, and that event is not lost', async () => {
  const asterisk = await startOneQueueAsterisk({ withoutReporting });
  const server = await startTestServer(asterisk.ami());
  await reconciled(server, asterisk);
  expect(Object.keys((await server.board()).links)).toEqual([standInOf(asterisk)]);
  await server.until('its desks are there', ({ desks }) => desks['m-1201']?.state === 'free');
  abandonOne(asterisk);
  const { board } = await server.until('it is counted', ({ queues }) => queues[QUEUE]?.today.abandoned === 1);
  expect(board.queues[QUEUE]).toMatchObject({ system: 'pbx111', today: { offered: 1, abandoned: 1, waiting: 0 } });
  await server.until('its link says so', ({ links }) => Object.keys(links).join() === 'pbx111');
  await server.stop();
  expect(callersOf(server.dataDir)).toEqual(['pbx111']);

  // The next start need not wait for a word.
  const next = await startTestServer(asterisk.ami(), { dataDir: server.dataDir });
  await linkUp(next);
  expect(Object.keys((await next.board()).links)).toEqual(['pbx111']);
});

it('the name in a later event counts, though an earlier event had none', async () => {
  const asterisk = await startOneQueueAsterisk({ withoutReporting });
  const server = await startTestServer(asterisk.ami());
  await reconciled(server, asterisk);
  const nameless = { Privilege: 'agent,all', SystemName: undefined, Queue: QUEUE };
  asterisk.say({ Event: 'QueueMemberStatus', ...nameless, MemberName: 'm-1202', Interface: 'PJSIP/1202', Status: 2 });
  await server.until('the desk is busy', ({ desks }) => desks['m-1202']?.state === 'busy');
  abandonOne(asterisk);
  const { board } = await server.until('it is counted', ({ queues }) => queues[QUEUE]?.today.abandoned === 1);
  expect(board.queues[QUEUE]).toMatchObject({ system: 'pbx111', today: { offered: 1, abandoned: 1 } });
  await server.stop();
  expect(callersOf(server.dataDir)).toEqual(['pbx111']);
});

it('the id of a waiting caller shows the name of a quiet Asterisk', async () => {
  const asterisk = await startOneQueueAsterisk({ withoutReporting });
  const call = asterisk.calls.call(QUEUE);
  call.join();
  const server = await startTestServer(asterisk.ami());
  await server.until('one waits', ({ now }) => now.waiting === 1);
  expect(Object.keys((await server.board()).links)).toEqual(['pbx111']);
  call.abandon();
  const { board } = await server.until('nobody waits', ({ now }) => now.waiting === 0);
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 1, abandoned: 1, lost: 0 });
  await server.stop();
  expect(callersOf(server.dataDir)).toEqual(['pbx111']);
});

it('queue_log is read once the name is known, and not under another', async () => {
  const asterisk = await startOneQueueAsterisk({ withoutReporting });
  const dataDir = tempDataDir();
  const file = join(dataDir, 'queue_log');
  const at = Math.floor(Date.now() / 1000) - 1;
  writeFileSync(
    file,
    `${at}|pbx111-${at}.900|${QUEUE}|NONE|ENTERQUEUE||<unknown>|1\n${at + 1}|pbx111-${at}.900|${QUEUE}|NONE|ABANDON|1|1|1\n`,
  );
  const server = await startTestServer(asterisk.ami(`?queue_log=${encodeURIComponent(file)}`), { dataDir });
  await reconciled(server, asterisk);
  abandonOne(asterisk);
  await server.until('both are counted', ({ queues }) => queues[QUEUE]?.today.abandoned === 2);
  await server.stop();
  expect(callersOf(dataDir)).toEqual(['pbx111']);
});

it('a link’s name that stood in for the system’s is given up, and waiting callers are counted once', async () => {
  const asterisk = await startOneQueueAsterisk({ withoutReporting });
  const dataDir = tempDataDir();
  await withMarks(dataDir, (ledger) => ledger.setMark(markOf(asterisk), standInOf(asterisk)));
  const [stays, leaves] = [asterisk.calls.call(QUEUE), asterisk.calls.call(QUEUE)];
  for (const call of [stays, leaves]) call.join();
  const server = await startTestServer(asterisk.ami(), { dataDir });
  await server.until('two wait', ({ now }) => now.waiting === 2);
  leaves.abandon();
  const { board } = await server.until(
    'one waits, one left',
    ({ now, queues }) => now.waiting === 1 && queues[QUEUE]?.today.abandoned === 1,
  );
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 2, abandoned: 1, lost: 0 });
  stays.abandon();
  const last = await server.until('nobody waits', ({ now }) => now.waiting === 0);
  expect(last.board.queues[QUEUE]?.today).toMatchObject({ offered: 2, abandoned: 2, lost: 0 });
  expect(unbalanced(last.board)).toEqual({ [QUEUE]: 0 });
  await server.stop();
  expect(await withMarks(dataDir, (ledger) => ledger.mark(markOf(asterisk)))).toBe('pbx111');
});

it.each([
  ['which may be asked', false],
  ['which may not be asked', true],
])('an Asterisk, %s, that comes back under another name takes it, and its callers are lost', async (_what, denied) => {
  const before = await startOneQueueAsterisk({ withoutReporting: denied, system: 'pbx-old' });
  const server = await startTestServer(before.ami());
  await reconciled(server, before);
  before.calls.call(QUEUE).join();
  await server.until('one waits', ({ now }) => now.waiting === 1);
  await before.stop();
  const after = await startOneQueueAsterisk({ withoutReporting: denied, system: 'pbx-new', port: before.port });
  await expect.poll(after.clients).toBe(1);
  await linkUp(server);
  abandonOne(after);
  const { board } = await server.until('both are over', ({ queues }) => queues[QUEUE]?.today.abandoned === 1);
  await server.until('the new one is up', ({ links }) => links['pbx-new']?.state === 'up');
  await server.until('nobody waits', ({ now }) => now.waiting === 0);
  expect((await server.board()).queues[QUEUE]?.today).toMatchObject({ offered: 2, abandoned: 1, lost: 1 });
  expect(Object.keys((await server.board()).links)).toEqual(['pbx-new']);
  expect(unbalanced(board)).toEqual({ [QUEUE]: 0 });
});

it.each([
  ['which may be asked', false],
  ['which may not be asked', true],
])('an Asterisk without a name, %s, is counted at once by its link’s, which is not kept', async (_what, denied) => {
  const asterisk = await startOneQueueAsterisk({ withoutReporting: denied, system: '' });
  const waits = asterisk.calls.call(QUEUE);
  waits.join();
  const server = await startTestServer(`${asterisk.ami('?name=hall')},${asterisk.ami('?name=tower')}`);
  await server.until('one waits', ({ now }) => now.waiting === 1);
  await expect.poll(asterisk.clients).toBe(2);
  abandonOne(asterisk);
  waits.abandon();
  const { board } = await server.until('both are over', ({ queues }) => queues[QUEUE]?.today.abandoned === 2);
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 2, abandoned: 2, lost: 0 });
  expect(Object.keys(board.links)).toEqual(['hall']);
  await server.stop();
  expect(await withMarks(server.dataDir, (ledger) => ledger.mark(markOf(asterisk)))).toBeUndefined();
});

it.each([
  ['while the wallboard runs', false],
  ['while the wallboard is off too', true],
])('an Asterisk without a name that takes one %s leaves no call behind, and answers stay', async (_when, isOff) => {
  const nameless = await startOneQueueAsterisk({ withoutReporting, system: '' });
  const first = await startTestServer(nameless.ami('?name=hall'));
  await reconciled(first, nameless);
  nameless.calls.memberStatus('m-1202', 2);
  const [waits, talks] = [nameless.calls.call(QUEUE), nameless.calls.call(QUEUE)];
  for (const call of [waits, talks]) call.join();
  talks.ring('m-1201');
  talks.answer();
  await first.until('one waits, one talks', ({ now }) => now.waiting === 1 && now.talking === 1);
  if (isOff) await first.stop();
  await nameless.stop();
  const named = await startOneQueueAsterisk({ withoutReporting, system: 'pbx111', port: nameless.port });
  const server = isOff ? await startTestServer(nameless.ami('?name=hall'), { dataDir: first.dataDir }) : first;
  await expect.poll(named.clients).toBe(1);
  await reconciled(server, named);
  abandonOne(named);
  const { board } = await server.until(
    'all is over',
    ({ now, queues }) => now.waiting + now.talking === 0 && queues[QUEUE]?.today.abandoned === 1,
  );
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 3, answered: 1, abandoned: 1, lost: 1 });
  expect(unbalanced(board)).toEqual({ [QUEUE]: 0 });
  await server.until('the new one is up', ({ links }) => Object.keys(links).join() === 'pbx111');
});

it('the gap of an Asterisk known to have no name is healed at once after a restart, before its first event', async () => {
  const asterisk = await startOneQueueAsterisk({ withoutReporting, system: '' });
  const dataDir = tempDataDir();
  const file = join(dataDir, 'queue_log');
  writeFileSync(file, '');
  const url = asterisk.ami(`?name=hall&queue_log=${encodeURIComponent(file)}`);
  const first = await startTestServer(url, { dataDir });
  await reconciled(first, asterisk);
  abandonOne(asterisk);
  await first.until('it is counted', ({ queues }) => queues[QUEUE]?.today.abandoned === 1);
  await first.stop();
  const at = Math.floor(Date.now() / 1000);
  writeFileSync(
    file,
    `${at}|${at}.900|${QUEUE}|NONE|ENTERQUEUE||<unknown>|1\n${at}|${at}.900|${QUEUE}|NONE|ABANDON|1|1|0\n`,
  );
  const server = await startTestServer(url, { dataDir });
  const { board } = await server.until('it is healed', ({ queues }) => queues[QUEUE]?.today.abandoned === 2);
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 2, abandoned: 2, waiting: 0 });
  expect(Object.keys(board.links)).toEqual(['hall']);
});

it('?system= given later takes over: waiting callers are counted once, under that name', async () => {
  const asterisk = await startOneQueueAsterisk({ system: '' });
  const first = await startTestServer(asterisk.ami('?name=hall'));
  await reconciled(first, asterisk);
  const waits = asterisk.calls.call(QUEUE);
  waits.join();
  await first.until('one waits', ({ now }) => now.waiting === 1);
  await first.stop();
  const server = await startTestServer(asterisk.ami('?name=hall&system=own'), { dataDir: first.dataDir });
  await reconciled(server, asterisk);
  await server.until('one waits', ({ now, queues }) => now.waiting === 1 && queues[QUEUE]?.system === 'own');
  waits.abandon();
  const { board } = await server.until('nobody waits', ({ now }) => now.waiting === 0);
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 1, abandoned: 1, lost: 0 });
  expect(Object.keys(board.links)).toEqual(['own']);
});

it('?system= counts whatever the system calls itself', async () => {
  const asterisk = await startOneQueueAsterisk({ withoutReporting });
  const server = await startTestServer(asterisk.ami('?system=own'));
  await reconciled(server, asterisk);
  abandonOne(asterisk);
  const { board } = await server.until('it is counted', ({ queues }) => queues[QUEUE]?.today.abandoned === 1);
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: 1, abandoned: 1 });
  expect(Object.keys(board.links)).toEqual(['own']);
  await server.stop();
  expect(callersOf(server.dataDir)).toEqual(['own']);
});
