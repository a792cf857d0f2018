// The demo as a newcomer sees it: a recorded Asterisk, the whole server, its one-use link, and the wall in a real browser.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig, type Config } from '../../server/config.ts';
import { demoRecording, startReplay, type Replay } from '../../server/demo/replay.ts';
import { openingLink } from '../../server/first-run.ts';
import type { RunningServer } from '../../server/environment.ts';
import { startServer } from '../../server/start.ts';
import { serviceLevel } from '../../shared/measure.ts';
import type { Board } from '../../shared/board.ts';
import { seriousFaults } from '../support/axe.ts';
import { keepAnimating } from '../support/keep-animating.ts';

const SPEED = 10;
const root = new URL('../../', import.meta.url).pathname;
const artefacts = `${root}tests/artefacts/`;
const dataDir = mkdtempSync(join(tmpdir(), 'wallboard-demo-test-'));

let browser: Browser;
let replay: Replay;
let config: Config;
let server: RunningServer;
let token: string;
let page: Page;

const start = (): Promise<RunningServer> =>
  startServer(config, {
    now: Date.now,
    random: Math.random,
    log: pino({ level: 'silent' }),
    dist: join(root, 'dist'),
    demo: true,
  });

beforeAll(async () => {
  mkdirSync(artefacts, { recursive: true });
  replay = await startReplay({ recording: demoRecording, now: Date.now, speed: SPEED, loop: true, secret: 'demo' });
  const read = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    PROFILE: 'demo',
    TELEPHONY: `ami://wallboard:demo@127.0.0.1:${replay.port}?name=demo`,
  });
  if (!read.ok) throw new Error(read.faults.join('\n'));
  config = read.config;
  server = await start();
  config = { ...config, port: server.port };
  token = (await server.vault.createToken({ name: 'test', role: 'display', now: Date.now() })).plain;
  browser = await launchBrowser();
  page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await keepAnimating(page);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await replay.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const metric = (path: string, of: Page = page): Promise<string | null> =>
  of.getAttribute(`[data-metric="${path}"]`, 'data-value');
const link = (state: string, timeout: number): Promise<unknown> =>
  page.waitForSelector(`html[data-link="${state}"]`, { timeout });

/** What the document says at a path of `data-metric`; undefined for what is worked out elsewhere. */
function said(board: Board, path: string): string | undefined {
  const [, queue] = /^derived\.serviceLevel\.(?!all$)(.+)$/.exec(path) ?? [];
  if (queue !== undefined) return String(serviceLevel(board.queues[queue]!.today));
  const [, other] = /^derived\.leftOther\.(.+)$/.exec(path) ?? [];
  if (other !== undefined)
    return String(board.queues[other]!.today.leftByKey + board.queues[other]!.today.leftOtherwise);
  if (/^(derived|profile|limits|thresholds)\./.test(path)) return undefined;
  let at: unknown = board;
  for (const key of path.split('.'))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  return at === undefined ? '' : String(at);
}

type Shown = { rev: number; metrics: [path: string, value: string][]; board: Board & { rev: number } };

/** Fetches the board and reads the screen until both are of one revision, then compares every number; how many there were. */
async function expectEqual(of: Page = page, withinMs = 2_000): Promise<number> {
  const until = Date.now() + withinMs;
  for (;;) {
    const shown = await of.evaluate(async (bearer): Promise<Shown> => {
      const answer = await fetch('/api/board', { headers: { authorization: `Bearer ${bearer}` } });
      const board = (await answer.json()) as Shown['board'];
      return {
        rev: Number(document.documentElement.dataset['rev']),
        metrics: [...document.querySelectorAll('[data-metric]')].map((node) => [
          node.getAttribute('data-metric') ?? '',
          node.getAttribute('data-value') ?? '',
        ]),
        board,
      };
    }, token);
    if (shown.rev === shown.board.rev) {
      const known = shown.metrics.flatMap(([path, value]) => {
        const truth = said(shown.board, path);
        return truth === undefined ? [] : [{ path, value, truth }];
      });
      // What a screen does not show yet is '' or 0 there; a number that differs from the document is a lie.
      expect(known.filter(({ value, truth }) => value !== truth && !(truth === '' && value === '0'))).toEqual([]);
      return known.length;
    }
    if (Date.now() > until) throw new Error(`never of one revision: screen ${shown.rev}, board ${shown.board.rev}`);
  }
}

