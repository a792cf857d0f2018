// The pages of access in a browser, before a server that a test writes.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { usualTable } from '../fixtures/access.ts';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import type { ApiTable } from './fake-api.ts';
import { buildOnce } from './build-once.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

export const artefacts = new URL('../artefacts/', import.meta.url).pathname;

export type AccessPages = {
  server: FakeServer;
  /** Assign to its keys to change what the server says. */
  table: ApiTable;
  /** A page of a fresh browser context. */
  open: (path: string, wish?: { lang?: 'fa' | 'en'; size?: readonly [number, number] }) => Promise<Page>;
  /** As at the start: the usual table, and nothing asked yet. */
  reset: () => void;
  stop: () => Promise<void>;
};

export async function openAccessPages(): Promise<AccessPages> {
  mkdirSync(artefacts, { recursive: true });
  buildOnce();
  const browser: Browser = await launchBrowser();
  const table = usualTable();
  const fakeServer = await startFakeServer(snapshotOf(boards.calm(Date.now()), Date.now()), { api: table });
  fakeServer.keepBeating(true);
  return {
    server: fakeServer,
    table,
    open: async (path, { lang = 'fa', size = [1280, 720] } = {}) => {
      const context = await browser.newContext({
        viewport: { width: size[0], height: size[1] },
        timezoneId: 'America/New_York',
      });
      const page = await context.newPage();
      await page.addInitScript((wanted) => localStorage.setItem('lang', wanted), lang);
      await page.goto(fakeServer.url.replace(/\/$/, '') + path);
      await page.waitForSelector('h1');
      await page.evaluate(() => document.fonts.ready);
      return page;
    },
    reset: () => {
      for (const key of Object.keys(table)) delete table[key];
      Object.assign(table, usualTable());
      fakeServer.requests.length = 0;
    },
    stop: async () => {
      await browser.close();
      await fakeServer.stop();
    },
  };
}
