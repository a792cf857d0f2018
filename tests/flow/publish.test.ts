// The timetable goes out, in a browser: days are published, become posters and a text, and administrators hand out calendars.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dayStartOf } from '../../client/text/jalali.ts';
import type { PublicSitting, TimetableAnswer } from '../../shared/api/timetable.ts';
import { noVisits } from '../../shared/board.ts';
import { HOUR } from '../../shared/time.ts';
import { boards, snapshotOf, UTC_OFFSET } from '../fixtures/boards.ts';
import { artefacts, openAccessPages, type AccessPages } from '../support/access-pages.ts';
import { seriousFaults } from '../support/axe.ts';

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

const LONG = 'سیدمحمدحسین حسینی‌نژاد طباطبایی بروجردی اصفهانی‌پور';
function sittings(count: number): PublicSitting[] {
  const start = dayStartOf(Date.now(), UTC_OFFSET) + 8 * HOUR;
  return Array.from({ length: count }, (_none, n) => ({
    id: `s-${n}`,
    from: start + Math.floor(n / 8) * 24 * HOUR + (n % 8) * HOUR,
    to: start + Math.floor(n / 8) * 24 * HOUR + (n % 8) * HOUR + HOUR,
    official: n === 1 ? { fa: LONG, en: LONG } : { fa: `مدیر ${n}`, en: `Manager ${n}` },
    title: { fa: 'فرماندار', en: 'Governor' },
    state: n === 2 ? 'cancelled' : 'planned',
    ...(n === 2 && { change: 'cancelled' as const }),
  }));
}
type Wish = { count?: number; published?: boolean; lang?: 'fa' | 'en'; size?: [number, number]; isOpen?: boolean };
async function open({ count = 0, published = false, lang = 'fa', size = [1920, 1080], isOpen = false }: Wish = {}) {
  const answer: TimetableAnswer = {
    sittings: published ? sittings(count) : [],
    planned: count,
    open: isOpen,
    ...(published && { published: { at: Date.now() - HOUR, by: 'm-rostami' } }),
  };
  scene.table['GET /api/timetable'] = () => ({ body: answer });
  scene.table['POST /api/timetable'] = () => {
    Object.assign(answer, { sittings: sittings(count), published: { at: Date.now(), by: 'sara' } });
    return { status: 201, body: answer.published };
  };
  page = await scene.open('/sittings/plan/publish', { lang, size });
  await page.waitForSelector('main section');
  return answer;
}
const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
/** How much of a canvas is not its paper, 0–1. */
const inked = (n: number) =>
  page
    .locator('main canvas')
    .nth(n)
    .evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const data = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data;
      let ink = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! + data[at + 1]! + data[at + 2]! < 740) ink++;
      return ink / (width * height);
    });

describe('publishing', () => {
  it('is not offered where nothing is planned', async () => {
    await open();
    expect(await page.locator('main .button.primary').isDisabled()).toBe(true);
    expect(await page.locator('main canvas').count()).toBe(0);
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: `${artefacts}publish-empty.png` });
  });

  it.each([
    ['fa', [1920, 1080]],
    ['fa', [390, 844]],
    ['en', [390, 844]],
  ] as const)('turns planned days into posters and a text (%s, %j)', async (lang, [width, height]) => {
    await open({ count: 20, lang, size: [width, height], isOpen: true });
    await page.locator('main .button.primary').click();
    await page.waitForSelector('main canvas');
    expect(scene.server.requests.find(({ method }) => method === 'POST')?.body).toEqual({
      from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      to: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(await fits()).toBe(true);
    await expect.poll(() => inked(0)).toBeGreaterThan(0.05);
    const text = (): Promise<string> => page.locator('main textarea').inputValue();
    await expect.poll(text).toContain(lang === 'fa' ? 'مدیر 7' : 'Manager 7');
    expect(await text()).toContain(lang === 'fa' ? '(لغو شد)' : '(Cancelled)');
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: `${artefacts}publish-${lang}-${width}.png`, fullPage: true });
  });

  it('makes as many squares as are needed, each of which is saved under its own number', async () => {
    await open({ count: 20, published: true });
    await page.waitForSelector('main canvas');
    await page.locator('main fieldset label', { hasText: 'مربع' }).click();
    await expect.poll(() => page.locator('main canvas').count()).toBeGreaterThan(2);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('main .sheet button').nth(1).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^timetable-\d{4}-\d\d-\d\d-2\.png$/);
  });

  it('prints the sheets and nothing else', async () => {
    await open({ count: 5, published: true });
    await page.waitForSelector('main canvas');
    await page.emulateMedia({ media: 'print' });
    const seen = await page
      .locator('main :is(button, textarea, select, li, h2, h3)')
      .evaluateAll((nodes) => nodes.filter((node) => (node as HTMLElement).offsetHeight > 0).length);
    expect(seen).toBe(0);
    expect(await page.locator('main canvas').isVisible()).toBe(true);
    expect(await page.locator('header h1').isVisible()).toBe(false);
  });

  it('shows nothing of the week before while the answer for another week is on its way', async () => {
    await open({ count: 3, published: true });
    await page.waitForSelector('main canvas');
    const held: (() => void)[] = [];
    await page.route('**/api/timetable?*', async (route) => {
      await new Promise<void>((resolve) => void held.push(resolve));
      await route.continue();
    });
    await page.getByRole('button', { name: 'هفتهٔ بعد' }).click();
    await page.getByText('در حال بارگذاری').waitFor();
    expect(await page.locator('main canvas, main .primary').count()).toBe(0);
    await expect.poll(() => held.length).toBe(1);
    for (const answer of held) answer();
    await page.waitForSelector('main canvas');
  });

  it('leaves a text alone that somebody has edited, also when the timetable changes, until it is to be written again', async () => {
    const answer = await open({ count: 3, published: true });
    const area = page.locator('main textarea');
    await area.fill('متن من');
    // The page asks again when the board that it knows changes.
    await page.waitForSelector('html[data-link="live"]');
    answer.sittings = sittings(4);
    const [{ from, to } = { from: 0, to: 0 }] = answer.sittings;
    const board = boards.calm(Date.now());
    const added = { official: 'official-0', level: 'province', from, to, ...noVisits(), lastTalks: {} } as const;
    scene.server.setSnapshot(snapshotOf({ ...board, sittings: { ...board.sittings, 's-3': added } }, Date.now()));
    await page.locator('main li').getByText('مدیر 3').waitFor();
    expect(await area.inputValue()).toBe('متن من');
    await page.getByRole('button', { name: 'نوشتن دوباره از برنامه' }).click();
    await expect.poll(() => area.inputValue()).toContain('مدیر 3');
  });
});

