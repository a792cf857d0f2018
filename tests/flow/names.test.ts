// Administrators name queues, desks and officials, and change the province, in a real browser before a server that a test
// writes.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE } from '../../shared/time.ts';
import { seriousFaults } from '../support/axe.ts';
import { openAccessPages, type AccessPages } from '../support/access-pages.ts';
import { problem } from '../support/fake-api.ts';

let scene: AccessPages;
let page: Page;
beforeAll(async () => {
  scene = await openAccessPages();
});
afterAll(() => scene.stop());
afterEach(async () => {
  await page.context().close();
  scene.reset();
});

const now = Date.now();
const reported = { system: 'pbx111', lastAt: now - MINUTE, inProfile: false };
const queue = (id: string, more: object = {}) => ({
  ...{ id, reported: id, ...reported, callersFromHere: false, ignored: false, countsToday: false },
  ...more,
});
const desk = (n: number, more: object = {}) => ({ id: `m-${n}`, reported: `SIP ${n}`, ...reported, ...more });
const longest = 'مدیرکل محترم تعاون، کار و رفاه اجتماعی استان مازندران، ساری';
const answer = {
  queues: [
    queue('600', { names: { fa: 'صف ساری', en: 'Sari queue' }, county: 'sari', callersFromHere: true, decided: {} }),
    queue('601'),
    queue('602', { ignored: true, decided: { ignored: true } }),
  ],
  desks: [
    desk(1, { names: { fa: longest, en: longest } }),
    desk(2, { as: 'm-1', decided: { as: 'm-1' } }),
    ...Array.from({ length: 70 }, (_, n) => desk(n + 3)),
  ],
  officials: [{ id: 'o-1', reported: 'علی رضایی', title: 'فرماندار' }],
};
const sent = (method: string, path: string): unknown[] =>
  scene.server.requests.filter((one) => one.method === method && one.path === path).map(({ body }) => body);
const row = (text: string) => page.locator('li', { has: page.locator('h3', { hasText: text }) });

async function open(path: string, lang: 'fa' | 'en' = 'fa', size?: readonly [number, number]): Promise<void> {
  page = await scene.open(path, { lang, ...(size && { size }) });
  await page.waitForSelector('main section');
}

