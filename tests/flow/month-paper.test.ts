// The report on paper: an ordinary month of a whole province is one A4 page with an office's head and a place to sign; a
// longer one goes on, and every page is numbered.
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createCalendar, monthBefore } from '../../shared/calendar.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { launchBrowser } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { seededRandom } from '../support/seeded-random.ts';

const artefacts = new URL('../artefacts/', import.meta.url).pathname;
const calendar = createCalendar();
const profile = loadProfile('mazandaran');
const month = monthBefore(calendar.dayOf(Date.now()).slice(0, 7));

let browser: Browser;
beforeAll(async () => {
  mkdirSync(artefacts, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Size = { calls: number; officials: number; agencies: number; topics: number };

/** A month as a province has it: calls from every county, officials at their desks, cases at agencies, some left lying. */
async function fill(server: TestServer, { calls, officials, agencies, topics }: Size): Promise<void> {
  const random = seededRandom(22);
  const one = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;
  const counties = Object.keys(profile.counties);
  const subjects = Object.keys(profile.topics).slice(0, topics);
  const offices = Array.from({ length: agencies }, (_, n) => Object.keys(profile.agencies)[n] ?? `agency-${n}`);
  const supervisor = server.vault.createToken({ name: 'planner', role: 'supervisor', now: Date.now() }).plain;
  const collector = server.vault.createToken({ name: 'collector', role: 'ingest', now: Date.now() }).plain;
  const post = async (path: string, token: string, body: unknown): Promise<unknown> => {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return response.json();
  };
  const from = (n: number): number =>
    calendar.startOf(`${month}-${String((n % 28) + 1).padStart(2, '0')}`) + (8 + 2 * Math.floor(n / 28)) * HOUR;
  for (let n = 0; n < officials; n++)
    await post('/api/sittings', supervisor, {
      official: { id: `o-${n}`, name: `مدیر شمارهٔ ${n + 1}`, title: `فرماندار شهرستان ${n + 1}` },
      level: 'province',
      desk: `m-${n}`,
      queue: 'samad',
      from: from(n),
      to: from(n) + 1.75 * HOUR,
    });
  const events = Array.from({ length: calls }, (_, n): object[] => {
    const [call, official] = [`pbx-${n}`, n % officials];
    const joined = from(official) + Math.floor(random() * 1.6 * HOUR);
    if (n % 6 === 0)
      return [
        { type: 'call.joined', id: `${call}/j`, at: joined, call, queue: 'samad' },
        { type: 'call.left', id: `${call}/l`, at: joined + 50_000, call, queue: 'samad', reason: 'abandoned' },
      ];
    return [
      { type: 'call.joined', id: `${call}/j`, at: joined, call, queue: 'samad', county: one(counties) },
      {
        type: 'call.answered',
        id: `${call}/a`,
        at: joined + 9_000,
        call,
        queue: 'samad',
        desk: `m-${official}`,
        waited: 9,
      },
      { type: 'call.ended', id: `${call}/e`, at: joined + 99_000, call, by: 'caller', talked: 90 },
      {
        type: 'call.tagged',
        id: `${call}/t`,
        at: joined,
        call,
        topic: one(subjects),
        kind: one(Object.keys(profile.kinds)),
      },
      { type: 'case.referred', id: `${call}/r`, at: joined + HOUR, call, agency: offices[n % agencies] },
      ...(n % 3 ? [{ type: 'case.answered', id: `${call}/s`, at: joined + (1 + (n % 9)) * DAY, call }] : []),
    ];
  }).flat();
  const letters = Array.from({ length: 40 }, (_, n) => ({
    type: 'contact.registered',
    id: `c-${n}`,
    contact: `c-${n}`,
    at: from(1),
    county: one(counties),
    channel: (['post', 'visit', 'message', 'ceremony'] as const)[n % 4],
  }));
  const all = [...events, ...letters].filter(({ at }: { at?: number }) => (at ?? 0) < Date.now());
  for (let n = 0; n < all.length; n += 2_000)
    expect(await post('/api/events', collector, all.slice(n, n + 2_000))).toMatchObject({ rejected: [] });
}

async function openReport(server: TestServer): Promise<Page> {
  const [name, password] = ['deputy', 'باران می‌بارد بر ساری'];
  server.vault.createAccount({
    name,
    role: 'deputy',
    by: 'test',
    now: Date.now(),
    password: await createPasswords().hash(password, { key: name, priority: true }),
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fa-IR' });
  const page = await context.newPage();
  await page.goto(`${server.url}/login`);
  await page.getByLabel('نام کاربری').fill(name);
  await page.getByLabel('رمز عبور', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sittings');
  await page.goto(`${server.url}/months/${month}`);
  await page.waitForSelector('.report');
  await page.evaluate(() => document.fonts.ready);
  return page;
}

async function print(page: Page, name: string): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  writeFileSync(`${artefacts}${name}.pdf`, pdf);
  return pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

it(
  'prints an ordinary month of 22 counties, 10 officials and 7 agencies on one page, with head and signature',
  { timeout: 6 * MINUTE },
  async () => {
    const server = await startTestServer('');
    await fill(server, { calls: 900, officials: 10, agencies: 7, topics: 8 });
    const page = await openReport(server);
    expect(await print(page, 'month-paper')).toBe(1);
    await page.emulateMedia({ media: 'print' });
    const head = await page.locator('.letterhead').innerText();
    for (const part of ['استانداری مازندران', 'شماره', 'تاریخ', 'پیوست', '۱۱۱', 'گزارش']) expect(head).toContain(part);
    expect(head).not.toMatch(/[0-9]/);
    expect(await page.getByText('نام و امضا').isVisible()).toBe(true);
  },
);

it('numbers the pages of a longer month and leaves no block alone on the last', { timeout: 6 * MINUTE }, async () => {
  const server = await startTestServer('');
  await fill(server, { calls: 2_000, officials: 40, agencies: 22, topics: 12 });
  const page = await openReport(server);
  const pages = await print(page, 'month-paper-long');
  expect(pages).toBeGreaterThanOrEqual(2);
  expect(pages).toBeLessThanOrEqual(3);
  const rules = await page.evaluate(() =>
    document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).join(''),
  );
  expect(rules).toMatch(/@bottom-center.*گزارش.*counter\(page, persian\)/s);
});