describe('the administration', () => {
  const feed = { id: 'f-1', name: 'دفتر فرماندار بابل', scope: 'county', of: 'babol', createdAt: Date.now() };
  async function openAdmin(feeds: object[], lang: 'fa' | 'en' = 'fa', size: [number, number] = [390, 844]) {
    let isOpen = false;
    scene.table['GET /api/feeds'] = () => ({ body: { open: isOpen, feeds } });
    scene.table['PUT /api/timetable'] = ({ body }) => {
      isOpen = (body as { open: boolean }).open;
      return { body: { open: isOpen } };
    };
    scene.table['GET /api/names'] = () => ({
      body: { queues: [], desks: [], officials: [{ id: 'gov-babol', reported: 'مهدی رستمی' }] },
    });
    page = await scene.open('/admin/timetable', { lang, size });
    await page.waitForSelector('main form');
  }

  it.each(['fa', 'en'] as const)('turns the public page on, and shows its address then (%s)', async (lang) => {
    await openAdmin([feed], lang);
    expect(await page.locator('main a[href^="/timetable"]').count()).toBe(0);
    await page.locator('main .button-line button').first().click();
    await page.waitForSelector('main a[href^="/timetable"]');
    expect(await fits()).toBe(true);
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: `${artefacts}admin-timetable-${lang}.png`, fullPage: true });
  });

  it('makes a calendar of an official and shows its address once', async () => {
    await openAdmin([], 'fa', [1366, 900]);
    let sent: unknown;
    scene.table['POST /api/feeds'] = ({ body }) => {
      sent = body;
      return { status: 201, body: { id: 'f-2', path: '/calendar/f111_secret.ics' } };
    };
    await page.locator('main form button[type=submit]').click();
    await page.getByText('نام تقویم را وارد کنید').waitFor();
    await page.locator('main form input').first().fill('تقویم رستمی');
    await page.locator('main form label', { hasText: 'یک مسئول' }).click();
    await page.locator('main form button[type=submit]').click();
    await page.getByText('از فهرست انتخاب کنید').waitFor();
    await page.locator('main form select').selectOption('gov-babol');
    await page.locator('main form button[type=submit]').click();
    expect(await page.locator('main code').textContent()).toMatch(/^http.*\/calendar\/f111_secret\.ics$/);
    expect(sent).toEqual({ name: 'تقویم رستمی', scope: 'official', of: 'gov-babol' });
    await page.getByRole('button', { name: 'کپی کردم' }).click();
    expect(await page.locator('main code').count()).toBe(0);
  });

  it('revokes a calendar after a question', async () => {
    await openAdmin([feed]);
    let revoked = '';
    scene.table['DELETE /api/feeds/:id'] = ({ params }) => {
      revoked = params['id'] ?? '';
      return { status: 204 };
    };
    await page.getByRole('button', { name: 'ابطال' }).click();
    await page.getByRole('button', { name: 'بله، باطل شود' }).click();
    await expect.poll(() => revoked).toBe('f-1');
  });

  it('takes a picture as the emblem, and refuses another file in words', async () => {
    await openAdmin([]);
    let picture = '';
    scene.table['PUT /api/emblem'] = ({ body }) => {
      picture = (body as { picture: string }).picture;
      return { body: { version: 'v1' } };
    };
    const field = page.locator('main input[type=file]');
    await field.setInputFiles({ name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
    await page.getByText('این فایل پذیرفته نشد').waitFor();
    await field.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from([137, 80, 78, 71]) });
    await expect.poll(() => picture).toBe('iVBORw==');
  });
});
