// The day of a clerk in a real browser, by keyboard alone.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ContactRow } from '../../shared/api/contacts.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { persianDigits } from '../../shared/digits.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { seriousFaults } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { field, openOffice, PASSWORD, pick, today } from '../support/office.ts';

const artefacts = 'tests/artefacts/';
const calendar = createCalendar();
let browser: Browser;
beforeAll(async () => {
  buildOnce();
  mkdirSync(artefacts, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.closest('div')?.querySelector('label')?.textContent ?? '');
const isFocused = (page: Page, name: string): Promise<void> => expect.poll(() => focused(page)).toBe(name);
const saved = (page: Page): Promise<void> => page.getByText('ثبت شد. کد رهگیری').waitFor();
const written = (day: string): string => day.replaceAll('-', '/');
const shot = (page: Page, name: string) => page.screenshot({ path: `${artefacts}${name}.png`, fullPage: true });

it(
  'a hundred letters are registered by keyboard in an hour, and yesterday’s case is found by its code and closed',
  async () => {
    const office = await openOffice(browser);
    const yesterday = calendar.dayOf(calendar.startOf(today) - 1);
    const { ref = '' } = await office.colleague('supervisor')<ContactRow>('POST', '/api/contacts', {
      ...{ channel: 'post', on: yesterday, county: 'amol', topic: 'water', agency: 'bargh' },
    });
    const clerk = await office.signedIn('clerk');
    const { keyboard } = clerk;
    let keys = 0;
    const press = async (key: string): Promise<void> => {
      keys += 1;
      await keyboard.press(key);
    };
    const type = async (text: string): Promise<void> => {
      keys += [...text].length;
      await keyboard.type(text);
    };

    // The focus is where the work begins; the channel is one step back.
    await isFocused(clerk, 'شهرستان');
    await shot(clerk, 'clerk-empty-fa');
    expect(await seriousFaults(clerk)).toEqual([]);
    await press('Shift+Tab'); // the day
    await press('Shift+Tab'); // the channel
    for (let n = 0; n < 3; n++) {
      if ((await clerk.locator('input:checked').getAttribute('value')) === 'post') break;
      await press('ArrowLeft');
    }
    expect(await clerk.locator('input:checked').getAttribute('value')).toBe('post');
    await press('Tab');
    await press('Tab');

    const counties = ['ساری', 'آمل', 'بابل', 'نور', 'نکا'];
    const topics = ['آب', 'برق', 'تسه', 'اشت'];
    const LETTERS = 100;
    keys = 0;
    const began = performance.now();
    for (let n = 0; n < LETTERS; n++) {
      await isFocused(clerk, 'شهرستان');
      await type(counties[n % counties.length] ?? '');
      await press('Tab');
      await type(topics[n % topics.length] ?? '');
      await press('Tab');
      await type(n % 2 === 0 ? 'درخ' : 'شکا');
      await press('Tab');
      await press('Tab');
      await type(`14050909-${100 + n}`);
      const answered = clerk.waitForResponse((response) => response.request().method() === 'POST');
      await press('Enter');
      expect((await answered).status()).toBe(201);
    }
    const seconds = (performance.now() - began) / 1_000;
    const perLetter = keys / LETTERS;
    const machine = seconds / LETTERS;
    console.log(
      `${LETTERS} letters by keyboard in ${seconds.toFixed(1)} s: ${perLetter} keys and ${machine.toFixed(2)} s each ` +
        `without a person; at 120 keys a minute ${(((perLetter / 120) * MINUTE * LETTERS) / HOUR).toFixed(2)} h of typing`,
    );
    // At a slow typist's two keys a second there is time left to read the letter.
    expect(perLetter / 2 + machine).toBeLessThan(HOUR / 1_000 / LETTERS);
    const rows = await office.contacts();
    const letters = rows.filter(({ channel }) => channel === 'post');
    expect(letters).toHaveLength(LETTERS);
    expect(new Set(letters.map(({ ref }) => ref)).size).toBe(LETTERS);
    expect(letters.every(({ county, topic, kind }) => county && topic && kind)).toBe(true);
    await shot(clerk, 'clerk-busy-fa');
    expect(await seriousFaults(clerk)).toEqual([]);

    // From the empty field "/" leads to the search.
    await isFocused(clerk, 'شهرستان');
    await press('/');
    await type(ref);
    await press('Enter');
    await clerk.waitForURL(`**/contacts?ref=${ref}`);
    const close = clerk.getByRole('button', { name: 'بستن پرونده' });
    await close.waitFor();
    for (let tabs = 0; tabs < 4 && !(await close.evaluate((node) => node === document.activeElement)); tabs++)
      await press('Tab');
    await press('Enter');
    await clerk.getByText('پیگیری ثبت شد.').waitFor();
    const found = await office.colleague('supervisor')<{ rows: ContactRow[] }>('GET', `/api/contacts?ref=${ref}`);
    expect(found.rows).toMatchObject([{ day: yesterday, closed: true }]);
  },
  10 * MINUTE,
);

it('the last entries are copied by key or press, all but their code', async () => {
  const office = await openOffice(browser);
  const clerk = await office.signedIn('clerk');
  await pick(clerk, 'شهرستان', 'ساری');
  await pick(clerk, 'موضوع', 'آب');
  await clerk.getByLabel('کد رهگیری').fill('A-1');
  await clerk.keyboard.press('Enter');
  await saved(clerk);
  await pick(clerk, 'شهرستان', 'آمل');
  await clerk.keyboard.press('Enter');
  const recent = clerk.getByRole('region', { name: 'آخرین ثبت‌ها' }).getByRole('button');
  await expect.poll(() => recent.count()).toBe(2);
  const shown = () => Promise.all(['شهرستان', 'موضوع'].map((name) => field(clerk, name).inputValue()));

  await isFocused(clerk, 'شهرستان');
  await clerk.keyboard.press('Control+ArrowUp');
  await expect.poll(shown).toEqual(['آمل', '']);
  await clerk.keyboard.press('Control+ArrowUp');
  await expect.poll(async () => (await shown())[0]).toBe('ساری');
  expect((await shown())[1]).toMatch(/آب/);
  expect(await clerk.getByLabel('کد رهگیری').inputValue()).toBe('');
  await clerk.keyboard.press('Control+ArrowDown');
  await expect.poll(shown).toEqual(['آمل', '']);
  await clerk.keyboard.press('Control+ArrowDown');
  await expect.poll(shown).toEqual(['', '']);

  await recent.last().click();
  await expect.poll(async () => (await shown())[0]).toBe('ساری');
  await isFocused(clerk, 'شهرستان');
  await clerk.keyboard.press('Enter');
  await expect.poll(async () => (await office.contacts()).length).toBe(3);
  const [newest] = (await office.contacts()).sort((a, b) => (b.registeredAt ?? 0) - (a.registeredAt ?? 0));
  expect(newest).toMatchObject({ county: 'sari', topic: 'water' });
  expect(newest?.ref).not.toBe('A-1');
});

it('faults show as soon as a field is left, and a date of another calendar is replaced with one press', async () => {
  const office = await openOffice(browser);
  const clerk = await office.signedIn('clerk');
  const day = clerk.locator('main').getByLabel('روز', { exact: true });
  const type = async (text: string): Promise<void> => {
    await day.fill(text);
    await clerk.keyboard.press('Tab');
  };
  const form = clerk.locator('main form').first();
  await type('آذر');
  await form.getByText('مانند ۱۴۰۵/۰۹/۰۳ بنویسید').waitFor();
  await type('1404/12/30');
  await form.getByText('این روز در تقویم نیست').waitFor();
  await type(written(calendar.dayOf(noonClock() + 2 * DAY)));
  await form.getByText('این روز هنوز نرسیده است').waitFor();
  await clerk.getByLabel('کد رهگیری').fill('09111234567');
  await clerk.keyboard.press('Shift+Tab');
  await form.getByText('شمارهٔ تلفن مجاز نیست').waitFor();
  await clerk.getByLabel('کد رهگیری').fill('');

  const [year, month, date] = new Date().toISOString().slice(0, 10).split('-');
  await type(`${year}/${month}/${date}`);
  await form.getByText('این تاریخ میلادی است؛ شمسی آن:').waitFor();
  await shot(clerk, 'clerk-fault-fa');
  await clerk.setViewportSize({ width: 390, height: 844 });
  await shot(clerk, 'clerk-fault-fa-390');
  expect(await clerk.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await clerk.setViewportSize({ width: 1920, height: 1080 });
  await shot(clerk, 'clerk-fault-fa-1920');
  // With the keyboard it is the next thing after the field.
  await clerk.keyboard.press('Enter');
  await expect
    .poll(() => day.inputValue())
    .toBe(persianDigits(written(calendar.dayOf(Date.parse(`${year}-${month}-${date}T12:00Z`)))));
  await clerk.keyboard.press('Enter');
  await saved(clerk);
});

it('what was begun survives a reload, is registered once, and is gone for the next person', async () => {
  const office = await openOffice(browser);
  const clerk = await office.signedIn('clerk');
  await pick(clerk, 'شهرستان', 'ساری');
  await field(clerk, 'موضوع').fill('آ');
  await clerk.getByLabel('کد رهگیری').fill('B-7');
  await clerk.reload();
  await expect.poll(() => clerk.getByLabel('کد رهگیری').inputValue()).toBe('B-7');
  expect(await field(clerk, 'شهرستان').inputValue()).toBe('ساری');
  await pick(clerk, 'موضوع', 'آب');

  // The answer is lost with the page.
  let isCut = true;
  await clerk.route('**/api/contacts', async (route) => {
    if (route.request().method() !== 'POST' || !isCut) return route.continue();
    isCut = false;
    await route.fetch();
    await clerk.reload();
  });
  await clerk.getByLabel('کد رهگیری').press('Enter');
  await saved(clerk);
  await expect.poll(() => field(clerk, 'شهرستان').inputValue()).toBe('');
  expect(await office.contacts()).toMatchObject([{ county: 'sari', topic: 'water', ref: 'B-7' }]);

  await clerk.getByLabel('کد رهگیری').fill('C-8');
  await expect.poll(() => clerk.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain('C-8');
  await clerk.getByRole('button', { name: 'خروج' }).click();
  await clerk.waitForURL('**/login**');
  expect(await clerk.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain('C-8');
  await clerk.getByLabel('نام کاربری').fill('clerk');
  await clerk.getByLabel('رمز عبور', { exact: true }).fill(PASSWORD);
  await clerk.keyboard.press('Enter');
  await clerk.waitForURL('**/intake');
  await isFocused(clerk, 'شهرستان');
  expect(await clerk.getByLabel('کد رهگیری').inputValue()).toBe('');
});

it('a table from Excel with Gregorian dates is taken after one press', async () => {
  const office = await openOffice(browser);
  const clerk = await office.signedIn('clerk');
  await clerk.goto(`${office.server.url}/intake/import`);
  const date = new Date(noonClock() - DAY).toISOString().slice(0, 10);
  await clerk.locator('textarea').fill(`تاریخ\tنحوهٔ ارتباط\n${date}\tنامه\n${date}\tحضوری`);
  await clerk.getByRole('button', { name: 'پیش‌نمایش' }).click();
  await clerk.getByText('شمسی نیست؛ شمسی آن').first().waitFor();
  await shot(clerk, 'clerk-import-gregorian-fa');
  await clerk.getByRole('button', { name: 'تبدیل تاریخ‌ها به شمسی' }).click();
  await clerk.getByRole('button', { name: 'ثبت ۲ ارتباط' }).click();
  await clerk.getByText('۲ ارتباط ثبت شد').waitFor();
});
