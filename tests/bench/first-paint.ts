// What a cold start costs a screen: how much JavaScript the wall needs, and how soon something and then a number is seen over
// slow 4G with a slow processor. Nothing is cached.
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { percentile, type BenchResult } from './measure.ts';
import { serve } from './served.ts';
import { MINUTE } from '../../shared/time.ts';

const ROUNDS = 5;
/** Bytes of JavaScript, packed, that the wall itself needs; map and chart come later. */
const MOST_SCRIPT = 110_000;
const FIRST_PAINT_MS = 500;
/** 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back, and a processor at a quarter. */
const line = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER = 4;
/** Parts that the wall loads after its first number come within this time. */
const SETTLED_MS = 3_000;

type Start = { paint: number; content: number; number: number };

export async function benchFirstPaint(): Promise<BenchResult[]> {
  const served = await serve();
  const browser = await launchBrowser('whole');
  try {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const signed = await context.newPage();
    await signed.goto(`${served.url}/#token=${served.display}`);
    await signed.waitForSelector('html[data-link="live"]');
    const first = await packedBytes(await scriptsInHtml(signed));
    await signed.waitForTimeout(SETTLED_MS);
    const all = await packedBytes(await scriptsSoFar(signed));
    await signed.close();
    const starts: Start[] = [];
    for (let n = 0; n < ROUNDS; n++) {
      const page = await context.newPage();
      starts.push(await coldStart(page, served.url));
      await page.close();
    }
    const middle = (of: keyof Start): number =>
      percentile(
        starts.map((start) => start[of]),
        50,
      );
    return [
      {
        name: 'screen: JavaScript of the wall itself, packed',
        value: first,
        unit: 'bytes',
        ratio: first / MOST_SCRIPT,
        of: 'the most allowed',
      },
      { name: 'screen: the same with the map and the chart, which come later', value: all, unit: 'bytes' },
      ...(
        [
          ['the first paint', 'paint'],
          ['the first content', 'content'],
        ] as const
      ).map(([what, of]) => ({
        name: `screen: cold over slow 4G, ${SLOWER} times slower, ${what}`,
        value: middle(of),
        unit: 'ms',
        ratio: middle(of) / FIRST_PAINT_MS,
        of: 'the aim',
      })),
      {
        name: `screen: cold over slow 4G, ${SLOWER} times slower, the first number`,
        value: middle('number'),
        unit: 'ms',
      },
    ];
  } finally {
    await browser.close();
    await served.stop();
  }
}

/** The wall itself: what its HTML names, before the scripts ask for map and chart. */
const scriptsInHtml = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const html = await (await fetch('/')).text();
    return [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = '']) => new URL(path, location.href).href);
  });

/** The scripts that the page has asked for by now. */
const scriptsSoFar = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => new URL(name).pathname.endsWith('.js')),
  );

/** As gzip packs them. */
async function packedBytes(urls: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const url of new Set(urls)) bytes += gzipSync(await (await fetch(url)).text(), { level: 9 }).length;
  return bytes;
}

async function coldStart(page: Page, url: string): Promise<Start> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.clearBrowserCache');
  await cdp.send('Network.emulateNetworkConditions', line);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(() => {
    const look = new MutationObserver(() => {
      if (!document.querySelector('[data-metric="now.waiting"]')) return;
      look.disconnect();
      requestAnimationFrame(() => ((globalThis as unknown as { number: number }).number = performance.now()));
    });
    look.observe(document, { subtree: true, childList: true });
  });
  await page.goto(`${url}/`);
  await page.waitForFunction(() => (globalThis as unknown as { number?: number }).number !== undefined, undefined, {
    timeout: MINUTE,
  });
  return page.evaluate(() => {
    const at = (name: string): number => performance.getEntriesByName(name)[0]?.startTime ?? NaN;
    const { number } = globalThis as unknown as { number: number };
    return { paint: at('first-paint'), content: at('first-contentful-paint'), number };
  });
}
