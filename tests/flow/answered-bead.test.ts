// One movement shows how a citizen was answered, and none of it where movement is unwelcome or would stutter.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Board } from '../../shared/board.ts';
import { boards } from '../fixtures/boards.ts';
import { keepAnimating } from '../support/keep-animating.ts';
import { openVisualHarness, partLoaded, type VisualHarness } from '../support/visual-harness.ts';

let harness: VisualHarness;
beforeAll(async () => {
  harness = await openVisualHarness();
});
afterAll(() => harness.stop());

type Flight = { from: number[]; to: number[]; names: string };
/** Records where copies of beads begin and end, for as long as they live. */
async function opened(reducedMotion: 'reduce' | 'no-preference', isWeak = false): Promise<Page> {
  const page = await harness.open('1920x1080', 'fa');
  await page.emulateMedia({ reducedMotion });
  if (!isWeak) await keepAnimating(page);
  await harness.visit(page, '1920x1080', 'fa');
  await page.evaluate(() => {
    const flights: Flight[] = [];
    Object.assign(globalThis, { flights });
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
        if (node instanceof HTMLElement && node.className === 'flight') {
          const [movement] = node.getAnimations();
          const centre = (): number[] => {
            const { left, top, width, height } = node.getBoundingClientRect();
            return [left + width / 2, top + height / 2].map(Math.round);
          };
          movement?.pause();
          const flight = { from: centre(), to: [0, 0], names: '' };
          if (movement) movement.currentTime = 279;
          flight.to = centre();
          flights.push(flight);
          movement?.play();
        }
    }).observe(document.documentElement, { childList: true });
  });
  // The part that moves comes after the numbers.
  await partLoaded(page, 'live-movement');
  return page;
}
const flightsOf = (page: Page): Promise<Flight[]> =>
  page.evaluate(() => (globalThis as unknown as { flights: Flight[] }).flights);

function answered(board: Board): { board: Board; bead: string; desk: string } {
  const after = structuredClone(board);
  const [queue = ''] = Object.keys(board.queues);
  const [key = ''] = Object.keys(board.queues[queue]!.waits);
  const desk = Object.keys(board.desks).find((id) => board.desks[id]!.state === 'free')!;
  delete after.queues[queue]!.waits[key];
  after.queues[queue]!.waiting -= 1;
  after.now.waiting -= 1;
  Object.assign(after.desks[desk]!, { state: 'busy', call: { answeredAt: Date.now(), queue } });
  return { board: after, bead: `${queue}/${key}`, desk };
}

it('the bead of a citizen who is answered glides to the desk, and nothing is left of it', async () => {
  const page = await opened('no-preference');
  const board = boards.busy(Date.now());
  await harness.show(page, board);
  const next = answered(board);
  const bead = await page.locator(`[data-bead="${next.bead}"]`).boundingBox();
  const desk = await page.locator(`[data-desk="${next.desk}"]`).boundingBox();
  await harness.show(page, next.board);
  await expect.poll(() => flightsOf(page)).toHaveLength(1);
  const [{ from, to }] = (await flightsOf(page)) as [Flight];
  const centre = (box: typeof bead): number[] => [box!.x + box!.width / 2, box!.y + box!.height / 2];
  [0, 1].forEach((axis) => {
    expect(Math.abs(from[axis]! - centre(bead)[axis]!)).toBeLessThan(3);
    expect(Math.abs(to[axis]! - centre(desk)[axis]!)).toBeLessThan(12);
  });
  await expect.poll(() => page.locator('.flight').count()).toBe(0);
  await page.close();
});

it('nothing glides where less motion is wanted or the screen is weak', async () => {
  for (const weak of [false, true]) {
    const page = await opened(weak ? 'no-preference' : 'reduce', weak);
    if (weak) await page.evaluate(() => (document.documentElement.dataset['calm'] = ''));
    const board = boards.busy(Date.now());
    await harness.show(page, board);
    await harness.show(page, answered(board).board);
    expect(await flightsOf(page)).toEqual([]);
    await page.close();
  }
});

it('at the end of a sitting a card shows its result, and goes after ten seconds', async () => {
  const page = await opened('no-preference');
  const board = boards.sitting(Date.now());
  const live = board.sittings['s-live']!;
  // Late enough for a busy machine to show it while it is live.
  Object.assign(live, { to: Date.now() + 5_000, talking: 0, waiting: 0 });
  await harness.show(page, board);
  const card = page.locator('[role="status"] [data-metric="sittings.s-live.answered"]');
  await card.waitFor();
  expect(await card.getAttribute('data-value')).toBe(String(live.answered));
  await card.waitFor({ state: 'detached', timeout: 20_000 });
  await page.close();
});
