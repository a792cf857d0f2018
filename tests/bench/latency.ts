// From the byte that Asterisk writes to the changed screen: a fake Asterisk, the real server with its durable log, and
// the wall in Chromium. Headless Chromium draws 60 frames a second, so "the frame after" adds 8 ms on average.
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../support/seeded-random.ts';
import { spread, type BenchResult } from './measure.ts';
import { makeNoise, openScreens, serve } from './served.ts';
import { startTraffic, type Expected, type Pace } from './traffic.ts';

/** One change of a number on screen: when the DOM had it, and the next animation frame. Epoch ms. */
type Seen = { path: string; value: string; dom: number; frame: number };
/** A patch as the page's socket had it: when the server sent it (whole ms) and when it came. */
type Came = { sent: number; came: number };

/** As Asterisk tells it: what happens comes in a few events at once. */
const calm: Pace = { betweenEvents: [0, 0], betweenSteps: [100, 200] };
/** An event every 15–30 ms without an end: more than a board changes in the busiest recording of one Asterisk. */
const steady: Pace = { betweenEvents: [15, 30], betweenSteps: [0, 0] };

export async function benchLatency({ calls }: { calls: number }): Promise<BenchResult[]> {
  const asterisk = await startTraffic(seededRandom(111));
  const served = await serve(asterisk.ami('?system=pbx111'));
  const browser = await launchBrowser('whole');
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await listenIn(page);
    await page.goto(`${served.url}/#token=${served.display}`);
    await page.waitForSelector('html[data-link="live"]');
    await sleep(2_500); // the link is up and has compared
    await watch(page);
    const run = async (name: string, count: number, pace: Pace): Promise<BenchResult[]> =>
      measured(name, await asterisk.live(count, pace), await seenBy(page));
    await run('warm', 15, steady);
    const results = [
      ...(await run('a step in 100–200 ms', Math.ceil(calls / 2), calm)),
      ...(await run('an event in 15–30 ms', calls, steady)),
    ];
    const screens = await openScreens(served, 50);
    const noise = makeNoise(served, 200);
    results.push(...(await run('the same beside 200 events/s and 50 screens', Math.ceil(calls / 2), steady)));
    await noise.stop();
    await screens.stop();
    return results;
  } finally {
    await browser.close();
    await served.stop();
    await asterisk.stop();
  }
}

/** The page's clock less ours, ms: both stand on the machine's, but each took its origin at its own start. */
async function clockDifference(page: Page): Promise<number> {
  const edge = (): number => {
    const before = Date.now();
    while (Date.now() === before);
    return Date.now() - (performance.timeOrigin + performance.now());
  };
  return (await page.evaluate(edge)) - edge();
}

/** Notes every message of the page's socket, before the page itself hears it. */
async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const came: Came[] = [];
    (globalThis as unknown as { came: Came[] }).came = came;
    const Plain = globalThis.WebSocket;
    globalThis.WebSocket = class extends Plain {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener('message', ({ data }: MessageEvent<string>) => {
          const sent = /"patch",.*"serverNow":(\d+)/.exec(data)?.[1];
          if (sent !== undefined) came.push({ sent: Number(sent), came: performance.timeOrigin + performance.now() });
        });
      }
    };
  });
}

/** Notes every change of a number with its time, in the page. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Seen[] = [];
    (globalThis as unknown as { seen: Seen[] }).seen = seen;
    const now = (): number => performance.timeOrigin + performance.now();
    new MutationObserver((records) => {
      const dom = now();
      const fresh: Seen[] = [];
      const note = (node: Element): void => {
        const path = node.getAttribute('data-metric');
        if (path !== null) fresh.push({ path, value: node.getAttribute('data-value') ?? '', dom, frame: NaN });
      };
      for (const { target, addedNodes } of records) {
        note(target as Element);
        for (const added of addedNodes) {
          if (!(added instanceof Element)) continue;
          note(added);
          for (const inner of added.querySelectorAll('[data-metric]')) note(inner);
        }
      }
      if (fresh.length === 0) return;
      seen.push(...fresh);
      requestAnimationFrame(() => {
        const frame = now();
        for (const one of fresh) one.frame = frame;
      });
    }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-value', 'data-metric'] });
  });
}

/** What was seen since the last time, in our clock. */
async function seenBy(page: Page): Promise<{ seen: Seen[]; came: Came[] }> {
  await sleep(500);
  const difference = await clockDifference(page);
  const { seen, came } = await page.evaluate(() => {
    const noted = globalThis as unknown as { seen: Seen[]; came: Came[] };
    return { seen: noted.seen.splice(0), came: noted.came.splice(0) };
  });
  return {
    seen: seen.map((one) => ({ ...one, dom: one.dom + difference, frame: one.frame + difference })),
    came: came.map((one) => ({ ...one, came: one.came + difference })),
  };
}

type Noted = Awaited<ReturnType<typeof seenBy>>;

function measured(name: string, expected: readonly Expected[], { seen, came }: Noted): BenchResult[] {
  const byPath = Map.groupBy(seen, ({ path }) => path);
  const delays = { dom: [], frame: [], desks: [], server: [], way: [], page: [] } as Record<string, number[]>;
  let overtaken = 0;
  for (const { path, at, until, ...what } of expected) {
    const isIt = ({ value }: Seen): boolean => ('is' in what ? value === what.is : Number(value) >= what.atLeast);
    const found = byPath.get(path)?.find((one) => one.dom >= at - 1 && one.dom < until && isIt(one));
    if (!found) overtaken++;
    else if ('is' in what) delays['desks']?.push(found.dom - at);
    else {
      delays['dom']?.push(found.dom - at);
      delays['frame']?.push(found.frame - at);
      const message = came.findLast((one) => one.came <= found.dom);
      if (!message) continue;
      delays['server']?.push(message.sent - at);
      delays['way']?.push(message.came - message.sent);
      delays['page']?.push(found.dom - message.came);
    }
  }
  const row = (what: string, of: string): BenchResult[] => spread(`latency: ${name}, ${what}`, delays[of] ?? []);
  return [
    ...row('a number in the DOM', 'dom'),
    ...row('the frame after', 'frame'),
    ...row('of which until the server sends', 'server'),
    ...row('of which on the way', 'way'),
    ...row('of which in the page', 'page'),
    ...row('a desk’s state in the DOM', 'desks'),
    {
      name: `latency: ${name}, steps seen (${overtaken} overtaken by the next) in ${came.length} patches`,
      value: expected.length - overtaken,
      unit: 'steps',
    },
  ];
}
