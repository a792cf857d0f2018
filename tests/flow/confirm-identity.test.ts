// An administrator in a real browser before a real server whose clock the test moves: what was pressed waits until they have
// shown again who they are.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { MINUTE, SECOND } from '../../shared/time.ts';
import { createPasswords } from '../../server/access/passwords.ts';
import { artefacts } from '../support/access-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const PASSWORD = 'باران می‌بارد بر ساری';
let browser: Browser;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

let ahead = 0;
let server: TestServer;
beforeEach(async () => {
  ahead = 0;
  server = await startTestServer('', { world: { now: () => Date.now() + ahead } });
  const passwords = createPasswords({ memory: 64, passes: 1, parallelism: 1 });
  const password = await passwords.hash(PASSWORD, { key: 'test', priority: true });
  const made = { password, by: 'test', now: Date.now() };
  server.vault.createAccount({ ...made, name: 'boss', role: 'admin' });
  server.vault.createAccount({ ...made, name: 'maryam', role: 'clerk' });
});

/** Signed in more than ten minutes ago. */
async function open(path: string, lang: 'fa' | 'en', [width, height]: readonly [number, number]): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.addInitScript((wanted) => localStorage.setItem('lang', wanted), lang);
  await page.goto(`${server.url}/login`);
  await page.locator('input[name=username]').fill('boss');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sittings');
  ahead = 11 * MINUTE;
  await page.goto(server.url + path);
  return page;
}

describe('what gives access', () => {
  it('asks by a dialog, and goes on with what was pressed; a wrong password changes nothing', async () => {
    const page = await open('/admin', 'fa', [1920, 1080]);
    const row = page.locator('main').getByRole('listitem').filter({ hasText: 'maryam' });
    await row.getByRole('button', { name: 'تغییر نقش' }).click();
    await row.getByText('ناظر', { exact: true }).click();
    await row.getByRole('button', { name: 'ذخیره' }).click();
    const dialog = page.getByRole('dialog', { name: 'تأیید هویت' });
    const password = dialog.getByLabel('رمز عبور', { exact: true });
    await password.waitFor();
    // The password can be typed at once.
    await expect.poll(() => password.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.screenshot({ path: `${artefacts}confirm-identity-1920.png` });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: `${artefacts}confirm-identity-390-fa.png` });
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.keyboard.type('not the password');
    await page.keyboard.press('Enter');
    await dialog.getByText('رمز درست نیست').waitFor();
    expect(server.vault.findAccount('maryam')).toMatchObject({ role: 'clerk' });
    await password.fill(PASSWORD);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => server.vault.findAccount('maryam')?.role).toBe('supervisor');
    await row.getByText('ناظر').first().waitFor();
  });

  it('is not done after Escape: what was typed stays, and the page says why', async () => {
    const page = await open('/admin/tokens', 'en', [390, 844]);
    const form = page.locator('main form');
    await form.getByRole('textbox').first().fill('export');
    await form.locator('.primary').click();
    const dialog = page.getByRole('dialog', { name: 'Confirm who you are' });
    await dialog.getByLabel('Password', { exact: true }).waitFor();
    await page.screenshot({ path: `${artefacts}confirm-identity-390.png` });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('main').getByText('enter your password again').waitFor();
    expect(await form.getByRole('textbox').first().inputValue()).toBe('export');
    expect(server.vault.listTokens().some(({ name }) => name === 'export')).toBe(false);
    await form.locator('.primary').click();
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => server.vault.listTokens().some(({ name }) => name === 'export')).toBe(true);
  });

  it('leaves the wall in another tab as it is: it connects again with the new cookie', async () => {
    const page = await open('/account', 'fa', [1280, 800]);
    const wall = await page.context().newPage();
    let connected = 0;
    wall.on('websocket', () => (connected += 1));
    await wall.goto(server.url);
    await wall.locator('[data-link=live]').waitFor();
    const shown: string[] = [];
    await wall.exposeFunction('seen', (link: string) => void shown.push(link));
    await wall.evaluate(() => {
      const root = document.querySelector<HTMLElement>('[data-link]');
      const { seen } = window as unknown as { seen: (link: string) => void };
      if (root) new MutationObserver(() => seen(root.dataset['link'] ?? '')).observe(root, { attributes: true });
    });
    await page.locator('main').getByRole('button', { name: 'فعال‌کردن برنامهٔ رمزساز' }).click();
    const dialog = page.getByRole('dialog', { name: 'تأیید هویت' });
    await dialog.getByLabel('رمز عبور', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'ادامه' }).click();
    await page.locator('main').getByRole('img', { name: 'تصویر QR برای برنامهٔ رمزساز' }).waitFor();
    const [session] = server.vault.listSessions('boss', Date.now() + ahead);
    await expect.poll(() => connected).toBe(2);
    // What it was signed in with is over.
    ahead += 10 * SECOND;
    await wall.locator('[data-link=live]').waitFor();
    expect(server.vault.listSessions('boss', Date.now() + ahead)).toEqual([session]);
    expect(shown.filter((link) => link !== 'live')).toEqual([]);
    expect(new URL(wall.url()).pathname).toBe('/');
  });

  it('asks on the page of one’s own account as well', async () => {
    const page = await open('/account', 'fa', [390, 844]);
    await page.locator('main').getByRole('button', { name: 'فعال‌کردن برنامهٔ رمزساز' }).click();
    const dialog = page.getByRole('dialog', { name: 'تأیید هویت' });
    await dialog.getByLabel('رمز عبور', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'ادامه' }).click();
    await page.locator('main').getByRole('img', { name: 'تصویر QR برای برنامهٔ رمزساز' }).waitFor();
  });
});
