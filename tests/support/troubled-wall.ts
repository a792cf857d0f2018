// A page of the wall before a fake server, with screens of its own that a test may upgrade or break.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import { startFakeServer } from './fake-server.ts';

const screens = new URL('../../dist', import.meta.url).pathname;

export const calm = (rev: number, more: object = {}) =>
  snapshotOf(boards.calm(Date.now()), Date.now(), { rev, ...more });
export const busy = (rev: number, more: object = {}) =>
  snapshotOf(boards.busy(Date.now()), Date.now(), { rev, ...more });

export type TroubledWall = Awaited<ReturnType<typeof openTroubledWall>>;

export async function openTroubledWall(browser: Browser) {
  // A copy, because these tests upgrade it.
  const dist = `${mkdtempSync(join(tmpdir(), 'wall-'))}/`;
  cpSync(screens, dist, { recursive: true });
  const server = await startFakeServer(calm(5), { dist });
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  let loads = 0;
  page.on('load', () => (loads += 1));
  let heard = 0;
  page.on('websocket', (socket) => socket.on('framereceived', () => (heard += 1)));

  return {
    /** The folder of the screens. */
    dist,
    server,
    page,
    /** How often the page was loaded. */
    loads: (): number => loads,
    /** How many messages came to it. */
    heard: (): number => heard,
    waiting: (value: string): Promise<unknown> =>
      page.waitForSelector(`[data-metric="now.waiting"][data-value="${value}"]`),
    link: (state: string): Promise<unknown> => page.waitForSelector(`html[data-link="${state}"]`),
    shownLink: (): Promise<string | null> => page.getAttribute('html', 'data-link'),
    async close(): Promise<void> {
      await page.close();
      await server.stop();
      rmSync(dist, { recursive: true });
    },
  };
}
