// Second factors and sessions in a real browser before a real server, in Persian: an authenticator app, a passkey of
// Chromium's virtual authenticator, and sessions that are ended from another browser.
import { mkdirSync } from 'node:fs';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { persianDigits } from '../../shared/digits.ts';
import type { AccountRole } from '../../shared/role.ts';
import { MINUTE } from '../../shared/time.ts';
import { artefacts } from '../support/access-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { startTestServer } from '../support/test-server.ts';

const PASSWORD = 'باران می‌بارد بر ساری';
const STEP_MS = 30_000;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(artefacts, { recursive: true });
  buildOnce();
  browser = await launchBrowser('whole');
});
afterAll(() => browser.close());

async function open() {
  const server = await startTestServer('');
  // Browsers count the name of their own machine as secure, and no address.
  const url = `http://localhost:${server.port}`;
  const account = async (name: string, role: AccountRole): Promise<void> => {
    const password = await createPasswords({ memory: 64, passes: 1, parallelism: 1 }).hash(PASSWORD, {
      key: name,
      priority: true,
    });
    server.vault.createAccount({ name, role, password, by: 'test', now: Date.now() });
  };
  const page = async (size: readonly [number, number] = [1920, 1080]): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: size[0], height: size[1] }, locale: 'fa-IR' });
    return context.newPage();
  };
  return { server, url, account, page };
}

async function typeName(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel('نام کاربری').fill(name);
  await page.getByLabel('رمز عبور', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
}
async function enter(page: Page, url: string, name: string): Promise<void> {
  await typeName(page, url, name);
  await page.waitForURL('**/sittings');
}
async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${artefacts}${name}-1920.png`, fullPage: true });
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${artefacts}${name}-390.png`, fullPage: true });
  if (size) await page.setViewportSize(size);
}
/** A code that is not used up yet: each step has one. */
async function nextCode(secret: string, after: string): Promise<string> {
  for (;;) {
    const code = new TOTP({ secret }).generate({ timestamp: Date.now() + STEP_MS });
    if (code !== after) return code;
    await new Promise((done) => setTimeout(done, 200));
  }
}

