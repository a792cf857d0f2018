// The name by which a FreeSWITCH goes, and where it comes from.
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openLog } from '../../support/log-folder.ts';
import { tempDataDir, startTestServer, type TestServer } from '../../support/test-server.ts';
import { startFakeFreeSwitch, type FakeFreeSwitch, type FakeFreeSwitchOptions } from '../../support/fake-freeswitch.ts';
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

it('goes by FreeSWITCH’s switchname, and by ?system= where that is set', async () => {
  const { freeswitch } = await startFake();
  const server = await startTestServer(freeswitch.esl());
  await linkUp(server);
  expect(Object.keys((await server.board()).links)).toEqual(['pbx']);
  const named = await startTestServer(freeswitch.esl('?system=Other'));
  await named.until('up', ({ links }) => links['other']?.state === 'up');
});

it('whose API does not tell its name goes by that of its first event, and by none before', async () => {
  const scene: FreeSwitchScenario = createFreeSwitchScenario({ now: Date.now, say: (event) => freeswitch.say(event) });
  const freeswitch = await startFakeFreeSwitch({
    answer: (question) => (/^(switch|host)name$/.test(question) ? undefined : scene.answer(question)),
  });
  onTestFinished(freeswitch.stop);
  scene.queue(QUEUE);
  scene.agent('m-1201', [QUEUE]);
  const server = await startTestServer(freeswitch.esl());
  await expect.poll(freeswitch.listeners).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const caller = scene.caller();
  caller.join(QUEUE);
  caller.abandon();
  const { board } = await server.until('it is counted', ({ queues }) => queues[ID]?.today.abandoned === 1);
  expect(board.queues[ID]).toMatchObject({ system: 'pbx', today: { offered: 1, abandoned: 1 } });
  await linkUp(server);
  expect(Object.keys((await server.board()).links)).toEqual(['pbx']);
});

it('which calls itself otherwise than before goes by its new name, and who waits is counted once', async () => {
  const { freeswitch, scene } = await startFake();
  const dataDir = tempDataDir();
  const { ledger, close } = openLog(join(dataDir, 'log.sqlite'));
  await ledger.setMark(`system/127.0.0.1:${freeswitch.port}`, 'pbx-old');
  await close();
  const caller = scene.caller();
  caller.join(QUEUE);
  const server = await startTestServer(freeswitch.esl(), { dataDir });
  await settled(server);
  await server.until('one waits', ({ now }) => now.waiting === 1);
  expect(Object.keys((await server.board()).links)).toEqual(['pbx']);
  caller.abandon();
  const { board } = await server.until('nobody waits', ({ now }) => now.waiting === 0);
  expect(board.queues[ID]).toMatchObject({ system: 'pbx', today: { offered: 1, abandoned: 1, lost: 0 } });
});
