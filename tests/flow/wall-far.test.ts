// The living page is read from five metres: large figures, few of them, and all queues on their own page.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wallPages } from '../../shared/role.ts';
import { boards } from '../fixtures/boards.ts';
import {
  allSizes,
  isPhone,
  openVisualHarness,
  scenes,
  type Lang,
  type Size,
  type VisualHarness,
} from '../support/visual-harness.ts';

let harness: VisualHarness;
let page: Page;

beforeAll(async () => {
  harness = await openVisualHarness();
  page = await harness.open('1920x1080', 'fa');
});
afterAll(() => harness.stop());

type Texts = { smallest: number; numbers: number };
/** The smallest type on the screen in pixels, and how many of its texts have digits. */
const texts = (): Promise<Texts> =>
  page.evaluate(() => {
    const found = { smallest: Infinity, numbers: 0 };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const node = text.parentElement;
      const value = (text.textContent ?? '').trim();
      if (!node || value === '' || node.closest('.spoken') || !node.checkVisibility()) continue;
      // The credit of the map is for people in front of the screen.
      if (!value.startsWith('©'))
        found.smallest = Math.min(found.smallest, parseFloat(getComputedStyle(node).fontSize));
      if (/\p{Nd}/u.test(value)) found.numbers += 1;
    }
    return found;
  });

const languages: readonly Lang[] = ['fa', 'en'];
/** Of 1920×1080; other screens are as much smaller or larger as they are. */
const least: Record<Size, number> = {
  '1920x1080': 28,
  '1280x720': 18.6,
  '3840x2160': 56,
  '1024x768': 14.9,
  '1080x1920': 20,
  '820x1180': 12.2,
  '390x844': 12,
};

describe.each(languages)('in %s', (lang) => {
  it.each(allSizes)('the living page at %s has large texts, and at most 40 numbers with six desks', async (size) => {
    await harness.visit(page, size, lang);
    for (const name of ['busy', 'sitting', 'empty', 'breach', '30-desks', 'silent']) {
      const { board, more } = scenes[name]!;
      await harness.show(page, board(Date.now()), more);
      const { smallest, numbers } = await texts();
      expect(smallest, name).toBeGreaterThanOrEqual(least[size] - 0.01);
      if (Object.keys(board(Date.now()).desks).length <= 6) expect(numbers, name).toBeLessThanOrEqual(40);
    }
  });

  it('the hero is at least 240 pixels high while it has one or two digits, in large print and with notices too', async () => {
    await harness.visit(page, '1920x1080', lang);
    for (const name of ['busy', 'sitting', '30-desks']) {
      const { board, more } = scenes[name]!;
      await harness.show(page, board(Date.now()), more);
      for (const print of ['usual', 'large']) {
        await page.evaluate((print) => (document.documentElement.dataset['print'] = print), print);
        const size = await page.$eval('main [data-metric="now.waiting"]', (node) =>
          parseFloat(getComputedStyle(node).fontSize),
        );
        expect(size, name).toBeGreaterThanOrEqual(240);
      }
      await page.evaluate(() => (document.documentElement.dataset['print'] = 'usual'));
    }
  });
});

it('every page at every size has no more numbers than can be looked over', async () => {
  const most = { wall: 40, queues: 60, month: 90, officials: 60, map: 70, floor: 40 } as const;
  for (const size of allSizes.filter((one) => !isPhone(one))) {
    await harness.visit(page, size, 'fa');
    await harness.show(page, boards.busy(Date.now()));
    for (const where of wallPages) {
      await harness.turn(page, where);
      expect((await texts()).numbers, `${where} at ${size}`).toBeLessThanOrEqual(most[where]);
    }
  }
});

it('queues over a limit stand on the living page by themselves, the worst first, and calm ones do not', async () => {
  await harness.visit(page, '1920x1080', 'fa');
  const board = boards.calm(Date.now());
  await harness.show(page, board);
  const shown = (): Promise<string[]> =>
    page.$$eval('main [data-metric^="queues."][data-metric$=".waiting"]', (nodes) =>
      nodes.map((node) => node.getAttribute('data-metric') ?? ''),
    );
  expect(await shown()).toEqual([]);
  const [first = '', second = ''] = Object.keys(board.queues);
  board.thresholds[`waiting/${first}`] = { watch: 1, act: 90 };
  board.queues[second]!.waiting = 13;
  await harness.show(page, board);
  expect(await shown()).toEqual([`queues.${second}.waiting`, `queues.${first}.waiting`]);
});

it('a cross stands only where a call was missed', async () => {
  const board = boards.busy(Date.now());
  await harness.show(page, board);
  for (const [id, { today }] of Object.entries(board.desks))
    expect(await page.locator(`main [data-metric="desks.${id}.today.missed"]`).count()).toBe(today.missed > 0 ? 1 : 0);
});
