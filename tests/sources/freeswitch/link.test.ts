// The link to a FreeSWITCH over real TCP: password, subscription, silence, goodbyes, hostile bytes, gaps, and two links.
import { expect, it, onTestFinished } from 'vitest';
import { unbalanced } from '../../support/balance.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import {
  framed,
  startFakeFreeSwitch,
  type FakeFreeSwitch,
  type FakeFreeSwitchOptions,
} from '../../support/fake-freeswitch.ts';
import { createFreeSwitchScenario, type FreeSwitchScenario } from '../../support/freeswitch-scenario.ts';

const QUEUE = 'samad-sari@default';
const ID = 'samad-sari';

async function startFake(
  options: FakeFreeSwitchOptions = {},
): Promise<{ freeswitch: FakeFreeSwitch; scene: FreeSwitchScenario }> {
  const scene: FreeSwitchScenario = createFreeSwitchScenario({ now: Date.now, say: (event) => freeswitch.say(event) });
  const freeswitch = await startFakeFreeSwitch({ answer: scene.answer, ...options });
  onTestFinished(freeswitch.stop);
  scene.queue(QUEUE);
  for (const name of ['m-1201', 'm-1202']) scene.agent(name, [QUEUE]);
  return { freeswitch, scene };
}
/** One whose mod_callcenter comes and goes. */
async function startModule() {
  let isLoaded = true;
  const { freeswitch, scene } = await startFake({
    answer: (question): string | undefined =>
      isLoaded || !question.startsWith('callcenter_config') ? scene.answer(question) : undefined,
  });
  return { freeswitch, scene, load: (on: boolean): void => void (isLoaded = on) };
}

const linkUp = (server: TestServer) =>
  server.until('the link is up', ({ links }) => links['pbx']?.state === 'up', 15_000);
/** Up, and what FreeSWITCH has in progress was compared with the board: the desks of its list are there. */
const settled = async (server: TestServer): Promise<void> => {
  await linkUp(server);
  await server.until(
    'its desks',
    ({ desks }) => desks['m-1201']?.state === 'free' || desks['m-1201']?.state === 'busy',
  );
};
const hasCode = (code: string) => (board: { links: Record<string, { state: string; code?: string }> }) =>
  Object.values(board.links)[0]?.code === code;

it('a link by an IPv6 address is up', async () => {
  const { freeswitch } = await startFake({ host: '::1' });
  const server = await startTestServer(`esl://:ClueCon@[::1]:${freeswitch.port}`);
  await server.until('up', ({ links }) => Object.values(links)[0]?.state === 'up', 15_000);
});

it('a wrong password is refused by name, tried again slowly, and stands in no log line', async () => {
  const { freeswitch } = await startFake();
  const server = await startTestServer(freeswitch.esl('?system=pbx', 'not-the-word'));
  const { board } = await server.until('refused', ({ links }) => links['pbx']?.state === 'refused');
  expect(board.links['pbx']).toMatchObject({ state: 'refused', code: 'login-refused' });
  expect(server.warnings().map(({ reason }) => String(reason))).toContainEqual(
    expect.stringMatching(/^expected the password of event_socket\.conf\.xml, it was refused: -ERR invalid$/),
  );
  expect(JSON.stringify(server.logged)).not.toContain('not-the-word');
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(freeswitch.logins.map(({ ok }) => ok)).toEqual([false]);
});

it('an address that its list does not have is refused by name', async () => {
  const { freeswitch } = await startFake({ rude: true });
  const server = await startTestServer(freeswitch.esl('?system=pbx'));
  const { board } = await server.until('refused', ({ links }) => links['pbx']?.state === 'refused');
  expect(board.links['pbx']).toMatchObject({ state: 'refused', code: 'address-refused' });
  expect(server.warnings().map(({ reason }) => String(reason))).toContainEqual(
    expect.stringContaining('apply-inbound-acl of event_socket.conf.xml'),
  );
});

it.each([
  ['another protocol', '220 mail.example ESMTP\r\n\n\n', /expected .*Content-Type/],
  ['headers without an end', 'x'.repeat(80_000), /expected headers of at most 64 kB/],
  ['a frame of another kind', framed('api/response', 'x'), /expected auth\/request, got api\/response/],
  [
    'a length that cannot be',
    'Content-Length: 99999999999\nContent-Type: auth/request\n\n',
    /expected a body of at most 16 MB/,
  ],
])('%s in place of a greeting is no event socket: said so, and the server lives', async (_what, greeting, reason) => {
  const { freeswitch } = await startFake({ greeting });
  const server = await startTestServer(freeswitch.esl('?system=pbx'));
  await server.until('no event socket', hasCode('not-esl'));
  expect(server.warnings().map((one) => String(one['reason']))).toContainEqual(expect.stringMatching(reason));
  expect((await server.get('/readyz')).status).toBe(200);
});

