// A weak screen draws the board in turns: whenever it says a new revision, every number on it is of that revision.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { snapshotOf } from '../fixtures/boards.ts';
import { createRandomFold } from '../support/random-fold.ts';
import { buildOnce } from '../support/build-once.ts';
import { startFakeServer } from '../support/fake-server.ts';

const PATCHES = 100;
const APART_MS = 50;
/** A round takes so long, and on a busy machine some more. */
const ROUND_MS = 240;

let browser: Browser;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Seen = { rev: number; numbers: [path: string, value: string][] };

const valueAt = (board: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], board);

it('shows at the end of each round a whole board that the server had', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e6));
  console.log(`a weak screen: seed ${seed}`);
  const randomFold = createRandomFold({ seed, from: Date.now(), rate: 20, desks: 12, queues: 4 });
  for (let n = 0; n < 500; n++) randomFold.step();
  randomFold.fold.takePatches();
  const boards = new Map<number, unknown>();
  let rev = 1;
  const snapshot = snapshotOf(structuredClone(randomFold.fold.board), randomFold.now(), {
    rev,
    profile: randomFold.profile,
  });
  const server = await startFakeServer(snapshot, { now: randomFold.now });
  onTestFinished(server.stop);
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  onTestFinished(() => page.close());
  await page.goto(server.url);
  await page.waitForSelector('html[data-link="live"]');
  await page.evaluate(() => {
    const seen: Seen[] = [];
    Object.assign(globalThis, { seen });
    const root = document.documentElement;
    const weaken = (): void => {
      if (root.dataset['calm'] === undefined) root.dataset['calm'] = '';
    };
    weaken();
    new MutationObserver(weaken).observe(root, { attributeFilter: ['data-calm'] });
    new MutationObserver(() => {
      const nodes = [...document.querySelectorAll('[data-metric]')];
      seen.push({
        rev: Number(root.dataset['rev']),
        numbers: nodes.map((node) => [node.getAttribute('data-metric') ?? '', node.getAttribute('data-value') ?? '']),
      });
    }).observe(root, { attributeFilter: ['data-rev'] });
  });

  const began = performance.now();
  while (boards.size < PATCHES) {
    randomFold.step();
    for (const patch of randomFold.fold.takePatches()) {
      boards.set(rev + 1, structuredClone(randomFold.fold.board));
      server.patch({ from: rev, to: ++rev, patch: structuredClone(patch), serverNow: randomFold.now() });
      await sleep(APART_MS);
    }
  }
  await page.waitForSelector(`html[data-rev="${rev}"]`);
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen[] }).seen);

  expect(seen.length).toBeGreaterThan(5);
  // It was weak: most revisions came and went between two of its rounds.
  expect(seen.length).toBeLessThan(Math.min(PATCHES, (performance.now() - began) / ROUND_MS + 5));
  const differences = seen.flatMap(({ rev: shown, numbers }) =>
    numbers.flatMap(([path, said]) => {
      const value = valueAt(boards.get(shown), path);
      return value === undefined || said === String(value) ? [] : [`${shown} ${path}: ${said}, is ${String(value)}`];
    }),
  );
  expect(differences, `seed ${seed}`).toEqual([]);
  expect(seen.every(({ numbers }) => numbers.length > 50)).toBe(true);
  expect(server.resyncs()).toBe(0);
});
