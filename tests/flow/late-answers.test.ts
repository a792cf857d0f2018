// Answers of the server that come late, or refuse, or never come, before a real browser: what was typed or chosen meanwhile
// is neither lost nor overtaken, nothing is done twice, and what failed is said.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { field, openOffice, PASSWORD, pick, today, type Office } from '../support/office.ts';
import { startTestServer } from '../support/test-server.ts';
import { HOUR, MINUTE, WEEK } from '../../shared/time.ts';

let browser: Browser;
let office: Office;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  office = await openOffice(browser);
});

it('what is typed while a contact is on its way begins the next one, and is not sent with it', async () => {
  const clerk = await office.signedIn('clerk');
  await clerk.route('**/api/contacts', async (route) => {
    await field(clerk, 'شهرستان').fill('تهران');
    await route.continue();
  });
  await clerk.getByRole('button', { name: 'ثبت', exact: true }).click();
  await expect.poll(() => clerk.locator('main table.rows tbody tr').count()).toBe(1);
  expect(await field(clerk, 'شهرستان').inputValue()).toBe('تهران');
  expect(await clerk.locator('main table.rows tbody tr').innerText()).not.toContain('تهران');
});

it('a table is previewed and saved as it stands: what was chosen during the request is previewed again', async () => {
  await office.call();
  const supervisor = await office.signedIn('supervisor');
  await supervisor.goto(`${office.server.url}/sittings/plan`);
  await supervisor.getByRole('button', { name: 'وارد کردن از جدول' }).click();
  const area = supervisor.locator('textarea');
  const preview = supervisor.getByRole('button', { name: 'پیش‌نمایش' });
  await area.fill(`${today}\t8-9\tرضا رضایی`);
  let mayType: boolean | undefined;
  await supervisor.route('**/api/sittings/import', async (route) => {
    mayType = await area.isEditable();
    await supervisor.getByLabel('میز، اگر در جدول نباشد').selectOption('m-1201');
    await route.continue();
  });
  const answered = supervisor.waitForResponse('**/api/sittings/import');
  await preview.click();
  await (await answered).finished();
  await expect.poll(() => area.isEditable()).toBe(true);
  expect(mayType).toBe(false);
  await supervisor.unroute('**/api/sittings/import');
  await preview.click();
  await supervisor.getByRole('button', { name: /^ثبت/ }).click();
  await supervisor.locator('main li').getByText('رضا رضایی').waitFor();
  const path = `/api/sittings?from=${today}&to=${today}`;
  expect(await office.colleague('supervisor')('GET', path)).toMatchObject({ sittings: [{ desk: 'm-1201' }] });
});

it('a list of samples that comes late does not stand under another month', async () => {
  await office.colleague('supervisor')('POST', '/api/verification', { month: today.slice(0, 7), size: 5 });
  const deputy = await office.signedIn('deputy');
  const none = deputy.getByText('برای این ماه هنوز نمونه‌گیری نشده است.');
  const list = `**/api/verification?month=${today.slice(0, 7)}`;
  await deputy.route(list, async (route) => {
    await deputy.getByLabel('ماه').selectOption({ index: 1 });
    await none.waitFor();
    await route.continue();
  });
  const late = deputy.waitForResponse(list);
  await deputy.goto(`${office.server.url}/verification`);
  await (await late).finished();
  await deputy.waitForTimeout(300);
  expect(await none.count()).toBe(1);
});

it('a week that is copied by a double press is copied once, and one that is taken back so, by one step', async () => {
  const [from, to] = [noonClock() - WEEK, noonClock() - WEEK + HOUR];
  const planned = async (): Promise<number> => {
    const path = `/api/sittings?from=${today}&to=${today}`;
    return (await office.colleague('supervisor')<{ sittings: object[] }>('GET', path)).sittings.length;
  };
  const official = { name: 'رضا رضایی' };
  await office.colleague('supervisor')('POST', '/api/sittings', { official, level: 'province', from, to });
  const supervisor = await office.signedIn('supervisor');
  await supervisor.goto(`${office.server.url}/sittings/plan`);
  const copy = supervisor.getByRole('button', { name: 'کپی از هفتهٔ قبل' });
  await copy.dblclick();
  await supervisor.locator('main li').waitFor();
  await supervisor.waitForTimeout(300);
  expect(await planned()).toBe(1);
  await copy.click();
  await expect.poll(planned).toBe(2);
  await supervisor.getByRole('button', { name: 'واگرد' }).dblclick();
  await expect.poll(planned).toBe(1);
  await supervisor.waitForTimeout(300);
  expect(await planned()).toBe(1);
});

