// A wall whose server was upgraded under its feet, in a real browser: it takes up the new screens once, never in a circle.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PROTOCOL } from '../../shared/wire.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { busy, calm, openTroubledWall, type TroubledWall } from '../support/troubled-wall.ts';

let browser: Browser;
let wall: TroubledWall;
let server: TroubledWall['server'];
let page: TroubledWall['page'];

beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  wall = await openTroubledWall(browser);
  ({ server, page } = wall);
});
afterEach(() => wall.close());

/** As an upgrade does: another entry, another page, and the parts of the old build are gone. */
function upgrade(): string {
  const html = readFileSync(`${wall.dist}index.html`, 'utf8');
  const old = /\/assets\/(index-[^"]+)\.js/.exec(html)?.[1];
  if (old === undefined) throw new Error('expected an entry in index.html');
  renameSync(`${wall.dist}assets/${old}.js`, `${wall.dist}assets/index-NEWBUILD.js`);
  for (const name of readdirSync(`${wall.dist}assets`).filter((file) => file.endsWith('.js'))) {
    const text = readFileSync(`${wall.dist}assets/${name}`, 'utf8');
    writeFileSync(`${wall.dist}assets/${name}`, text.replaceAll(old, 'index-NEWBUILD'));
  }
  writeFileSync(`${wall.dist}index.html`, html.replaceAll(old, 'index-NEWBUILD'));
  return '/assets/index-NEWBUILD.js';
}
const entry = (): Promise<string | null> => page.getAttribute('script[src*="/assets/"]', 'src');

describe('a wall whose server was upgraded', () => {
  it('takes up the new screens by itself, once', async () => {
    server.keepBeating(true);
    await page.goto(server.url);
    await wall.waiting('1');
    const entryNow = upgrade();
    server.setSnapshot(busy(1, { epoch: 'e2' }));
    server.disconnectAll();
    await expect.poll(entry).toBe(entryNow);
    await wall.waiting('9');
    server.setSnapshot(calm(1, { epoch: 'e3' }));
    await wall.waiting('1');
    await sleep(1_500);
    expect(wall.loads()).toBe(2);
  });

  it('stays as it is when the server was only restarted', async () => {
    await page.goto(server.url);
    await wall.waiting('1');
    server.setSnapshot(busy(1, { epoch: 'e2' }));
    server.disconnectAll();
    await wall.waiting('9');
    await sleep(1_500);
    expect(wall.loads()).toBe(1);
  });

  it('is loaded once for another protocol, never in a circle, and shows no number of it as true', async () => {
    server.keepBeating(true);
    await page.goto(server.url);
    await wall.waiting('1');
    server.setSnapshot({ ...busy(1, { epoch: 'e2' }), protocol: PROTOCOL + 1 });
    await expect.poll(wall.loads).toBe(2);
    await sleep(9_000);
    expect(wall.loads()).toBe(2);
    expect(await wall.shownLink()).toBe('lost');
    server.setSnapshot(busy(2, { epoch: 'e4' }));
    await wall.waiting('9');
    await wall.link('live');
  });

  it('is loaded once when a part of the page is gone, and then says so', async () => {
    await page.goto(`${server.url}?lang=en`);
    await wall.waiting('1');
    for (const name of readdirSync(`${wall.dist}assets`).filter((file) => /^Account-.*\.js$/.test(file)))
      rmSync(`${wall.dist}assets/${name}`);
    await page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: '/account' });
      document.body.append(link);
      link.click();
    });
    await expect.poll(wall.loads).toBe(2);
    await page.waitForSelector('text=This page could not be loaded');
    await sleep(1_500);
    expect(wall.loads()).toBe(2);
    expect(page.url()).toBe(`${server.url}account`);
  });
});
