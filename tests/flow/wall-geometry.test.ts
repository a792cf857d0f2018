// The wall in a real browser, at every size and with every number of desks: nothing cut, nothing overlapping, no bar.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../chromium.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../shared/board.ts';
import type { Snapshot } from '../../shared/wire.ts';
import { boardOf, boards, snapshotOf } from '../fixtures/boards.ts';
import { buildScreens } from './built.ts';
import { faultsOf } from './geometry.ts';
import { startStage, type Stage } from './stage.ts';

const root = new URL('../../', import.meta.url).pathname;
const artefacts = `${root}tests/artefacts/`;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const sizes = {
  '1920x1080': [1920, 1080],
  '1280x720': [1280, 720],
  '3840x2160': [3840, 2160],
  '1024x768': [1024, 768],
  '1080x1920': [1080, 1920],
  '390x844': [390, 844],
} as const;
type Size = keyof typeof sizes;
const inHand = (size: Size): boolean => size === '390x844';

let browser: Browser;
let stage: Stage;
let page: Page;

beforeAll(async () => {
  buildScreens();
  mkdirSync(artefacts, { recursive: true });
  browser = await chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  stage = await startStage(snapshotOf(boards.empty(), Date.now()));
  stage.keepBeating(true);
});
afterAll(async () => {
  await browser.close();
  await stage.stop();
});

async function open(size: Size, lang: 'fa' | 'en'): Promise<void> {
  const [width, height] = sizes[size];
  page = await browser.newPage({ viewport: { width, height }, timezoneId: 'America/New_York' });
  await page.goto(`${stage.url}?lang=${lang}`);
  await page.waitForSelector('[data-metric="now.waiting"]');
  await page.evaluate(() => document.fonts.ready);
}

let rev = 1;
async function show(board: Board, more: Partial<Snapshot> = {}): Promise<void> {
  rev += 1;
  stage.play(snapshotOf(board, Date.now(), { rev, ...more }));
  await page.waitForFunction((wanted) => document.documentElement.dataset['rev'] === wanted, String(rev));
  // Two frames: what a room has space for is known after the first.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
const shot = (name: string): Promise<unknown> => page.screenshot({ path: `${artefacts}${name}.png`, fullPage: true });

const waits = (count: number): number[] => Array.from({ length: count }, (_, index) => 500 - index * 5);
const scenes: readonly (readonly [string, (now: number) => Board, Partial<Snapshot>?])[] = [
  ['empty', () => boards.empty(), { links: {} }],
  ['1-queue-1-desk', (now) => boardOf({ now, queues: 1, desks: 1, waits: waits(1) })],
  ['calm', (now) => boards.calm(now)],
  ['busy', (now) => boards.busy(now), { demo: true }],
  ['breach', (now) => boards.breach(now)],
  ['3-queues-30-desks', (now) => boardOf({ now, queues: 3, desks: 30, waits: waits(14) })],
  ['8-queues-6-desks', (now) => boardOf({ now, queues: 8, desks: 6, waits: waits(3) })],
  ['crowded', (now) => boards.crowded(now)],
  ['long-names', (now) => boards.longNames(now)],
  ['huge', (now) => boards.huge(now)],
  [
    'trouble',
    (now) => boards.busy(now),
    {
      demo: true,
      recording: { since: Date.now() - 400_000 },
      links: {
        pbx111: { state: 'refused', code: 'login-refused', since: Date.now() - 300_000 },
        'pbx-babol': { state: 'up', since: 0, skew: 4_200 },
      },
    },
  ],
];

describe.each(Object.keys(sizes) as Size[])('at %s', (size) => {
  describe.each(['fa', 'en'] as const)('in %s', (lang) => {
    beforeAll(() => open(size, lang));
    afterAll(() => page.close());

    it.each(scenes.map(([name]) => name))('"%s" stands whole', async (name) => {
      const [, board, more] = scenes.find(([known]) => known === name) ?? [];
      if (!board) throw new Error(`expected a scene named ${name}`);
      await show(board(Date.now()), more);
      if (lang === 'fa' || name === 'busy') await shot(`${name}-${size}-${lang}`);
      expect(await faultsOf(page, inHand(size), size === '1920x1080' ? 22 : 8)).toEqual([]);
    });
  });
});

describe('at 1920x1080', () => {
  beforeAll(() => open('1920x1080', 'fa'));
  afterAll(() => page.close());

  it('every number says its place and plain value', async () => {
    const board = boards.crowded(Date.now());
    await show(board);
    const found = new Map(
      await page.$$eval('[data-metric]', (nodes) =>
        nodes.map((node) => [node.getAttribute('data-metric') ?? '', node.getAttribute('data-value') ?? ''] as const),
      ),
    );
    expect(found.get('now.waiting')).toBe(String(board.now.waiting));
    expect(found.get('now.oldestJoinedAt')).toBe(String(board.now.oldestJoinedAt));
    for (const [id, queue] of Object.entries(board.queues)) {
      expect(found.get(`queues.${id}.waiting`)).toBe(String(queue.waiting));
      expect(found.has(`derived.serviceLevel.${id}`)).toBe(true);
    }
    for (const [id, desk] of Object.entries(board.desks)) {
      expect(found.get(`desks.${id}.state`)).toBe(desk.state);
      expect(found.get(`desks.${id}.today.answered`)).toBe(String(desk.today.answered));
    }
    for (const [id, county] of Object.entries(board.counties))
      expect(found.get(`counties.${id}.month`)).toBe(String(county.month));
    const month = board.months['1405-09'];
    expect(found.get('months.1405-09.contacts')).toBe(String(month?.contacts));
    for (const [channel, count] of Object.entries(month?.byChannel ?? {}))
      expect(found.get(`months.1405-09.byChannel.${channel}`)).toBe(String(count));
  });

  it('the hero stands above 160 px', async () => {
    await show(boards.breach(Date.now()));
    const size = await page.$eval('[data-metric="now.waiting"]', (node) => parseFloat(getComputedStyle(node).fontSize));
    expect(size).toBeGreaterThan(160);
  });

  it('the map has its west on the left in both languages', async () => {
    const left = (id: string): Promise<number> =>
      page.$eval(`[data-metric="counties.${id}.month"]`, (node) => node.getBoundingClientRect().left);
    expect(await left('ramsar')).toBeLessThan(await left('galugah'));
    await page.click('header button');
    expect(await page.getAttribute('html', 'dir')).toBe('ltr');
    expect(await left('ramsar')).toBeLessThan(await left('galugah'));
    await page.click('header button');
  });
});

describe.each(['fa', 'en'] as const)('for people who hear the wall in %s', (lang) => {
  afterAll(() => page.close());
  it.each(['1920x1080', '390x844'] as const)('axe finds nothing serious at %s', async (size) => {
    await open(size, lang);
    await show(boards.busy(Date.now()));
    await page.evaluate(axe);
    const serious = await page.evaluate(async () => {
      type Axe = { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(serious).toEqual([]);
  });
});
