// A fake Asterisk with one queue and two desks, and when a server is in step with it.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { startFakeAsterisk, type FakeAsterisk, type FakeAsteriskOptions } from './fake-asterisk.ts';
import type { TestServer } from './test-server.ts';

export const QUEUE = 'samad-sari';
export const truthOfQueue = (asterisk: FakeAsterisk) => asterisk.calls.truth()[QUEUE];

export async function startOneQueueAsterisk(options: FakeAsteriskOptions = {}): Promise<FakeAsterisk> {
  const asterisk = await startFakeAsterisk(options);
  onTestFinished(asterisk.stop);
  asterisk.calls.member('m-1201', QUEUE);
  asterisk.calls.member('m-1202', QUEUE);
  return asterisk;
}
export const linkUp = (server: TestServer, withinMs = 30_000) =>
  server.until('the link is up', ({ links }) => Object.values(links).some(({ state }) => state === 'up'), withinMs);
/** Up, and what Asterisk has in progress was compared with the board. */
export async function reconciled(server: TestServer, asterisk: FakeAsterisk): Promise<void> {
  await linkUp(server);
  await expect.poll(() => asterisk.asked.at(-1)).toMatch(/^(coreshowchannels|ping)$/);
  await server.until('the desks of its list', ({ desks }) => Object.keys(desks).length > 0);
  await sleep(500);
}
/** Something else happens: earlier events are older than the last one received. */
export async function otherDeskGetsBusy(asterisk: FakeAsterisk, server: TestServer): Promise<void> {
  await sleep(30);
  asterisk.calls.memberStatus('m-1202', 2);
  await server.until('the other desk is busy', ({ desks }) => desks['m-1202']?.state === 'busy');
}
export const isDown = ({ links }: { links: Record<string, { state: string }> }): boolean =>
  Object.values(links).every(({ state }) => state === 'down');
