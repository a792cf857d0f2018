// A display that was given the page of sittings: a wall that is read from afar, with its alerts and its sound, and whole
// however many sittings there are.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noVisits, type Board } from '../../shared/board.ts';
import type { ScreenSettings } from '../../shared/settings.ts';
import type { Viewer } from '../../shared/wire.ts';
import { MINUTE } from '../../shared/time.ts';
import { boardOf, snapshotOf } from '../fixtures/boards.ts';
import { seriousFaults } from '../support/axe.ts';
import { faultsOf } from '../support/geometry.ts';
import { applyTheme, openVisualHarness, twoFrames, type Lang, type VisualHarness } from '../support/visual-harness.ts';

let harness: VisualHarness;
let page: Page;
beforeAll(async () => {
  harness = await openVisualHarness();
});
afterAll(() => harness.stop());

const tv = (settings: ScreenSettings = {}): Viewer => ({ role: 'display', name: 'hall', page: 'sittings', settings });

type Wish = { live?: number; late?: number; awaiting?: number; later?: number; coming?: number; long?: boolean };
/**
 * So many sittings of each kind, a minute apart; the late ones were to begin after the live ones. Every other live one shares
 * its queue.
 */
function boardWith({ live = 0, late = 0, awaiting = 0, later = 0, coming = 0, long = false }: Wish): Board {
  const now = Date.now();
  const board = boardOf({ now, queues: 1, desks: 12, waits: [252, 180, 41], long });
  const wished = { live, late, awaiting, later, coming } as const;
  const all = (Object.keys(wished) as (keyof typeof wished)[]).flatMap((kind) =>
    Array<typeof kind>(wished[kind]).fill(kind),
  );
  const begin = { live: -90, late: -60, awaiting: -30, later: 3, coming: 3 * 1440 } as const;
  all.forEach((kind, n) => {
    const from = now + (begin[kind] + n) * MINUTE;
    const desk = `m-${1201 + n}`;
    board.sittings[`s-${n}`] = {
      official: `official-${n}`,
      from,
      to: from + 105 * MINUTE,
      level: 'county',
      queue: 'samad-sari',
      desk,
      ...noVisits(),
      ...(kind === 'live' && {
        firstAnswerAt: from + MINUTE,
        offered: 26,
        answered: 1_214,
        waiting: n % 2 === 0 ? 3 : 1,
      }),
      lastTalks: {},
    };
    board.desks[desk]!.state = kind === 'late' ? 'away' : 'free';
  });
  return board;
}

const boards: Record<string, Wish> = {
  none: {},
  '3': { live: 1, late: 1, later: 1 },
  '12': { live: 2, late: 1, awaiting: 1, later: 8 },
  '12-on': { live: 9, late: 2, awaiting: 1 },
  '12-to-come': { later: 12 },
  'other-days': { coming: 5 },
  'long-names': { live: 2, late: 1, later: 5, long: true },
};
/** Upright the header is a pixel smaller, as on every page of the wall. */
const least = { '1920x1080': 22, '1080x1920': 21, '1024x768': 8 } as const;
const sizes = Object.keys(least) as (keyof typeof least)[];

describe.each(sizes)('at %s', (size) => {
  it.each(['fa', 'en'] satisfies Lang[])(
    'stands whole in %s, in usual and in large print',
    async (lang) => {
      harness.server.setSnapshot(snapshotOf(boardWith({}), Date.now(), { you: tv({ lang }) }));
      page = await harness.open(size, lang);
      await page.waitForSelector('#on-title');
      const found: Record<string, string[]> = {};
      for (const print of ['usual', 'large'] as const)
        for (const [name, wish] of Object.entries(boards)) {
          await harness.show(page, boardWith(wish), { you: tv({ lang, size: print }) });
          await applyTheme(page, { print });
          await twoFrames(page);
          const faults = await faultsOf(page, false, least[size]);
          if (faults.length > 0) found[`${name} in ${print} print`] = faults;
          if (print === 'usual' || faults.length > 0)
            await harness.shot(page, `sittings-display-${name}-${size}-${lang}-${print}`);
        }
      expect(found).toEqual({});
      expect(await seriousFaults(page)).toEqual([]);
      await page.close();
    },
    6 * MINUTE,
  );
});

describe('at 1920x1080', () => {
  beforeAll(async () => {
    const board = boardWith({ live: 9, late: 1, later: 2 });
    board.alerts['late-official/s-9/1'] = {
      rule: 'late-official',
      subject: 's-9',
      level: 'act',
      since: Date.now(),
      value: 10,
      limit: 10,
      step: 2,
    };
    harness.server.setSnapshot(snapshotOf(board, Date.now(), { you: tv({ lang: 'en', sound: true }) }));
    page = await harness.browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(harness.server.url);
    await page.waitForSelector('#on-title');
  });
  afterAll(() => page.close());

  it('has nothing to press, and nobody to sign out', async () => {
    expect(await page.$$('a, button')).toEqual([]);
    expect(await page.$('.page')).toBeNull();
  });

  it('shows first which official is late, and the alert about it beside', async () => {
    const first = page.locator('main li').first();
    expect(await first.textContent()).toContain('min late');
    const box = (await first.boundingBox())!;
    expect(box.y + box.height).toBeLessThan(1080);
    expect(await page.textContent('.notices')).toMatch(/is \d+ minutes? late/);
  });

  it('shows in turns what has no room, and late officials in every turn', async () => {
    const names = (): Promise<string[]> =>
      page.$$eval('main li:has([data-metric]) h3', (nodes) => nodes.map((node) => node.textContent));
    const seen = new Set<string>();
    const turns = new Set<string>();
    await expect
      .poll(
        async () => {
          const now = await names();
          for (const name of now) seen.add(name);
          turns.add(now.join());
          expect(now[0]).toBe('زهرا یوسفی');
          return turns.size;
        },
        { timeout: 40_000, interval: 300 },
      )
      .toBe(2);
    expect(seen.size).toBe(8);
    expect(await page.textContent('main header')).toMatch(/\d+ to \d+ of 10/);
  });

  it('says of a queue that others share how many wait in all of it', async () => {
    const shared = page.locator('main li', { has: page.locator('[data-metric="queues.samad-sari.waiting"]') }).first();
    await shared.waitFor();
    expect(await shared.textContent()).toMatch(/3\s*In the whole queue/);
  });

  it('dims like the wall when no message comes, and says since when', async () => {
    const figure = page.locator('main strong [data-metric]').first();
    const colour = (): Promise<string> => figure.evaluate((node) => getComputedStyle(node).color);
    const live = await colour();
    harness.server.goSilent(true);
    await page.waitForSelector('html[data-link="stale"]');
    await expect.poll(colour).not.toBe(live);
    await expect.poll(() => page.textContent('.notices')).toContain('Figures as of');
    harness.server.goSilent(false);
  });
});

it('sounds where that was turned on, and says when the browser forbids it', async () => {
  const you = tv({ lang: 'en', sound: true });
  harness.server.setSnapshot(snapshotOf(boardWith({ live: 1 }), Date.now(), { you }));
  const page = await harness.browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.addInitScript(() => {
    class Forbidden extends AudioContext {
      override get state() {
        return 'suspended' as const;
      }
      override resume() {
        return new Promise<void>(() => undefined);
      }
    }
    Object.assign(globalThis, { AudioContext: Forbidden });
  });
  await page.goto(harness.server.url);
  await page.waitForSelector('#on-title');
  await page.waitForSelector('text=The alert sound is blocked');
  await page.close();
});
