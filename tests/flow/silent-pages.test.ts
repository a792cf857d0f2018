// B6 on the pages beside the wall: when the server falls silent, what comes of the living board loses its colour and the page
// says since when it is true; pages that are not alive keep theirs.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE } from '../../shared/time.ts';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import { openAccessPages, type AccessPages } from '../support/access-pages.ts';
import { transitionsEnded } from '../support/visual-harness.ts';

const began = Date.now();
const board = boards.sitting(began);
const you = { role: 'supervisor', name: 'sara' } as const;
let scene: AccessPages;
beforeAll(async () => {
  scene = await openAccessPages();
  scene.server.setSnapshot(snapshotOf(board, began, { you }));
});
afterAll(() => scene.stop());

const link = (page: Page, state: string): Promise<unknown> => page.waitForSelector(`html[data-link="${state}"]`);
/** The colours of what is written and drawn in the page, by its tokens. */
const colours = (page: Page): Promise<Record<string, string>> =>
  page.$eval('main', (main) => {
    const style = getComputedStyle(main);
    const token = (name: string) => style.getPropertyValue(`--${name}`);
    return { written: style.color, calm: token('calm'), watch: token('watch'), act: token('act') };
  });
const figures = (page: Page): Promise<string[]> =>
  page.$$eval('main [data-metric]', (nodes) => nodes.map((node) => getComputedStyle(node).color));
const said = (page: Page): Promise<string | null> => page.textContent('header [role="status"]');

const paths = ['/sittings', '/sittings/s-live', '/sittings/plan', '/alerts', '/calls'];
const looks = ['dark', 'light'].flatMap((theme) => paths.map((path) => `${path}?theme=${theme}`));

it('dims, says since when, and is bright again with the next message', { timeout: 6 * MINUTE }, async () => {
  const seen = new Map<string, { page: Page; live: Record<string, string>; figures: string[] }>();
  for (const look of looks) {
    const page = await scene.open(look, { lang: 'en' });
    await page.waitForSelector('main > *');
    await link(page, 'live');
    seen.set(look, { page, live: await colours(page), figures: await figures(page) });
    expect(await said(page), look).not.toContain('Figures as of');
  }
  expect(seen.get(looks[0]!)?.figures.length).toBeGreaterThan(5);
  scene.server.goSilent(true);
  for (const [look, { page, live, figures: before }] of seen) {
    await link(page, 'stale');
    await transitionsEnded(page);
    const now = await colours(page);
    for (const [name, colour] of Object.entries(now)) expect(colour, `${name} of ${look}`).not.toBe(live[name]);
    for (const [n, colour] of (await figures(page)).entries()) expect(colour, look).not.toBe(before[n]);
    expect(await said(page), look).toMatch(/Figures as of \d\d:\d\d/);
    // What counts on is there for eyes, and is not told to ears anew with every second.
    expect(await page.textContent('header'), look).toMatch(/last update \d+ seconds? ago/);
    expect(await said(page), look).not.toContain('last update');
  }
  scene.server.goSilent(false);
  for (const [look, { page, live }] of seen) {
    await link(page, 'live');
    expect(await colours(page), look).toEqual(live);
    await page.context().close();
  }
});

it('names a silent telephone system, whose figures stand still', async () => {
  const page = await scene.open('/sittings', { lang: 'en' });
  await link(page, 'live');
  const lasting = (): Promise<string[]> =>
    page.$$eval('main [data-metric^="derived.longest"], main [data-metric$=".answeredAt"]', (nodes) =>
      nodes.map((node) => node.textContent ?? ''),
    );
  const running = await lasting();
  expect(running.length).toBeGreaterThan(1);
  await expect.poll(async () => (await lasting()).every((text, n) => text !== running[n])).toBe(true);
  const article = page.locator('article.live');
  const colour = (): Promise<string> =>
    article
      .locator('[data-metric]')
      .first()
      .evaluate((node) => getComputedStyle(node).color);
  const bright = await colour();
  const since = Date.now();
  const down = { pbx111: { state: 'down', since, lastHeardAt: since } } as const;
  scene.server.setSnapshot(snapshotOf(board, since, { you, rev: 2, links: down }));
  await expect.poll(() => said(page)).toMatch(/pbx111.* disconnected since/);
  // A link may break for a moment.
  expect([await article.getAttribute('data-heard'), await colour()]).toEqual(['live', bright]);
  await page.waitForTimeout(1_000);
  const still = await lasting();
  await page.waitForTimeout(2_000);
  expect(await lasting()).toEqual(still);
  // Longer than a link may break for: its figures lose their colour, those of no telephone system keep theirs.
  const past = Date.now() - 9_000;
  const silent = { pbx111: { state: 'down', since: past, lastHeardAt: past } } as const;
  scene.server.setSnapshot(snapshotOf(board, Date.now(), { you, rev: 3, links: silent }));
  await page.waitForSelector('html[data-telephony="stale"]');
  await expect.poll(() => article.getAttribute('data-heard')).toBe('stale');
  await transitionsEnded(page);
  expect(await colour()).not.toBe(bright);
  scene.server.setSnapshot(snapshotOf(board, Date.now(), { you, rev: 4 }));
  await expect.poll(() => said(page)).not.toContain('disconnected since');
  await expect.poll(() => article.getAttribute('data-heard')).toBe('live');
  await page.context().close();
});

it('keeps its colours where it shows no board, though no line is open', async () => {
  const page = await scene.open('/account', { lang: 'en' });
  await page.waitForSelector('main section');
  expect(await page.getAttribute('html', 'data-link')).toBe('lost');
  const root = await page.$eval('html', (html) => getComputedStyle(html).color);
  expect((await colours(page))['written']).toBe(root);
  await page.context().close();
});
