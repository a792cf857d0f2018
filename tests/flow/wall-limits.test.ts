// Limits that are reached, as the wall shows them: colour, line and word, and one value wherever a figure stands.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Board } from '../../shared/board.ts';
import type { Viewer } from '../../shared/wire.ts';
import { MINUTE } from '../../shared/time.ts';
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
const set = (you: Viewer, board: Board): void => harness.server.setSnapshot(snapshotOf(board, Date.now(), { you }));

it('marks a limit that is reached without colour, too: by a word, and by a line under the number', async () => {
  const board = boards.busy(Date.now());
  const [queue = ''] = Object.keys(board.queues);
  board.queues[queue]!.waiting = 7;
  board.thresholds[`waiting/${queue}`] = { watch: 8, act: 9 };
  const alert = { rule: 'waiting', subject: queue, since: Date.now(), value: 9, limit: 8, step: 1 };
  const lineUnder = (): Promise<string> =>
    page.$eval(`td [data-metric="queues.${queue}.waiting"]`, (node) => {
      const { textDecorationLine, textDecorationStyle } = getComputedStyle(node);
      return `${textDecorationLine} ${textDecorationStyle}`;
    });
  set(tv({ page: 'queues', settings: { lang: 'en' } }), board);
  page = await harness.open('1920x1080', 'en', '&page=queues');
  await page.waitForSelector('#queues-title');
  expect(await lineUnder()).toBe('none solid');
  for (const [waiting, level, line, word] of [
    [8, 'watch', 'underline dotted', 'Warning'],
    [9, 'act', 'underline solid', 'Critical'],
  ] as const) {
    board.queues[queue]!.waiting = waiting;
    board.alerts[`waiting/${queue}/1`] = { ...alert, level };
    set(tv({ page: 'queues', settings: { lang: 'en' } }), board);
    await expect.poll(lineUnder).toBe(line);
    await expect.poll(() => page.textContent('.notices')).toContain(`${word} · Waiting in`);
  }
});

it('shows a service level below its limit by colour and line, and the same value in tile and alert', async () => {
  const board = boards.busy(Date.now());
  // What is usual at this hour would be told with the alert, at some hours.
  delete board.halfHours;
  for (const { today } of Object.values(board.queues)) today.answeredInTarget = 14;
  board.alerts['service-level/province/1'] = {
    rule: 'service-level',
    subject: 'province',
    level: 'act',
    since: Date.now() - MINUTE,
    value: 0,
    limit: 30,
    step: 1,
  };
  set(tv({ page: 'queues', settings: { lang: 'en' } }), board);
  page = await harness.open('1920x1080', 'en', '&page=queues');
  await page.waitForSelector('#queues-title');
  const looks = (metric: string) =>
    page.$eval(`main [data-metric="${metric}"]`, (node) => {
      const { color, textDecorationLine, textDecorationStyle } = getComputedStyle(node);
      return { color, line: `${textDecorationLine} ${textDecorationStyle}`, text: node.textContent };
    });
  const plain = await looks('derived.asa.all');
  const [tile, cell] = [await looks('derived.serviceLevel.all'), await looks('derived.serviceLevel.samad-sari')];
  expect(tile.color).not.toBe(plain.color);
  for (const one of [tile, cell]) expect(one).toMatchObject({ color: tile.color, line: 'underline solid' });
  expect(await page.textContent('.notices')).toMatch(
    new RegExp(`Critical · Service level of the province: ${tile.text} · limit 30% · since \\d\\d:\\d\\d`),
  );
});
