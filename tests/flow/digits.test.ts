// Digits hang together on the wall, and a time that counts up moves nothing beside it.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boards } from '../fixtures/boards.ts';
import { widestGap } from '../support/ink.ts';
import { openVisualHarness, type VisualHarness } from '../support/visual-harness.ts';

let harness: VisualHarness;
let page: Page;

beforeAll(async () => {
  harness = await openVisualHarness();
  page = await harness.open('1920x1080', 'fa');
});
afterAll(() => harness.stop());

/** Proportional «۱۱» has 0.14 between its strokes, and equally wide digits 0.5. */
const TOGETHER = 0.25;

it.each([10, 11, 71])('the digits of %i hang together in the hero and on a desk', async (count) => {
  const board = boards.busy(Date.now());
  board.now.waiting = count;
  const [desk = ''] = Object.keys(board.desks);
  board.desks[desk]!.today.answered = count;
  await harness.show(page, board);
  for (const path of ['now.waiting', `desks.${desk}.today.answered`])
    expect(await widestGap(page, page.locator(`main [data-metric="${path}"]`)), path).toBeLessThan(TOGETHER);
});

it.each([11, 71])('the digits of 0:%i hang together on a desk', async (seconds) => {
  const board = boards.busy(Date.now());
  const [desk = ''] = Object.keys(board.desks);
  const path = `desks.${desk}.call.answeredAt`;
  const time = page.locator(`main [data-metric="${path}"]`);
  const text = seconds === 11 ? '۰:۱۱' : '۱:۱۱';
  board.desks[desk]!.state = 'busy';
  await expect
    .poll(async () => {
      board.desks[desk]!.call = { answeredAt: Date.now() - seconds * 1000 - 300, queue: 'samad-sari' };
      await harness.show(page, board);
      const gap = await widestGap(page, time);
      return (await time.textContent()) === text ? gap : undefined;
    })
    .toBeLessThan(TOGETHER);
});

it('a running time is as wide at every second', async () => {
  for (const lang of ['fa', 'en'] as const) {
    await harness.visit(page, '1920x1080', lang);
    await harness.show(page, boards.busy(Date.now()));
    const widths = await page.evaluate((lang) => {
      const digits = new Intl.NumberFormat(lang === 'fa' ? 'fa-IR' : 'en-GB', { minimumIntegerDigits: 2 });
      const [time] = document.querySelectorAll<HTMLElement>('main li .runs');
      return Array.from({ length: 60 }, (_, second) => {
        time!.textContent = `${digits.format(4).slice(1)}:${digits.format(second)}`;
        return time!.getBoundingClientRect().width;
      });
    }, lang);
    expect(Math.max(...widths) - Math.min(...widths), lang).toBeLessThan(0.5);
  }
});

it('the seconds of the clock move no other part of the header', async () => {
  await harness.visit(page, '1920x1080', 'fa');
  const widths = await page.evaluate(() => {
    const seconds = document.querySelector<HTMLElement>('.clock small')!;
    return ['۱۱', '۳۳', '۰۰', '۵۹'].map((text) => {
      seconds.textContent = `:${text}`;
      return seconds.getBoundingClientRect().width;
    });
  });
  expect(new Set(widths).size).toBe(1);
});
