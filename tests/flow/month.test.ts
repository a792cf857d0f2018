// The month with people in it, in a real browser and in Persian: a clerk registers ten contacts without a mouse, a deputy
// sees each on the month's page, copies the statement, prints the report, opens a figure, and a sample is verified.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { AccountRole } from '../../shared/role.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { launchBrowser } from '../support/browser.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { faultsOf } from '../support/geometry.ts';

const artefacts = new URL('../artefacts/', import.meta.url).pathname;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PASSWORD = 'باران می‌بارد بر ساری';
const fa = new Intl.NumberFormat('fa-IR');
const calendar = createCalendar();
const today = calendar.dayOf(noonClock());
const month = today.slice(0, 7);

let browser: Browser;
beforeAll(async () => {
  mkdirSync(artefacts, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function signedIn(server: TestServer, role: AccountRole, size: [number, number] = [1280, 800]): Promise<Page> {
  server.vault.createAccount({
    name: role,
    role,
    by: 'test',
    now: noonClock(),
    password: await createPasswords().hash(PASSWORD, { key: role, priority: true }),
  });
  const context = await browser.newContext({ viewport: { width: size[0], height: size[1] }, locale: 'fa-IR' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  const page = await context.newPage();
  await page.goto(`${server.url}/login`);
  await page.getByLabel('نام کاربری').fill(role);
  await page.getByLabel('رمز عبور', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(role === 'clerk' ? '**/intake' : '**/sittings');
  return page;
}
const shown = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor({ state: 'visible' });
async function soundAndSeen(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${artefacts}month-${name}.png`, fullPage: true });
  expect(await faultsOf(page, true, 12), name).toEqual([]);
  await page.evaluate(axe);
  const serious = await page.evaluate(async () => {
    type Axe = { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    const { violations } = await (window as unknown as { axe: Axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
  });
  expect(serious, name).toEqual([]);
}
const metric = (page: Page, path: string): Promise<string | null> =>
  page.locator(`[data-metric="${path}"]`).first().getAttribute('data-value');

/** A busy month behind us: calls that officials answered, letters, messages, cases. */
async function fill(server: TestServer): Promise<number> {
  const random = seededRandom(1405);
  const one = <T>(some: readonly T[]): T => some[Math.floor(random() * random() * some.length)] as T;
  const counties = ['sari', 'babol', 'amol', 'qaemshahr', 'nowshahr', 'tonekabon', 'ramsar', 'neka'];
  const topics = ['bank-loan', 'employment', 'water', 'roads', 'land', 'health', 'gas'];
  const agencies = ['water-wastewater', 'banks', 'roads-urban', 'labour-welfare'];
  const at = (day: string): number =>
    Math.min(calendar.startOf(day) + 8 * HOUR + Math.floor(random() * 5.5 * HOUR), noonClock() - MINUTE);
  const events: object[] = [];
  let answered = 0;
  for (let n = 0; n < 420; n++) {
    const day = `${month}-${String(1 + Math.floor(random() * Number(today.slice(8)))).padStart(2, '0')}`;
    const joined = at(day);
    const tags = { county: one(counties), ...(n % 9 && { topic: one(topics), kind: n % 3 ? 'request' : 'complaint' }) };
    if (n % 4 === 0) {
      const channel = (['message', 'visit', 'post'] as const)[n % 3];
      events.push({
        type: 'contact.registered',
        id: `c/${n}`,
        contact: `c-${n}`,
        at: joined,
        on: day,
        channel,
        ...tags,
      });
    } else {
      const call = `pbx-1795.${n}`.replace('.', '-');
      events.push({ type: 'call.joined', id: `${call}/j`, at: joined, call, queue: 'samad', county: tags.county });
      if (n % 7 === 0) {
        events.push({
          type: 'call.left',
          id: `${call}/l`,
          at: joined + 50_000,
          call,
          queue: 'samad',
          reason: 'abandoned',
        });
        continue;
      }
      const desk = `m-12${n % 5}`;
      events.push(
        { type: 'call.answered', id: `${call}/a`, at: joined + 20_000, call, queue: 'samad', desk, waited: 20 },
        { type: 'call.ended', id: `${call}/e`, at: joined + 200_000, call, by: 'caller', talked: 180 },
        { type: 'call.tagged', id: `${call}/t`, at: joined + 1_000, call, ...tags },
      );
    }
    answered += 1;
    const subject = n % 4 === 0 ? { contact: `c-${n}` } : { call: `pbx-1795-${n}` };
    const agency = one(agencies);
    if (n % 2) events.push({ type: 'case.referred', id: `r/${n}`, at: joined + 5 * MINUTE, ...subject, agency });
    if (n % 5 === 1) events.push({ type: 'case.answered', id: `s/${n}`, at: noonClock() - MINUTE, ...subject });
  }
  const token = server.vault.createToken({ name: 'collector', role: 'ingest', now: noonClock() }).plain;
  const response = await fetch(`${server.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(events),
  });
  expect(await response.json()).toMatchObject({ accepted: events.length, rejected: [] });
  return answered;
}

it('from ten contacts by keyboard to the printed report', { timeout: 10 * MINUTE }, async () => {
  const server = await startTestServer('', { world: { now: noonClock } });
  const deputy = await signedIn(server, 'deputy');
  await deputy.goto(`${server.url}/months`);
  await shown(deputy, 'برای این ماه آماری ثبت یا وارد نشده است.');
  await soundAndSeen(deputy, 'empty');

  // A clerk, with nothing but the keyboard.
  const clerk = await signedIn(server, 'clerk');
  await shown(clerk, 'امروز هنوز چیزی ثبت نکرده‌اید.');
  await soundAndSeen(clerk, 'intake-empty');
  // The focus is in the county's field, and comes back to it; day and channel lie before it.
  const isReady = () =>
    clerk.waitForFunction(() => {
      const field = document.activeElement;
      return field instanceof HTMLInputElement && field.matches('main form [role=combobox]') && field.value === '';
    });
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await clerk.keyboard.press(key);
  };
  await isReady();
  const spent: number[] = [];
  for (let n = 1; n <= 10; n++) {
    const began = performance.now();
    if (n === 4) await press('Shift+Tab', 'Shift+Tab', 'ArrowDown', 'Tab', 'Tab');
    await clerk.keyboard.type(n % 2 ? 'سار' : 'باب');
    await clerk.keyboard.press('Tab');
    await clerk.keyboard.type('تسهیلات');
    await clerk.keyboard.press('Enter');
    await clerk.keyboard.press('Tab');
    await clerk.keyboard.type('درخ');
    await clerk.keyboard.press('Tab');
    await clerk.keyboard.press('Enter');
    await expect.poll(() => metric(deputy, `months.${month}.contacts`), { interval: 5 }).toBe(String(n));
    spent.push(performance.now() - began);
    await isReady();
  }
  console.log(`a contact by keyboard, until the deputy sees it: ${Math.round(spent.sort((a, b) => a - b)[5] ?? 0)} ms`);
  await expect.poll(() => clerk.locator('table.rows tbody tr').count()).toBe(10);
  await soundAndSeen(clerk, 'intake');
  expect([
    await metric(deputy, `months.${month}.byChannel.message`),
    await metric(deputy, `months.${month}.byChannel.visit`),
    await metric(deputy, `months.${month}.byCounty.sari`),
    await metric(deputy, `months.${month}.byTopic.bank-loan`),
  ]).toEqual(['3', '7', '5', '10']);

  // What does not fit is said at its field, and a typing error of a moment ago is corrected.
  await clerk.getByRole('combobox', { name: 'شهرستان' }).first().fill('تهران');
  await shown(clerk, 'در فهرست نیست');
  await clerk.getByRole('combobox', { name: 'شهرستان' }).first().fill('');
  await clerk.getByLabel('روز', { exact: true }).fill('1405/13/01');
  await clerk.getByRole('button', { name: 'ثبت', exact: true }).click();
  await shown(clerk, 'این روز در تقویم نیست');
  await clerk.getByRole('button', { name: 'اصلاح و پیگیری' }).first().click();
  const editor = clerk.locator('tr.below');
  await editor.getByRole('combobox', { name: 'شهرستان' }).fill('آمل');
  await editor.getByRole('combobox', { name: 'شهرستان' }).press('Tab');
  await editor.getByRole('button', { name: 'ثبت اصلاح' }).click();
  await expect.poll(() => metric(deputy, `months.${month}.byCounty.amol`)).toBe('1');
  await soundAndSeen(clerk, 'intake-correct');

  // A busy month comes in; calls without words are tagged one after the other.
  const before = await fill(server);
  await expect.poll(() => metric(deputy, `months.${month}.contacts`)).toBe(String(before + 10));
  await clerk.goto(`${server.url}/intake/untagged`);
  const list = async () =>
    clerk.evaluate(async () => (await fetch('/api/contacts/untagged')).json() as Promise<{ untagged: number }>);
  const { untagged } = await list();
  if (untagged > 0) {
    await clerk.locator('li form').first().getByRole('combobox', { name: 'موضوع' }).fill('آب');
    await clerk.locator('li form').first().getByRole('combobox', { name: 'نوع' }).fill('شکایت');
    await clerk.locator('li form').first().getByRole('combobox', { name: 'نوع' }).press('Tab');
    await soundAndSeen(clerk, 'untagged');
    await clerk.locator('li form').first().getByRole('button').click();
    await expect.poll(async () => (await list()).untagged).toBe(untagged - 1);
  }

  // The report: looked at on a laptop and in the hand, opened at a figure, copied, printed.
  await deputy.reload();
  await deputy.waitForSelector('.report');
  await soundAndSeen(deputy, 'report');
  const loans = Number(await metric(deputy, `months.${month}.byTopic.bank-loan`));
  const area = deputy.getByLabel('متن خبر ماه', { exact: true }).last();
  await expect.poll(() => area.inputValue()).toContain(fa.format(before + 10));
  await area.fill(`${await area.inputValue()}\nبه گزارش روابط عمومی.`);
  await deputy.getByRole('button', { name: 'کپی متن' }).click();
  await shown(deputy, 'کپی شد.');
  const copied = await deputy.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(fa.format(before + 10));
  expect(copied).toContain('روابط عمومی');
  const pdf = await deputy.pdf({ preferCSSPageSize: true, printBackground: true });
  writeFileSync(`${artefacts}month-report.pdf`, pdf);
  const pages = pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
  expect(pages).toBe(1);
  await deputy.getByRole('link', { name: 'تسهیلات بانکی' }).click();
  await deputy.waitForURL(/\/contacts\?.*topic=bank-loan/);
  await expect.poll(() => deputy.locator('table.rows tbody tr').count()).toBe(Math.min(100, loans));
  await shown(deputy, `${fa.format(loans)} ارتباط`);
  await soundAndSeen(deputy, 'contacts');
  const phone = await signedIn(server, 'supervisor', [390, 844]);
  await phone.goto(`${server.url}/months/${month}`);
  await phone.waitForSelector('.report');
  await soundAndSeen(phone, 'report-phone');
  // There is no head above the agencies' figures there: each says its own name.
  const figures = await phone.locator('tr:has(th a[href*="agency="])').first().locator('td').allInnerTexts();
  const called = [
    ...['ثبت‌شده', 'ارجاع‌شده', 'پاسخ‌گرفته', 'راستی‌آزمایی‌شده', 'برآورده'],
    ...['میانهٔ زمان پاسخ (روز)', 'پرونده‌های باز'],
  ];
  expect(figures.map((text, n) => text.trim().startsWith(called[n] ?? '?'))).toEqual(called.map(() => true));
  await phone.goto(`${server.url}/months/1399-13`);
  await shown(phone, 'چنین ماهی در تقویم نیست.');

  // A fair sample is drawn and verified; the figures follow.
  await phone.goto(`${server.url}/verification`);
  await shown(phone, 'برای این ماه هنوز نمونه‌گیری نشده است.');
  await phone.getByLabel('تعداد پرونده از هر دستگاه').fill('۲');
  await phone.getByRole('button', { name: 'نمونه‌گیری تصادفی جدید' }).click();
  await phone.waitForURL(/seed=/);
  await shown(phone, `${fa.format(8)} پرونده از ${fa.format(8)} مانده است`);
  await phone.getByRole('button', { name: 'برآورده شد' }).first().click();
  await shown(phone, `${fa.format(7)} پرونده از ${fa.format(8)} مانده است`);
  await soundAndSeen(phone, 'verification-phone');
  await deputy.goto(`${server.url}/months/${month}`);
  await expect.poll(() => metric(deputy, `months.${month}.verification.met`)).toBe('1');

  // Months from before the wallboard.
  const admin = await signedIn(server, 'admin');
  await admin.goto(`${server.url}/months/import`);
  await admin
    .getByLabel('جدول', { exact: true })
    .fill('ماه\tکل\tتلفن\tنامه\tپیامک\nمرداد ۱۳۹۹\t۲۷۰\t۲۴۲\t۱۷\t۱۱\nشهریور ۹۹\t۸۲۰\t\t\t');
  await admin.getByRole('button', { name: 'پیش‌نمایش' }).click();
  await shown(admin, 'ماه نیست');
  await soundAndSeen(admin, 'import');
  await admin.getByRole('button', { name: 'وارد کردن ۱ ماه' }).click();
  await shown(admin, 'آمار ۱ ماه وارد شد.');
  await admin.goto(`${server.url}/months/1399-05`);
  await shown(admin, 'این آمار در این سامانه شمرده نشده و از جای دیگری وارد شده است.');
  expect(await metric(admin, 'months.1399-05.contacts')).toBe('270');
  await soundAndSeen(admin, 'imported');
  expect(server.warnings()).toEqual([]);
});
