// The link to a FreeSWITCH over real TCP: subscription, silence, goodbyes, what was in progress, gaps, and two links.
import { expect, it } from 'vitest';
import { unbalanced } from '../../support/balance.ts';
import { hasCode, ID, linkUp, QUEUE, settled, startOneQueueFreeSwitch } from '../../support/one-queue-freeswitch.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { startTestServer } from '../../support/test-server.ts';
import { MINUTE } from '../../../shared/time.ts';

it('a link by an IPv6 address is up', async () => {
  const { freeswitch } = await startOneQueueFreeSwitch({ host: '::1' });
  const server = await startTestServer(`esl://:ClueCon@[::1]:${freeswitch.port}`);
  await server.until('up', ({ links }) => Object.values(links)[0]?.state === 'up');
});

it('subscribes with CUSTOM last, or no event of the call centre would come', async () => {
  const { freeswitch } = await startOneQueueFreeSwitch();
  const server = await startTestServer(freeswitch.esl());
  await linkUp(server);
  const subscription = freeswitch.asked.find((text) => text.startsWith('event ')) ?? '';
  expect(subscription).toMatch(
    /^event plain [A-Z_ ]+ CUSTOM callcenter::info sofia::register samad::help samad::kept samad::calledback$/,
  );
  for (const name of ['CHANNEL_CREATE', 'CHANNEL_HANGUP_COMPLETE', 'HEARTBEAT']) expect(subscription).toContain(name);
  expect(freeswitch.listeners()).toBe(1);
});

it('silence is down within seconds and reported as silence, a goodbye as one', async () => {
  const { freeswitch } = await startOneQueueFreeSwitch();
  const server = await startTestServer(freeswitch.esl());
  await settled(server);
  freeswitch.silence(true);
  await server.until('silent', hasCode('silent'), 15_000);
  freeswitch.silence(false);
  await linkUp(server);
  freeswitch.shutDown();
  await server.until('closed', () => server.logged.some(({ code }) => code === 'closed'));
  expect(server.warnings().map(({ reason }) => String(reason))).toContainEqual(
    'FreeSWITCH said goodbye: The system is being shut down.',
  );
  await linkUp(server);
});

it('a desk that picked up before the link was there has answered as soon as the caller is connected', async () => {
  const { freeswitch, scene } = await startOneQueueFreeSwitch();
  const caller = scene.caller();
  caller.join(QUEUE);
  caller.ring('m-1201');
  caller.pickUp();
  const server = await startTestServer(freeswitch.esl());
  await server.until('one waits', ({ now, desks }) => now.waiting === 1 && desks['m-1201'] !== undefined);
  caller.connect();
  const { board } = await server.until('one talks', ({ now }) => now.talking === 1 && now.waiting === 0);
  expect(board.queues[ID]?.today).toMatchObject({ offered: 1, answered: 1 });
  caller.end('desk');
  await server.until('all is quiet', ({ now }) => now.talking === 0);
  expect((await server.board()).queues[ID]?.today).toMatchObject({ offered: 1, answered: 1, completed: 1 });
});

it('a Persian queue is there by its name before its first call', async () => {
  const { freeswitch, scene } = await startOneQueueFreeSwitch();
  scene.queue('صف‌ساری@default');
  const server = await startTestServer(freeswitch.esl());
  await settled(server);
  await server.until('its name', ({ queues }) => Object.values(queues).some(({ name }) => name === 'صف‌ساری'));
});

it('an API that does not answer keeps no event from the board', async () => {
  const { freeswitch, scene } = await startOneQueueFreeSwitch({ hangs: true });
  const server = await startTestServer(freeswitch.esl());
  await expect.poll(freeswitch.listeners).toBe(1);
  const caller = scene.caller();
  caller.join(QUEUE);
  await server.until('one waits', ({ now }) => now.waiting === 1);
  // Not by the end of a connection that was taken for dead.
  expect(freeswitch.logins).toHaveLength(1);
  caller.abandon();
  const { board } = await server.until('nobody waits', ({ now }) => now.waiting === 0);
  expect(board.queues[ID]).toMatchObject({ system: 'pbx', today: { offered: 1, abandoned: 1 } });
});

