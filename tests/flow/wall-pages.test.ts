// The pages of the wall as people meet them: links, a rotation that a sitting interrupts, settings, sound.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../shared/board.ts';
import { rotation } from '../../shared/settings.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Viewer } from '../../shared/wire.ts';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import { openVisualHarness, type VisualHarness } from '../support/visual-harness.ts';

let harness: VisualHarness;
let page: Page;

beforeAll(async () => {
  harness = await openVisualHarness();
});
afterAll(() => harness.stop());
afterEach(() => page.close());

const tv = (more: Partial<Viewer> = {}): Viewer => ({ role: 'display', name: 'hall', page: 'wall', ...more });
const person: Viewer = { role: 'deputy', name: 'maryam' };
const set = (you: Viewer, board: Board = boards.busy(Date.now())): void =>
  harness.server.setSnapshot(snapshotOf(board, Date.now(), { you }));
const current = (): Promise<string | null> => page.textContent('nav [aria-current]');
const root = (name: string): Promise<string | null> => page.getAttribute('html', name);

describe('a person at a wall', () => {
  it('goes from page to page by links that the keyboard reaches, and back', async () => {
    set(person);
    page = await harness.open('1280x720', 'en');
    await page.locator('nav a', { hasText: 'Month' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('#sum-title');
    expect(new URL(page.url()).search).toBe('?page=month');
    expect(await current()).toBe('Month');
    await page.goBack();
    await page.waitForSelector('#hero-title');
  });

  it('finds what the address asks for, and loads no other page for it', async () => {
    set(person);
    page = await harness.browser.newPage({ viewport: { width: 1280, height: 720 } });
    const files: string[] = [];
    page.on('request', (request) => files.push(new URL(request.url()).pathname));
    await page.goto(`${harness.server.url}?lang=en&page=officials`);
    await page.waitForSelector('#officials-title');
    expect(files.some((file) => file.includes('OfficialsPage'))).toBe(true);
    const others = /QueuesPage|MonthPage|MapPage|FloorPage|Settings-|-chart|Sound/;
    expect(files.filter((file) => others.test(file))).toEqual([]);
  });

  it('chooses how this screen looks, which this browser keeps', async () => {
    set(person);
    page = await harness.open('1280x720', 'en');
    expect([await root('data-theme'), await root('data-print')]).toEqual(['dark', 'usual']);
    const gear = page.getByLabel('Settings of this screen');
    await gear.click();
    await page.getByText('Light', { exact: true }).click();
    await page.getByText('Large', { exact: true }).click();
    await page.getByLabel('Start page').selectOption('officials');
    expect([await root('data-theme'), await root('data-print')]).toEqual(['light', 'large']);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.$('[role=dialog]')).toBeNull();
    await expect.poll(() => gear.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.goto(harness.server.url);
    await page.waitForSelector('#officials-title');
    expect([await root('data-theme'), await root('data-print')]).toEqual(['light', 'large']);
  });

  it('sees the chart follow its numbers, also when they never pause', async () => {
    set(person, boards.empty());
    page = await harness.open('1280x720', 'en');
    const picture = (): Promise<string> => page.$eval('canvas', (canvas) => canvas.toDataURL());
    const isOther = (than: string): Promise<boolean> => picture().then((now) => now !== than);
    /** A canvas of the browser's own size holds no chart yet. */
    await page.waitForFunction(() => (document.querySelector('canvas')?.width ?? 300) !== 300);
    const empty = await picture();
    const board = boards.busy(Date.now());
    set(person, board);
    await expect.poll(() => isOther(empty)).toBe(true);

    const busy = await picture();
    const { today } = board.halfHours!;
    const numbers = setInterval(() => {
      today[20] = (today[20] ?? 0) + 2;
      set(person, board);
    }, 20);
    try {
      await expect.poll(() => isOther(busy)).toBe(true);
    } finally {
      clearInterval(numbers);
    }
  });

  it('has a language one tap away, and the wall stands where storage is forbidden', async () => {
    set(person);
    page = await harness.browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.goto(harness.server.url);
    await page.waitForSelector('#hero-title');
    await page.click('header .choices button');
    expect(await root('lang')).toBe('en');
    await page.getByLabel('Settings of this screen').click();
    await page.getByText('Light', { exact: true }).click();
    expect(await root('data-theme')).toBe('light');
  });

  it('follows the device where that was chosen', async () => {
    set(person);
    page = await harness.open('1280x720', 'fa', '&theme=system');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => root('data-theme')).toBe('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => root('data-theme')).toBe('dark');
  });
});

describe('a paired display', () => {
  it('shows its own page as supervisors set it, with nothing to press', async () => {
    set(tv({ page: 'month', settings: { lang: 'en', theme: 'light', size: 'large' } }));
    page = await harness.browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(harness.server.url);
    await page.waitForSelector('#sum-title');
    expect([await root('lang'), await root('data-theme'), await root('data-print')]).toEqual(['en', 'light', 'large']);
    expect(await page.$$('header a, header button')).toEqual([]);
  });

  it('speaks Persian where supervisors set nothing else, whatever its browser spoke before', async () => {
    set(tv({ settings: { theme: 'light' } }));
    page = await harness.open('1280x720', 'en');
    await expect.poll(() => root('lang')).toBe('fa');
    set(tv({ settings: { lang: 'en' } }));
    await expect.poll(() => root('lang')).toBe('en');
    set(tv({ settings: {} }));
    await expect.poll(() => root('lang')).toBe('fa');
  });

  it('on the floor never shows who waits', async () => {
    const board = boards.sitting(Date.now());
    board.alerts['waiting/samad-sari/1'] = {
      rule: 'waiting',
      subject: 'samad-sari',
      level: 'act',
      since: Date.now(),
      value: 9,
      limit: 8,
      step: 1,
    };
    set(tv({ page: 'floor' }), board);
    page = await harness.browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(harness.server.url);
    await page.waitForSelector('#today-title');
    const paths = await page.$$eval('[data-metric]', (nodes) => nodes.map((node) => node.getAttribute('data-metric')));
    expect(paths.filter((path) => /waiting|oldestJoinedAt|wait/i.test(path ?? ''))).toEqual([]);
    expect(await page.textContent('body')).not.toContain('در صف');
  });

  it(
    'that rotates turns its pages, stays with the living wall while a sitting is live, and goes on afterwards',
    { timeout: 3 * MINUTE },
    async () => {
      const turning = tv({ page: 'rotate', settings: { rotateSeconds: rotation.least } });
      set(turning);
      page = await harness.browser.newPage({ viewport: { width: 1920, height: 1080 } });
      await page.goto(harness.server.url);
      await page.waitForSelector('.wall main');
      const seen = new Set<string>();
      const look = async (): Promise<number> => {
        const title = await page.$eval('.wall main h2[id]', (node) => node.id);
        return seen.add(title).size;
      };
      await expect.poll(look, { timeout: MINUTE, interval: 200 }).toBe(5);
      expect([...seen].sort()).toEqual(['hero-title', 'map-title', 'officials-title', 'queues-title', 'sum-title']);
      set(turning, boards.sitting(Date.now()));
      await page.waitForSelector('#hero-title');
      for (let seconds = 0; seconds < rotation.least + 1; seconds += 1) {
        await page.waitForTimeout(1_000);
        expect(await page.$('#hero-title')).not.toBeNull();
      }
      set(turning);
      await page.waitForSelector('#queues-title, #sum-title, #officials-title, #map-title', { timeout: 40_000 });
    },
  );
});

describe('a sound', () => {
  const acting = (): Board => {
    const board = boards.busy(Date.now());
    board.alerts['waiting/province/1'] = {
      rule: 'waiting',
      subject: 'province',
      level: 'act',
      since: Date.now(),
      value: 13,
      limit: 12,
      step: 2,
    };
    return board;
  };
  type Heard = { tones: number; running: () => boolean };
  const heard = <T>(of: (heard: Heard) => T): Promise<T> => page.evaluate<T>(`(${String(of)})(globalThis.heard)`);
  /** How many tones have begun. */
  const tones = (): Promise<number> => heard(({ tones }) => tones);
  /**
   * What a look of the test counts as a touch for the browser, so whether it lets the page sound would depend on when the
   * test looks first: here it is allowed, or forbidden until a key is pressed.
   */
  const open = async (you: Viewer, browser: 'allows' | 'forbids' = 'allows'): Promise<void> => {
    set(you);
    page = await harness.browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.addInitScript((forbids) => {
      const contexts: AudioContext[] = [];
      const heard = { tones: 0, running: () => contexts.some(({ state }) => state === 'running') };
      let touched = !forbids;
      // A context that ran behind the pretence says so, as it does where a browser lets it go.
      const touch = (): void => {
        touched = true;
        for (const context of contexts) context.dispatchEvent(new Event('statechange'));
      };
      addEventListener('keydown', touch, true);
      class Told extends AudioContext {
        constructor() {
          super();
          contexts.push(this);
        }
        override get state() {
          return touched ? super.state : 'suspended';
        }
        override resume() {
          return touched ? super.resume() : new Promise<void>(() => undefined);
        }
      }
      const { start } = OscillatorNode.prototype;
      OscillatorNode.prototype.start = function (when) {
        heard.tones += 1;
        start.call(this, when);
      };
      Object.assign(globalThis, { heard, AudioContext: Told });
    }, browser === 'forbids');
    await page.goto(`${harness.server.url}?lang=en`);
    await page.waitForSelector('#hero-title');
  };

  it('comes once, two soft tones, when an alert newly asks to act', async () => {
    const loud = tv({ settings: { lang: 'en', sound: true } });
    await open(loud);
    await page.mouse.click(10, 700);
    await expect.poll(() => heard(({ running }) => running())).toBe(true);
    set(loud, acting());
    await expect.poll(tones).toBe(2);
    set(loud);
    set(loud, acting());
    await page.waitForTimeout(300);
    expect(await tones()).toBe(2);
  });

  it('that the browser forbids is said in words until somebody touches the screen', async () => {
    await open(tv({ settings: { lang: 'en', sound: true } }), 'forbids');
    await page.waitForSelector('text=The alert sound is blocked');
    await page.keyboard.press('Shift');
    await page.waitForSelector('text=The alert sound is blocked', { state: 'detached' });
  });

  it('is not made where nobody wanted one', async () => {
    await open(tv());
    await page.mouse.click(10, 700);
    set(tv(), acting());
    await page.waitForTimeout(500);
    expect(await tones()).toBe(0);
  });
});
