// The whole server with people in it, in a real browser and in Persian: the first administrator, a wrong password, a TV that
// is paired and revoked, a timetable that is planned and imported, and a live sitting watched on a phone.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { startOneQueueAsterisk, QUEUE, reconciled } from '../support/one-queue-asterisk.ts';
import { faultsOf } from '../support/geometry.ts';
import { noonClock, TEHRAN_MS } from '../support/clock-at-noon.ts';
import type { FakeAsterisk } from '../support/fake-asterisk.ts';
import { DAY, MINUTE } from '../../shared/time.ts';

const artefacts = new URL('../artefacts/', import.meta.url).pathname;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PASSWORD = 'باران می‌بارد بر ساری';

let browser: Browser;
beforeAll(async () => {
  mkdirSync(artefacts, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const newPage = async (width = 1280, height = 800): Promise<Page> => {
  const page = await (await browser.newContext({ viewport: { width, height }, locale: 'fa-IR' })).newPage();
  return page;
};
const shown = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor({ state: 'visible' });
async function soundAndSeen(page: Page, name: string, scrolls = true): Promise<void> {
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${artefacts}office-${name}.png`, fullPage: scrolls });
  expect(await faultsOf(page, scrolls, 13), name).toEqual([]);
  await page.evaluate(axe);
  const serious = await page.evaluate(async () => {
    const { violations } = await (
      window as unknown as { axe: { run: () => Promise<{ violations: { id: string; impact: string }[] }> } }
    ).axe.run();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
  });
  expect(serious, name).toEqual([]);
}
async function signIn(page: Page, server: TestServer, name: string, password = PASSWORD): Promise<void> {
  await page.goto(`${server.url}/login`);
  await page.getByLabel('نام کاربری').fill(name);
  await page.getByLabel('رمز عبور', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'ورود', exact: true }).click();
}
const two = (n: number): string => String(n).padStart(2, '0');
/** Minutes since midnight in Tehran. */
const minuteOfDay = (): number => Math.floor(((noonClock() + TEHRAN_MS) % DAY) / MINUTE);

it('from the first administrator to a live sitting on a phone', { timeout: 10 * MINUTE }, async () => {
  const asterisk: FakeAsterisk = await startOneQueueAsterisk({ now: noonClock });
  const server = await startTestServer(asterisk.ami(), { world: { now: noonClock } });
  await reconciled(server, asterisk);

  // The first administrator.
  const admin = await newPage();
  const setup = server.vault.createSetupCode(noonClock());
  await admin.goto(`${server.url}/setup#code=${setup?.code}`);
  await admin.getByLabel('نام کاربری').fill('modir');
  await admin.getByLabel('رمز عبور', { exact: true }).fill(PASSWORD);
  await admin.getByLabel('تکرار رمز', { exact: true }).fill(PASSWORD);
  expect(admin.url()).not.toContain('code=');
  await admin.getByRole('button', { name: 'ایجاد حساب مدیر سامانه' }).click();
  await admin.waitForURL('**/admin');
  await admin.goto(`${server.url}/sittings`);
  await shown(admin, 'برای این روزها نوبتی ثبت نشده است.');
  await soundAndSeen(admin, 'sittings-empty');
  for (const [name, role] of [
    ['sara', 'supervisor'],
    ['reza', 'deputy'],
  ] as const) {
    const status = await admin.evaluate(
      async (body) =>
        (
          await fetch('/api/accounts', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          })
        ).status,
      { name, role, password: PASSWORD },
    );
    expect(status).toBe(201);
  }

  // A wrong password, then the right one.
  const supervisor = await newPage();
  await signIn(supervisor, server, 'sara', 'نادرست نادرست');
  await shown(supervisor, 'نام کاربری یا رمز عبور درست نیست.');
  await signIn(supervisor, server, 'sara');
  await supervisor.waitForURL('**/sittings');

  // A TV shows a code, is paired on the supervisor's page, and leaves when it is revoked.
  const tv = await newPage(1920, 1080);
  await tv.goto(`${server.url}/tv`);
  const code = await tv.waitForSelector('[data-code]').then((node) => node.getAttribute('data-code'));
  await supervisor.goto(`${server.url}/displays?code=${code}`);
  await supervisor.getByLabel('نام نمایشگر').fill('سرسرای استانداری');
  await supervisor.getByRole('button', { name: 'اتصال', exact: true }).click();
  await tv.waitForSelector('.wall');
  await soundAndSeen(tv, 'tv', false);
  await shown(supervisor, 'برخط');
  await supervisor.getByRole('button', { name: 'قطع دسترسی' }).click();
  const left = tv.waitForSelector('.wall', { state: 'detached' }).then(() => performance.now());
  const began = performance.now();
  await supervisor.getByRole('button', { name: 'بله، قطع شود' }).click();
  console.log(`a revoked TV left after ${Math.round((await left) - began)} ms`);
  await shown(tv, 'دسترسی این صفحه لغو شد');

  // A sitting is planned for now, by hand.
  await supervisor.goto(`${server.url}/sittings/plan`);
  await supervisor.getByRole('button', { name: 'افزودن نوبت' }).first().click();
  await supervisor.getByLabel('نام مدیر').fill('مهدی رستمی');
  await supervisor.getByLabel('سمت').fill('فرماندار بابل');
  const [from, to] = [minuteOfDay() - 30, minuteOfDay() + 75];
  await supervisor.getByLabel('از ساعت').fill(`${two(Math.floor(from / 60))}:${two(from % 60)}`);
  await supervisor.getByLabel('تا ساعت').fill('۳:۰۰ب');
  await supervisor.getByRole('button', { name: 'ثبت', exact: true }).click();
  await shown(supervisor, 'مانند ۸:۳۰ بنویسید');
  await supervisor.getByLabel('تا ساعت').fill(`${two(Math.floor(to / 60))}:${two(to % 60)}`);
  const dayOfToday = Math.floor((noonClock() + TEHRAN_MS) / DAY) * DAY - TEHRAN_MS;
  await supervisor.getByLabel('روز', { exact: true }).selectOption(String(dayOfToday));
  await supervisor.getByLabel('میز', { exact: true }).selectOption('m-1201');
  await supervisor.getByLabel('صف', { exact: true }).selectOption(QUEUE);
  await supervisor.getByRole('button', { name: 'ثبت', exact: true }).click();
  await shown(supervisor, 'نوبت مهدی رستمی افزوده شد');
  await server.until('the sitting is on the board', ({ sittings }) => Object.keys(sittings).length === 1);

  // The timetable of Bahman 1398 comes in by a table: nothing is saved before it is confirmed, and all of it can be taken back.
  await supervisor.getByRole('button', { name: 'وارد کردن از جدول' }).click();
  await supervisor
    .getByLabel('جدول', { exact: true })
    .fill(
      'تاریخ\t۸-۹:۴۵\t۱۰-۱۱:۴۵\t۱۲:۱۵-۱۴\n۹۸/۱۱/۰۲\tگلوگاه\tسیمرغ\tمیاندورود\n۹۸/۱۱/۱۶\tتنکابن\tسوادکوه\tبابل\n۹۸/۱۳/۰۲\tآمل\t\t',
    );
  await supervisor.getByRole('button', { name: 'پیش‌نمایش' }).click();
  await shown(supervisor, '۶ نوبت خوانده شد');
  await shown(supervisor, 'تاریخ «۹۸/۱۳/۰۲» در تقویم نیست');
  await soundAndSeen(supervisor, 'import');
  const planned = async (): Promise<unknown[]> =>
    ((await (await server.get('/api/sittings?from=1398-11-01&to=1398-11-30')).json()) as { sittings: unknown[] })
      .sittings;
  expect(await planned()).toHaveLength(0);
  await supervisor.getByRole('button', { name: 'ثبت ۶ نوبت' }).click();
  await shown(supervisor, '۶ نوبت افزوده شد');
  expect(await planned()).toHaveLength(6);
  await supervisor.getByRole('button', { name: 'واگرد' }).click();
  await shown(supervisor, 'تغییر واگرد شد');
  expect(await planned()).toHaveLength(0);
  await soundAndSeen(supervisor, 'plan');

  // A deputy watches the sitting on a phone while citizens call.
  const phone = await newPage(390, 844);
  await signIn(phone, server, 'reza');
  await phone.waitForURL('**/sittings');
  await shown(phone, 'در انتظار اولین تماس');
  const figure = (name: string): Promise<string | null> =>
    phone.locator(`[data-metric^="sittings."][data-metric$=".${name}"]`).first().getAttribute('data-value');
  const [first, second, third] = [asterisk.calls.call(QUEUE), asterisk.calls.call(QUEUE), asterisk.calls.call(QUEUE)];
  for (const call of [first, second, third]) call.join();
  await expect.poll(() => figure('waiting')).toBe('3');
  first.ring('m-1201');
  first.answer();
  await shown(phone, 'در حال پاسخ‌گویی');
  await shown(phone, /در حال مکالمه با/);
  third.abandon();
  await expect
    .poll(async () => [await figure('waiting'), await figure('answered'), await figure('abandoned')])
    .toEqual([...['1', '1', '1']]);
  await soundAndSeen(phone, 'live-phone');

  // One tap deeper: its calls, and those behind one figure; never a number.
  await phone.getByRole('link', { name: 'مهدی رستمی' }).click();
  await phone.waitForURL(/\/sittings\/s-/);
  await expect.poll(() => phone.locator('table.rows tbody tr').count()).toBe(3);
  await soundAndSeen(phone, 'sitting-phone');
  await phone.locator('[data-metric$=".abandoned"]').first().click();
  await phone.waitForURL(/\/calls\?.*outcome=abandoned/);
  await expect.poll(() => phone.locator('table.rows tbody tr').count()).toBe(1);
  await phone.locator('table.rows tbody').getByText('قطع در انتظار').first().waitFor({ state: 'visible' });

  // Everything is over: the desk's talk ends, and the audit tells who did what.
  first.end();
  await admin.goto(`${server.url}/admin/audit`);
  await shown(admin, 'sara');
  await soundAndSeen(admin, 'audit');
  const said = JSON.stringify(server.logged);
  expect(said).not.toContain(PASSWORD);
  expect(said).not.toContain(String(setup?.code));
});
