// Days to answer are set on the page of the month, and a deputy sees there how each agency stands, at once.
import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { monthOf } from '../../shared/calendar.ts';
import type { ContactRow } from '../../shared/api/contacts.ts';
import { seriousFaults } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { openOffice, today } from '../support/office.ts';

const artefacts = 'tests/artefacts/';
/** As often the page of the month asks again by itself: here it never does, so that what it shows was told to it at once. */
const AGAIN_MS = 15_000;
const askNeverAgain = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript((again) => {
    const real = setTimeout.bind(globalThis) as (run: () => void, ms: number) => number;
    Object.assign(globalThis, { setTimeout: (run: () => void, ms: number) => (ms === again ? 0 : real(run, ms)) });
  }, AGAIN_MS);
let browser: Browser;
beforeAll(async () => {
  buildOnce();
  mkdirSync(artefacts, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('a supervisor sets a deadline, and an answer changes the classes on the deputy’s page', async () => {
  const office = await openOffice(browser);
  const clerk = office.colleague('clerk');
  const row = await clerk<ContactRow>('POST', '/api/contacts', { channel: 'visit', kind: 'complaint' });
  const month = `${office.server.url}/months/${monthOf(today)}`;

  const supervisor = await office.signedIn('supervisor');
  await supervisor.goto(month);
  await supervisor.getByText('تعیین مهلت', { exact: true }).click();
  await supervisor.getByLabel('مهلت (روز)').fill('۴۰۰');
  await supervisor.getByRole('button', { name: 'ثبت مهلت' }).click();
  await supervisor.getByText('عددی از ۱ تا ۳۶۵').waitFor();
  await supervisor.getByLabel('مهلت (روز)').fill('۱۰');
  await supervisor.getByRole('button', { name: 'ثبت مهلت' }).click();
  await supervisor.getByText('مهلت ثبت شد.').waitFor();
  await supervisor.getByText(/همه: ۱۰ روز تقویمی/).waitFor();

  await clerk('POST', '/api/cases', { subject: row.subject, step: 'referred', agency: 'gas' });
  const deputy = await office.signedIn('deputy', { prepare: askNeverAgain });
  await deputy.goto(month);
  const standing = (name: string) => deputy.locator(`tr.all [data-standing="${name}"]`);
  await expect.poll(() => standing('open').innerText()).toContain('۱');
  expect(await deputy.getByText('تعیین مهلت', { exact: true }).count()).toBe(0);
  // A figure leads to its cases; there the filter is seen, and can be taken away.
  await standing('open').getByRole('link').click();
  const filter = deputy.locator('main').getByLabel('مهلت پاسخ');
  await expect.poll(() => filter.inputValue()).toBe('open');
  await expect.poll(() => deputy.locator('main tbody tr').count()).toBe(1);
  await deputy.screenshot({ path: `${artefacts}cases-of-a-class-fa.png`, fullPage: true });
  await filter.selectOption('late');
  await expect.poll(() => deputy.locator('main tbody tr').count()).toBe(0);
  await filter.selectOption('');
  await expect.poll(() => new URL(deputy.url()).search).toBe(`?month=${monthOf(today)}`);
  await deputy.goto(month);
  await deputy.getByText('قدیمی‌ترین پرونده‌های باز').scrollIntoViewIfNeeded();
  await supervisor.screenshot({ path: `${artefacts}deadlines-fa.png`, fullPage: true });
  await deputy.setViewportSize({ width: 390, height: 844 });
  await deputy.screenshot({ path: `${artefacts}deadlines-fa-390.png`, fullPage: true });
  expect(await seriousFaults(deputy)).toEqual([]);
  await clerk('POST', '/api/cases', { subject: row.subject, step: 'answered', agency: 'gas' });
  await expect.poll(() => standing('inTime').innerText()).toContain('۱');
  await expect.poll(() => standing('open').innerText()).toContain('۰');
});

it('a deputy sees on the phone how many cases are open and late, and that one was closed, without doing anything', async () => {
  const office = await openOffice(browser);
  const clerk = office.colleague('clerk');
  const supervisor = office.colleague('supervisor');
  await supervisor('PUT', '/api/deadlines', { days: 5, count: 'calendar' });
  const rows: ContactRow[] = [];
  for (const kind of ['complaint', 'request', 'request'])
    rows.push(await clerk<ContactRow>('POST', '/api/contacts', { channel: 'visit', kind, agency: 'gas' }));
  for (const { subject } of rows) await clerk('POST', '/api/cases', { subject, step: 'referred', agency: 'gas' });

  const deputy = await office.signedIn('deputy');
  await deputy.setViewportSize({ width: 390, height: 844 });
  await deputy.goto(`${office.server.url}/sittings`);
  const number = (name: string) => deputy.locator(`main [data-cases="${name}"]`);
  await expect.poll(() => number('open').innerText()).toBe('۳');
  expect(await number('overdue').innerText()).toBe('۰');
  await deputy.locator('main').getByText('قدیمی‌ترین پرونده‌های باز').click();
  await expect.poll(() => deputy.locator('main details li').count()).toBe(3);
  await deputy.screenshot({ path: `${artefacts}pocket-cases-fa-390.png`, fullPage: true });
  expect(await seriousFaults(deputy)).toEqual([]);

  await clerk('POST', '/api/cases', { subject: rows[0]?.subject, step: 'closed' });
  await expect.poll(() => number('open').innerText()).toBe('۲');
  await expect.poll(() => deputy.locator('main details li').count()).toBe(2);
  await deputy.setViewportSize({ width: 1920, height: 1080 });
  await deputy.screenshot({ path: `${artefacts}pocket-cases-fa.png`, fullPage: true });
});