describe('signing in', { timeout: 6 * MINUTE }, () => {
  it('with an authenticator app: it is scanned, confirmed, and asked for from then on', async () => {
    const { url, account, page: newPage } = await open();
    await account('maryam', 'supervisor');
    const page = await newPage();
    await enter(page, url, 'maryam');
    await page.goto(`${url}/account`);
    const main = page.locator('main');
    await main.getByRole('button', { name: 'فعال‌کردن برنامهٔ رمزساز' }).click();
    await main.getByRole('img', { name: 'تصویر QR برای برنامهٔ رمزساز' }).waitFor();
    await shoot(page, 'factor-app');
    const secret = ((await main.locator('code').textContent()) ?? '').replaceAll(' ', '');
    await main.getByLabel('کد برنامه').fill('۱۲۳۴۵۶');
    await page.keyboard.press('Enter');
    await main.getByText('ساعت سرور').waitFor();
    const first = new TOTP({ secret }).generate();
    await main.getByLabel('کد برنامه').fill(persianDigits(first));
    await page.keyboard.press('Enter');
    const codes = main.locator('pre');
    await codes.waitFor();
    await shoot(page, 'factor-recovery');
    const recovery = ((await codes.textContent()) ?? '').split('\n');
    expect(recovery).toHaveLength(10);
    await main.getByRole('button', { name: 'نگه داشتم' }).click();
    await main.getByText('۱۰ کد باقی مانده است').waitFor();
    await shoot(page, 'factor-account');

    const other = await newPage([390, 844]);
    await typeName(other, url, 'maryam');
    const code = other.getByLabel('کد ورود');
    await code.waitFor();
    await shoot(other, 'factor-login');
    await code.fill(first);
    await other.keyboard.press('Enter');
    await other.getByText('پیش‌تر به کار رفته است').waitFor();
    await code.fill(persianDigits(await nextCode(secret, first)));
    await other.keyboard.press('Enter');
    await other.waitForURL('**/sittings');

    const third = await newPage();
    await typeName(third, url, 'maryam');
    await third.getByLabel('کد ورود').fill(recovery[3] ?? '');
    await third.keyboard.press('Enter');
    await third.waitForURL('**/sittings');
  });

  it('with a passkey alone: the page offers it once there is one, and the password alone does no more', async () => {
    const { url, account, page: newPage } = await open();
    await account('maryam', 'admin');
    const page = await newPage();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${url}/login`);
    await page.getByLabel('نام کاربری').waitFor();
    expect(await page.getByRole('button', { name: 'ورود با گذرکلید' }).count()).toBe(0);
    await enter(page, url, 'maryam');
    await page.goto(`${url}/account`);
    const main = page.locator('main');
    await main.getByRole('button', { name: 'افزودن گذرکلید' }).click();
    await main.getByLabel('نام گذرکلید').fill('تلفن همراه من');
    await page.keyboard.press('Enter');
    await main.getByRole('button', { name: 'نگه داشتم' }).click();
    await main.getByText('تلفن همراه من').waitFor();
    await shoot(page, 'passkey-account');
    await main.getByRole('button', { name: 'خروج از این دستگاه' }).click();
    await page.waitForURL('**/login');
    await page.getByRole('button', { name: 'ورود با گذرکلید' }).waitFor();
    await shoot(page, 'passkey-login');
    await page.getByRole('button', { name: 'ورود با گذرکلید' }).click();
    await page.waitForURL('**/sittings');

    const stranger = await newPage();
    await typeName(stranger, url, 'maryam');
    await stranger.getByText('گذرکلید خود را به کار ببرید').waitFor();
    // At an address without a name no browser has passkeys, and the page says so.
    await stranger.goto(`${url.replace('localhost', '127.0.0.1')}/login`);
    await stranger.getByText('این صفحه با نشانی عددی باز شده است').waitFor();
  });
});

describe('sessions', { timeout: 6 * MINUTE }, () => {
  it('are ended from another browser: the page there is led to the sign-in, and so is its wall', async () => {
    const { server, url, account, page: newPage } = await open();
    await account('maryam', 'supervisor');
    await account('boss', 'admin');
    const [office, home] = [await newPage(), await newPage([390, 844])];
    await enter(office, url, 'maryam');
    await enter(home, url, 'maryam');
    await home.goto(`${url}/`);
    await home.waitForSelector('html[data-link="live"]');
    await office.goto(`${url}/account`);
    const list = office.locator('main').getByRole('region', { name: 'دستگاه‌های واردشده' });
    await list.getByText('همین مرورگر').waitFor();
    await shoot(office, 'sessions-account');
    await list.getByRole('button', { name: 'خارج کردن' }).click();
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
    await home.getByRole('link', { name: 'ورود' }).first().waitFor();
    expect(server.vault.listSessions('maryam', Date.now())).toHaveLength(1);

    const boss = await newPage();
    await enter(boss, url, 'boss');
    await boss.goto(`${url}/admin`);
    const row = boss.locator('main').getByRole('listitem').filter({ hasText: 'maryam' });
    await row.getByRole('button', { name: 'دستگاه‌ها' }).click();
    await row.getByRole('button', { name: 'خارج کردن' }).waitFor();
    await shoot(boss, 'sessions-admin');
    await row.getByRole('button', { name: 'خارج کردن' }).click();
    await row.getByText('در هیچ دستگاهی وارد نشده است').waitFor();
    await office.reload();
    await office.waitForURL('**/login?next=%2Faccount');
    await boss.goto(`${url}/admin/audit`);
    await boss.getByText('از یک دستگاه خارج کرد').first().waitFor();
    await shoot(boss, 'sessions-audit');
  });
});
