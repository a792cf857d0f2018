// The wall in a real browser, at every size and with every number of desks: nothing cut, nothing overlapping, no bar.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wallPages, type WallPage } from '../../shared/role.ts';
import { MINUTE } from '../../shared/time.ts';
import { boards } from '../fixtures/boards.ts';
import { seriousFaults } from '../support/axe.ts';
import { faultsOf } from '../support/geometry.ts';
import {
  allSizes,
  applyTheme,
  isPhone,
  isLong,
  openVisualHarness,
  scenes,
  silentSince,
  transitionsEnded,
} from '../support/visual-harness.ts';
import type { Lang, Size, VisualHarness } from '../support/visual-harness.ts';

let harness: VisualHarness;
let page: Page;

beforeAll(async () => {
  harness = await openVisualHarness();
  page = await harness.open('1920x1080', 'fa');
});
afterAll(() => harness.stop());

const least = (size: Size): number => (size === '1920x1080' ? 22 : 8);
const all = Object.keys(scenes);
const endless = all.filter((name) => name.startsWith('endless-'));
/** For all boards of a page, with a picture of each. */
const PATIENCE_MS = (isLong ? 15 : 5) * MINUTE;
/** Which boards are shown where; in the long run all of them everywhere. */
const shown = (where: WallPage, lang: Lang, size: Size): string[] => {
  if (isLong) return all;
  // As wide for their height as 1920×1080, so only rounding differs.
  if (size === '1280x720' || size === '3840x2160') {
    const many = where === 'wall' || where === 'queues' ? ['22-queues', '60-queues'] : [];
    return lang === 'fa' ? ['busy', 'crowded', 'huge', ...many] : ['huge', ...many];
  }
  if (where === 'wall')
    return lang === 'fa'
      ? all
      : [
          'busy',
          'breach-explained',
          'crowded',
          'long-names',
          'huge',
          'silent',
          'silent-for-months',
          '30-queues',
          '60-queues',
          ...endless,
        ];
  if (where === 'queues')
    return lang === 'fa'
      ? [
          'empty',
          'busy',
          '8-queues',
          '22-queues',
          '30-queues',
          '60-queues',
          'long-names',
          'huge',
          'silent',
          'silent-60-queues',
        ]
      : ['busy', 'long-names', 'huge', '60-queues'];
  return lang === 'fa' ? ['empty', 'busy', '30-desks', 'long-names', 'huge', 'silent'] : ['busy', 'huge', 'silent'];
};
const languages: readonly Lang[] = ['fa', 'en'];

describe.each(allSizes)('at %s', (size) => {
  describe.each(languages)('in %s', (lang) => {
    beforeAll(() => harness.visit(page, size, lang));

    /** Faults of a page by the board that shows them. */
    const faults = async (where: WallPage, names: readonly string[], print: 'usual' | 'large') => {
      await harness.turn(page, where);
      await applyTheme(page, { print });
      const found: Record<string, string[]> = {};
      for (const name of names) {
        const { board, more } = scenes[name]!;
        await harness.show(page, board(Date.now()), more);
        const seen = await faultsOf(page, isPhone(size), least(size));
        if (seen.length > 0) found[name] = seen;
        if (isLong || seen.length > 0 || (name === 'busy' && lang === 'fa'))
          await harness.shot(page, `${where}-${name}-${size}-${lang}${print === 'large' ? '-large' : ''}`);
      }
      return found;
    };

    it.each(wallPages)(
      'the page "%s" stands whole with every board',
      async (where) => {
        expect(await faults(where, shown(where, lang, size), 'usual')).toEqual({});
      },
      PATIENCE_MS,
    );

    it.each(wallPages)(
      'the page "%s" stands whole in large print',
      async (where) => {
        const few = lang === 'fa' ? ['busy', 'long-names', 'huge'] : ['busy', 'huge'];
        if (where === 'wall' || where === 'queues') few.push('60-queues');
        expect(await faults(where, isLong ? all : few, 'large')).toEqual({});
      },
      PATIENCE_MS,
    );
  });
});

