// The name by which a FreeSWITCH goes, and where it comes from.
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startFakeFreeSwitch } from '../../support/fake-freeswitch.ts';
import { createFreeSwitchScenario, type FreeSwitchScenario } from '../../support/freeswitch-scenario.ts';
import { openLog } from '../../support/log-folder.ts';
import { ID, linkUp, QUEUE, settled, startOneQueueFreeSwitch } from '../../support/one-queue-freeswitch.ts';
import { startTestServer, tempDataDir } from '../../support/test-server.ts';

it('goes by FreeSWITCH’s switchname, and by ?system= where that is set', async () => {
  const { freeswitch } = await startOneQueueFreeSwitch();
  const server = await startTestServer(freeswitch.esl());
  await linkUp(server);
  expect(Object.keys((await server.board()).links)).toEqual(['pbx']);
  const named = await startTestServer(freeswitch.esl('?system=Other'));
  await named.until('up', ({ links }) => links['other']?.state === 'up');
});

it('whose API does not answer with its name has the name of its first event, and none before', async () => {
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

it('which has another name than before has its new name, and waiting callers are counted once', async () => {
  const { freeswitch, scene } = await startOneQueueFreeSwitch();
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
