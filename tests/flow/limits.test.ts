// The page of alerts, where supervisors set limits: what is said of a limit is said of the one that stands there.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openAccessPages, type AccessPages } from '../support/access-pages.ts';
import type { FakeAnswer } from '../support/fake-api.ts';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import { seriousFaults } from '../support/axe.ts';
import { faultsOf } from '../support/geometry.ts';
import { twoFrames } from '../support/visual-harness.ts';

let scene: AccessPages;
let page: Page;
/** What the server says when it gets to it, in the order in which it was asked. */
let held: ((said: FakeAnswer) => void)[];
const hold = (): Promise<FakeAnswer> => new Promise((say) => held.push(say));
const previewed = (times: number): FakeAnswer => ({
  body: { preview: { watch: { times, seconds: 60 }, act: { times: 0, seconds: 0 } } },
});

beforeAll(async () => {
  scene = await openAccessPages();
});
afterAll(() => scene.stop());
beforeEach(() => {
  held = [];
  scene.table['GET /api/thresholds/preview'] = hold;
  scene.table['PUT /api/thresholds'] = hold;
});
afterEach(async () => {
  await page.context().close();
  scene.reset();
});

const form = () => page.locator('form', { has: page.locator('h3') }).first();
const field = (name: string) => form().getByLabel(name, { exact: true });
const asked = (n: number): Promise<unknown> => expect.poll(() => held.length).toBe(n);
const status = () => form().getByRole('status');

it('a preview that comes late does not stand beside other limits', async () => {
  page = await scene.open('/alerts', { lang: 'en' });
  await field('Warning').fill('2');
  await asked(1);
  await field('Warning').fill('4');
  await asked(2);
  held[1]!(previewed(4));
  await form().getByText('warning 4 times').waitFor();
  const late = page.waitForResponse((response) => response.url().includes('watch=2'));
  held[0]!(previewed(22));
  await (await late).finished();
  await twoFrames(page);
  expect(await form().textContent()).toContain('warning 4 times');
});

it('what is typed while a limit is being saved is not taken away, and not called saved', async () => {
  page = await scene.open('/alerts', { lang: 'en' });
  await field('Warning').fill('2');
  await form().getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => scene.server.requests.some(({ method }) => method === 'PUT')).toBe(true);
  await field('Critical').fill('40');
  for (const say of held) say({ body: {} });
  await form().getByRole('button', { name: 'Save' }).and(page.locator(':enabled')).waitFor();
  expect([await field('Warning').inputValue(), await field('Critical').inputValue()]).toEqual(['2', '40']);
  expect(await status().textContent()).not.toBe('Saved.');
});

it('a limit of a queue is kept apart from that of the province, and saving one is not reported for the other', async () => {
  const board = boards.busy(Date.now());
  const [queue = ''] = Object.keys(board.queues);
  scene.server.setSnapshot(snapshotOf({ ...board, thresholds: { waiting: { watch: 3, act: 9 } } }, Date.now()));
  scene.table['PUT /api/thresholds'] = () => ({ body: {} });
  page = await scene.open('/alerts', { lang: 'en' });
  await expect.poll(() => status().textContent()).toBe('own limit');
  await field('Warning').fill('4');
  await form().getByRole('button', { name: 'Save' }).click();
  await form().getByText('Saved.').waitFor();
  await field('For').selectOption(queue);
  await expect.poll(() => status().textContent()).toBe('same as the province');
  const thresholds = { waiting: { watch: 3, act: 9 }, [`waiting/${queue}`]: { watch: 5, act: 8 } };
  scene.server.setSnapshot(snapshotOf({ ...board, thresholds }, Date.now(), { rev: 2 }));
  await form().getByRole('button', { name: 'Back to the limit of the province' }).waitFor();
});

it('a limit that is always reached is refused where it is typed', async () => {
  page = await scene.open('/alerts', { lang: 'en' });
  await field('Warning').fill('0');
  await form().getByText('This limit is always reached').waitFor();
  expect(await form().getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await field('Warning').fill('1');
  await expect.poll(() => form().getByRole('button', { name: 'Save' }).isEnabled()).toBe(true);
});

it('saved by the keyboard, a form keeps the keyboard', async () => {
  scene.table['PUT /api/thresholds'] = () => ({ body: {} });
  page = await scene.open('/alerts', { lang: 'en' });
  await field('Warning').fill('2');
  await form().getByRole('button', { name: 'Save' }).focus();
  await page.keyboard.press('Enter');
  await form().getByText('Saved.').waitFor();
  await expect.poll(() => form().evaluate((node) => node.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Tab');
  expect(await form().evaluate((node) => node.contains(document.activeElement))).toBe(true);
});

it('an alert that was seen by the keyboard keeps the keyboard, though its button goes', async () => {
  const alert = { rule: 'waiting', subject: 'province', since: Date.now(), value: 9, limit: 8, step: 1 };
  const board = (seen: object) => ({
    ...boards.busy(Date.now()),
    alerts: { 'waiting/province/1': { ...alert, ...seen, level: 'act' as const } },
  });
  scene.server.setSnapshot(snapshotOf(board({}), Date.now()));
  scene.table['POST /api/alerts/seen'] = () => {
    scene.server.setSnapshot(snapshotOf(board({ seenBy: 'maryam' }), Date.now(), { rev: 2 }));
    return { body: {} };
  };
  page = await scene.open('/alerts', { lang: 'en' });
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).focus();
  await page.keyboard.press('Enter');
  // The name is set apart from the direction of the sentence.
  await page.getByText(/^acknowledged by .maryam.$/).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('LI');
});

it('limits stand in Persian digits on a Persian page', async () => {
  page = await scene.open('/alerts');
  await expect.poll(() => form().locator('input').first().inputValue()).toMatch(/^[۰-۹]+$/);
});

it.each([
  ['fa', 'dark'],
  ['en', 'light'],
] as const)('the page can be used by everybody, in %s and %s, on a laptop and in the hand', async (lang, theme) => {
  const board = boards.busy(Date.now());
  const [queue = ''] = Object.keys(board.queues);
  board.queues[queue]!.name = 'صف پاسخ‌گویی استانداری مازندران در روزهای سفر ریاست جمهوری';
  const alert = { since: Date.now(), value: 9, limit: 8, step: 1 };
  board.alerts = {
    a: { ...alert, rule: 'waiting', subject: queue, level: 'act' },
    b: { ...alert, rule: 'service-level', subject: 'province', level: 'watch', seenBy: 'maryam' },
  };
  board.thresholds = { [`waiting/${queue}`]: { watch: 5, act: 8 } };
  scene.server.setSnapshot(snapshotOf(board, Date.now()));
  for (const size of [
    [1280, 800],
    [390, 844],
  ] as const) {
    page = await scene.open(`/alerts?theme=${theme}`, { lang, size });
    await page.locator('form select').first().selectOption(queue);
    await form().locator('input').first().fill('x');
    await form().getByRole('alert').waitFor();
    await twoFrames(page);
    expect(await faultsOf(page, true, 13)).toEqual([]);
    expect(await seriousFaults(page)).toEqual([]);
    if (size[0] > 390) await page.context().close();
  }
});
