// The pages of access in a browser, before a server that a test writes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';
import { usualTable } from '../fixtures/access.ts';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import type { ApiTable } from './api-table.ts';
import { startStage, type Stage } from './stage.ts';

const root = new URL('../../', import.meta.url).pathname;
export const artefacts = `${root}tests/artefacts/`;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export type Scene = {
  stage: Stage;
  /** Assign to its keys to change what the server says. */
  table: ApiTable;
  /** A page of a fresh browser context. */
  open: (path: string, wish?: { lang?: 'fa' | 'en'; size?: readonly [number, number] }) => Promise<Page>;
  /** As at the start: the usual table, and nothing asked yet. */
  reset: () => void;
  stop: () => Promise<void>;
};

/** Builds the screens into a folder of its own: other tests build them too. */
export async function startScene(): Promise<Scene> {
  mkdirSync(artefacts, { recursive: true });
  const dist = mkdtempSync(join(tmpdir(), 'wallboard-screens-'));
  const build = ['build', '--outDir', dist, '--emptyOutDir', '--logLevel', 'error'];
  execFileSync(`${root}node_modules/.bin/vite`, build, { cwd: root });
  const browser: Browser = await launchBrowser();
  const table = usualTable();
  const stage = await startStage(snapshotOf(boards.calm(Date.now()), Date.now()), { api: table, dist: `${dist}/` });
  stage.keepBeating(true);
  return {
    stage,
    table,
    open: async (path, { lang = 'fa', size = [1280, 720] } = {}) => {
      const context = await browser.newContext({
        viewport: { width: size[0], height: size[1] },
        timezoneId: 'America/New_York',
      });
      const page = await context.newPage();
      await page.addInitScript((wanted) => localStorage.setItem('lang', wanted), lang);
      await page.goto(stage.url.replace(/\/$/, '') + path);
      await page.waitForSelector('h1');
      await page.evaluate(() => document.fonts.ready);
      return page;
    },
    reset: () => {
      for (const key of Object.keys(table)) delete table[key];
      Object.assign(table, usualTable());
      stage.asked.length = 0;
    },
    stop: async () => {
      await browser.close();
      await stage.stop();
      rmSync(dist, { recursive: true, force: true });
    },
  };
}

/** What axe calls serious or worse. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Axe = { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
