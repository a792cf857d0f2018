// A replay in a browser: it plays, is dragged back, and its link shows another browser the same moment.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import { artefacts } from '../support/access-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { eventsTo, openSignedIn } from '../support/signed-in-page.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let browser: Browser;
beforeAll(async () => {
  mkdirSync(artefacts, { recursive: true });
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const MINUTES = 40;
const LENGTH = (MINUTES + 5) * MINUTE;

/** When the past ends: now, or, soon after midnight, shortly before it, so that all of it lies within one day. */
function endOfPast(): number {
  const { startOf, dayOf } = createCalendar();
  const midnight = startOf(dayOf(Date.now()));
  return Date.now() - midnight > LENGTH ? Date.now() : midnight - SECOND;
}

/** A server on which somebody has called every minute of the last while, and left eight minutes later. */
async function startWithPast() {
  const end = endOfPast();
  const from = end - LENGTH;
  let now = from;
  const server = await startTestServer('', { world: { now: () => now } });
  const send = eventsTo(server, now);
  for (let n = 1; n <= MINUTES; n++) {
    now = from + n * MINUTE;
    const name = (nth: number): string => `call-${String.fromCharCode(97 + (nth % 26))}${nth}`;
    await send([
      { type: 'call.joined', at: now, call: name(n), queue: 'q-1', county: 'sari' },
      ...(n > 8 ? [{ type: 'call.left', at: now, call: name(n - 8), queue: 'q-1', reason: 'abandoned' }] : []),
    ]);
  }
  now = end;
  return { ...server, from, to: from + MINUTES * MINUTE + 30 * SECOND };
}

async function open(server: TestServer, path: string, size = { width: 1920, height: 1080 }): Promise<Page> {
  const page = await openSignedIn(browser, server, path, { role: 'deputy', size });
  await page.waitForSelector('[data-replay-at]');
  await page.waitForSelector('html[data-link="live"]');
  return page;
}

const waitingOn = (page: Page): Promise<number> =>
  page.locator('[data-metric="now.waiting"]').first().getAttribute('data-value').then(Number);
const momentOn = (page: Page): Promise<number> =>
  page.locator('[data-replay-at]').getAttribute('data-replay-at').then(Number);
const inQuery = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

it('plays at 60×, is dragged back, and its link shows a second browser the same moment', async () => {
  const server = await startWithPast();
  const [from, to] = [server.from, server.to].map((at) => Math.floor(at / SECOND) * SECOND) as [number, number];
  const page = await open(server, `/replay?from=${inQuery(from)}&to=${inQuery(to)}`);
  expect(await page.locator('html').getAttribute('lang')).toBe('fa');
  await page.getByText('بازپخش', { exact: true }).first().waitFor();
  await page.locator('select').selectOption('60');
  // Twelve seconds, and what a busy machine takes besides.
  await expect.poll(() => momentOn(page), { timeout: MINUTE }).toBeGreaterThan(from + 12 * MINUTE);
  // Eight wait all the time then.
  await page.keyboard.press('k');
  await expect.poll(() => waitingOn(page)).toBe(8);
  await expect.poll(() => page.url()).toContain('at=');
  await page.screenshot({ path: `${artefacts}replay-1920.png` });

  const early = from + 3 * MINUTE + 30 * SECOND;
  await page.locator('input[type=range]').fill(String(early));
  await expect.poll(() => waitingOn(page)).toBe(3);
  await expect.poll(() => page.url()).toContain(`at=${inQuery(early)}`);
  const [second, asked] = await Promise.all([
    open(server, page.url().slice(server.url.length), { width: 390, height: 844 }),
    server.get(`/api/board?at=${inQuery(early)}`),
  ]);
  await expect.poll(async () => [await momentOn(second), await waitingOn(second)]).toEqual([early, 3]);
  expect((await asked.json()).now.waiting).toBe(3);
  // It stands still there, and nothing is wider than the phone.
  await second.screenshot({ path: `${artefacts}replay-390.png` });
  expect(await second.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await momentOn(second)).toBe(early);

  // The arrows follow the way that time runs on a Persian screen; another page of the wall is the same replay.
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => momentOn(page)).toBe(early + 10 * SECOND);
  await page.keyboard.press('j');
  await expect.poll(() => momentOn(page)).toBe(early + 10 * SECOND - MINUTE);
  await page.getByRole('link', { name: 'صف‌ها' }).click();
  await expect.poll(() => page.url()).toContain('page=queues');
  await expect.poll(() => momentOn(page)).toBe(early + 10 * SECOND - MINUTE);
  // A way back to the living board, whose page is no replay any more.
  await page.getByRole('link', { name: 'تابلوی اکنون' }).click();
  await page.waitForSelector('html:not([data-replay])[data-link="live"]');
});
