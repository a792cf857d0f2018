// A page that cannot recover by itself, in a real browser: it is reloaded, but only where that helps and nobody uses it.
import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { calm, openTroubledWall, type TroubledWall } from '../support/troubled-wall.ts';
import { MINUTE } from '../../shared/time.ts';

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

describe('a page of which nothing else arrived', () => {
  const screens = [
    [1280, 720],
    [1080, 1920],
    [390, 844],
  ] as const;
  /** Cards that are not shown have no size. */
  const places = (cards: string): Promise<number[][]> =>
    page.$$eval(cards, (all) =>
      all.map((card) => {
        const { x, y, width, height } = card.getBoundingClientRect();
        return [x, y, width, height];
      }),
    );
  /** Lengths are rounded to whole pixels in other places of the two. */
  const ROUNDED = 2;
  /** How far the wall's cards lie from those that were empty before, where that is more than rounding. */
  async function shifted(empty: readonly number[][]): Promise<string[]> {
    const shown = await places('main > [data-area], main > .desks > [data-area]');
    return empty.flatMap((place, n) => {
      const [, y = 0, width, height = 0] = place;
      // A list that goes on below the first screen is as long as there are desks.
      const sides = y + height === page.viewportSize()?.height ? place.slice(0, 3) : place;
      const isSame = sides.every((length, side) => Math.abs(length - (shown[n]?.[side] ?? NaN)) < ROUNDED);
      return width === 0 || isSame ? [] : [`card ${n}: ${String(place)} became ${String(shown[n])}`];
    });
  }
  it('shows empty cards where the wall has its own, asks for itself again, and reloads only when all of it can be had', async () => {
    await page.clock.install();
    await page.route('**/assets/*', (route) => route.abort('connectionreset'));
    await page.goto(server.url);
    await page.clock.resume();
    await page.waitForSelector('.skeleton >> text=۱۱۱');
    const cards = await page.$$eval('.skeleton i', (cards) =>
      cards.map((card) => [getComputedStyle(card).backgroundColor, card.clientHeight > 100]),
    );
    expect(cards).toEqual(Array.from({ length: 5 }, () => ['rgb(16, 27, 46)', true]));
    const emptyCards = new Map<(typeof screens)[number], number[][]>();
    for (const screen of screens) {
      await page.setViewportSize({ width: screen[0], height: screen[1] });
      emptyCards.set(screen, await places('.skeleton i'));
    }
    for (let n = 0; n < 6; n++) await page.clock.runFor(5_000).then(() => sleep(100));
    expect(wall.loads()).toBe(1);
    await page.unroute('**/assets/*');
    for (let n = 0; n < 20 && wall.loads() === 1; n++) await page.clock.runFor(5_000).then(() => sleep(200));
    await wall.waiting('1');
    expect(wall.loads()).toBe(2);
    expect(await page.isVisible('.skeleton')).toBe(false);
    for (const [[width, height], empty] of emptyCards) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => shifted(empty), { message: `${width}×${height}` }).toEqual([]);
    }
    await page.clock.runFor(5_000);
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem('boot-watchdog-reloads'))).toBe('0');
  });
});

