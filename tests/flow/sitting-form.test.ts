// The form of a sitting on a phone: wherever the button stands that opens it, the form is seen and typed into at once.
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { dayStartOf } from '../../client/text/jalali.ts';
import { weekStartOf } from '../../client/sittings/plan/week.ts';
import type { SittingRow } from '../../shared/api/sittings.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { UTC_OFFSET } from '../fixtures/boards.ts';
import { artefacts, openAccessPages, type AccessPages } from '../support/access-pages.ts';

let scene: AccessPages;
let page: Page;

/** Three sittings on every day of the week that is shown. */
function planned(): SittingRow[] {
  const start = weekStartOf(Date.now(), UTC_OFFSET);
  return Array.from({ length: 21 }, (_, n) => {
    const from = dayStartOf(start, UTC_OFFSET) + Math.floor(n / 3) * DAY + (8 + 2 * (n % 3)) * HOUR;
    return {
      id: `s-${n}`,
      version: 1,
      official: { id: `o-${n}`, name: `مدیر ${n}`, title: 'فرماندار' },
      level: 'county',
      from,
      to: from + 1.75 * HOUR,
      state: 'scheduled',
    };
  });
}

beforeAll(async () => {
  scene = await openAccessPages();
});
afterAll(() => scene.stop());
beforeEach(async () => {
  scene.table['GET /api/sittings'] = () => ({ body: { sittings: planned() } });
  page = await scene.open('/sittings/plan', { size: [390, 844] });
  await page.waitForSelector('main li');
});
afterEach(async () => {
  await page.context().close();
  scene.reset();
});

const official = (): Locator => page.getByLabel('نام مدیر');
const focused = (one: Locator): Promise<boolean> => one.evaluate((node) => node === document.activeElement);
/** Whether all of it stands inside the screen, above the bar under the thumb. */
const isSeen = async (one: Locator): Promise<boolean> => {
  const box = await one.boundingBox();
  const bar = await page.locator('.page nav').boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= (bar?.y ?? 844);
};

it.each([
  ['a new one', 'افزودن نوبت'],
  ['an edit', 'ویرایش'],
])('of %s comes into view with the focus in its first field, and gives it back', async (_, name) => {
  const button = page.getByRole('button', { name, exact: true }).last();
  await button.scrollIntoViewIfNeeded();
  const far = await page.evaluate(() => scrollY);
  expect(far).toBeGreaterThan(844);
  await button.click();
  await expect.poll(() => focused(official())).toBe(true);
  // What was asked for scrolls into view with the next frame.
  await expect.poll(() => isSeen(official())).toBe(true);
  await expect.poll(() => isSeen(page.locator('section:has(form) h2'))).toBe(true);
  await page.screenshot({ path: `${artefacts}sitting-form-${name === 'ویرایش' ? 'edit' : 'new'}.png` });
  await page.getByRole('button', { name: 'بستن', exact: true }).click();
  await expect.poll(() => focused(button)).toBe(true);
  await expect.poll(() => isSeen(button)).toBe(true);
});

it('gives the focus back after it was saved', async () => {
  const button = page.getByRole('button', { name: 'ویرایش', exact: true }).last();
  scene.table['PATCH /api/sittings/:id'] = ({ params }) => ({
    body: { ...planned().find(({ id }) => id === params['id'])!, version: 2 },
  });
  await button.click();
  await official().fill('مهدی رستمی');
  await page.getByRole('button', { name: 'ثبت', exact: true }).click();
  await official().waitFor({ state: 'detached' });
  await expect.poll(() => focused(button)).toBe(true);
});

it('of another sitting takes the place of the first, and the focus goes with it', async () => {
  const edit = page.getByRole('button', { name: 'ویرایش', exact: true });
  await edit.last().click();
  await official().waitFor();
  await edit.first().click();
  await expect.poll(() => official().inputValue()).toBe('مدیر 0');
  await expect.poll(() => focused(official())).toBe(true);
  await page.getByRole('button', { name: 'بستن', exact: true }).click();
  await expect.poll(() => focused(edit.first())).toBe(true);
});
