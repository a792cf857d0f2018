// Half a day of patches in one run: the page's memory stays where it settled, and the DOM does not grow.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { snapshotOf } from '../fixtures/boards.ts';
import { createRandomFold } from '../support/random-fold.ts';
import { long } from '../support/long.ts';
import { buildOnce } from '../support/build-once.ts';
import { keepAnimating } from '../support/keep-animating.ts';
import { startFakeServer } from '../support/fake-server.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

/** At a patch in 0.2 s of told time: twelve hours in the long run. */
const PATCHES = long ? 216_000 : 15_000;
/**
 * Compiled, cached and grown to its size, the page has settled. Both weighings lie on one side of the first told hour
 * (some 17,000 patches): longer times have longer words, and other boxes beside them.
 */
const SETTLED_AFTER = long ? 20_000 : 12_000;
const EVENTS_A_SECOND = 7;
/** Patches on their way at once. */
const AHEAD = 100;
/** How long a beat is waited upon before the next is given. */
const BEAT_MS = 500;
const MOST_GROWTH = 0.05;
const WEIGHINGS = 4;
/** What is not in the document: templates, kept from the first time that a rare thing is drawn. */
const MOST_NODES_BESIDE = 0.01;

let browser: Browser;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** `nodes`: in the document. `allNodes`: with those that only the page's scripts hold. */
type Weight = { heap: number; nodes: number; allNodes: number; listeners: number };

async function weigh(page: Page, cdp: CDPSession): Promise<Weight> {
  // What settles after the last patch comes to rest, on a busy machine later, and weak references are let go with the second
  // collection: garbage that waits to be collected is no weight, so the lightest of some weighings counts.
  // A socket that gave way to another has its listeners until it is collected, too.
  let [heap, allNodes, listeners] = [Infinity, Infinity, Infinity];
  for (let weighing = 0; weighing < WEIGHINGS; weighing++) {
    await sleep(1_500);
    for (let n = 0; n < 3; n++) await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
    heap = Math.min(heap, (await cdp.send('Runtime.getHeapUsage')).usedSize);
    allNodes = Math.min(allNodes, metric('Nodes'));
    listeners = Math.min(listeners, metric('JSEventListeners'));
  }
  const nodes = await page.evaluate(() => {
    const walker = document.createTreeWalker(document);
    let count = 1;
    while (walker.nextNode()) count += 1;
    return count;
  });
  return { heap, nodes, allNodes, listeners };
}

it(
  `a wall that took ${PATCHES.toLocaleString('en')} patches weighs what it weighed when it had settled`,
  async () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e6));
    console.log(`soak: seed ${seed}, ${PATCHES} patches`);
    const from = Date.UTC(2026, 10, 23, 4, 30);
    const randomFold = createRandomFold({ seed, from, rate: EVENTS_A_SECOND });
    for (let n = 0; n < 2_000; n++) randomFold.step();
    randomFold.fold.takePatches();
    let rev = 1;
    const present = () =>
      snapshotOf(structuredClone(randomFold.fold.board), randomFold.now(), { rev, profile: randomFold.profile });
    /** Weighed with the same board each time, so that the DOM is the same to the last node. */
    const fixed = present();
    const server = await startFakeServer(fixed, { now: randomFold.now });
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    // It shall draw every patch.
    await keepAnimating(page);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    await page.goto(server.url);
    await page.waitForSelector('html[data-link="live"]');

    const shows = async (wanted: number): Promise<void> => {
      while ((await page.getAttribute('html', 'data-rev')) !== String(wanted)) await sleep(5);
    };
    /** Asked again and again as a server beats: one beat may fall between two connections of a busy page. */
    const caughtUp = async (): Promise<void> => {
      for (let asked = -Infinity; server.shown() !== rev; await sleep(5)) {
        if (performance.now() - asked < BEAT_MS) continue;
        asked = performance.now();
        server.beat();
      }
    };
    const take = async (count: number): Promise<void> => {
      rev += 1;
      server.setSnapshot(present());
      await shows(rev);
      for (let sent = 0; sent < count;) {
        randomFold.step();
        for (const patch of randomFold.fold.takePatches()) {
          server.patch({ from: rev, to: ++rev, patch: structuredClone(patch), serverNow: randomFold.now() });
          if (++sent % AHEAD !== 0) continue;
          await caughtUp();
        }
      }
      await shows(rev);
    };
    const weighed = async (): Promise<Weight> => {
      rev += 1;
      server.setSnapshot({ ...fixed, rev });
      await shows(rev);
      return weigh(page, cdp);
    };

    const began = Date.now();
    await take(SETTLED_AFTER);
    const settled = await weighed();
    await take(PATCHES - SETTLED_AFTER);
    const after = await weighed();
    const growth = after.heap / settled.heap - 1;
    console.info(
      `soak: ${PATCHES} patches, ${((randomFold.now() - from) / HOUR).toFixed(1)} h told in ${((Date.now() - began) / 1000).toFixed(0)} s;`,
      `heap ${(settled.heap / 1e6).toFixed(2)} → ${(after.heap / 1e6).toFixed(2)} MB (${(growth * 100).toFixed(1)} %),`,
      `nodes ${settled.nodes} → ${after.nodes} (${settled.allNodes} → ${after.allNodes} with those beside the document), listeners ${settled.listeners} → ${after.listeners}`,
    );
    expect(await page.getAttribute('html', 'data-calm')).toBeNull();
    expect(growth).toBeLessThan(MOST_GROWTH);
    expect(after.nodes).toBe(settled.nodes);
    expect(after.allNodes / settled.allNodes - 1).toBeLessThan(MOST_NODES_BESIDE);
    expect(after.listeners).toBeLessThanOrEqual(settled.listeners);
    expect(server.resyncs()).toBe(0);
    await page.close();
    await server.stop();
  },
  2 * MINUTE + PATCHES * 10,
);
