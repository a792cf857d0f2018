// From the byte that Asterisk writes to the changed screen: a fake Asterisk, the real server with its durable log, and
// the wall in Chromium. Headless Chromium draws 60 frames a second, so "the frame after" adds 8 ms on average.
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../support/seeded-random.ts';
import { spread, type BenchResult } from './measure.ts';
import { clockDifference, isShownBy, watchNumbers, type Seen } from './numbers-in-page.ts';
import { makeNoise, openScreens, serve } from './served.ts';
import { startTraffic, type Expected, type Pace } from './traffic.ts';

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
    await watchNumbers(page);
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
  let [overtaken, missed] = [0, 0];
  for (const one of expected) {
    const { path, at } = one;
    const found = byPath.get(path)?.find((seen) => isShownBy(seen, one));
    if (found && found.value !== one.is) overtaken++;
    if (!found) missed++;
    else if (path !== 'now.waiting') delays['desks']?.push(found.dom - at);
    else {
      delays['dom']?.push(found.dom - at);
      delays['frame']?.push(found.frame - at);
      const message = came.findLast((patch) => patch.came <= found.dom);
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
      name: `latency: ${name}, steps seen (${overtaken} of them by the next, ${missed} never) in ${came.length} patches`,
      value: expected.length - missed,
      unit: 'steps',
    },
  ];
}
