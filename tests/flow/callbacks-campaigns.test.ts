// Calling citizens back, and a campaign, in a real browser and in Persian.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { seriousFaults } from '../support/axe.ts';
import { faultsOf } from '../support/geometry.ts';
import { useBrowser } from '../support/shared-browser.ts';
import { eventsTo, openSignedIn } from '../support/signed-in-page.ts';
import { startTestServer } from '../support/test-server.ts';

const browser = useBrowser();

it('a clerk sees who was not reached, calls back by the code, records the outcome and takes it back', async () => {
  const server = await startTestServer('', { world: { now: noonClock } });
  const at = noonClock() - HOUR;
  const visit = { call: 'c-1', queue: 'samad-sari' };
  await eventsTo(server)([
    { type: 'call.joined', ...visit, name: 'ساری', county: 'sari', at },
    { type: 'call.left', ...visit, reason: 'abandoned', waited: 90, at: at + 90 * SECOND },
    { type: 'call.kept', call: 'c-1', handle: '412345', at: at + 91 * SECOND },
  ]);
  const page = await openSignedIn(browser(), server, '/callbacks', { role: 'clerk', now: noonClock() });
  const main = page.locator('main');
  const row = main.locator('li', { hasText: '*1412345' });
  expect(await row.textContent()).toContain('ساری');
  expect(await seriousFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await faultsOf(page, true, 13)).toEqual([]);

  await row.getByRole('button', { name: 'پاسخ نداد' }).click();
  await row.getByText(/پاسخ نداد · .?clerk/).waitFor();
  await row.getByRole('button', { name: 'گفت‌وگو انجام شد' }).click();
  await main.getByText('ثبت شد: گفت‌وگو انجام شد').waitFor();
  await main.getByText('کسی در انتظار تماس نیست.').waitFor();

  await main.getByRole('link', { name: 'انجام‌شده (۱)' }).click();
  const done = main.locator('li', { hasText: /گفت‌وگو انجام شد · .?clerk/ });
  expect(await done.textContent()).toContain('۲ بار تلاش');
  await done.getByRole('button', { name: 'لغو ثبت' }).click();
  await main.getByRole('link', { name: 'در انتظار تماس (۱)' }).click();
  await row.getByText(/پاسخ نداد · .?clerk/).waitFor();
  await page.context().close();
});

it('a supervisor plans a campaign, sees its figures by shift, and downloads them as a table', async () => {
  const server = await startTestServer('', { world: { now: noonClock } });
  const at = noonClock() - 30 * MINUTE;
  const [answered, left] = [
    { call: 'c-1', queue: 'samad-sari' },
    { call: 'c-2', queue: 'samad-babol' },
  ];
  await eventsTo(server)([
    { type: 'call.joined', ...answered, name: 'ساری', county: 'sari', at },
    { type: 'call.answered', ...answered, desk: 'm-1', waited: 10, at: at + 10 * SECOND },
    { type: 'call.ended', ...answered, by: 'caller', talked: 60, at: at + 70 * SECOND },
    { type: 'call.joined', ...left, name: 'بابل', county: 'babol', at },
    { type: 'call.left', ...left, reason: 'abandoned', waited: 20, at: at + 20 * SECOND },
  ]);
  const page = await openSignedIn(browser(), server, '/campaigns', { role: 'supervisor', now: noonClock() });
  const main = page.locator('main');
  await main.getByText('طرحی ثبت نشده است.').waitFor();
  await main.getByRole('button', { name: 'ثبت طرح' }).click();
  // The first fault has the keyboard.
  const name = main.getByLabel('نام طرح');
  await expect.poll(() => name.evaluate((node) => node === document.activeElement)).toBe(true);
  // The form begins tomorrow; the one of this test has begun.
  const yesterday = new Intl.DateTimeFormat('fa-IR', { timeZone: 'Asia/Tehran', dateStyle: 'short' });
  await name.fill('سفر استانی');
  await main.getByLabel('از روز').fill(yesterday.format(noonClock() - DAY));
  await main.getByLabel('شیفت‌های هر روز').fill('۰-۱۲، ۱۲-۲۴');
  await main.getByRole('button', { name: 'ثبت طرح' }).click();
  await main.getByText('طرح ثبت شد.').waitFor();

  await main.getByRole('link', { name: 'سفر استانی' }).click();
  const figure = (name: string) =>
    main.locator('dl > div', { has: page.getByText(name, { exact: true }) }).locator('dd');
  await expect.poll(() => figure('تماس').first().textContent()).toBe('۲');
  expect(await figure('پاسخ داده شد').textContent()).toBe('۱');
  expect(await figure('میانگین انتظار').textContent()).toBe('۰:۱۰');
  expect(await main.locator('tr.total').textContent()).toContain('۲');
  for (const [width, height] of [
    [1280, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await faultsOf(page, true, 12)).toEqual([]);
  }
  expect(await seriousFaults(page)).toEqual([]);

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    main.getByRole('link', { name: 'دریافت فایل اکسل (CSV)' }).click(),
  ]);
  const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
  const total = lines.find((line) => line.startsWith('"جمع"'))?.split(',');
  expect(total?.slice(3, 6)).toEqual(['2', '1', '1']);
  await page.context().close();
});
