// A fake FreeSWITCH with one queue and two desks, and when a server is in step with it.
import { onTestFinished } from 'vitest';
import { startFakeFreeSwitch, type FakeFreeSwitch, type FakeFreeSwitchOptions } from './fake-freeswitch.ts';
import { createFreeSwitchScenario, type FreeSwitchScenario } from './freeswitch-scenario.ts';
import type { TestServer } from './test-server.ts';

export const QUEUE = 'samad-sari@default';
/** The same queue on the board. */
export const ID = 'samad-sari';

export async function startOneQueueFreeSwitch(
  options: FakeFreeSwitchOptions = {},
): Promise<{ freeswitch: FakeFreeSwitch; scene: FreeSwitchScenario }> {
  const scene: FreeSwitchScenario = createFreeSwitchScenario({ now: Date.now, say: (event) => freeswitch.say(event) });
  const freeswitch = await startFakeFreeSwitch({ answer: scene.answer, ...options });
  onTestFinished(freeswitch.stop);
  scene.queue(QUEUE);
  for (const name of ['m-1201', 'm-1202']) scene.agent(name, [QUEUE]);
  return { freeswitch, scene };
}

export const linkUp = (server: TestServer) =>
  server.until('the link is up', ({ links }) => links['pbx']?.state === 'up');
/** Up, and what FreeSWITCH has in progress was compared with the board: the desks of its list are there. */
export const settled = async (server: TestServer): Promise<void> => {
  await linkUp(server);
  await server.until(
    'its desks',
    ({ desks }) => desks['m-1201']?.state === 'free' || desks['m-1201']?.state === 'busy',
  );
};
export const hasCode = (code: string) => (board: { links: Record<string, { state: string; code?: string }> }) =>
  Object.values(board.links)[0]?.code === code;
