// What a supervisor sees of people and desks in a real browser: who calls for help and who takes it, names in place of user
// names, and how desks spent the day.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE } from '../../shared/time.ts';
import { seriousFaults } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { openOffice } from '../support/office.ts';

const artefacts = 'tests/artefacts/';
let browser: Browser;
beforeAll(async () => {
  buildOnce();
  mkdirSync(artefacts, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${artefacts}${name}-1280.png`, fullPage: true });
  expect(await seriousFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.screenshot({ path: `${artefacts}${name}-390.png`, fullPage: true });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.screenshot({ path: `${artefacts}${name}-1920.png` });
}

it('a desk asks for help: the wall shows it until a supervisor takes it, under the name that people know', async () => {
  const office = await openOffice(browser);
  const at = noonClock() - 2 * MINUTE;
  const name = 'میز پاسخ‌گویی شمارهٔ ۳، ساختمان سامد';
  await office.colleague('ingest')('POST', '/api/events', [
    { type: 'desk.state', id: 's', at, desk: 'm-3', name, state: 'free' },
    { type: 'help.asked', id: 'h', at, help: 'h-1', desk: 'm-3' },
  ] as object);
  const lead = await office.signedIn('supervisor');
  await lead.goto(`${office.server.url}/account`);
  await lead.getByLabel('نام و نام خانوادگی').fill('مریم رضایی');
  await lead.locator('main').getByRole('button', { name: 'ذخیره' }).click();
  await lead.getByText('نام ذخیره شد.').waitFor();
  await lead.locator('header').getByRole('link', { name: 'مریم رضایی' }).waitFor();
  await shot(lead, 'account-fa');

  const wall = await lead.context().newPage();
  await wall.setViewportSize({ width: 1920, height: 1080 });
  await wall.goto(office.server.url);
  await wall
    .getByText(/شمارهٔ ۳.*کمک می‌خواهد/)
    .first()
    .waitFor();
  await wall.screenshot({ path: `${artefacts}help-wall-1920.png` });

  await lead.goto(`${office.server.url}/sittings`);
  const take = lead.getByRole('button', { name: /رسیدگی می‌کنم/ });
  await take.waitFor();
  await shot(lead, 'help-asked-fa');
  await take.click();
  await lead.getByText(/مریم رضایی.*رسیدگی را پذیرفت/).waitFor();
  await shot(lead, 'help-taken-fa');
  await wall.getByText('کمک می‌خواهد').first().waitFor({ state: 'detached' });

  const boss = await office.signedIn('admin');
  await boss.goto(`${office.server.url}/admin/audit`);
  await boss.getByText(/مریم رضایی.*رسیدگی به درخواست کمک/).waitFor();
  await boss.goto(`${office.server.url}/admin`);
  await boss.locator('main').getByText('مریم رضایی').waitFor();
  await boss.screenshot({ path: `${artefacts}accounts-fa.png`, fullPage: true });
});

it('a supervisor sees how desks spent the day, in the order of their names, with what is unknown', async () => {
  const office = await openOffice(browser);
  const now = noonClock();
  const ago = (minutes: number): number => now - minutes * MINUTE;
  const state = (desk: string, minutes: number, of: string, more: object = {}) => ({
    ...{ type: 'desk.state', id: `${desk}/${minutes}`, at: ago(minutes), desk, state: of },
    ...more,
  });
  const lead = await office.signedIn('supervisor');
  await lead.goto(`${office.server.url}/desk-times`);
  await lead.getByText('در این روز از هیچ میزی گزارشی نرسیده است.').waitFor();
  await lead.screenshot({ path: `${artefacts}desk-times-empty-fa.png` });

  await office.colleague('ingest')('POST', '/api/events', [
    state('m-2', 60, 'free', { name: 'بابل' }),
    state('m-2', 40, 'paused', { reason: 'prayer' }),
    state('m-2', 25, 'free'),
    state('m-1', 50, 'free', { name: 'آمل' }),
    { type: 'call.joined', id: 'j', at: ago(31), call: 'pbx-1', queue: 'samad' },
    { type: 'call.answered', id: 'a', at: ago(30), call: 'pbx-1', queue: 'samad', desk: 'm-1', waited: 60 },
    { type: 'call.ended', id: 'e', at: ago(20), call: 'pbx-1', by: 'caller', talked: 600 },
  ] as object);
  await lead.reload();
  const row = lead.getByRole('row').filter({ hasText: 'بابل' });
  await row.waitFor();
  await expect.poll(() => lead.locator('main tbody bdi').allTextContents()).toEqual(['آمل', 'بابل']);
  await expect.poll(() => row.textContent()).toMatch(/نماز ۰:۱۵/);
  await expect.poll(() => lead.getByRole('row').filter({ hasText: 'آمل' }).textContent()).toMatch(/۰:۱۰/);
  await shot(lead, 'desk-times-fa');
  const file = await lead.context().request.get(`${office.server.url}/api/desk-times.csv`, {
    params: { from: '1405-09-01', to: '1405-09-01' },
  });
  expect(await file.text()).toContain('"روز"');
  await lead.goto(`${office.server.url}/desk-times?day=1405-01-01`);
  await lead.getByText('در این روز از هیچ میزی گزارشی نرسیده است.').waitFor();
});