describe('at 1920x1080', () => {
  beforeAll(() => harness.visit(page, '1920x1080', 'fa'));

  it('every number says its place and plain value', async () => {
    const board = boards.busy(Date.now());
    await harness.show(page, board, { you: { role: 'display', name: 'hall', page: 'wall' } });
    const read = async (): Promise<Map<string, string>> =>
      new Map(
        await page.$$eval('[data-metric]', (nodes) =>
          nodes.map((node) => [node.getAttribute('data-metric') ?? '', node.getAttribute('data-value') ?? ''] as const),
        ),
      );
    const found = await read();
    expect(found.get('now.waiting')).toBe(String(board.now.waiting));
    expect(found.get('now.oldestJoinedAt')).toBe(String(board.now.oldestJoinedAt));
    for (const [id, desk] of Object.entries(board.desks)) {
      expect(found.get(`desks.${id}.state`)).toBe(desk.state);
      expect(found.get(`desks.${id}.today.answered`)).toBe(String(desk.today.answered));
    }
    for (const [id, county] of Object.entries(board.counties))
      if (id !== 'unknown') expect(found.get(`counties.${id}.month`)).toBe(String(county.month));
    const month = board.months['1405-09'];
    expect(found.get('months.1405-09.contacts')).toBe(String(month?.contacts));
    for (const [channel, count] of Object.entries(month?.byChannel ?? {}))
      expect(found.get(`months.1405-09.byChannel.${channel}`)).toBe(String(count));

    await harness.turn(page, 'queues');
    const onQueues = await read();
    for (const [id, queue] of Object.entries(board.queues)) {
      expect(onQueues.get(`queues.${id}.waiting`)).toBe(String(queue.waiting));
      expect(onQueues.has(`derived.serviceLevel.${id}`)).toBe(true);
    }
    for (const path of ['derived.asa.all', 'derived.talking', 'profile.thresholds.waiting.watch'])
      expect(onQueues.has(path), path).toBe(true);
    await harness.turn(page, 'map');
    expect((await read()).get('counties.unknown.month')).toBe(String(board.counties['unknown']?.month));
    await harness.turn(page, 'wall');
  });

  it.each(['22-queues', '30-queues', '60-queues'])(
    'with %s the queues that need attention stand, and the rows add up to the total of the hero',
    async (name) => {
      const board = scenes[name]!.board(Date.now());
      await harness.turn(page, 'queues');
      await harness.show(page, board);
      const values = new Map(
        await page.$$eval('[data-metric]', (nodes) =>
          nodes.map(
            (node) => [node.getAttribute('data-metric') ?? '', Number(node.getAttribute('data-value'))] as const,
          ),
        ),
      );
      const shownQueues = Object.keys(board.queues).filter((id) => values.has(`queues.${id}.waiting`));
      expect(shownQueues.length).toBeGreaterThan(6);
      expect(shownQueues.length).toBeLessThan(Object.keys(board.queues).length);
      const rows = shownQueues.reduce((sum, id) => sum + (values.get(`queues.${id}.waiting`) ?? NaN), 0);
      expect(rows + (values.get('derived.otherQueues.waiting') ?? NaN)).toBe(values.get('now.waiting'));
      const waiting = Object.entries(board.queues).filter(([, queue]) => queue.waiting > 0);
      if (waiting.length <= 5) for (const [id] of waiting) expect(shownQueues).toContain(id);
      expect(await page.textContent('#queues-title + .turn')).toMatch(/^[۰-۹]+ \/ [۰-۹]+$/);
      // Desks turn, too, and of those that stand each can be read.
      await harness.turn(page, 'wall');
      expect(await page.$$eval('main li', (nodes) => nodes.length)).toBeGreaterThan(7);
    },
  );

  it('the row of the other queues dims with a silent telephone system, and is no figure where all were never reached', async () => {
    const { board } = scenes['60-queues']!;
    const rest = (): Promise<[string | null | undefined, string | null, string | null][]> =>
      page.$$eval('main [data-metric^="derived.otherQueues."]', (nodes) =>
        nodes.map((node) => [
          node.closest('[data-heard]')?.getAttribute('data-heard'),
          node.getAttribute('data-value'),
          node.textContent,
        ]),
      );
    await harness.turn(page, 'queues');
    await harness.show(page, board(Date.now()), { links: { pbx111: silentSince(Date.now() - 5 * MINUTE) } });
    const silent = await rest();
    expect(silent.length).toBe(7);
    for (const [heard, value] of silent) expect([heard, value]).toEqual(['lost', expect.stringMatching(/^[0-9]/)]);
    const since = Date.now() - 5 * MINUTE;
    await harness.show(page, board(Date.now()), { links: { pbx111: { state: 'refused', since } } });
    const never = await rest();
    expect(never.length).toBe(7);
    for (const one of never) expect(one).toEqual(['never', '', '—']);
    await harness.turn(page, 'wall');
  });

  it('surges of topics are whole: how many calls came, and what is usual', async () => {
    const { board, more } = scenes['surge']!;
    await harness.show(page, board(Date.now()), more);
    const notices = page.locator('.notices li').filter({ hasText: 'معمولاً' });
    expect(await notices.allTextContents()).toEqual([
      expect.stringMatching(/^بحرانی · تسهیلات بانکی، جویبار: ۱۱ تماس در ۴۰ دقیقه، معمولاً ۱٫۲ · از/),
      expect.stringMatching(/^هشدار · برق، ساری: ۹ تماس در ۴۰ دقیقه، معمولاً ۱ · از/),
    ]);
    const isWhole = (nodes: Element[]): boolean => nodes.every((node) => node.scrollWidth <= node.clientWidth + 1);
    expect(await notices.locator('[data-ellipsis]').evaluateAll(isWhole)).toBe(true);
  });

  it('nothing jumps when a number gains a digit', async () => {
    const places = (): Promise<string[]> =>
      page.$$eval('main > section, main li, .wall > header > *', (nodes) =>
        nodes.map((node) => {
          const { left, top, width, height } = node.getBoundingClientRect();
          return [left, top, width, height].map(Math.round).join(' ');
        }),
      );
    const board = boards.calm(Date.now());
    const grown = structuredClone(board);
    grown.now.waiting = 10;
    for (const queue of Object.values(grown.queues)) queue.today.answered += 100_000;
    for (const desk of Object.values(grown.desks)) desk.today.answered += 1_000;
    for (const county of Object.values(grown.counties)) county.month = county.month * 10;
    await harness.show(page, board);
    const before = await places();
    await harness.show(page, grown);
    expect(await places()).toEqual(before);
  });

  it('the map has its west on the left in both languages, on the living page and on its own', async () => {
    const left = (id: string): Promise<number> =>
      page.$eval(`[data-metric="counties.${id}.month"]`, (node) => node.getBoundingClientRect().left);
    for (const where of ['wall', 'map'] as const) {
      await harness.turn(page, where);
      for (const dir of ['ltr', 'rtl']) {
        await page.click('header .choices button');
        expect(await page.getAttribute('html', 'dir')).toBe(dir);
        expect(await left('ramsar')).toBeLessThan(await left('galugah'));
      }
    }
  });
});

