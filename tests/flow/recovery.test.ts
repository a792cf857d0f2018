// A wall in trouble, in a real browser: frozen, asleep, upgraded under its feet, or unable to recover by itself.
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PROTOCOL } from '../../shared/wire.ts';
import { launchBrowser } from '../support/browser.ts';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import { buildOnce } from '../support/build-once.ts';
import { startFakeServer, type FakeServer } from '../support/fake-server.ts';

const root = new URL('../../', import.meta.url).pathname;
let browser: Browser;
let server: FakeServer;
let page: Page;
/** How often the page was loaded. */
let loads = 0;
let dist: string;

beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  // A copy, because these tests upgrade it.
  dist = `${mkdtempSync(join(tmpdir(), 'wall-'))}/`;
  cpSync(`${root}dist`, dist, { recursive: true });
  server = await startFakeServer(calm(5), { dist });
  page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  loads = 0;
  page.on('load', () => (loads += 1));
});
afterEach(async () => {
  await page.close();
  await server.stop();
  rmSync(dist, { recursive: true });
});

const calm = (rev: number, more: object = {}) => snapshotOf(boards.calm(Date.now()), Date.now(), { rev, ...more });
const busy = (rev: number, more: object = {}) => snapshotOf(boards.busy(Date.now()), Date.now(), { rev, ...more });
const waiting = (value: string, timeout = 5_000): Promise<unknown> =>
  page.waitForSelector(`[data-metric="now.waiting"][data-value="${value}"]`, { timeout });
const link = (state: string, timeout = 12_000): Promise<unknown> =>
  page.waitForSelector(`html[data-link="${state}"]`, { timeout });
const shownLink = (): Promise<string | null> => page.getAttribute('html', 'data-link');

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
    await link('live');
    await page.evaluate(() => {
      new MutationObserver(() => {
        (globalThis as unknown as { dimmedAt: number }).dimmedAt = Date.now();
      }).observe(document.documentElement, { attributeFilter: ['data-link'] });
    });
    const beats = Date.now();
    server.beat({ serverNow: beats });
    // The screen soon asks on a new line, and hears nothing there either.
    server.goSilent(true);
    await link('stale');
    const age = (await page.evaluate(() => (globalThis as unknown as { dimmedAt: number }).dimmedAt)) - beats;
    expect(age).toBeGreaterThan(4_990);
    expect(age).toBeLessThan(5_300);
  });

  it('does not pass old words for new ones after a freeze, and shows the present at once', async () => {
    await page.goto(server.url);
    await waiting('1');
    const seen = await watchHonesty();
    const thaw = await freeze();
    for (let rev = 5; rev < 12; rev++) {
      server.patch({ from: rev, to: rev + 1, patch: { now: { waiting: 20 + rev } }, serverNow: Date.now() });
      await sleep(1_000);
    }
    server.setSnapshot(busy(12));
    thaw();
    await waiting('9');
    await link('live', 3_000);
    const brightly = (await seen()).filter((state) => state.startsWith('live'));
    expect(
      brightly.every((state) => state === 'live 1' || state === 'live 9'),
      brightly.join(', '),
    ).toBe(true);
  });

  it('asks again when the device slept, although its monotonic clock slept too', async () => {
    await page.goto(server.url);
    await waiting('1');
    server.setSnapshot(busy(9));
    await waiting('9');
    const seen = await watchHonesty();
    await page.evaluate(() => {
      const real = Date.now.bind(Date);
      Date.now = () => real() + 3_600_000;
    });
    await expect.poll(() => server.resyncs(), { timeout: 3_000 }).toBe(1);
    await link('live', 2_000);
    expect(await seen()).not.toContain('live 1');
  });

  it('shows how late its line is: words that come eight seconds late are dim', async () => {
    await page.goto(server.url);
    await link('live');
    server.beat();
    await sleep(300);
    // The line is slow from here on, and so is the answer to the snapshot that the page asks for.
    server.goSilent(true);
    const beats = setInterval(() => {
      server.goSilent(false);
      server.beat({ serverNow: Date.now() - 8_000 });
      server.goSilent(true);
    }, 1_000);
    await link('stale');
    await sleep(2_500);
    expect(await shownLink()).toBe('stale');
    clearInterval(beats);
  });
});

