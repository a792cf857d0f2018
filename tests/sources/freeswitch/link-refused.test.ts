// A FreeSWITCH that lets nobody in, or has no call centre: the link says so by name, and goes on as soon as it can.
import { expect, it, onTestFinished } from 'vitest';
import { startFakeFreeSwitch } from '../../support/fake-freeswitch.ts';
import { createFreeSwitchScenario, type FreeSwitchScenario } from '../../support/freeswitch-scenario.ts';
import { hasCode, ID, QUEUE, settled, startOneQueueFreeSwitch } from '../../support/one-queue-freeswitch.ts';
import { startTestServer } from '../../support/test-server.ts';

/** One whose mod_callcenter comes and goes. */
async function startModule() {
  let isLoaded = true;
  const { freeswitch, scene } = await startOneQueueFreeSwitch({
    answer: (question): string | undefined =>
      isLoaded || !question.startsWith('callcenter_config') ? scene.answer(question) : undefined,
  });
  return { freeswitch, scene, load: (on: boolean): void => void (isLoaded = on) };
}

it('a wrong password is refused by name, tried again slowly, and stands in no log line', async () => {
  const { freeswitch } = await startOneQueueFreeSwitch();
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
  const { freeswitch } = await startOneQueueFreeSwitch({ rude: true });
  const server = await startTestServer(freeswitch.esl('?system=pbx'));
  const { board } = await server.until('refused', ({ links }) => links['pbx']?.state === 'refused');
  expect(board.links['pbx']).toMatchObject({ state: 'refused', code: 'address-refused' });
  expect(server.warnings().map(({ reason }) => String(reason))).toContainEqual(
    expect.stringContaining('apply-inbound-acl of event_socket.conf.xml'),
  );
});

it('without mod_callcenter the link says that the queues cannot be read, and goes on when it is loaded', async () => {
  let isLoaded = false;
  const scene: FreeSwitchScenario = createFreeSwitchScenario({
    now: Date.now,
    say: (event) => freeswitch.say(event),
  });
  const freeswitch = await startFakeFreeSwitch({
    answer: (question) => (isLoaded || !question.startsWith('callcenter_config') ? scene.answer(question) : undefined),
  });
  onTestFinished(freeswitch.stop);
  const server = await startTestServer(freeswitch.esl());
  await server.until('no queues', hasCode('no-call-centre'));
  expect((await server.board()).links['pbx']?.state).toBe('denied');
  isLoaded = true;
  scene.queue(QUEUE);
  await server.until('up', ({ links, queues }) => links['pbx']?.state === 'up' && queues[ID] !== undefined);
});

it('mod_callcenter that is unloaded while the link is up is reported at once, and its return', async () => {
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

it('a FreeSWITCH without mod_callcenter is never reported as up', async () => {
  const { freeswitch, load } = await startModule();
  load(false);
  const server = await startTestServer(freeswitch.esl());
  await server.until('denied', hasCode('no-call-centre'));
  expect(server.logged.filter(({ msg }) => String(msg).includes('telephone link up'))).toEqual([]);
});