describe('a wall without messages while a sitting is on', () => {
  const { board, more } = scenes['sitting']!;
  // It takes its seconds without a word: one wall takes them, and is then turned and cut to every size.
  it.each(languages)('stands whole in %s with all that it then says', async (lang) => {
    await harness.visit(page, '1920x1080', lang);
    await harness.show(page, board(Date.now()), more);
    const found: Record<string, string[]> = {};
    harness.server.goSilent(true);
    try {
      await page.waitForSelector('html:not([data-link="live"])');
      for (const size of allSizes.filter((size) => !isPhone(size))) {
        await harness.fit(page, size);
        const seen = await faultsOf(page, false, least(size));
        if (seen.length > 0) found[size] = seen;
        if (seen.length > 0) await harness.shot(page, `wall-unheard-${size}-${lang}`);
      }
    } finally {
      harness.server.goSilent(false);
    }
    expect(found).toEqual({});
  });
});

describe.each(languages)('for people who hear the wall in %s', (lang) => {
  describe.each(isLong ? (['1920x1080', '390x844'] as const) : (['1920x1080'] as const))('at %s', (size) => {
    beforeAll(async () => {
      await harness.visit(page, size, lang);
      await harness.show(page, boards.busy(Date.now()), { you: { role: 'deputy', name: 'maryam' } });
    });
    it.each(wallPages)('axe finds nothing serious on the page "%s", dark or light', async (where) => {
      await harness.turn(page, where);
      for (const theme of ['dark', 'light']) {
        await applyTheme(page, { theme });
        await transitionsEnded(page);
        expect(await seriousFaults(page), theme).toEqual([]);
        if (theme === 'light') await harness.shot(page, `${where}-busy-${size}-${lang}-light`);
      }
    });
  });
});
