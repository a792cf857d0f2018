// Acts on a live sitting in a browser: what each would change stands there before it is pressed, and half a minute to undo it after.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { moments } from '../../client/text/moment.ts';
import type { SittingRow } from '../../shared/api/sittings.ts';
import { noVisits, type Board, type SittingOnBoard } from '../../shared/board.ts';
import { MINUTE } from '../../shared/time.ts';
import { boardOf, snapshotOf, UTC_OFFSET } from '../fixtures/boards.ts';
import { artefacts, openAccessPages, type AccessPages } from '../support/access-pages.ts';
import { seriousFaults } from '../support/axe.ts';
import { problem } from '../support/fake-api.ts';

let scene: AccessPages;
let page: Page;
let to: number;
let version: number;

beforeAll(async () => {
  scene = await openAccessPages();
});
afterAll(() => scene.stop());
afterEach(async () => {
  await page.context().close();
  scene.reset();
});

const now = (): number => Date.now();
function boardWith(more: Partial<SittingOnBoard> = {}): Board {
  const board = boardOf({ now: now(), queues: 1, desks: 4, waits: [252, 180, 41] });
  const sitting = (one: Partial<SittingOnBoard>): SittingOnBoard => ({
    official: 'official-0',
    from: now() - 60 * MINUTE,
    to,
    level: 'county',
    queue: 'samad-sari',
    desk: 'm-1201',
    ...noVisits(),
    lastTalks: {},
    ...one,
  });
  board.sittings = {
    's-0': sitting({
      firstAnswerAt: now() - 50 * MINUTE,
      lastEndAt: now() - MINUTE,
      offered: 30,
      answered: 16,
      completed: 16,
      waiting: 14,
      talkSeconds: 16 * 170,
      waitSeconds: 2_000,
      lastTalks: Object.fromEntries(Array.from({ length: 12 }, (_none, n) => [n + 5, 165 + (n % 3) * 10])),
      ...more,
    }),
    's-1': sitting({ official: 'official-1', desk: 'm-1202', from: to + 15 * MINUTE, to: to + 90 * MINUTE }),
  };
  return board;
}
const row = (): SittingRow => ({
  id: 's-0',
  version,
  official: { id: 'official-0', name: 'مسئول' },
  level: 'county',
  queue: 'samad-sari',
  desk: 'm-1201',
  from: now() - 60 * MINUTE,
  to,
  state: 'live',
});

async function open(
  board: (end: number) => Board = () => boardWith(),
  size: [number, number] = [390, 844],
  lang: 'fa' | 'en' = 'fa',
) {
  [to, version] = [now() + 18 * MINUTE, 1];
  const show = (): void => scene.server.setSnapshot(snapshotOf(board(to), now()));
  show();
  scene.table['GET /api/sittings/:id'] = () => ({ body: row() });
  scene.table['POST /api/sittings/:id/extend'] = ({ body }) => {
    to += (body as { minutes: number }).minutes * MINUTE;
    version += 1;
    return { body: { sitting: row(), message: 'g-1' } };
  };
  scene.table['PATCH /api/sittings/:id'] = ({ body }) => {
    to = (body as { to: number }).to;
    version += 1;
    return { body: row() };
  };
  scene.table['DELETE /api/messages/:id'] = () => ({ status: 204 });
  page = await scene.open('/sittings', { lang, size });
  await page.waitForSelector('main article .acts');
}
const choices = () => page.locator('main .acts li');

it.each([
  ['fa', 390],
  ['fa', 1920],
  ['en', 390],
  ['en', 1366],
] as const)('an extension says what it would change before it is pressed (%s, %i wide)', async (lang, width) => {
  await open(undefined, [width, width === 390 ? 844 : 1080], lang);
  await page.locator('main .acts .ways button').first().click();
  await choices().nth(2).waitFor();
  const extended = page.locator('main .acts [data-metric^="derived.extended"]');
  await expect.poll(() => extended.count()).toBe(3);
  const values = await extended.evaluateAll((nodes) =>
    nodes.map((node) => Number((node as HTMLElement).dataset['value'])),
  );
  expect([...values].sort((a, b) => a - b)).toEqual(values);
  const text = (await choices().nth(1).textContent()) ?? '';
  expect(text).toMatch(
    lang === 'fa'
      ? /از ۱۴ نفر در صف حدود [۰-۹]+ نفر به‌جای [۰-۹]+ نفر پاسخ می‌گیرند/
      : /Of 14 waiting about \d+ will be answered instead of \d+/,
  );
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  for (const box of await Promise.all((await choices().locator('button').all()).map((one) => one.boundingBox())))
    expect(box?.height).toBeGreaterThanOrEqual(44);
  expect(await seriousFaults(page)).toEqual([]);
  await page
    .locator('main article')
    .first()
    .screenshot({ path: `${artefacts}extend-${lang}-${width}.png` });
});

