// The map of outlines in a real browser: every number and name stands within its county or at the end of a line, a patch
// touches what it changes and nothing else, and a screen loads its own province alone.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Board } from '../../shared/board.ts';
import { boards } from '../fixtures/boards.ts';
import { keepAnimating } from '../support/keep-animating.ts';
import { openVisualHarness, twoFrames, type Size, type VisualHarness } from '../support/visual-harness.ts';

let harness: VisualHarness;
let page: Page;
beforeAll(async () => {
  harness = await openVisualHarness();
  page = await harness.open('1920x1080', 'fa');
  await keepAnimating(page);
});
afterAll(() => harness.stop());

/** Numbers of five digits, and more callers and talks than beads. */
function fiveDigits(now: number): Board {
  const board = boards.busy(now);
  Object.values(board.counties).forEach((county, index) => {
    county.month = 98_765 - 3_210 * index;
    county.waiting = index % 3 === 0 ? 14 : index % 4;
  });
  return board;
}
const shownBoards: Record<string, (now: number) => Board> = { empty: boards.empty, busy: boards.busy, fiveDigits };

/** Runs in the page. */
function misplaced(): string[] {
  const faults: string[] = [];
  const svg = document.querySelector<SVGSVGElement>('.outline-map > svg')!;
  const toMap = svg.getScreenCTM()!.inverse();
  const labels = [...document.querySelectorAll<HTMLElement>('.outline-map li[data-county]')];
  const rects = labels.map((label) => {
    const shape = document.querySelector<SVGPathElement>(
      `.outline-map path[data-county="${label.dataset['county']}"]`,
    )!;
    const texts: DOMRect[] = [];
    const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if ((text.textContent ?? '').trim() === '' || text.parentElement!.closest('.spoken')) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const size = parseFloat(getComputedStyle(text.parentElement!).fontSize);
      for (const { left, top, width, height } of range.getClientRects()) {
        const spare = (height - size * 0.74) / 2;
        texts.push(new DOMRect(left, top + spare, width, height - 2 * spare));
      }
    }
    return { id: label.dataset['county'], shape, texts, isBeside: label.classList.contains('beside') };
  });
  const isIn = (shape: SVGPathElement, x: number, y: number): boolean =>
    shape.isPointInFill(new DOMPoint(x, y).matrixTransform(toMap));
  for (const { id, shape, texts, isBeside } of rects)
    for (const { left, right, top, bottom } of texts)
      for (let step = 0; step <= 10; step += 1) {
        const [x, y] = [left + ((right - left) * step) / 10, top + ((bottom - top) * step) / 10];
        for (const [px, py] of [
          [x, top],
          [x, bottom],
          [left, y],
          [right, y],
        ] as const)
          if (isBeside ? rects.some((one) => isIn(one.shape, px, py)) : !isIn(shape, px, py))
            faults.push(`${id} ${isBeside ? 'lies on a county' : 'leaves its county'}`);
      }
  const all = rects.flatMap(({ id, texts }) => texts.map((box) => ({ id, box })));
  all.forEach((one, index) => {
    for (const other of all.slice(index + 1))
      if (
        Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left) > 1 &&
        Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top) > 1
      )
        faults.push(`${one.id} meets ${other.id}`);
  });
  const counties = document.querySelectorAll('.outline-map path[data-county]').length;
  if (labels.length !== counties) faults.push(`${labels.length} labels for ${counties} counties`);
  return [...new Set(faults)];
}

describe.each<Size>(['1920x1080', '3840x2160', '1080x1920'])('at %s', (size) => {
  it.each(['fa', 'en'] as const)(
    'every number and name in %s is in its county, or at the end of a line',
    async (lang) => {
      const found: Record<string, string[]> = {};
      for (const [name, board] of Object.entries(shownBoards)) {
        await harness.visit(page, size, lang);
        await harness.turn(page, 'map');
        await harness.show(page, board(Date.now()));
        expect(await page.$$eval('.outline-map path[data-county]', (nodes) => nodes.length)).toBe(22);
        const faults = await page.evaluate(misplaced);
        if (faults.length > 0) {
          found[name] = faults;
          await harness.shot(page, `map-misplaced-${name}-${size}-${lang}`);
        }
      }
      expect(found).toEqual({});
    },
  );
});

it.each(['fa', 'en'] as const)(
  'on a phone in %s the map is as wide as its card, and all counties are listed below it',
  async (lang) => {
    await harness.visit(page, '390x844', lang);
    await harness.turn(page, 'map');
    await harness.show(page, fiveDigits(Date.now()));
    const { map, card, firstLine } = await page.evaluate(() => {
      const of = (selector: string) => document.querySelector(selector)!.getBoundingClientRect().toJSON() as DOMRect;
      return { map: of('.outline-map > svg'), card: of('main section'), firstLine: of('main ul > li') };
    });
    expect(map.width).toBeGreaterThan(card.width - 60);
    expect(firstLine.top).toBeGreaterThan(map.bottom - 1);
    expect(await page.$$eval('.outline-map li', (nodes) => nodes.length)).toBe(0);
    for (const id of Object.keys(boards.empty().counties))
      expect(await page.$$eval(`[data-metric="counties.${id}.month"]`, (nodes) => nodes.length), id).toBe(1);
  },
);

