// A wall that stood still, in a real browser: frozen, asleep or on a slow line, it never shows old numbers as new ones.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { busy, openTroubledWall, type TroubledWall } from '../support/troubled-wall.ts';
import { HOUR } from '../../shared/time.ts';
import { STALE_MS } from '../../shared/wire.ts';

let browser: Browser;
let wall: TroubledWall;
let server: TroubledWall['server'];
let page: TroubledWall['page'];

beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  wall = await openTroubledWall(browser);
  ({ server, page } = wall);
});
afterEach(() => wall.close());

/** Notes in the page every state of its link with the number of those who wait beside it. */
async function watchHonesty(): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    (globalThis as unknown as { seen: string[] }).seen = seen;
    const look = (): void => {
      const waiting = document.querySelector('[data-metric="now.waiting"]')?.getAttribute('data-value');
      const now = `${document.documentElement.dataset['link']} ${waiting}`;
      if (seen.at(-1) !== now) seen.push(now);
    };
    look();
    new MutationObserver(look).observe(document, { subtree: true, attributes: true, childList: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
}

/** Stops the processes that run pages, as a system does with a tab in the background. Returns what lets them go on. */
async function freeze(): Promise<() => void> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  for (const id of pages) process.kill(id, 'SIGSTOP');
  return () => {
    for (const id of pages) process.kill(id, 'SIGCONT');
  };
}

describe('a wall that stood still', () => {
  it('dims as soon as its numbers are five seconds old, not a second later', async () => {
    await page.goto(server.url);
    await wall.link('live');
    await page.evaluate(() => {
      new MutationObserver(() => {
        (globalThis as unknown as { dimmedAt: number }).dimmedAt = Date.now();
      }).observe(document.documentElement, { attributeFilter: ['data-link'] });
    });
    const beats = Date.now();
    server.beat({ serverNow: beats });
    // The screen soon asks on a new line, and receives nothing there either.
    server.goSilent(true);
    // A busy machine runs any timer late: when one of the page that is due then has run.
    const due = page.evaluate(
      (at) => new Promise<number>((done) => setTimeout(() => done(Date.now()), at - Date.now())),
      beats + STALE_MS,
    );
    await wall.link('stale');
    const dimmed = await page.evaluate(() => (globalThis as unknown as { dimmedAt: number }).dimmedAt);
    expect(dimmed - beats).toBeGreaterThan(STALE_MS - 10);
    expect(dimmed - Math.max(await due, beats + STALE_MS)).toBeLessThan(300);
  });

  it('does not take old messages for new ones after a freeze, and shows the present at once', async () => {
    await page.goto(server.url);
    await wall.waiting('1');
    const seen = await watchHonesty();
    const thaw = await freeze();
    for (let rev = 5; rev < 12; rev++) {
      server.patch({ from: rev, to: rev + 1, patch: { now: { waiting: 20 + rev } }, serverNow: Date.now() });
      await sleep(1_000);
    }
    server.setSnapshot(busy(12));
    thaw();
    await wall.waiting('9');
    await wall.link('live');
    const brightly = (await seen()).filter((state) => state.startsWith('live'));
    expect(
      brightly.every((state) => state === 'live 1' || state === 'live 9'),
      brightly.join(', '),
    ).toBe(true);
  });

  it('asks again when the device slept, although its monotonic clock slept too', async () => {
    await page.goto(server.url);
    await wall.waiting('1');
    server.setSnapshot(busy(9));
    await wall.waiting('9');
    const seen = await watchHonesty();
    await page.evaluate((hour) => {
      const real = Date.now.bind(Date);
      Date.now = () => real() + hour;
    }, HOUR);
    await expect.poll(() => server.resyncs()).toBe(1);
    await wall.link('live');
    expect(await seen()).not.toContain('live 1');
  });

  it('shows how late its line is: figures that come eight seconds late are dim', async () => {
    await page.goto(server.url);
    await wall.link('live');
    server.beat();
    await sleep(300);
    // The line is slow from here on, and so is the answer to the snapshot that the page asks for.
    server.goSilent(true);
    const beats = setInterval(() => {
      server.goSilent(false);
      server.beat({ serverNow: Date.now() - 8_000 });
      server.goSilent(true);
    }, 1_000);
    await wall.link('stale');
    await sleep(2_500);
    expect(await wall.shownLink()).toBe('stale');
    clearInterval(beats);
  });
});
