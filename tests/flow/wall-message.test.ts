// A message on the wall in a real browser: above the numbers at every size, over none of them, and gone by itself.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board, MessageOnBoard } from '../../shared/board.ts';
import { MESSAGE_MOST } from '../../shared/messages.ts';
import { wallPages, type WallPage } from '../../shared/role.ts';
import { faultsOf } from '../support/geometry.ts';
import { allSizes, isLong, isPhone, openVisualHarness, scenes, type VisualHarness } from '../support/visual-harness.ts';
import { MINUTE } from '../../shared/time.ts';

let harness: VisualHarness;
let page: Page;
beforeAll(async () => {
  harness = await openVisualHarness();
  page = await harness.open('1920x1080', 'fa');
});
afterAll(() => harness.stop());

const longText = `${'نوبت پاسخ‌گویی امروز با تأخیر آغاز می‌شود و '.repeat(4)}`.slice(0, MESSAGE_MOST - 1).trim();
const message = (now: number, more: Partial<MessageOnBoard> = {}): MessageOnBoard => ({
  level: 'watch',
  from: now - MINUTE,
  to: now + 10 * MINUTE,
  fa: longText,
  en: 'Today’s session begins late, because the road from Sari is closed; '.repeat(2).slice(0, MESSAGE_MOST),
  ...more,
});
const withMessage = (board: Board, messages: Record<string, MessageOnBoard>): Board => ({ ...board, messages });

const names = (where: WallPage): string[] =>
  isLong
    ? Object.keys(scenes)
    : where === 'wall'
      ? [
          'empty',
          '1-desk',
          'busy',
          'crowded',
          '30-desks',
          '60-queues',
          'silent',
          'silent-since-yesterday',
          'silent-for-months',
          'trouble',
        ]
      : ['busy', 'huge', 'silent'];

describe.each(allSizes)('at %s', (size) => {
  describe.each(['fa', 'en'] as const)('in %s', (lang) => {
    beforeAll(() => harness.visit(page, size, lang));

    it.each(wallPages)(
      'the page "%s" stands whole below a message',
      async (where) => {
        await harness.turn(page, where);
        const found: Record<string, string[]> = {};
        for (const name of lang === 'fa' || isLong ? names(where) : ['busy', 'silent', 'silent-for-months']) {
          const { board, more } = scenes[name]!;
          const now = Date.now();
          await harness.show(page, withMessage(board(now), { one: message(now) }), more);
          expect(await page.$$eval('[data-message]', (nodes) => nodes.length), name).toBe(1);
          const seen = await faultsOf(page, isPhone(size), size === '1920x1080' ? 22 : 8);
          if (seen.length > 0) found[name] = seen;
          if (seen.length > 0 || name === 'busy') await harness.shot(page, `${where}-message-${name}-${size}-${lang}`);
        }
        expect(found).toEqual({});
      },
      6 * MINUTE,
    );
  });
});

describe('a message', () => {
  beforeAll(() => harness.visit(page, '1920x1080', 'fa'));
  const shown = (): Promise<(string | null)[]> =>
    page.$$eval('[data-message]', (nodes) => nodes.map((node) => node.getAttribute('data-message')));

  it('goes by itself when its time is over', async () => {
    const now = Date.now();
    await harness.show(page, withMessage(scenes['busy']!.board(now), { one: message(now, { to: now + 6_000 }) }));
    expect(await shown()).toEqual(['one']);
    await page.waitForFunction(() => document.querySelector('[data-message]') === null);
  });

  it('for other displays does not stand on this one', async () => {
    const now = Date.now();
    const board = withMessage(scenes['busy']!.board(now), {
      hall: message(now, { displays: { 'd-hall': true } }),
    });
    const you = { role: 'display', name: 'x', page: 'wall' } as const;
    await harness.show(page, board, { you: { ...you, display: 'd-door' } });
    expect(await shown()).toEqual([]);
    await harness.show(page, board, { you: { ...you, display: 'd-hall' } });
    expect(await shown()).toEqual(['hall']);
  });

  it('among several has its turn, and says so', async () => {
    const now = Date.now();
    const two = { a: message(now), b: message(now, { level: 'act' }) };
    await harness.show(page, withMessage(scenes['busy']!.board(now), two));
    expect(await shown()).toHaveLength(1);
    expect(await page.textContent('[data-message] .turn')).toMatch(/^[۱۲] از ۲$/);
  });
});
