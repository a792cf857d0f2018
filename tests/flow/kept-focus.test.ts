// What opens and closes on a page gives the keyboard back: the question before something is removed, and the folded parts of a page.
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { DAY, HOUR } from '../../shared/time.ts';
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

const isFocused = (one: Locator): Promise<void> =>
  expect.poll(() => one.evaluate((node) => node === document.activeElement)).toBe(true);

/** The page of two campaigns, and the buttons of the second one. */
async function campaigns(): Promise<Record<'remove' | 'yes' | 'no', Locator>> {
  const from = Date.now() - HOUR;
  const planned = ['first', 'second'].map((name): Campaign => ({
    id: name,
    version: 1,
    name,
    from,
    to: from + DAY,
    queues: [],
    shifts: [],
    plannedAt: from,
  }));
  scene.table['GET /api/campaigns'] = () => ({ body: { campaigns: planned } });
  scene.table['DELETE /api/campaigns/:id'] = () => problem(503, 'log-unavailable');
  page = await scene.open('/campaigns');
  const button = (name: string): Locator => page.locator('main li').nth(1).getByRole('button', { name, exact: true });
  return { remove: button('حذف'), yes: button('بله، حذف شود'), no: button('خیر') };
}

it.each(['Enter', 'Escape'])(
  'a question that is answered "no" by %s gives the focus to the button that asked',
  async (key) => {
    const { remove, no } = await campaigns();
    await remove.focus();
    await page.keyboard.press('Enter');
    await isFocused(no);
    await page.keyboard.press(key);
    await isFocused(remove);
  },
);

it('a question whose "yes" failed does so, too, below what went wrong', async () => {
  const { remove, yes } = await campaigns();
  await remove.click();
  await yes.focus();
  await page.keyboard.press('Enter');
  await page.locator('main li [role=alert]').waitFor();
  await isFocused(remove);
});

it('a failure does not take the focus from who went on to something else', async () => {
  const { remove, yes } = await campaigns();
  let fail = (): void => undefined;
  scene.table['DELETE /api/campaigns/:id'] = () =>
    new Promise((say) => (fail = () => say(problem(503, 'log-unavailable'))));
  await remove.click();
  await yes.click();
  await expect.poll(() => scene.server.requests.some(({ method }) => method === 'DELETE')).toBe(true);
  const name = page.locator('main form input').first();
  await name.focus();
  fail();
  await page.locator('main li [role=alert]').waitFor();
  await remove.waitFor();
  await isFocused(name);
});

it('folded parts open on the one that is shown; Escape, or choosing it, closes them and gives the focus back', async () => {
  page = await scene.open('/admin/tokens', { size: [390, 844] });
  const parts = page.locator('main nav');
  const button = parts.getByRole('button');
  const here = parts.locator('[aria-current]');
  for (const close of [() => page.keyboard.press('Escape'), () => page.keyboard.press('Enter'), () => here.click()]) {
    await button.focus();
    await page.keyboard.press('Enter');
    await isFocused(here);
    await close();
    await here.waitFor({ state: 'detached' });
    await isFocused(button);
  }
  await button.click();
  await parts.getByRole('link').first().click();
  await page.waitForURL('**/admin');
  await parts.getByRole('button', { name: 'حساب‌ها', expanded: false }).waitFor();
});