describe('the page of names', () => {
  it.each([
    [1280, 720],
    [390, 844],
  ])('in Persian at %i×%i has no serious fault of accessibility and nothing beside the screen', async (...size) => {
    scene.table['GET /api/names'] = () => ({ body: answer });
    await open('/admin/names', 'fa', size);
    await row('صف ساری').waitFor();
    await page.locator('button', { hasText: 'ویرایش' }).first().click();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  it('shows those without a name first, says what does not count, and long lists in parts', async () => {
    scene.table['GET /api/names'] = () => ({ body: answer });
    await open('/admin/names', 'en');
    await row('601').waitFor();
    expect(await page.locator('section', { hasText: 'Queues' }).last().locator('h3 bdi').allTextContents()).toEqual([
      '601',
      'Sari queue',
      '602',
    ]);
    expect(await row('602').textContent()).toContain('not counted');
    expect(await page.locator('li h3').count()).toBe(3 + 50 + 1);
    await page.click('text=Show 22 more');
    expect(await page.locator('li h3').count()).toBe(3 + 72 + 1);
    await page.fill('main input[type=search]', 'SIP 70');
    await expect.poll(() => page.locator('li h3').count()).toBe(1);
  });

  it('saves a name, and takes it back', async () => {
    scene.table['GET /api/names'] = () => ({ body: answer });
    scene.table['PUT /api/names/queues/:id'] = () => ({ body: queue('601') });
    await open('/admin/names', 'en');
    await row('601').locator('button').click();
    await page.fill('input[lang=fa]', 'صف بابل');
    await page.fill('input[lang=en]', 'Babol queue');
    await page.selectOption('select', 'babol');
    await page.click('button[type=submit]');
    await page.waitForSelector('text=was saved');
    expect(sent('PUT', '/api/names/queues/601')).toEqual([
      { names: { fa: 'صف بابل', en: 'Babol queue' }, county: 'babol' },
    ]);
    await page.click('text=Undo');
    await page.waitForSelector('text=was undone');
    expect(sent('PUT', '/api/names/queues/601')[1]).toEqual({});
  });

  it('says at the field what is wrong with it', async () => {
    scene.table['GET /api/names'] = () => ({ body: answer });
    scene.table['PUT /api/names/queues/:id'] = () => problem(409, 'name-taken', { field: 'names.fa', other: '600' });
    await open('/admin/names', 'en');
    await row('601').locator('button').click();
    await page.fill('input[lang=en]', 'Sari');
    await page.click('button[type=submit]');
    await page.waitForSelector('text=Enter the Persian name, too.');
    expect(sent('PUT', '/api/names/queues/601')).toEqual([]);
    await page.fill('input[lang=fa]', 'صف ساری');
    await page.click('button[type=submit]');
    await page.waitForSelector('text=Another has this name');
  });

  it('says where names come from while there are none', async () => {
    scene.table['GET /api/names'] = () => ({ body: { queues: [], desks: [], officials: [] } });
    await open('/admin/names');
    await page.waitForSelector('text=هنوز صفی گزارش نشده است');
    expect(await page.textContent('main')).toContain('هنوز نوبتی برنامه‌ریزی نشده است');
  });
});

const parts = {
  agencies: { gas: { fa: 'گاز', en: 'Gas' } },
  topics: { water: { fa: 'آب', en: 'Water', match: [] } },
  kinds: { request: { fa: 'درخواست', en: 'Request' } },
  channels: {},
  target: 20,
  sitting: { before: 15, after: 30 },
  topicsOnDisplays: false,
};
const province = {
  ...{ id: 'mazandaran', name: { fa: 'مازندران', en: 'Mazandaran' }, counties: 22, choice: 'open', isChosen: false },
  provinces: [
    { id: 'gilan', name: { fa: 'گیلان', en: 'Gilan' } },
    { id: 'mazandaran', name: { fa: 'مازندران', en: 'Mazandaran' } },
  ],
  ...{ parts, changed: ['kinds'] },
};

describe('the page of the province', () => {
  it('in Persian has no serious fault of accessibility', async () => {
    scene.table['GET /api/province'] = () => ({ body: province });
    await open('/admin/province');
    await page.waitForSelector('text=انتخاب استان');
    await page.locator('section', { hasText: 'موضوعات' }).locator('button').first().click();
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('chooses the province while it is open, and says why where it is not', async () => {
    scene.table['GET /api/province'] = () => ({ body: province });
    scene.table['PUT /api/province'] = () => ({
      body: { ...province, id: 'gilan', name: { fa: 'گیلان', en: 'Gilan' }, choice: 'counted' },
    });
    await open('/admin/province', 'en');
    await page.selectOption('select', 'gilan');
    await page.click('text=Choose the province');
    await page.waitForSelector('text=Gilan was chosen');
    expect(sent('PUT', '/api/province')).toEqual([{ id: 'gilan' }]);
    expect(await page.textContent('main')).toContain('recorded already');
  });

  it('changes one part, and takes it back', async () => {
    scene.table['GET /api/province'] = () => ({ body: province });
    scene.table['PATCH /api/province'] = () => ({
      body: { ...province, parts: { ...parts, target: 45 }, changed: ['kinds', 'target'] },
    });
    await open('/admin/province', 'en');
    await page.locator('section', { hasText: 'Target of' }).locator('button').click();
    await page.fill('input[inputmode=numeric]', '0');
    await page.click('button[type=submit]');
    await page.waitForSelector('text=Enter a number from 1 to 3600');
    await page.fill('input[inputmode=numeric]', '۴۵');
    await page.click('button[type=submit]');
    await page.waitForSelector('text=was saved');
    await page.click('text=Undo');
    await page.waitForSelector('text=was undone');
    expect(sent('PATCH', '/api/province')).toEqual([{ target: 45 }, { target: 'default' }]);
  });
});