// An hour of a page's time takes its while on a machine that is busy.
describe('the watchdog', { timeout: 6 * MINUTE }, () => {
  /** Time that the test turns on by hand; sockets and requests live in real time. */
  const minutes = async (count: number, meanwhile?: () => Promise<unknown>): Promise<void> => {
    const step = count > 10 ? 60 : 10;
    for (let seconds = 0; seconds < count * 60; seconds += step) {
      await page.clock.runFor(step * 1_000);
      if (seconds % 60 === 0) await meanwhile?.();
      await sleep(40);
    }
  };
  /** Requests live in real time, and the machine may be busy: so long, and twice that at most. */
  const reloadWithin = async (count: number): Promise<void> => {
    const before = wall.loads();
    for (let seconds = 0; seconds < 2 * count * 60 && wall.loads() === before; seconds += 10) await minutes(1 / 6);
    expect(wall.loads()).toBe(before + 1);
  };
  /** It shows the board, and then the server sends nothing more. */
  const openHelpless = async (role: 'display' | 'deputy'): Promise<void> => {
    server.setSnapshot(calm(5, { you: { role, name: 'somebody' } }));
    await page.clock.install();
    await page.goto(server.url);
    await page.clock.resume();
    await wall.link('live');
    server.goSilent(true);
    await minutes(0.2);
  };
  const dogged = (): Promise<string | null> => page.evaluate(() => sessionStorage.getItem('watchdog-reloads'));

  it('reloads a display that cannot recover after two minutes, then after longer and longer times', async () => {
    await openHelpless('display');
    await minutes(1.6);
    expect(wall.loads()).toBe(1);
    await reloadWithin(0.6);
    // The new page does not know that it is a display: it waits the ten minutes that anybody may need who opened it.
    await minutes(9.5);
    expect(wall.loads()).toBe(2);
    await reloadWithin(1);
    expect(await dogged()).toBe('2');
    // The trouble is over, and ten minutes later it is forgotten.
    server.goSilent(false);
    // A connection is made in real time: until there is one, the page's clock may not run far ahead of it.
    for (let n = 0; n < 100 && (await wall.shownLink()) !== 'live'; n++) {
      await page.clock.runFor(1_000);
      await sleep(100);
    }
    let told = Date.now();
    const until = told + 5 * MINUTE;
    for (let n = 0; Date.now() < until && (n % 50 !== 0 || (await dogged()) !== null); n++) {
      await page.clock.runFor(4_000);
      const before = wall.heard();
      server.beat({ serverNow: (told += 4_000) });
      // Nor past the next beat.
      while (wall.heard() === before && Date.now() < until) await sleep(5);
      await sleep(10);
    }
    expect(await dogged()).toBeNull();
    expect(wall.loads()).toBe(3);
  });

  it.each([
    ['its page', 'FloorPage', { page: 'floor' }],
    ['its chart', 'half-hour-chart.svelte', { page: 'wall' }],
    ['its sound', 'Sound', { page: 'wall', settings: { sound: true } }],
  ] as const)(
    'loads a display anew that lacks %s, because the network flapped as it was to come',
    async (_what, part, of) => {
      server.setSnapshot(calm(5, { you: { role: 'display', name: 'hall', ...of } }));
      let isDown = false;
      let comesNow = false;
      await page.route('**/*', (route) => {
        if (route.request().url().includes(`/assets/${part}-`)) [isDown, comesNow] = [!comesNow, comesNow];
        return isDown ? route.abort('connectionreset') : route.continue();
      });
      await page.clock.install();
      await page.goto(server.url);
      await page.clock.resume();
      await expect.poll(() => isDown).toBe(true);
      await page.waitForFunction(() => document.documentElement.dataset['link'] === 'live');
      await sleep(1_000);
      [isDown, comesNow] = [false, true];
      let told = Date.now();
      for (let n = 0; n < 120 && wall.loads() === 1; n++) {
        await page.clock.runFor(4_000);
        server.beat({ serverNow: (told += 4_000) });
        await sleep(40);
      }
      expect(wall.loads()).toBe(2);
    },
  );

  it('leaves a screen alone that somebody uses', async () => {
    await openHelpless('deputy');
    await minutes(14, () => page.keyboard.press('Shift'));
    expect(wall.loads()).toBe(1);
    await reloadWithin(12);
  });

  it('never trades the wall for an error page: it reloads only when there are screens to be had', async () => {
    await openHelpless('display');
    await page.route('**/*', (route) => route.abort('connectionrefused'));
    await minutes(6);
    expect(wall.loads()).toBe(1);
    expect(await page.$('[data-metric="now.waiting"]')).not.toBeNull();
    await page.unroute('**/*');
    renameSync(`${wall.dist}index.html`, `${wall.dist}away.html`);
    writeFileSync(`${wall.dist}index.html`, '<title>502 Bad Gateway</title>');
    await minutes(2);
    expect(wall.loads()).toBe(1);
    renameSync(`${wall.dist}away.html`, `${wall.dist}index.html`);
    await reloadWithin(1);
  });

  it('waits an hour where a browser keeps nothing across reloads', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'sessionStorage', {
        get: () => {
          throw new DOMException('closed', 'SecurityError');
        },
      });
    });
    await openHelpless('display');
    await minutes(55);
    expect(wall.loads()).toBe(1);
    await reloadWithin(8);
  });
});