it.each([
  ['a length that cannot be', 'Content-Length: 99999999999\nContent-Type: text/event-plain\n\n'],
  [
    'an answer that nobody asked for',
    framed('api/response', '+OK') + framed('api/response', '+OK') + framed('api/response', '+OK'),
  ],
  ['noise', Buffer.alloc(70_000, 0xfe)],
])('%s in the middle ends the connection with what was expected; the next one goes on', async (_what, bytes) => {
  const { freeswitch, scene } = await startFake();
  const server = await startTestServer(freeswitch.esl());
  await settled(server);
  const caller = scene.caller();
  caller.join(QUEUE);
  await server.until('one waits', ({ now }) => now.waiting === 1);
  freeswitch.sayBytes(bytes);
  await server.until('unreadable', () => server.logged.some(({ code }) => code === 'unreadable'));
  expect(server.warnings().some(({ reason }) => /^expected /.test(String(reason)))).toBe(true);
  await expect.poll(() => [freeswitch.logins.length, freeswitch.listeners()]).toEqual([2, 1]);
  caller.abandon();
  const { board } = await server.until('nobody waits', ({ now }) => now.waiting === 0, 10_000);
  expect(board.queues[ID]?.today).toMatchObject({ offered: 1, abandoned: 1, lost: 0 });
});

it('an event that cannot be read costs that event, and nothing else', async () => {
  const { freeswitch, scene } = await startFake();
  const server = await startTestServer(freeswitch.esl());
  await settled(server);
  freeswitch.sayBytes(
    framed('text/event-json', '{"Event-Name":') + framed('text/event-plain', '\n\n') + framed('log/data', 'x'),
  );
  scene.caller().join(QUEUE);
  await server.until('one waits', ({ now }) => now.waiting === 1);
  expect(server.warnings().filter(({ msg }) => msg.includes('could not be read'))).toHaveLength(1);
});

it('subscribes with CUSTOM last, or it would hear nothing of the call centre', async () => {
  const { freeswitch } = await startFake();
  const server = await startTestServer(freeswitch.esl());
  await linkUp(server);
  const subscription = freeswitch.asked.find((text) => text.startsWith('event ')) ?? '';
  expect(subscription).toMatch(/^event plain [A-Z_ ]+ CUSTOM callcenter::info sofia::register$/);
  for (const name of ['CHANNEL_CREATE', 'CHANNEL_HANGUP_COMPLETE', 'HEARTBEAT']) expect(subscription).toContain(name);
  expect(freeswitch.listeners()).toBe(1);
});

it('silence is down within seconds and told as silence, a goodbye as one', { timeout: 40_000 }, async () => {
  const { freeswitch } = await startFake();
  const server = await startTestServer(freeswitch.esl());
  await settled(server);
  freeswitch.silence(true);
  await server.until('silent', hasCode('silent'), 8_000);
  freeswitch.silence(false);
  await linkUp(server);
  freeswitch.shutDown();
  await server.until('closed', () => server.logged.some(({ code }) => code === 'closed'));
  expect(server.warnings().map(({ reason }) => String(reason))).toContainEqual(
    'FreeSWITCH said goodbye: The system is being shut down.',
  );
  await linkUp(server);
});

it(
  'without mod_callcenter the link says that the queues cannot be read, and goes on when it is loaded',
  { timeout: 40_000 },
  async () => {
    let isLoaded = false;
    const scene: FreeSwitchScenario = createFreeSwitchScenario({
      now: Date.now,
      say: (event) => freeswitch.say(event),
    });
    const freeswitch = await startFakeFreeSwitch({
      answer: (question) =>
        isLoaded || !question.startsWith('callcenter_config') ? scene.answer(question) : undefined,
    });
    onTestFinished(freeswitch.stop);
    const server = await startTestServer(freeswitch.esl());
    await server.until('no queues', hasCode('no-call-centre'), 15_000);
    expect((await server.board()).links['pbx']?.state).toBe('denied');
    isLoaded = true;
    scene.queue(QUEUE);
    await server.until('up', ({ links, queues }) => links['pbx']?.state === 'up' && queues[ID] !== undefined, 15_000);
  },
);

