// A case is found again from any page of the office, by keyboard, and what became of it is recorded.
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ContactRow } from '../../shared/api/contacts.ts';
import { seriousFaults } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { openOffice } from '../support/office.ts';

const artefacts = 'tests/artefacts/';
let browser: Browser;
beforeAll(async () => {
  buildOnce();
  mkdirSync(artefacts, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('a clerk finds a case of last year by its code, with a slip too, and closes it', async () => {
  const office = await openOffice(browser);
  const made = await office.colleague('supervisor')<ContactRow>('POST', '/api/contacts', {
    ...{ channel: 'post', on: '1404-02-03', county: 'sari', topic: 'water', agency: 'bargh' },
  });
  const code = made.ref ?? '';
  const clerk = await office.signedIn('clerk');
  const search = clerk.getByRole('searchbox', { name: 'جست‌وجوی ارتباطات' });
  const find = async (text: string): Promise<void> => {
    await clerk.locator('h1').click();
    await clerk.keyboard.press('/');
    await expect.poll(() => search.evaluate((node) => node === document.activeElement)).toBe(true);
    await search.fill(text);
    await clerk.keyboard.press('Enter');
  };

  await find(code[0] === 'Z' ? `2${code.slice(1)}` : `Z${code.slice(1)}`);
  await clerk.getByText('این کد رهگیری درست نوشته نشده است').waitFor();
  await clerk.getByRole('link', { name: code }).click();
  await clerk.waitForURL(`**/contacts?ref=${code}`);
  await clerk.getByRole('button', { name: 'بستن پرونده' }).waitFor();
  expect(await clerk.getByRole('button', { name: 'ثبت اصلاح' }).count()).toBe(0);
  await clerk.screenshot({ path: `${artefacts}find-case-fa.png`, fullPage: true });
  expect(await seriousFaults(clerk)).toEqual([]);
  await clerk.getByRole('button', { name: 'بستن پرونده' }).click();
  await clerk.getByText('پیگیری ثبت شد.').waitFor();
  const rows = await office.colleague('supervisor')<{ rows: ContactRow[] }>('GET', '/api/contacts?day=1404-02-03');
  expect(rows.rows).toMatchObject([{ ref: code, closed: true }]);

  // A case of which no agency is known yet is referred to the one that the clerk chooses.
  const letter = await office.colleague('supervisor')<ContactRow>('POST', '/api/contacts', { channel: 'post' });
  await find(letter.ref ?? '');
  const refer = clerk.locator('main').getByRole('button', { name: 'ارجاع به دستگاه' });
  await refer.waitFor();
  expect(await refer.isDisabled()).toBe(true);
  await clerk.locator('main fieldset').getByLabel('دستگاه').selectOption('gas');
  await clerk.screenshot({ path: `${artefacts}refer-case-fa.png`, fullPage: true });
  await refer.click();
  await clerk.getByText('پیگیری ثبت شد.').waitFor();
  const ask = office.colleague('supervisor');
  const referred = async () => (await ask<{ rows: ContactRow[] }>('GET', '/api/contacts?agency=gas')).rows;
  await expect.poll(referred).toMatchObject([{ ref: letter.ref, referred: true }]);

  await find('ساری آب ۱۴۰۴/۲');
  await clerk.waitForURL(/month=1404-02/);
  await clerk.getByRole('heading', { name: /ساری/ }).waitFor();
  expect(new URL(clerk.url()).searchParams.get('county')).toBe('sari');
  // What others registered a clerk follows up, but does not correct.
  await clerk.locator('main tbody').getByRole('button', { name: 'پیگیری', exact: true }).waitFor();
  await clerk.getByText('۱ ارتباط', { exact: true }).waitFor();
  await clerk.setViewportSize({ width: 390, height: 844 });
  await clerk.screenshot({ path: `${artefacts}find-list-fa-390.png`, fullPage: true });
  expect(await clerk.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await clerk.setViewportSize({ width: 1280, height: 800 });

  await find('ناکجاآباد');
  await clerk.getByText('«ناکجاآباد» نه کد رهگیری است').waitFor();
  expect(await search.inputValue()).toBe('ناکجاآباد');
});
