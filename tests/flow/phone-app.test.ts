// A phone: one bar for the wall and the office, the province in one line on the first page, and an app that can be installed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import { openAccessPages, type AccessPages } from '../support/access-pages.ts';
import { findChromium } from '../support/chromium.ts';

let scene: AccessPages;
const phone = [390, 844] as const;

beforeAll(async () => {
  scene = await openAccessPages();
});
afterAll(() => scene.stop());

/** What stands in the bar under the thumb: its links and the button behind which the others are. */
const bar = async (page: Page): Promise<string[]> => {
  const nav = page.getByRole('navigation', { name: 'Pages' });
  await nav.waitFor();
  const box = (await nav.boundingBox())!;
  expect(Math.round(box.y + box.height)).toBe(844);
  return nav.locator('> a, > button').allInnerTexts();
};

describe('on a phone', () => {
  it('the wall and the office have the same bar', async () => {
    const you = { role: 'supervisor', name: 'maryam' } as const;
    scene.server.setSnapshot(snapshotOf(boards.calm(Date.now()), Date.now(), { you }));
    const office = await scene.open('/sittings', { lang: 'en', size: phone });
    const wall = await scene.open('/', { lang: 'en', size: phone });
    const items = await bar(office);
    expect(items.length).toBeGreaterThan(2);
    await expect.poll(() => bar(wall)).toEqual(items);
    // The pages of the wall stand above, and nothing is wider than the screen.
    await wall.getByRole('navigation', { name: 'Wall' }).getByText('Map', { exact: true }).click();
    await wall.waitForURL(/page=map/);
    for (const page of [office, wall]) {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await page.context().close();
    }
  });

  it('the first page shows who waits, how long, what is alarming and who is on duty', async () => {
    const page = await scene.open('/sittings', { lang: 'en', size: phone });
    const strip = page.locator('main dl').first();
    await strip.waitFor();
    expect(await strip.locator('dt').allInnerTexts()).toEqual(['Waiting', 'Longest wait', 'Alerts', 'On duty']);
    for (const text of await strip.locator('dd').allInnerTexts()) expect(text.trim()).toMatch(/\d|–/);
    expect((await strip.boundingBox())!.y).toBeLessThan(250);
    await page.context().close();
  });
});

it('can be installed as an app, by Chromium’s own criteria', async () => {
  // A context of its own would count as a private window, in which nothing is installed.
  const folder = mkdtempSync(join(tmpdir(), 'wallboard-profile-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium('whole') ?? 'chromium',
    args: ['--no-sandbox'],
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(scene.server.url);
    await page.waitForSelector('h1');
    const session = await context.newCDPSession(page);
    const { errors, data } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const manifest = JSON.parse(data ?? '') as { icons: { src: string; sizes: string; purpose: string }[] };
    expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      ...['192x192 any', '512x512 any', '512x512 maskable'],
    ]);
    for (const { src, sizes } of manifest.icons) {
      const width = await page.evaluate(async (address) => {
        const image = new Image();
        image.src = address;
        await image.decode();
        return image.naturalWidth;
      }, src);
      expect(`${width}x${width}`).toBe(sizes);
    }
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
