// A supervisor sends a display to a replay from the page of displays, and brings it back, each in a browser of their own.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../shared/time.ts';
import { seriousFaults } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { faultsOf } from '../support/geometry.ts';
import { eventsTo, openSignedIn } from '../support/signed-in-page.ts';
import { startTestServer } from '../support/test-server.ts';
import { twoFrames } from '../support/visual-harness.ts';

let browser: Browser;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A TV that a supervisor confirms by its code. */
async function pairTv(url: string, office: Page): Promise<Page> {
  const tv = await (await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'fa-IR' })).newPage();
  await tv.goto(`${url}/tv`);
  const code = await tv.locator('[data-code]:not([data-code=""])').getAttribute('data-code');
  const form = office.locator('main form', { has: office.getByLabel('کد روی نمایشگر') });
  await office.getByLabel('کد روی نمایشگر').fill(code ?? '');
  await form.getByLabel('نام نمایشگر').fill('سالن');
  await form.getByRole('button', { name: /اتصال/ }).click();
  await tv.waitForSelector('html[data-link="live"] .wall main');
  return tv;
}

it('a display is sent to a replay by its panel, says so in Persian, and is brought back', async () => {
  let past: number | undefined = noonClock() - 30 * MINUTE;
  const from = past;
  const server = await startTestServer('', { world: { now: () => past ?? noonClock() } });
  const post = eventsTo(server, from);
  for (let n = 1; n <= 3; n++) {
    past = from + n * MINUTE;
    await post([{ type: 'call.joined', call: `c-${n}`, queue: 'samad', county: 'sari', at: past }]);
  }
  past = undefined;
  const to = from + 10 * MINUTE;
  const iso = (at: number): string => new Date(Math.floor(at / SECOND) * SECOND).toISOString();
  const place = `/displays?from=${iso(from + 30 * SECOND)}&to=${iso(to)}`;
  const office = await openSignedIn(browser, server, '/displays', { role: 'supervisor', now: noonClock() });
  const tv = await pairTv(server.url, office);
  await office.goto(server.url + place);

  const main = office.locator('main');
  const panel = main.locator('section', { has: office.getByRole('heading', { name: 'بازپخش روی نمایشگر' }) });
  await panel.getByText('سالن').click();
  expect(await faultsOf(office, true, 12)).toEqual([]);
  expect(await seriousFaults(office)).toEqual([]);
  await panel.getByRole('button', { name: 'شروع بازپخش' }).click();
  await panel.getByText(/^۱ نمایشگر تا ساعت/).waitFor();

  await tv.waitForSelector('[data-sent-replay] time');
  expect(await tv.locator('[data-sent-replay]').textContent()).toContain('بازپخش');
  expect(await tv.getAttribute('html', 'data-replay')).toBe('');
  await tv.waitForSelector('.wall [data-metric="now.waiting"]');
  await twoFrames(tv);
  expect(await faultsOf(tv, false, 19)).toEqual([]);

  const row = main.locator('li', { hasText: 'در حال بازپخش با سرعت' });
  await row.getByRole('button', { name: 'بازگشت به صفحهٔ خودش' }).click();
  await tv.waitForSelector('html:not([data-replay])');
  await expect.poll(() => tv.locator('[data-sent-replay]').count()).toBe(0);
  await row.waitFor({ state: 'detached' });
  await Promise.all([tv.context().close(), office.context().close()]);
});
