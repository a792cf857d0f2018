// How a screen looks is chosen on every page, the ones of the office too, and stays with the browser.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAccessPages, type AccessPages } from '../support/access-pages.ts';

let scene: AccessPages;

beforeAll(async () => {
  scene = await openAccessPages();
});
afterAll(() => scene.stop());

const theme = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.documentElement.dataset['theme']);
const openSettings = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Settings of this screen' }).click();

it.each(['/intake', '/displays', '/admin', '/login', '/verification', '/account'])(
  '%s: theme and text size are chosen there and kept',
  async (path) => {
    const page = await scene.open(path, { lang: 'en', size: path === '/intake' ? [390, 844] : [1280, 720] });
    await openSettings(page);
    const panel = page.getByRole('dialog', { name: 'This screen' });
    await panel.getByText('Light', { exact: true }).click();
    await panel.getByText('Large', { exact: true }).click();
    expect(await panel.getByText('Start page').count()).toBe(0);
    const box = (await panel.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(page.viewportSize()!.width);
    await page.reload();
    await page.waitForSelector('h1');
    expect(await theme(page)).toBe('light');
    expect(await page.evaluate(() => document.documentElement.dataset['print'])).toBe('large');
    await page.context().close();
  },
);

it('the alert sound is tested in the settings, and the result is written', async () => {
  const page = await scene.open('/displays', { lang: 'en' });
  await openSettings(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Test sound' }).click();
  await page.getByText(/The sound was played\.|does not allow sound/).waitFor();
  await page.context().close();
});

it('a display whose sound is tested from the office plays it and shows that', async () => {
  const page = await scene.open('/sittings', { lang: 'en' });
  await page.waitForSelector('main[data-living]');
  // Before it is connected it hears nothing.
  await page.waitForSelector('html[data-link="live"]');
  scene.server.control('sound');
  await page.getByText(/Test of the alert sound|The alert sound is blocked/).waitFor();
  await page.context().close();
});
