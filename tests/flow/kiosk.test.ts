// What a wall that hangs for months asks of its browser: to stay awake, no pointer, the whole screen, no burnt-in edges, and
// no movement that stutters.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../shared/wire.ts';
import { MINUTE } from '../../shared/time.ts';
import { launchBrowser } from '../support/browser.ts';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import { buildOnce } from '../support/build-once.ts';
import { startFakeServer, type FakeServer } from '../support/fake-server.ts';

let browser: Browser;
let server: FakeServer;
let page: Page;
let loads = 0;

beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeServer(snapshotOf(boards.crowded(Date.now()), Date.now(), { rev: 1 }));
  server.keepBeating(true);
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  loads = 0;
  page.on('load', () => (loads += 1));
});
afterEach(async () => {
  await page.close();
  await server.stop();
});

async function open(role: Viewer['role'] = 'display'): Promise<void> {
  server.setSnapshot(snapshotOf(boards.crowded(Date.now()), Date.now(), { rev: 1, you: { role, name: 'hall' } }));
  await page.goto(`${server.url}?lang=en`);
  await page.waitForSelector('html[data-link="live"]');
}
const onRoot = (name: string): Promise<string | null> => page.getAttribute('html', name);

describe('the screen of a display', () => {
  /** A browser whose lock the test can take away. */
  const lend = (how: 'lends' | 'refuses' | 'has none'): Promise<unknown> =>
    page.addInitScript((how) => {
      const asked: EventTarget[] = [];
      Object.assign(globalThis, { asked });
      if (how === 'has none') {
        // As over plain HTTP, where the whole property is absent.
        delete (Navigator.prototype as { wakeLock?: unknown }).wakeLock;
        return;
      }
      Object.defineProperty(Navigator.prototype, 'wakeLock', {
        value: {
          request: () => {
            const lock = Object.assign(new EventTarget(), { released: false, release: () => Promise.resolve() });
            asked.push(lock);
            return how === 'lends' ? Promise.resolve(lock) : Promise.reject(new DOMException('no', 'NotAllowedError'));
          },
        },
      });
    }, how);
  const asked = (): Promise<number> =>
    page.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked.length);
  const said = 'text=automatic standby';

  it('is kept awake, and again after the browser let go while the page was hidden', async () => {
    await lend('lends');
    await open();
    await expect.poll(asked).toBe(1);
    await page.evaluate(() => {
      const [lock] = (globalThis as unknown as { asked: (EventTarget & { released: boolean })[] }).asked;
      Object.assign(lock!, { released: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expect.poll(asked).toBe(2);
    expect(await page.$(said)).toBeNull();
  });

  it.each(['refuses', 'has none'] as const)('says once and calmly when the browser %s', async (how) => {
    await lend(how);
    await page.clock.install();
    await open();
    await page.waitForSelector(said);
    // The page's time runs ahead of the network's: the server tells the time with it, or the watchdog would load it anew.
    server.keepBeating(false);
    let ahead = 0;
    const pass = async (seconds: number): Promise<void> => {
      for (let n = 0; n < seconds; n += 3) {
        await page.clock.runFor(3_000);
        server.beat({ serverNow: Date.now() + (ahead += 3_000) });
        await page.waitForSelector('html[data-link="live"]');
      }
    };
    await pass(21);
    expect(await page.$(said)).toBeNull();
    for (let n = 0; n < 12; n += 1) {
      await pass(15);
      expect(await page.$(said)).toBeNull();
    }
    expect(loads).toBe(1);
  });

  it.each([
    [390, 844],
    [1920, 1080],
  ])('says it in sight on a screen of %i×%i, beside nothing that covers it', async (width, height) => {
    await page.setViewportSize({ width, height });
    await lend('has none');
    await open();
    const note = await page.waitForSelector(said);
    const corners = (): Promise<boolean[]> =>
      note.evaluate((note) => {
        const { left, right, top, bottom } = note.getBoundingClientRect();
        return [left + 15, right - 15].flatMap((x) =>
          [top + 3, bottom - 3].map((y) => document.elementFromPoint(x, y) === note),
        );
      });
    await expect.poll(corners).toEqual([true, true, true, true]);
  });

  it('is left alone on the laptop of a deputy', async () => {
    await lend('has none');
    await open('deputy');
    await page.waitForTimeout(300);
    expect(await page.$(said)).toBeNull();
  });
});

describe('the pointer', () => {
  it('goes after three seconds without movement, and comes back with the next', async () => {
    await open();
    await page.mouse.move(400, 400);
    await page.mouse.move(500, 400);
    expect(await onRoot('data-pointer')).toBeNull();
    await page.waitForSelector('html[data-pointer="hidden"]', { timeout: 15_000 });
    expect(await page.$eval('.wall', (wall) => getComputedStyle(wall).cursor)).toBe('none');
    await page.mouse.move(600, 400);
    await expect.poll(() => onRoot('data-pointer')).toBeNull();
  });
});

describe('full screen', () => {
  const isFull = (): Promise<boolean> => page.evaluate(() => document.fullscreenElement !== null);

  it('comes with the key f and goes with it', async () => {
    await open();
    await page.keyboard.press('f');
    await expect.poll(isFull).toBe(true);
    await page.keyboard.press('f');
    await expect.poll(isFull).toBe(false);
  });
  it('comes with the same key of a Persian keyboard, and not beside others', async () => {
    await open();
    await page.keyboard.press('Control+f');
    await page.waitForTimeout(200);
    expect(await isFull()).toBe(false);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', code: 'KeyF', key: 'ب', text: 'ب' });
    await expect.poll(isFull).toBe(true);
  });
  it('comes with a double click', async () => {
    await open();
    await page.mouse.dblclick(960, 300);
    await expect.poll(isFull).toBe(true);
  });
});

describe('the burn-in guard', () => {
  /** What is to happen every minute happens when the test says so; all else goes on in real time. */
  const holdMinutes = (): Promise<unknown> =>
    page.addInitScript((minute) => {
      const real = setInterval.bind(globalThis) as (run: () => void, ms: number) => number;
      const held: (() => void)[] = [];
      Object.assign(globalThis, {
        held,
        setInterval: (run: () => void, ms: number) => (ms === minute ? held.push(run) : real(run, ms)),
      });
    }, MINUTE);
  const passMinute = (): Promise<void> =>
    page.evaluate(() => (globalThis as unknown as { held: (() => void)[] }).held.forEach((run) => run()));
  const picture = () =>
    page.evaluate(() => {
      const { x, y } = new DOMMatrix(getComputedStyle(document.body).transform).transformPoint();
      const root = document.documentElement;
      const cut = [...document.querySelectorAll('.wall *')].filter((node) => {
        // Words for ears are nowhere.
        if (node.closest('.spoken, svg') || node.getClientRects().length === 0) return false;
        const { left, top, right, bottom } = node.getBoundingClientRect();
        return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
      });
      return {
        at: `${x} ${y}`,
        cut: cut.map((node) => node.outerHTML.slice(0, 120)),
        bars: getComputedStyle(root).overflow !== 'hidden' && root.scrollHeight > innerHeight,
      };
    });

  it.each([
    [1920, 1080, 4],
    [1280, 720, 2],
    [1080, 1920, 4],
  ])('moves the whole picture of %i×%i within %i dots and cuts nothing off', async (width, height, reach) => {
    await page.setViewportSize({ width, height });
    await holdMinutes();
    await open();
    // Letters of another typeface are wider, so the picture is measured once the right one is there.
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    // A drawing has the size of its card only once the browser has reported that size.
    await expect.poll(async () => (await picture()).cut).toEqual([]);
    const places = new Set<string>();
    const side = 2 * reach + 1;
    for (let minute = 0; minute < side * side; minute++) {
      const { at, cut, bars } = await picture();
      expect(cut, at).toEqual([]);
      expect(bars).toBe(false);
      places.add(at);
      await passMinute();
    }
    expect(places.size).toBeGreaterThan((side * side) / 2);
    const coordinates = [...places].flatMap((place) => place.split(' ').map(Number));
    expect(Math.max(...coordinates)).toBe(reach);
    expect(Math.min(...coordinates)).toBeGreaterThanOrEqual(-reach);
  });

  it('leaves the screens of people where they are', async () => {
    await holdMinutes();
    await open('supervisor');
    for (let minute = 0; minute < 10; minute++) await passMinute();
    expect((await picture()).at).toBe('0 0');
  });
});

describe('a device that draws slowly', () => {
  it('is calm: nothing moves on it any more', async () => {
    await page.addInitScript(() => {
      const real = requestAnimationFrame.bind(globalThis);
      globalThis.requestAnimationFrame = (run) => real(() => setTimeout(() => run(performance.now()), 40));
    });
    await open();
    await page.waitForSelector('html[data-calm]');
    const moving = await page.$$eval('.wall *', (nodes) =>
      nodes.filter((node) => {
        const { animationName, transitionDuration } = getComputedStyle(node);
        return animationName !== 'none' || transitionDuration !== '0s';
      }),
    );
    expect(moving.length).toBe(0);
  });
});
