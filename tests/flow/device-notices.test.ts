// Alerts as notifications of a device, in a real Chromium: asked for by a button, shown once over all tabs, gone with the alert.
import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildOnce } from '../support/build-once.ts';
import { launchBrowser } from '../support/browser.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { openOffice } from '../support/office.ts';

let browser: Browser;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser('whole');
});
afterAll(() => browser.close());

const badges = (page: Page): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as { badges: number[] }).badges);
const shown = (page: Page): Promise<{ title: string; tag: string }[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const all = (await registration?.getNotifications()) ?? [];
    return all.map(({ title, tag }) => ({ title, tag }));
  });

const PHONE = { width: 390, height: 844 };
/** As Chromium counts on an icon, where there is none. */
const countBadges = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { badges: seen });
    Object.assign(navigator, {
      setAppBadge: async (count: number) => void seen.push(count),
      clearAppBadge: async () => void seen.push(0),
    });
  });
const openSettings = (page: Page): Promise<void> => page.locator('header [aria-expanded]').click();
const section = (page: Page) => page.getByRole('region', { name: 'اعلان هشدار روی این دستگاه' });

it('notifications are turned on by a button: a new alert is shown once over two tabs, counted, and gone once it was seen', async () => {
  const office = await openOffice(browser);
  const prepare = async (context: BrowserContext): Promise<void> => {
    await context.grantPermissions(['notifications'], { origin: office.server.url });
    await countBadges(context);
  };
  const page = await office.signedIn('deputy', { viewport: PHONE, prepare });
  const context = page.context();
  await openSettings(page);
  await section(page).getByRole('button', { name: 'اجازه و روشن‌کردن' }).click();
  await section(page).getByRole('button', { name: 'خاموش‌کردن' }).waitFor();
  const second = await context.newPage();
  await second.goto(`${office.server.url}/contacts`);
  await second.locator('main').waitFor();

  const admin = office.colleague('admin');
  await admin('PUT', '/api/thresholds', { rule: 'waiting', watch: 1, act: 5 });
  const visit = { call: 'c1', queue: 'samad' };
  await admin('POST', '/api/events', { id: randomUUID(), type: 'call.joined', at: noonClock(), ...visit });
  await expect.poll(() => shown(page)).toHaveLength(1);
  expect(await shown(page)).toEqual([
    { title: expect.stringContaining('هشدار'), tag: expect.stringContaining('waiting/province') },
  ]);
  await expect.poll(async () => [...(await badges(page)), ...(await badges(second))].at(-1)).toBe(1);

  // Somebody has seen it: it asks for nobody's attention any more, and the page of the first tab may be gone by then.
  await page.close();
  const { tag } = (await shown(second))[0]!;
  await admin('POST', '/api/alerts/seen', { alert: tag });
  await expect.poll(() => badges(second).then((all) => all.at(-1))).toBe(0);
  await openSettings(second);
  await section(second).getByRole('button', { name: 'خاموش‌کردن' }).click();
  await section(second).getByRole('button', { name: 'اجازه و روشن‌کردن' }).waitFor();
  const workers = (): Promise<number> =>
    second.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  // The browser takes it away after it has answered.
  await expect.poll(workers).toBe(0);
  await context.close();
});

it('the settings say what to do where the browser denies notifications', async () => {
  const office = await openOffice(browser);
  const prepare = (context: BrowserContext): Promise<unknown> =>
    context.addInitScript(() => void Object.defineProperty(Notification, 'permission', { get: () => 'denied' }));
  const page = await office.signedIn('deputy', { viewport: PHONE, prepare });
  await page.locator('main').waitFor();
  await openSettings(page);
  await section(page).getByText('در تنظیمات مرورگر، بخش سایت‌ها').waitFor();
  expect(await section(page).getByRole('button').count()).toBe(0);
});
