// Every figure of the wall explains itself to people: by a pointer, a tap, or all at once by a key; and never on a TV.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { definitionOf } from '../../client/explain/definitions.ts';
import { wallPages } from '../../shared/role.ts';
import { boards } from '../fixtures/boards.ts';
import { seriousFaults } from '../support/axe.ts';
import { openVisualHarness, partLoaded, type VisualHarness } from '../support/visual-harness.ts';

let harness: VisualHarness;
let page: Page;
const person = { you: { role: 'deputy', name: 'maryam' } } as const;

beforeAll(async () => {
  harness = await openVisualHarness();
  page = await harness.open('1920x1080', 'en');
  await harness.show(page, boards.sitting(Date.now()), person);
  await partLoaded(page, 'Explain');
});
afterAll(() => harness.stop());

it('every figure on every page has a definition', async () => {
  const missing = new Set<string>();
  for (const where of wallPages) {
    await harness.turn(page, where);
    const paths = await page.$$eval('[data-metric]', (nodes) => nodes.map((node) => node.getAttribute('data-metric')));
    for (const path of paths) if (definitionOf(path ?? '') === undefined) missing.add(path ?? '');
  }
  expect([...missing]).toEqual([]);
  await harness.turn(page, 'wall');
});

it('a pointer that rests on a figure shows its meaning, its calculation and its rows', async () => {
  await page.hover('main [data-metric="now.waiting"]');
  const card = page.locator('[data-explains]');
  await card.waitFor();
  expect(await card.textContent()).toMatch(/Waiting.*neither answered nor gone/s);
  expect(await card.locator('a').getAttribute('href')).toBe('/calls?outcome=waiting');
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'detached' });
});

it('the key "?" shows all figures and keys, is closed by Escape, and has no fault for programs that read it', async () => {
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Figures and keys' });
  await dialog.waitFor();
  expect(await dialog.textContent()).toMatch(/Service level.*÷/s);
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

it('arrow keys turn the pages', async () => {
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('#queues-title');
  await page.keyboard.press('ArrowLeft');
  await page.waitForSelector('#hero-title');
});

it('on a display no key turns a page and nothing explains itself', async () => {
  const tv = await harness.open('1920x1080', 'fa');
  await harness.show(tv, boards.busy(Date.now()), { you: { role: 'display', name: 'hall', page: 'wall' } });
  await tv.waitForLoadState('networkidle');
  for (const key of ['ArrowLeft', '?']) await tv.keyboard.press(key);
  await tv.mouse.click(1500, 300);
  await tv.waitForTimeout(800);
  expect(await tv.locator('[data-explains]').count()).toBe(0);
  expect(await tv.locator('#hero-title').count()).toBe(1);
  await tv.close();
});