it(
  'two links, and a restarted server, count every call once, also what was unheard',
  { timeout: 2 * MINUTE },
  async () => {
    const random = seededRandom(7);
    const { freeswitch, scene } = await startOneQueueFreeSwitch({ pieces: { most: 900, random } });
    const url = `${freeswitch.esl('?name=a')},${freeswitch.esl('?name=b')}`;
    let server = await startTestServer(url);
    await expect.poll(freeswitch.listeners).toBe(2);
    await settled(server);
    const [talking, waiting] = [scene.caller(), scene.caller()];
    for (const caller of [talking, waiting]) caller.join(QUEUE);
    talking.ring('m-1201');
    talking.answer();
    await server.until('one talks', ({ now }) => now.talking === 1 && now.waiting === 1);
    // Counters are believed when nothing happened around their reading, and read again until then: both links have looked.
    const readings = () => freeswitch.asked.filter((one) => one === 'api callcenter_config queue list').length;
    for (let before = -1; before !== readings();) {
      before = readings();
      await new Promise((resolve) => setTimeout(resolve, 2_500));
    }

    // Away: one comes and goes, the one who waited is answered, one new caller waits.
    await freeswitch.refuse();
    const { dataDir } = server;
    await server.stop();
    const heard = scene.caller();
    heard.join(QUEUE);
    heard.abandon();
    waiting.ring('m-1202');
    waiting.answer();
    const late = scene.caller();
    late.join(QUEUE);
    await freeswitch.admit();

    server = await startTestServer(url, { dataDir });
    await expect.poll(freeswitch.listeners).toBe(2);
    await server.until('two talk', ({ now }) => now.talking === 2 && now.waiting === 1);
    await server.until('one unheard', ({ queues }) => queues[ID]?.today.unheard === 1);
    talking.end('caller', { order: ['hangup', 'desk', 'queue'] });
    waiting.end('desk');
    late.abandon();
    await server.until('all is quiet', ({ now }) => now.talking === 0 && now.waiting === 0);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const board = await server.board();
    expect(board.queues[ID]?.today).toMatchObject({
      offered: 3,
      answered: 2,
      completed: 2,
      abandoned: 1,
      lost: 0,
      talkUnknown: 0,
      unheard: 1,
    });
    expect(unbalanced(board)).toEqual({ [ID]: 0 });
    expect(server.warnings().filter(({ msg }) => msg.includes('rejected'))).toEqual([]);
  },
);

it('a FreeSWITCH that was killed takes its callers along: lost, and the wall goes on with the new one', async () => {
  const { freeswitch, scene } = await startOneQueueFreeSwitch();
  const server = await startTestServer(freeswitch.esl());
  await settled(server);
  const talking = scene.caller();
  talking.join(QUEUE);
  talking.ring('m-1201');
  talking.answer();
  for (let n = 0; n < 3; n++) scene.caller().join(QUEUE);
  await server.until('three wait', ({ now }) => now.waiting === 3 && now.talking === 1);
  scene.status('m-1202', 'On Break');
  await server.until('the other desk pauses', ({ desks }) => desks['m-1202']?.state === 'paused');
  await freeswitch.refuse();
  scene.restart();
  await freeswitch.admit();
  await server.until('nobody is left', ({ now }) => now.waiting === 0 && now.talking === 0);
  const { board } = await server.until('desks are away', ({ desks }) => desks['m-1201']?.state === 'away');
  expect(board.queues[ID]?.today).toMatchObject({ offered: 4, answered: 1, talkUnknown: 1, lost: 3 });
  scene.caller().join(QUEUE);
  await server.until('one waits', ({ now }) => now.waiting === 1);
});
