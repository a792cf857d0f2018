// Signing in by the house's own directory, in a real browser before a real server, in Persian: by LDAP (OpenLDAP where it is
// installed), by an OpenID provider, and what the pages say when either is away.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { artefacts } from '../support/access-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { house, PERSON_PASSWORD } from '../support/directory-people.ts';
import { startLdapServer } from '../support/ldap-server.ts';
import { environmentFor } from '../support/ldap-settings.ts';
import { CLIENT, startOpenIdProvider } from '../support/openid-provider.ts';
import { freePort } from '../support/free-port.ts';
import { noSlapd, startSlapd } from '../support/slapd.ts';
import { startTestServer } from '../support/test-server.ts';

let browser: Browser;
beforeAll(async () => {
  mkdirSync(artefacts, { recursive: true });
  buildOnce();
  browser = await launchBrowser('whole');
});
afterAll(() => browser.close());

async function startDirectory(): Promise<{ url: string; stop: () => unknown }> {
  if (noSlapd) return startLdapServer({ entries: house() });
  const slapd = await startSlapd(house());
  onTestFinished(slapd.stop);
  return { url: `ldap://127.0.0.1:${slapd.port}`, stop: slapd.stop };
}

async function open(environment: (origin: string) => Record<string, string>) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const server = await startTestServer('', { port, settings: { ORIGIN: url, ...environment(url) } });
  const password = await createPasswords({ memory: 64, passes: 1, parallelism: 1 }).hash('a local password', {
    key: 'boss',
    priority: true,
  });
  server.vault.createAccount({ name: 'boss', role: 'admin', password, by: 'test', now: Date.now() });
  const page = async (): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'fa-IR' });
    onTestFinished(() => context.close());
    return context.newPage();
  };
  return { server, url, page };
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${artefacts}directory-${name}-1920.png`, fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${artefacts}directory-${name}-390.png`, fullPage: true });
  await page.setViewportSize({ width: 1920, height: 1080 });
}
async function enter(page: Page, url: string, name: string, password: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel('نام کاربری').fill(name);
  await page.getByLabel('رمز عبور', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}
const alert = (page: Page): Promise<string | null> => page.textContent('main [role=alert]');

it('somebody with a Persian user name signs in by the directory, and every page says whose account it is', async () => {
  const ldap = await startDirectory();
  const { url, page } = await open(() => environmentFor(ldap.url));
  const maryam = await page();
  await maryam.goto(`${url}/login`);
  await maryam.getByText('نام کاربری سازمان، همان').waitFor();
  await shoot(maryam, 'login');
  await enter(maryam, url, 'nobody', PERSON_PASSWORD);
  await expect.poll(() => alert(maryam)).toContain('عضو هیچ‌یک از گروه‌های مجاز این سامانه نیستید');
  await shoot(maryam, 'no-role');
  await enter(maryam, url, 'مریم کریمی', PERSON_PASSWORD);
  await maryam.waitForURL('**/sittings');
  await maryam.goto(`${url}/account`);
  await maryam.getByText('از فهرست کاربران سازمان است').waitFor();
  expect(await maryam.getByLabel('رمز فعلی').count()).toBe(0);
  await shoot(maryam, 'account');
  await maryam.goto(`${url}/admin`);
  await maryam.locator('main').getByText('مریم کریمی').first().waitFor();
  await shoot(maryam, 'accounts');

  await maryam.goto(`${url}/admin/directory`);
  await maryam.getByLabel('نام کاربری').fill('sara');
  await maryam.getByRole('button', { name: 'آزمایش' }).click();
  await maryam.locator('[data-step=role][data-state=good]').waitFor();
  expect(await maryam.locator('main ol').textContent()).toContain('ou=people,dc=mazandaran,dc=ir');
  await shoot(maryam, 'test');

  await ldap.stop();
  await maryam.getByRole('button', { name: 'آزمایش' }).click();
  await maryam.locator('[data-step=connected][data-state=bad]').waitFor();
  const other = await page();
  await enter(other, url, 'reza', PERSON_PASSWORD);
  await expect.poll(() => alert(other)).toContain('ارتباط با آن برقرار نمی‌شود');
  await other.reload();
  await other.getByText('فقط با حساب‌های همین سامانه می‌توان وارد شد').waitFor();
  await shoot(other, 'away');
  await maryam.reload();
  await expect.poll(() => alert(maryam)).toContain('کسی که وارد شده است');
  await shoot(maryam, 'admin-away');
  await enter(other, url, 'boss', 'a local password');
  await other.waitForURL('**/sittings');
});

it('somebody signs in by an OpenID provider, is led back to where they were going, and signs out there too', async () => {
  const port = await freePort();
  const provider = await startOpenIdProvider({
    origin: `http://localhost:${port}`,
    people: { 'u-2': { name: 'مریم کریمی', preferred_username: 'm.karimi', groups: ['wallboard-admins'] } },
  });
  onTestFinished(async () => void (await provider.stop()));
  const url = `http://localhost:${port}`;
  await startTestServer('', {
    port,
    settings: {
      ORIGIN: url,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_SCOPES: 'profile groups',
      OIDC_ROLES: 'admin=wallboard-admins',
    },
  });
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'fa-IR' });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const signIn = async (login: string): Promise<void> => {
    await page.getByRole('link', { name: 'ورود یکپارچهٔ سازمان' }).click();
    await page.locator('[name=login]').fill(login);
    await page.getByRole('button', { name: 'ورود' }).click();
  };
  await page.goto(`${url}/admin/directory`);
  await page.waitForURL('**/login?next=**');
  await page.getByRole('link', { name: 'ورود یکپارچهٔ سازمان' }).waitFor();
  await shoot(page, 'openid-login');
  await signIn('who');
  await expect.poll(() => alert(page)).toContain('لغو شد');
  await shoot(page, 'openid-broken-off');
  await signIn('u-2');
  await page.waitForURL('**/admin/directory');
  await page.getByRole('button', { name: 'آزمایش' }).click();
  await page.locator('[data-step=provider][data-state=good]').waitFor();
  await shoot(page, 'openid-admin');
  await page.goto(`${url}/account`);
  await page.getByText('شما با ورود یکپارچهٔ سازمان وارد می‌شوید').waitFor();
  await shoot(page, 'openid-account');
  await page.getByRole('button', { name: 'خروج از این دستگاه' }).click();
  await page.waitForURL(`${provider.issuer}/session/end**`);
  expect((await context.cookies(url)).map(({ name }) => name)).not.toContain('wallboard111');
});