it('the page of a sitting asks for it once, however often the board changes', async () => {
  await open();
  await page.goto(`${scene.server.url}sittings/s-0`);
  await page.waitForSelector('main article .acts');
  const asked = (): number => scene.server.requests.filter(({ path }) => path === '/api/sittings/s-0').length;
  await expect.poll(asked).toBe(1);
  for (let rev = 2; rev < 7; rev++) {
    scene.server.setSnapshot(snapshotOf(boardWith({ answered: 20 + rev }), now(), { rev }));
    await page.waitForFunction((rev) => document.documentElement.dataset['rev'] === rev, String(rev));
  }
  expect(asked()).toBe(1);
});

it('an extension is undone with its message within half a minute', async () => {
  await open();
  const end = to;
  await page.locator('main .acts .ways button').first().click();
  await choices().nth(0).locator('button').click();
  const undo = page.locator('main .acts .note.good button');
  await undo.waitFor();
  expect(to).toBe(end + 10 * MINUTE);
  expect(scene.server.requests.find(({ method }) => method === 'POST')?.body).toEqual({ minutes: 10 });
  await page
    .locator('main article')
    .first()
    .screenshot({ path: `${artefacts}extended.png` });
  await undo.click();
  await page.getByText('تغییر واگرد شد').waitFor();
  expect(to).toBe(end);
  expect(scene.server.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
    '/api/messages/g-1',
  ]);
  await expect.poll(() => page.locator('main .acts .note.good button').count()).toBe(0);
});

it('an extension says nothing of the forecast while too few talks have ended', async () => {
  await open(() => boardWith({ lastTalks: { 1: 170, 2: 180 }, completed: 2 }));
  await page.locator('main .acts .ways button').first().click();
  await choices().nth(2).waitFor();
  expect(await page.locator('main .acts [data-metric^="derived.extended"]').count()).toBe(0);
});

it('an extension into another session names that session, and cannot be pressed', async () => {
  await open(() => {
    const board = boardWith();
    board.sittings['s-1']!.desk = 'm-1201';
    return board;
  });
  await page.locator('main .acts .ways button').first().click();
  await choices().nth(2).waitFor();
  expect(await choices().nth(0).locator('button').isEnabled()).toBe(true);
  expect(await choices().nth(1).locator('button').isDisabled()).toBe(true);
  expect(await choices().nth(1).textContent()).toContain('این میز از ساعت');
  await page
    .locator('main article')
    .first()
    .screenshot({ path: `${artefacts}extend-clash.png` });
});

it('the second of two people who extend at once reads when the session ends now', async () => {
  await open();
  await page.locator('main .acts .ways button').first().click();
  await choices().nth(0).waitFor();
  scene.table['POST /api/sittings/:id/extend'] = () =>
    problem(409, 'edited-meanwhile', { now: { ...row(), to: to + 30 * MINUTE } });
  await choices().nth(0).locator('button').click();
  const alert = await page.locator('main .acts [role=alert]').textContent();
  expect(alert).toContain('کاربر دیگری هم‌زمان');
  expect(alert).toContain(moments('fa').clock(to + 30 * MINUTE, UTC_OFFSET));
});

it('a second desk is opened with another official, and not with one who has a session of their own by then', async () => {
  await open(() => {
    const board = boardWith();
    board.sittings['s-1']!.from = now() + 5 * MINUTE;
    return board;
  });
  let sent: unknown;
  scene.table['POST /api/sittings/:id/desks'] = ({ body }) => {
    sent = body;
    return { status: 201, body: { sitting: { ...row(), id: 's-9', desk: 'm-1203' } } };
  };
  await page.locator('main .acts .ways button').nth(1).click();
  const form = page.locator('main .acts form');
  await form.getByRole('button').click();
  await form.getByText('نام پاسخ‌گو را وارد کنید').waitFor();
  await form.locator('select').selectOption('m-1203');
  const busy = (await form.locator('datalist option').nth(1).getAttribute('value')) ?? '';
  await form.locator('input').fill(busy);
  await form.getByText(`${busy} از ساعت`).waitFor();
  expect(await form.getByRole('button').isDisabled()).toBe(true);
  await form.locator('input').fill('رضا کریمی');
  await expect.poll(() => form.locator('[data-metric="derived.secondDesk.s-0"]').count()).toBe(1);
  await page
    .locator('main article')
    .first()
    .screenshot({ path: `${artefacts}second-desk.png` });
  await form.getByRole('button').click();
  await page.locator('main .acts .note.good').waitFor();
  expect(sent).toEqual({ desk: 'm-1203', official: { name: 'رضا کریمی' } });
});

it('a phone shows the message that the screens show', async () => {
  await open(() => ({
    ...boardWith(),
    messages: { 'g-1': { level: 'info', fa: 'نوبت تا ساعت ۱۲:۰۵ تمدید شد', from: now() - MINUTE, to: now() + MINUTE } },
  }));
  expect(await page.locator('main [data-message="g-1"]').textContent()).toContain('تمدید شد');
});