describe('at 1920x1080', () => {
  const fresh = async (): Promise<Board> => {
    await harness.visit(page, '1920x1080', 'fa');
    await harness.turn(page, 'map');
    const board = boards.busy(Date.now());
    await harness.show(page, board);
    return board;
  };

  it('names the source of the outlines', async () => {
    await fresh();
    expect(await page.textContent('main')).toContain('© OpenStreetMap contributors');
  });

  it('a call that joins changes the nodes of its county and no other, and lights it up once', async () => {
    const board = await fresh();
    await page.evaluate(() => {
      const touched: string[] = [];
      const flashes: string[] = [];
      Object.assign(globalThis, { touched, flashes });
      const animate = SVGElement.prototype.animate;
      SVGElement.prototype.animate = function (...given) {
        flashes.push(this.dataset['county'] ?? '');
        return animate.apply(this, given);
      };
      new MutationObserver((records) => {
        for (const { target } of records) {
          const node = target instanceof Element ? target : target.parentElement;
          touched.push(node?.closest<HTMLElement>('[data-county]')?.dataset['county'] ?? String(node?.className));
        }
      }).observe(document.querySelector('.outline-map')!, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
    });
    const next = structuredClone(board);
    next.counties['sari']!.waiting += 1;
    await harness.show(page, next);
    const seen = await page.evaluate(() => {
      const { touched, flashes } = globalThis as unknown as { touched: string[]; flashes: string[] };
      return { touched, flashes };
    });
    expect([...new Set(seen.touched)]).toEqual(['sari']);
    expect(seen.flashes).toEqual(['sari']);
  });

  it('nothing lights up where movement is unwelcome', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    onTestFinished(() => page.emulateMedia({ reducedMotion: null }));
    const board = await fresh();
    const next = structuredClone(board);
    next.counties['sari']!.waiting += 1;
    await harness.show(page, next);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  it('those who wait and talk are beads around the number, with their count where they are many', async () => {
    await fresh();
    const board = boards.busy(Date.now());
    for (const county of Object.values(board.counties)) county.waiting = 0;
    board.counties['amol']!.waiting = 3;
    board.counties['babol']!.waiting = 30;
    await harness.show(page, board);
    expect(await page.$$eval('li[data-county="amol"] .ring path', (nodes) => nodes.length)).toBe(3);
    expect(
      await page.$$eval(
        'li[data-county="amol"] .spoken [data-metric="counties.amol.waiting"]',
        (nodes) => nodes.length,
      ),
    ).toBe(1);
    expect(await page.getAttribute('li[data-county="babol"] .counts [data-metric]', 'data-value')).toBe('30');
    expect(await page.textContent('li[data-county="babol"] .counts [data-metric]')).toBe('۳۰');
  });

  it('a county leads those who may see its calls to them, and a screen on a wall nowhere', async () => {
    const board = await fresh();
    const links = () =>
      page.$$eval('.outline-map a, .credit a', (nodes) => nodes.map((node) => node.getAttribute('href')));
    expect(await links()).toEqual([]);
    await harness.show(page, board, { you: { role: 'deputy', name: 'maryam' } });
    expect(await links()).toContain(`/calls?day=${board.day}&county=sari`);
  });

  it('a province without outlines has its tiles', async () => {
    const board = await fresh();
    const other = structuredClone(board);
    other.province = { id: 'somewhere', fa: 'جایی', en: 'Somewhere' };
    await harness.show(page, other);
    expect(await page.$$eval('.outline-map > svg', (nodes) => nodes.length)).toBe(0);
    expect(await page.$$eval('.land li [data-metric$=".month"]', (nodes) => nodes.length)).toBe(22);
    expect(await page.textContent('main')).not.toContain('OpenStreetMap');
  });
});

it('a screen loads the outlines of its own province alone, and only with the map', async () => {
  const own = await harness.open('1920x1080', 'fa');
  onTestFinished(() => own.close());
  await harness.show(own, boards.busy(Date.now()));
  const files: string[] = [];
  own.on('request', (request) => void files.push(new URL(request.url()).pathname));
  await own.reload();
  await own.waitForSelector('.wall main');
  await twoFrames(own);
  const before = files.filter((file) => file.includes('MapPage'));
  await harness.turn(own, 'map');
  expect(before).toEqual([]);
  const loaded = files.filter((file) => file.includes('.topo-'));
  expect(loaded.length).toBe(1);
  expect(loaded[0]).toContain('/assets/mazandaran.topo-');
});
