// The list of calls in a browser: running waits, filters that live in the address, and a file of what is shown.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import { as } from '../fixtures/access.ts';
import { artefacts, openAccessPages, type AccessPages } from '../support/access-pages.ts';
import type { RecordedRequest } from '../support/fake-api.ts';
import { seriousFaults } from '../support/axe.ts';
import { faultsOf } from '../support/geometry.ts';
import { MINUTE } from '../../shared/time.ts';

let scene: AccessPages;
let page: Page;
let now: number;
let queue: string;
let rows: object[];

beforeAll(async () => {
  scene = await openAccessPages();
});
afterAll(() => scene.stop());
beforeEach(() => {
  now = Date.now();
  const board = boards.busy(now);
  [queue = ''] = Object.keys(board.queues);
  scene.server.setSnapshot(snapshotOf(board, now, { you: { role: 'deputy', name: 'reza' } }));
  const waiting = (call: string, minutes: number): object => ({
    call,
    queue,
    county: 'sari',
    joinedAt: now - minutes * MINUTE,
    waited: minutes * 60,
    outcome: 'waiting',
  });
  rows = [waiting('k2', 12), waiting('k1', 3)];
  scene.table['GET /api/auth/me'] = () => as('deputy', 'reza');
  scene.table['GET /api/calls'] = ({ query }) => ({ body: { rows: query.get('outcome') === 'waiting' ? rows : [] } });
});
afterEach(async () => {
  await page.context().close();
  scene.reset();
});

const asked = (): RecordedRequest[] => scene.server.requests.filter(({ path }) => path === '/api/calls');
const lastAsked = (): string => asked().at(-1)?.query.toString() ?? '';
const select = (name: string) => page.getByRole('form').getByLabel(name, { exact: true });
const sheet = () => page.locator('main section').last();
const waits = (): Promise<string[]> => page.locator('table.rows td.waited').allTextContents();

it('a waiting caller stands there with a running wait', async () => {
  page = await scene.open('/calls?outcome=waiting', { lang: 'en' });
  await page.locator('table.rows tbody tr').first().waitFor();
  const first = await waits();
  expect(first[0]).toMatch(/1[23]:\d\d/);
  expect(first[1]).toMatch(/[34]:\d\d/);
  await expect.poll(waits).not.toEqual(first);
});

it('the number of waiting callers leads there, for roles that may see it', async () => {
  page = await scene.open('/', { lang: 'en', size: [1920, 1080] });
  await page.locator('a:has([data-metric="now.waiting"])').first().click();
  await page.waitForURL('**/calls?outcome=waiting');
  await page.locator('table.rows tbody tr').first().waitFor();
});

it('filters write the address, the back button takes them back, and a reload keeps them', async () => {
  page = await scene.open('/calls', { lang: 'en' });
  await select('Queue').selectOption(queue);
  await page.waitForURL(`**/calls?queue=${queue}`);
  await select('County').selectOption('sari');
  await select('Outcome').selectOption('waiting');
  const all = `queue=${queue}&county=sari&outcome=waiting`;
  await page.waitForURL(`**/calls?${all}`);
  await expect.poll(lastAsked).toBe(all);
  await page.reload();
  const chosen = () => Promise.all(['Queue', 'County'].map((name) => select(name).inputValue()));
  await expect.poll(chosen).toEqual([queue, 'sari']);
  await page.goBack();
  await page.waitForURL(`**/calls?queue=${queue}&county=sari`);
  await expect.poll(() => select('Outcome').inputValue()).toBe('');
  await select('Day').selectOption({ index: 2 });
  await select('Hour').selectOption('9');
  await page.waitForURL(/day=14\d\d-\d\d-\d\d&queue=.*&hour=9$/);
  await expect.poll(lastAsked).toContain('hour=9');
});

it('an empty list shows what was asked for', async () => {
  page = await scene.open(`/calls?day=1405-08-11&queue=${queue}&outcome=abandoned&hour=9`, { lang: 'en' });
  const name = boards.busy(now).queues[queue]?.name ?? '';
  await sheet().getByText(`No calls found: Abandoned, ${name}, 11 Aban 1405, between 9:00 and 10:00.`).waitFor();
  await page.getByRole('link', { name: 'Clear all filters' }).click();
  await page.waitForURL(/\/calls$/);
  rows = [];
  await select('Outcome').selectOption('waiting');
  await sheet().getByText('Nobody is waiting now.').waitFor();
});

it('a file has the rows that are shown, in the language of the screen', async () => {
  scene.table['GET /api/calls.csv'] = () => ({
    headers: { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="111-calls.csv"' },
    body: 'x',
  });
  page = await scene.open('/calls?outcome=waiting');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  expect((await download).url()).toContain('/api/calls.csv?outcome=waiting&lang=fa');
});

it('the menu leads there', async () => {
  page = await scene.open('/alerts', { lang: 'en' });
  await page.getByRole('link', { name: 'Calls', exact: true }).click();
  await page.waitForURL(/\/calls$/);
});

it.each([
  [1280, 720],
  [390, 844],
] as const)('nothing is cut or hard to use at %i×%i', async (width, height) => {
  for (const lang of ['fa', 'en'] as const) {
    page = await scene.open('/calls?outcome=waiting', { lang, size: [width, height] });
    await page.locator('table.rows tbody tr').first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await faultsOf(page, true, 13)).toEqual([]);
    await page.screenshot({ path: `${artefacts}calls-${lang}-${width}.png`, fullPage: true });
    if (lang === 'fa') await page.context().close();
  }
});

it('contacts opened without a month show the running one', async () => {
  scene.table['GET /api/words'] = () => ({
    body: {
      counties: {},
      topics: {},
      kinds: {},
      agencies: {},
      today: '1405-09-04',
      line: '111',
      channels: { visit: { fa: 'مراجعه', en: 'Visit' } },
    },
  });
  scene.table['GET /api/contacts'] = () => ({ body: { rows: [], officials: {} } });
  page = await scene.open('/contacts?channel=visit', { lang: 'en' });
  await page.waitForURL('**/contacts?month=1405-09&channel=visit');
  await page.getByRole('heading', { name: /Azar/ }).waitFor();
  const queries = (): string[] =>
    scene.server.requests.filter(({ path }) => path === '/api/contacts').map(({ query }) => query.toString());
  await expect.poll(queries).toEqual(['month=1405-09&channel=visit']);
});