let opened: string;
it('the printed link opens the wall and leaves the address', async () => {
  opened = await openingLink(server, Date.now());
  await page.goto(opened);
  await link('live', 10_000);
  expect(new URL(page.url()).hash).toBe('');
  expect(page.url()).not.toContain('code');
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

it(
  'calls join, are answered and end, and the numbers on screen are the numbers of the board',
  { timeout: 90_000 },
  async () => {
    const reached = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
      for (const end = Date.now() + 40_000; !(await isSo()); await new Promise((ok) => setTimeout(ok, 50)))
        if (Date.now() > end) throw new Error(`never seen on the wall: ${what}`);
    };
    await reached('a waiting call', async () => Number(await metric('now.waiting')) > 0);
    expect(await expectEqual()).toBeGreaterThan(40);
    await reached('a busy desk', async () => (await page.$('[data-metric$=".state"][data-value="busy"]')) !== null);
    await page.screenshot({ path: `${artefacts}demo-1920x1080.png` });
    const answered = (): Promise<number> =>
      page.$$eval('[data-metric^="desks."][data-metric$=".today.answered"]', (nodes) =>
        nodes.reduce((sum, node) => sum + Number(node.getAttribute('data-value')), 0),
      );
    const before = await answered();
    await reached('further answers', async () => (await answered()) >= before + 3);
    await reached('a free desk', async () => (await page.$('[data-metric$=".state"][data-value="free"]')) !== null);
    for (let n = 0; n < 10; n++) {
      expect(await expectEqual()).toBeGreaterThan(40);
      await page.waitForTimeout(400);
    }
    expect(await seriousFaults(page)).toEqual([]);
  },
);

it('a second tab and a phone show the same', async () => {
  const tab = await page.context().newPage();
  await keepAnimating(tab);
  await tab.goto(`http://localhost:${server.port}/?lang=en`);
  await tab.waitForSelector('html[data-link="live"]');
  expect(await expectEqual(tab)).toBeGreaterThan(40);
  await tab.setViewportSize({ width: 390, height: 844 });
  await tab.screenshot({ path: `${artefacts}demo-390x844.png` });
  expect(await seriousFaults(tab)).toEqual([]);
  await tab.close();
});

it.each(['used', 'wrong'])('a %s code says that the link is no longer valid', async (kind) => {
  const context = await browser.newContext();
  const stranger = await context.newPage();
  const url = kind === 'used' ? opened : `http://localhost:${server.port}/#code=nobody-made-this`;
  await stranger.goto(url.replace('/#', '/?lang=en#'));
  await stranger.waitForSelector('text=This link is no longer valid');
  expect(await stranger.$('[data-metric]')).toBeNull();
  await context.close();
});

it(
  'a server that dies leaves a wall that says so, and one that comes back is shown at once',
  { timeout: 60_000 },
  async () => {
    const colour = (): Promise<string> => page.$eval('main .body strong', (node) => getComputedStyle(node).color);
    await link('live', 10_000);
    const alive = await colour();
    const epoch = (
      (await (
        await fetch(`http://127.0.0.1:${server.port}/api/board`, { headers: { authorization: `Bearer ${token}` } })
      ).json()) as { epoch: string }
    ).epoch;
    await server.stop();
    await link('stale', 8_000);
    expect(await colour()).not.toBe(alive);
    await page.screenshot({ path: `${artefacts}demo-stale-1920x1080.png` });
    const numbers = await page.$$eval('[data-metric]', (nodes) => nodes.length);
    expect(numbers).toBeGreaterThan(40);
    server = await start();
    const back = performance.now();
    await link('live', 15_000);
    expect(performance.now() - back).toBeLessThan(8_000);
    const now = (await (
      await fetch(`http://127.0.0.1:${server.port}/api/board`, { headers: { authorization: `Bearer ${token}` } })
    ).json()) as { epoch: string };
    expect(now.epoch).not.toBe(epoch);
    for (let n = 0; n < 5; n++) {
      expect(await expectEqual()).toBeGreaterThan(40);
      await page.waitForTimeout(300);
    }
  },
);
