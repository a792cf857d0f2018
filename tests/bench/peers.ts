// How fresh a number is in the browser beside two public walls that ask, in one run: one pretend Asterisk, three walls, three pages of
// one Chromium. The other walls are written here, and ask as their code of that version does.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { percentile, type BenchResult } from './measure.ts';
import { clockDifference, isShownBy, watchNumbers, type Seen } from './numbers-in-page.ts';
import { startPollingWall, type Polling } from './polling-wall.ts';
import { serve } from './served.ts';
import { startTraffic, type Expected, type Pace } from './traffic.ts';

/**
 * Both as they are where nobody sets anything: boreevyuri/asterisk-queue-monitor at 013e6cc (src/queueDaemon/index.js,
 * src/client/config.example.js), roramirez/qpanel 1.1.1 at 23ff5d9 (samples/config.ini-dist).
 */
const peers: Readonly<Record<string, Polling>> = {
  'asked as asterisk-queue-monitor asks': { serverMs: 2_000, pageMs: 2_000 },
  'asked as QPanel asks': { serverMs: undefined, pageMs: 5_000 },
};
/** Slow enough that each change stands until the slowest page has asked. */
const pace: Pace = { betweenEvents: [0, 0], betweenSteps: [5_500, 8_500] };
/** Until the slowest page has shown the last change. */
const SETTLED_MS = 5_500;

type Delays = { counts: number[]; states: number[]; missed: number };

export async function benchPeers(calls: number): Promise<BenchResult[]> {
  const asterisk = await startTraffic(seededRandom(222));
  const served = await serve(asterisk.ami('?system=pbx111'));
  const browser = await launchBrowser('whole');
  const walls = await Promise.all(Object.values(peers).map((polling) => startPollingWall(asterisk.ami(), polling)));
  try {
    const random = seededRandom(333);
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const ours = await context.newPage();
    await ours.goto(`${served.url}/#token=${served.display}`);
    await ours.waitForSelector('html[data-link="live"]');
    const asking = await Promise.all(walls.map(() => context.newPage()));
    await sleep(2_500); // the link is up and has compared
    const all = [noDelays(), ...walls.map(noDelays)];
    for (let n = 0; n < calls; n++) {
      // When a page began to ask decides how old its answers are: it begins anew for each call.
      await sleep(random() * Math.max(...Object.values(peers).map(({ pageMs }) => pageMs)));
      for (const [place, page] of asking.entries()) await page.goto(walls[place]?.url ?? '');
      for (const page of [ours, ...asking]) await watchNumbers(page);
      const expected = await asterisk.live(1, pace);
      await sleep(SETTLED_MS);
      for (const [place, page] of [ours, ...asking].entries())
        note(all[place] ?? noDelays(), expected, await seenIn(page));
    }
    const [own = noDelays(), ...others] = all;
    const names = Object.keys(peers);
    return [
      ...rowsOf('pushed', own),
      ...others.flatMap((delays, n) => rowsOf(names[n] ?? '', delays, percentile(own.counts, 50))),
    ];
  } finally {
    await browser.close();
    for (const wall of walls) wall.stop();
    await served.stop();
    await asterisk.stop();
  }
}

async function seenIn(page: Page): Promise<Seen[]> {
  const difference = await clockDifference(page);
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen[] }).seen);
  return seen.map((one) => ({ ...one, dom: one.dom + difference }));
}

const noDelays = (): Delays => ({ counts: [], states: [], missed: 0 });

function note(delays: Delays, expected: readonly Expected[], seen: readonly Seen[]): void {
  const byPath = Map.groupBy(seen, ({ path }) => path);
  for (const one of expected) {
    const found = byPath.get(one.path)?.find((change) => isShownBy(change, one));
    if (found?.value !== one.is) delays.missed++;
    if (found) (one.path === 'now.waiting' ? delays.counts : delays.states).push(found.dom - one.at);
  }
}

/** `fresh`: the delay that a count has on our wall, ms. */
function rowsOf(how: string, { counts, states, missed }: Delays, fresh?: number): BenchResult[] {
  const name = `peers: ${how}, `;
  const compared = fresh === undefined ? {} : { ratio: percentile(counts, 50) / fresh, of: 'the pushed wall' };
  return [
    {
      name: `${name}how many wait stands in the browser, p50`,
      value: percentile(counts, 50),
      unit: 'ms',
      ...compared,
    },
    { name: `${name}the same, longest`, value: Math.max(...counts), unit: 'ms' },
    { name: `${name}a desk's state stands in the browser, p50`, value: percentile(states, 50), unit: 'ms' },
    {
      name: `${name}changes that never stood there, of ${counts.length + states.length}`,
      value: missed,
      unit: 'changes',
    },
  ];
}
