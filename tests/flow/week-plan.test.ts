// The timetable as a week from Saturday, in a browser: seen, begun where it was pressed, repeated and taken back.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { weekStartOf } from '../../client/sittings/plan/week.ts';
import type { SittingRow } from '../../shared/api/sittings.ts';
import { DAY, HOUR, MINUTE, WEEK } from '../../shared/time.ts';
import { UTC_OFFSET } from '../fixtures/boards.ts';
import { faultsOf } from '../support/geometry.ts';
import { artefacts, openAccessPages, type AccessPages } from '../support/access-pages.ts';

let scene: AccessPages;
let page: Page;
const start = weekStartOf(Date.now(), UTC_OFFSET);
const row = (id: string, day: number, hour: number): SittingRow => ({
  id,
  version: 1,
  official: { id: `o-${id}`, name: `مدیر ${id}`, title: 'فرماندار' },
  level: 'county',
  from: start + day * DAY + hour * HOUR,
  to: start + day * DAY + (hour + 2) * HOUR,
  state: 'scheduled',
});
/** One of some minutes of the day. */
const short = (id: string, from: number, to: number): SittingRow => ({
  ...row(id, 2, 0),
  from: start + 2 * DAY + from * MINUTE,
  to: start + 2 * DAY + to * MINUTE,
});

beforeAll(async () => {
  scene = await openAccessPages();
});
afterAll(() => scene.stop());
afterEach(async () => {
  await page.context().close();
  scene.reset();
});

async function open(lang: 'fa' | 'en' = 'fa', size: [number, number] = [1366, 900]): Promise<void> {
  scene.table['GET /api/sittings'] = () => ({ body: { sittings: [row('1', 1, 8), row('2', 1, 9), row('3', 3, 12)] } });
  page = await scene.open('/sittings/plan', { lang, size });
  await page.waitForSelector('main li');
}
const box = async (name: string) => (await page.locator('.grid .sitting', { hasText: name }).boundingBox())!;

it.each(['fa', 'en'] as const)(
  'runs from Saturday in the direction of the language, with overlaps beside each other (%s)',
  async (lang) => {
    await open(lang);
    const [one, two, three] = [await box('مدیر 1'), await box('مدیر 2'), await box('مدیر 3')];
    expect(Math.abs(one.width - two.width)).toBeLessThan(2);
    expect(three.width).toBeGreaterThan(1.8 * one.width);
    // Tuesday stands after Sunday.
    expect(lang === 'fa' ? three.x < one.x : three.x > one.x).toBe(true);
    expect(two.y - one.y).toBeCloseTo(44, 0);
    expect(await page.locator('.grid h3[aria-current="date"]').count()).toBe(1);
    const off = await page
      .locator('.grid section')
      .evaluateAll((days) => days.map((day) => day.classList.contains('off')));
    expect(off.at(-1)).toBe(true);
    await page.screenshot({ path: `${artefacts}week-${lang}.png`, fullPage: true });
  },
);

it('short sittings are whole lines in boxes of their own, also at the ends of the day', async () => {
  await open();
  const [eight, midnight] = [8 * 60, 24 * 60];
  const sittings = [
    ...[short('10', eight, eight + 10), short('15', eight + 10, eight + 25), short('37', eight + 60, eight + 97)],
    ...[short('1', 0, 5), short('2', midnight - 3, midnight - 1)],
  ];
  scene.table['GET /api/sittings'] = () => ({ body: { sittings } });
  await page.reload();
  await expect.poll(() => page.locator('.grid .sitting').count()).toBe(sittings.length);
  for (const size of [1366, 1024]) {
    await page.setViewportSize({ width: size, height: 900 });
    expect(await faultsOf(page, true, 13), String(size)).toEqual([]);
  }
  const boxes = await page.locator('.grid .sitting').evaluateAll((nodes) =>
    nodes.map((node) => {
      node.scrollIntoView({ block: 'center' });
      const { left, right, top, bottom, height } = node.getBoundingClientRect();
      // What lies at the middle is what a press meets.
      const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return { height, isPressed: node.contains(met), title: node.getAttribute('title') };
    }),
  );
  for (const { height, isPressed, title } of boxes) {
    expect(height, title ?? '').toBeGreaterThan(21);
    expect(isPressed, title ?? '').toBe(true);
    expect(title).toMatch(/^مدیر \d+ [۰-۹]{2}:[۰-۹]{2}–[۰-۹]{2}:[۰-۹]{2}$/);
  }
  await page.screenshot({ path: `${artefacts}week-short.png`, fullPage: true });
});

it('the week begins a sitting at the hour that was pressed, beside its day, and repeats it every week', async () => {
  await open('en');
  const sent: { from: number; desk?: string }[][] = [];
  scene.table['POST /api/sittings'] = ({ body }) => {
    sent.push(body as (typeof sent)[number]);
    return { status: 201, body: { saved: [] } };
  };
  await page.locator('.grid section').nth(2).locator('.hour').nth(3).click();
  expect(await page.getByLabel('From', { exact: true }).inputValue()).toBe('10:00');
  expect(await page.getByLabel('Day', { exact: true }).inputValue()).toBe(String(start + 2 * DAY));
  await page.getByLabel('Official', { exact: true }).fill('Zahra Yusefi');
  await page.getByLabel('Repeat weekly until').selectOption({ index: 2 });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => sent.length).toBe(1);
  const begin = start + 2 * DAY + 10 * HOUR;
  expect(sent[0]?.[0]?.from).toBe(begin);
  for (const { from } of sent[0] ?? []) expect((from - begin) % WEEK).toBe(0);
});

it('the week is a list by day on a phone', async () => {
  await open('fa', [390, 844]);
  expect(await page.locator('.grid').count()).toBe(0);
  expect(await page.locator('main li').count()).toBe(3);
});
