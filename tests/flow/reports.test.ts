// The pages of reports in a real browser: the figures of the interface, in both languages, on a desk and in the hand, and on paper.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { buildOnce } from '../support/build-once.ts';
import { launchBrowser } from '../support/browser.ts';
import { PASSWORD } from '../support/office.ts';
import { at, DAY, startReportedDay, type ReportedDay } from '../support/reported-day.ts';

let browser: Browser;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const sizes = { desk: { width: 1920, height: 1080 }, phone: { width: 390, height: 844 } };

async function open(day: ReportedDay, path: string, size: keyof typeof sizes, lang: 'fa' | 'en'): Promise<Page> {
  const context = await browser.newContext({ viewport: sizes[size] });
  const page = await context.newPage();
  await page.addInitScript((chosen) => localStorage.setItem('lang', chosen), lang);
  await page.goto(`${day.server.url}/login?next=${encodeURIComponent(path)}`);
  await page.locator('form input').first().fill('deputy');
  await page.locator('form input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${path}`);
  await page.locator('main [data-figure]').first().waitFor();
  return page;
}
const figure = (page: Page, key: string): Promise<string | null> =>
  page.locator(`main [data-figure="${key}"] td`).first().getAttribute('data-value');
const isNarrow = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

async function heldDay(): Promise<{ day: ReportedDay; id: string }> {
  const day = await startReportedDay({ runs: true });
  await addDeputy(day);
  const { id } = (await day.hold()) as { id: string };
  day.setClock(at('09:00'));
  await expect.poll(async () => (await day.ask('GET', `/api/sittings/${id}`))['state']).toBe('closed');
  return { day, id };
}
const addDeputy = async ({ server, clock }: ReportedDay): Promise<void> =>
  void server.vault.createAccount({
    name: 'deputy',
    role: 'deputy',
    by: 'test',
    now: clock.now,
    password: await createPasswords().hash(PASSWORD, { key: 'deputy', priority: true }),
  });

it('the sheet of a sitting shows what its interface says, and leads to the day and back', async () => {
  const { day, id } = await heldDay();
  const { counts } = await day.ask('GET', `/api/sittings/${id}`);
  for (const [size, lang] of [
    ['desk', 'fa'],
    ['phone', 'en'],
  ] as const) {
    const page = await open(day, `/reports/sittings/${id}`, size, lang);
    for (const key of ['offered', 'answered', 'abandoned'])
      expect(await figure(page, `calls.${key}`)).toBe(String(counts[key]));
    expect(await figure(page, 'topics.bank-loan')).toBe('1');
    expect(await isNarrow(page)).toBe(true);
    if (size === 'desk') {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('nav').first().isVisible()).toBe(false);
      expect(await page.locator('main').getByText('مهدی رستمی').first().isVisible()).toBe(true);
      await page.emulateMedia({ media: 'screen' });
      await page.locator('main').getByRole('link', { name: 'گزارش این روز' }).click();
      await page.waitForURL(`**/reports/${DAY}`);
      await page.locator(`main [data-figure="sittings.${id}"] a`).click();
      await page.waitForURL(`**/reports/sittings/${id}`);
    }
    await page.context().close();
  }
});

it('the report of a day shows the running day as such, an empty one as empty, and no day that is none', async () => {
  const { day } = await heldDay();
  const page = await open(day, '/reports', 'phone', 'fa');
  const report = await day.ask('GET', `/api/reports/days/${DAY}`);
  expect(await figure(page, 'contacts.contacts')).toBe(String(report['contacts']));
  expect(await figure(page, 'calls.offered')).toBe(String(report['calls'].offered));
  expect(await page.locator('main').innerText()).toContain('این روز هنوز تمام نشده است.');
  expect(await isNarrow(page)).toBe(true);
  await page.locator('main').getByRole('link', { name: 'روز قبل' }).click();
  await page.waitForURL('**/reports/1405-09-08');
  await page.locator('main').getByText('در این روز هیچ تماس').waitFor();
  await page.goto(`${day.server.url}/reports/1405-13-40`);
  await page.locator('main').getByText('چنین روزی در تقویم نیست.').waitFor();
  await page.context().close();
});