it('a desk that picked up before the link was there has answered as soon as the caller is connected', async () => {
  const { freeswitch, scene } = await startFake();
  const caller = scene.caller();
  caller.join(QUEUE);
  caller.ring('m-1201');
  caller.pickUp();
  const server = await startTestServer(freeswitch.esl());
  await server.until('one waits', ({ now, desks }) => now.waiting === 1 && desks['m-1201'] !== undefined);
  caller.connect();
  const { board } = await server.until('one talks', ({ now }) => now.talking === 1 && now.waiting === 0, 10_000);
  expect(board.queues[ID]?.today).toMatchObject({ offered: 1, answered: 1 });
  caller.end('desk');
  await server.until('all is quiet', ({ now }) => now.talking === 0);
  expect((await server.board()).queues[ID]?.today).toMatchObject({ offered: 1, answered: 1, completed: 1 });
});

it('a Persian queue is there by its name before its first call', async () => {
  const { freeswitch, scene } = await startFake();
  scene.queue('صف‌ساری@default');
  const server = await startTestServer(freeswitch.esl());
  await settled(server);
  await server.until('its name', ({ queues }) => Object.values(queues).some(({ name }) => name === 'صف‌ساری'));
});

it('mod_callcenter that is unloaded while the link is up is told at once, and its return', async () => {
  const { freeswitch, scene, load } = await startModule();
  const server = await startTestServer(freeswitch.esl());
  await settled(server);
  load(false);
  scene.event('MODULE_UNLOAD', { type: 'api', name: 'callcenter_config', key: 'mod_callcenter' });
  await server.until('denied', hasCode('no-call-centre'), 4_000);
  expect((await server.board()).links['pbx']?.state).toBe('denied');
  load(true);
  await settled(server);
});

it('a FreeSWITCH without mod_callcenter is never told to be up', async () => {
  const { freeswitch, load } = await startModule();
  load(false);
  const server = await startTestServer(freeswitch.esl());
  await server.until('denied', hasCode('no-call-centre'), 4_000);
  expect(server.logged.filter(({ msg }) => String(msg).includes('telephone link up'))).toEqual([]);
});

it('an API that does not answer keeps no event from the board', async () => {
  const { freeswitch, scene } = await startFake({ hangs: true });
  const server = await startTestServer(freeswitch.esl());
  await expect.poll(freeswitch.listeners).toBe(1);
  const caller = scene.caller();
  caller.join(QUEUE);
  await server.until('one waits', ({ now }) => now.waiting === 1, 4_000);
  caller.abandon();
  const { board } = await server.until('nobody waits', ({ now }) => now.waiting === 0);
  expect(board.queues[ID]).toMatchObject({ system: 'pbx', today: { offered: 1, abandoned: 1 } });
});

it('two links, and a restarted server, count every call once, also what was unheard', { timeout: 60_000 }, async () => {
  const random = seededRandom(7);
  const { freeswitch, scene } = await startFake({ pieces: { most: 900, random } });
  const url = `${freeswitch.esl('?name=a')},${freeswitch.esl('?name=b')}`;
  let server = await startTestServer(url);
  await expect.poll(freeswitch.listeners).toBe(2);
  await settled(server);
  const [talking, waiting] = [scene.caller(), scene.caller()];
  for (const caller of [talking, waiting]) caller.join(QUEUE);
  talking.ring('m-1201');
  talking.answer();
  await server.until('one talks', ({ now }) => now.talking === 1 && now.waiting === 1);
  // Counters are believed when nothing happened around their reading: both links have looked by then.
  await new Promise((resolve) => setTimeout(resolve, 2_500));

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
  await server.until('two talk', ({ now }) => now.talking === 2 && now.waiting === 1, 15_000);
  await server.until('one unheard', ({ queues }) => queues[ID]?.today.unheard === 1, 15_000);
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
});

it(
  'a FreeSWITCH that was killed takes its callers along: lost, and the wall goes on with the new one',
  { timeout: 40_000 },
  async () => {
    const { freeswitch, scene } = await startFake();
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
    await server.until('nobody is left', ({ now }) => now.waiting === 0 && now.talking === 0, 15_000);
    const { board } = await server.until('desks are away', ({ desks }) => desks['m-1201']?.state === 'away');
    expect(board.queues[ID]?.today).toMatchObject({ offered: 4, answered: 1, talkUnknown: 1, lost: 3 });
    scene.caller().join(QUEUE);
    await server.until('one waits', ({ now }) => now.waiting === 1);
  },
);