/** As an upgrade does: another entry, another page, and the parts of the old build are gone. */
function upgrade(): string {
  const html = readFileSync(`${dist}index.html`, 'utf8');
  const old = /\/assets\/(index-[^"]+)\.js/.exec(html)?.[1];
  if (old === undefined) throw new Error('expected an entry in index.html');
  renameSync(`${dist}assets/${old}.js`, `${dist}assets/index-NEWBUILD.js`);
  for (const name of readdirSync(`${dist}assets`).filter((file) => file.endsWith('.js'))) {
    const text = readFileSync(`${dist}assets/${name}`, 'utf8');
    writeFileSync(`${dist}assets/${name}`, text.replaceAll(old, 'index-NEWBUILD'));
  }
  writeFileSync(`${dist}index.html`, html.replaceAll(old, 'index-NEWBUILD'));
  return '/assets/index-NEWBUILD.js';
}
const entry = (): Promise<string | null> => page.getAttribute('script[src*="/assets/"]', 'src');

describe('a wall whose server was upgraded', () => {
  it('takes up the new screens by itself, once', async () => {
    server.keepBeating(true);
    await page.goto(server.url);
    await waiting('1');
    const entryNow = upgrade();
    server.setSnapshot(busy(1, { epoch: 'e2' }));
    server.disconnectAll();
    await expect.poll(entry).toBe(entryNow);
    await waiting('9');
    server.setSnapshot(calm(1, { epoch: 'e3' }));
    await waiting('1');
    await sleep(1_500);
    expect(loads).toBe(2);
  });

  it('stays as it is when the server was only started anew', async () => {
    await page.goto(server.url);
    await waiting('1');
    server.setSnapshot(busy(1, { epoch: 'e2' }));
    server.disconnectAll();
    await waiting('9');
    await sleep(1_500);
    expect(loads).toBe(1);
  });

  it('is loaded once for another protocol, never in a circle, and shows no number of it as true', async () => {
    server.keepBeating(true);
    await page.goto(server.url);
    await waiting('1');
    server.setSnapshot({ ...busy(1, { epoch: 'e2' }), protocol: PROTOCOL + 1 });
    await expect.poll(() => loads).toBe(2);
    await sleep(9_000);
    expect(loads).toBe(2);
    expect(await shownLink()).toBe('lost');
    server.setSnapshot(busy(2, { epoch: 'e4' }));
    await waiting('9');
    await link('live');
  });

  it('is loaded once when a part of the page is gone, and then says so', async () => {
    await page.goto(`${server.url}?lang=en`);
    await waiting('1');
    for (const name of readdirSync(`${dist}assets`).filter((file) => /^Account-.*\.js$/.test(file)))
      rmSync(`${dist}assets/${name}`);
    await page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: '/account' });
      document.body.append(link);
      link.click();
    });
    await expect.poll(() => loads).toBe(2);
    await page.waitForSelector('text=This page could not be loaded');
    await sleep(1_500);
    expect(loads).toBe(2);
    expect(page.url()).toBe(`${server.url}account`);
  });
});

describe('a page of which nothing else arrived', () => {
  it('shows empty cards, asks for itself again, and reloads only when all of it can be had', async () => {
    await page.clock.install();
    await page.route('**/assets/*', (route) => route.abort('connectionreset'));
    await page.goto(server.url);
    await page.clock.resume();
    await page.waitForSelector('.skeleton >> text=۱۱۱');
    const cards = await page.$$eval('.skeleton i', (cards) =>
      cards.map((card) => [getComputedStyle(card).backgroundColor, card.clientHeight > 100]),
    );
    expect(cards).toEqual(Array.from({ length: 5 }, () => ['rgb(16, 27, 46)', true]));
    for (let n = 0; n < 6; n++) await page.clock.runFor(5_000).then(() => sleep(100));
    expect(loads).toBe(1);
    await page.unroute('**/assets/*');
    for (let n = 0; n < 2; n++) await page.clock.runFor(5_000).then(() => sleep(200));
    await waiting('1');
    expect(loads).toBe(2);
    expect(await page.isVisible('.skeleton')).toBe(false);
    await page.clock.runFor(5_000);
    expect(await page.evaluate(() => sessionStorage.getItem('boot-watchdog-reloads'))).toBe('0');
  });
});

// An hour of a page's time takes its while on a machine that is busy.
describe('the watchdog', { timeout: 120_000 }, () => {
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
    const before = loads;
    for (let seconds = 0; seconds < 2 * count * 60 && loads === before; seconds += 10) await minutes(1 / 6);
    expect(loads).toBe(before + 1);
  };
  /** It shows the board, and then the server has no word for it any more. */
  const openHelpless = async (role: 'display' | 'deputy'): Promise<void> => {
    server.setSnapshot(calm(5, { you: { role, name: 'somebody' } }));
    await page.clock.install();
    await page.goto(server.url);
    await page.clock.resume();
    await link('live');
    server.goSilent(true);
    await minutes(0.2);
  };
  const dogged = (): Promise<string | null> => page.evaluate(() => sessionStorage.getItem('watchdog-reloads'));

  it('loads a helpless display anew after two minutes, then with growing patience', async () => {
    await openHelpless('display');
    await minutes(1.6);
    expect(loads).toBe(1);
    await reloadWithin(0.6);
    // Nothing tells the new page that it is a display: it waits the ten minutes that anybody may need who opened it.
    await minutes(9.5);
    expect(loads).toBe(2);
    await reloadWithin(1);
    expect(await dogged()).toBe('2');
    // The trouble is over, and ten minutes later it is forgotten.
    server.goSilent(false);
    let told = Date.now();
    for (let n = 0; n < 600 && (n % 50 !== 0 || (await dogged()) !== null); n++) {
      await page.clock.runFor(4_000);
      server.beat({ serverNow: (told += 4_000) });
      await sleep(15);
    }
    expect(await dogged()).toBeNull();
    expect(loads).toBe(3);
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
      for (let n = 0; n < 120 && loads === 1; n++) {
        await page.clock.runFor(4_000);
        server.beat({ serverNow: (told += 4_000) });
        await sleep(40);
      }
      expect(loads).toBe(2);
    },
  );

  it('leaves a screen alone that somebody uses', async () => {
    await openHelpless('deputy');
    await minutes(14, () => page.keyboard.press('Shift'));
    expect(loads).toBe(1);
    await reloadWithin(12);
  });

  it('never trades the wall for an error page: it reloads only when there are screens to be had', async () => {
    await openHelpless('display');
    await page.route('**/*', (route) => route.abort('connectionrefused'));
    await minutes(6);
    expect(loads).toBe(1);
    expect(await page.$('[data-metric="now.waiting"]')).not.toBeNull();
    await page.unroute('**/*');
    renameSync(`${dist}index.html`, `${dist}away.html`);
    writeFileSync(`${dist}index.html`, '<title>502 Bad Gateway</title>');
    await minutes(2);
    expect(loads).toBe(1);
    renameSync(`${dist}away.html`, `${dist}index.html`);
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
    expect(loads).toBe(1);
    await reloadWithin(8);
  });
});
