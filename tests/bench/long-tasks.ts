// What a busy day costs a weak screen: twenty patches a second on a wall of thirty desks, with a slow processor. A task of more
// than 50 ms is one that the eye may see as a stutter.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { wallPages, type WallPage } from '../../shared/role.ts';
import { launchBrowser } from '../support/browser.ts';
import { snapshotOf } from '../fixtures/boards.ts';
import { createRandomFold } from '../support/random-fold.ts';
import { startFakeServer } from '../support/fake-server.ts';
import type { BenchResult } from './measure.ts';

const SLOWER = 6;
const PATCHES_A_SECOND = 20;
/** Some events change nothing on the board: at this rate what happens keeps pace with the patches (5 s apart after 2,500). */
const EVENTS_A_SECOND = 30;
const DESKS = 30;
const SECONDS = 15;
/** Within this time a screen has found out whether it is quick enough for movement. */
const WARM_SECONDS = 10;
/** Fonts, parts of the page and the first drawing are over. */
const SETTLED_MS = 4_000;
const LONG_TASK_MS = 50;
const FROM = Date.UTC(2026, 10, 23, 4, 30);

export async function benchLongTasks(): Promise<BenchResult[]> {
  const randomFold = createRandomFold({ seed: 7, from: FROM, rate: EVENTS_A_SECOND, desks: DESKS });
  for (let n = 0; n < 4_000; n++) randomFold.step();
  randomFold.fold.takePatches();
  let rev = 1;
  // The server's clock runs evenly, whenever events come: a clock that jumps would turn all seconds over at once.
  let ahead = 0;
  const setClock = (): void => void (ahead = randomFold.now() - performance.now());
  const clock = (): number => performance.now() + ahead;
  setClock();
  const present = () =>
    snapshotOf(structuredClone(randomFold.fold.board), clock(), { rev, profile: randomFold.profile });
  const server = await startFakeServer(present(), { now: clock });
  const browser = await launchBrowser('whole');

  /** Sends patches for so long, each at its time. */
  const play = async (seconds: number): Promise<void> => {
    const began = performance.now();
    for (let sent = 0; sent < seconds * PATCHES_A_SECOND; sent++) {
      let patches = randomFold.fold.takePatches();
      while (patches.length === 0) {
        randomFold.step();
        patches = randomFold.fold.takePatches();
      }
      for (const patch of patches) server.patch({ from: rev, to: ++rev, patch, serverNow: clock() });
      if (sent % (2 * PATCHES_A_SECOND) === 0) server.beat();
      await sleep(Math.max(0, began + ((sent + 1) * 1_000) / PATCHES_A_SECOND - performance.now()));
    }
  };

  /** Durations of the long tasks while the page took its patches, ms. */
  const watched = async (where: WallPage): Promise<number[]> => {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    setClock();
    server.setSnapshot(present());
    await page.goto(`${server.url}?page=${where}`);
    await page.waitForSelector('html[data-link="live"]');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await sleep(SETTLED_MS);
    await play(WARM_SECONDS);
    const tasks = await observe(page);
    await play(SECONDS);
    const found = await tasks();
    await page.waitForSelector(`html[data-rev="${rev}"]`);
    await page.close();
    return found;
  };

  try {
    const results: BenchResult[] = [];
    for (const where of wallPages) {
      const found = await watched(where);
      const longest = Math.max(0, ...found);
      results.push({
        name: `screen: ${where}, ${DESKS} desks, ${PATCHES_A_SECOND} patches/s, ${SLOWER} times slower: tasks over ${LONG_TASK_MS} ms`,
        value: found.length,
        unit: longest === 0 ? '(none)' : `(≤ ${Math.round(longest)} ms)`,
      });
    }
    return results;
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function observe(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
}