it('a form whose session ends keeps what was typed, and sends it after signing in again', async () => {
  const clerk = await office.signedIn('clerk');
  await pick(clerk, 'شهرستان', 'ساری');
  office.server.vault.signOutEverywhere('clerk', noonClock());
  await clerk.getByRole('button', { name: 'ثبت', exact: true }).click();
  await clerk.getByRole('alert').getByText('نشست کاربری شما منقضی شده است').waitFor();
  expect(new URL(clerk.url()).pathname).toBe('/intake');
  expect(await field(clerk, 'شهرستان').inputValue()).toBe('ساری');
  const entered = await clerk.request.post(`${office.server.url}/api/auth/login`, {
    headers: { origin: office.server.url },
    data: { name: 'clerk', password: PASSWORD },
  });
  expect(entered.ok()).toBe(true);
  await clerk.getByRole('button', { name: 'ثبت', exact: true }).click();
  await expect.poll(office.contacts).toMatchObject([{ county: 'sari', by: 'clerk' }]);
});

it('a sign-out that failed is reported, and the page stays', async () => {
  const deputy = await office.signedIn('deputy');
  const leave = deputy.getByRole('button', { name: 'خروج', exact: true });
  await deputy.route('**/api/auth/leave', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"log-unwritable"}' }),
  );
  await leave.click();
  await deputy.getByRole('alert').getByText('سرور اکنون نمی‌تواند چیزی ثبت کند').waitFor();
  expect(new URL(deputy.url()).pathname).toBe('/sittings');
  await deputy.unroute('**/api/auth/leave');
  await leave.click();
  await deputy.waitForURL('**/login');
  expect((await deputy.request.get(`${office.server.url}/api/auth/me`)).status()).toBe(401);
});

it('an edited statement stays while the other language is looked at and edited too', async () => {
  const contact = { channel: 'visit', county: 'sari' };
  await office.colleague('clerk')('POST', '/api/contacts', contact);
  const deputy = await office.signedIn('deputy');
  await deputy.goto(`${office.server.url}/months`);
  const area = deputy.locator('textarea');
  const sheet = deputy.locator('section', { has: area });
  const text = (): Promise<string> => area.inputValue();
  const to = (lang: string): Promise<void> => sheet.getByRole('button', { name: lang, exact: true }).click();
  await expect.poll(text).toMatch(/[آ-ی]/);
  const written = await text();
  await area.fill('متن ما');
  await to('English');
  await expect.poll(text).toMatch(/[a-z]/);
  await area.fill('Our text');
  await to('فارسی');
  await expect.poll(text).toBe('متن ما');
  // Long enough for what the server would have written to have come.
  await deputy.waitForTimeout(1_500);
  expect(await text()).toBe('متن ما');
  await to('English');
  expect(await text()).toBe('Our text');
  await to('فارسی');
  await sheet.getByRole('button', { name: 'بازنویسی متن' }).click();
  await expect.poll(text).toBe(written);

  // What is typed while the next text is on its way stays as well.
  await deputy.route('**/*.txt?*', async (route) => {
    const answer = await route.fetch();
    await area.fill('تازه‌تر');
    await route.fulfill({ response: answer });
  });
  const answered = deputy.waitForResponse('**/*.txt?*');
  await office.colleague('clerk')('POST', '/api/contacts', contact);
  await answered;
  await deputy.waitForTimeout(300);
  expect(await text()).toBe('تازه‌تر');
});

it(
  'a month that did not come is asked for again: by hand, after a while, and when the server is back',
  async () => {
    const deputy = await office.signedIn('deputy');
    const report = `**/api/months/${today.slice(0, 7)}`;
    const alert = deputy.getByRole('alert').getByText('سرور اکنون پرکار است');
    const empty = deputy.getByText('برای این ماه آماری ثبت یا وارد نشده است.');
    let asked = 0;
    const failing = async (): Promise<void> => {
      await deputy.route(report, (route) => {
        asked += 1;
        return route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"too-busy"}' });
      });
      await deputy.goto(`${office.server.url}/months`);
      await alert.waitFor();
    };

    /** In the background nothing is asked by the clock. */
    const hide = (): Promise<unknown> =>
      deputy.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
        document.documentElement.dataset['same'] = 'page';
      });

    await failing();
    await hide();
    const before = asked;
    await deputy.getByRole('button', { name: 'تلاش مجدد' }).click();
    await expect.poll(() => asked).toBe(before + 1);
    await alert.waitFor();
    await deputy.unroute(report);
    await deputy.getByRole('button', { name: 'تلاش مجدد' }).click();
    await empty.waitFor();
    await expect.poll(() => alert.count()).toBe(0);

    await failing();
    await deputy.unroute(report);
    await empty.waitFor({ timeout: MINUTE });
    await expect.poll(() => alert.count()).toBe(0);

    await failing();
    await hide();
    await deputy.unroute(report);
    const { dataDir, port } = office.server;
    await office.server.stop();
    await deputy.waitForSelector('html:not([data-link=live])');
    // By the clock of before: by another the deputy may have been away for hours.
    await startTestServer('', { dataDir, port, world: { now: noonClock } });
    await empty.waitFor({ timeout: MINUTE });
    expect(await deputy.getAttribute('html', 'data-same')).toBe('page');
  },
  8 * MINUTE,
);
