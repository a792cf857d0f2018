// A dead telephone system looks dead: the whole server, a fake Asterisk whose link is cut, and the wall in a real browser.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { linkUp, startOneQueueAsterisk, QUEUE, reconciled } from '../support/one-queue-asterisk.ts';
import { buildOnce } from '../support/build-once.ts';
import { startFakeAsterisk, type FakeAsterisk } from '../support/fake-asterisk.ts';
import { keepAnimating } from '../support/keep-animating.ts';
import { MINUTE } from '../../shared/time.ts';
import { STALE_MS } from '../../shared/wire.ts';

let browser: Browser;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** An Asterisk of its own queues and desks. */
async function alone(system: string): Promise<FakeAsterisk> {
  const asterisk = await startFakeAsterisk({ system });
  onTestFinished(asterisk.stop);
  return asterisk;
}

async function wallOf(server: TestServer, path = '/?lang=fa'): Promise<Page> {
  const { plain } = server.vault.createToken({ name: `tv-${path.length}`, role: 'display', now: Date.now() });
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await keepAnimating(page);
  await page.goto(`${server.url}${path}#token=${plain}`);
  await page.waitForSelector('html[data-link="live"]');
  return page;
}
/** Of every tile that lives from a telephone system: how it is heard. */
const heard = (page: Page): Promise<string[]> =>
  page.$$eval('main [data-heard]', (nodes) => [...new Set(nodes.map((node) => node.getAttribute('data-heard') ?? ''))]);
const colourOf = (page: Page, metric: string): Promise<string> =>
  page.$eval(`main [data-metric="${metric}"]`, (node) => getComputedStyle(node).color);
const telephony = (page: Page, state: string): Promise<unknown> =>
  page.waitForSelector(`html[data-telephony="${state}"]`);

it('hero, queues and desks dim within six seconds of the cut, say since when, and shine within a second of the return', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami());
  await reconciled(server, asterisk);
  const waits = asterisk.calls.call(QUEUE);
  waits.join();
  const talks = asterisk.calls.call(QUEUE);
  talks.join();
  talks.ring('m-1201');
  talks.answer();
  await server.until('one waits, one talks', ({ now }) => now.waiting === 1 && now.talking === 1);
  const page = await wallOf(server);
  await telephony(page, 'live');
  await page.waitForSelector('[data-metric="now.waiting"][data-value="1"]');
  const desk = Object.keys((await server.board()).desks)[0] ?? '';
  const figures = ['now.waiting', 'derived.offeredToday', `desks.${desk}.state`];
  const colours = () => Promise.all(figures.map((metric) => colourOf(page, metric)));
  const [bright, month] = [await colours(), await colourOf(page, 'counties.sari.month')];
  expect(await heard(page)).toEqual(['live']);

  // When the page itself turned, and when a timer ran there that was due at once with it: a busy machine runs both late.
  const turned = (to: string): Promise<number> =>
    page.evaluate(
      (to) =>
        new Promise((done) => {
          const root = document.documentElement;
          const look = (): unknown => root.dataset['telephony'] === to && done(Date.now());
          new MutationObserver(look).observe(root, { attributeFilter: ['data-telephony'] });
        }),
      to,
    );
  const ran = (at: number): Promise<number> =>
    page.evaluate((at) => new Promise((done) => setTimeout(() => done(Date.now()), at - Date.now())), at);
  const turnsDim = turned('stale');
  const cutAt = Date.now();
  const due = ran(cutAt + STALE_MS);
  await asterisk.refuse();
  await telephony(page, 'stale');
  const dimAfter = (await turnsDim) - cutAt;
  expect(await heard(page)).toEqual(['stale']);
  for (const [n, colour] of (await colours()).entries()) expect(colour, figures[n]).not.toBe(bright[n]);
  expect(await colourOf(page, 'counties.sari.month'), 'the month does not dim').toBe(month);
  const said = (await page.textContent('.wall')) ?? '';
  expect(said).toMatch(/بدون ارتباط با مرکز تلفن، آخرین به‌روزرسانی: [۰-۹]{2}:[۰-۹]{2}/);
  expect(said).not.toContain('برخط');
  expect(await page.getAttribute('html', 'data-link')).toBe('live');
  const time = (): Promise<(string | null)[]> =>
    page.$$eval('main .time', (nodes) => nodes.map((node) => node.textContent));
  const still = await time();
  await page.waitForTimeout(1_500);
  expect(await time(), 'times stand still').toEqual(still);

  const turnsBright = turned('live');
  await asterisk.admit();
  await linkUp(server);
  const upAt = Date.now();
  await telephony(page, 'live');
  const brightAfter = (await turnsBright) - upAt;
  expect(await heard(page)).toEqual(['live']);
  await expect.poll(colours).toEqual(bright);
  expect(await page.textContent('.wall')).not.toContain('بدون ارتباط');
  console.info(
    `dim ${(dimAfter / 1000).toFixed(1)} s after the cut, bright ${(brightAfter / 1000).toFixed(1)} s after the return`,
  );
  expect(dimAfter - Math.max(STALE_MS, (await due) - cutAt)).toBeLessThan(1_000);
  expect(brightAfter).toBeLessThan(1_000);
  await page.close();
});

it('of two telephone systems only the queues and desks of the silent one dim, and the sums that contain them', async () => {
  const [sari, babol] = [await alone('sari'), await alone('babol')];
  const server = await startTestServer(`${sari.ami('?name=a&system=sari')},${babol.ami('?name=b&system=babol')}`);
  await server.until(
    'both are up',
    ({ links }) => Object.values(links).filter(({ state }) => state === 'up').length === 2,
  );
  for (const [asterisk, queue, member] of [
    [sari, 'q-sari', 'm-1201'],
    [babol, 'q-babol', 'm-1301'],
  ] as const) {
    asterisk.calls.member(member, queue);
    const call = asterisk.calls.call(queue);
    call.join();
    call.ring(member);
    call.answer();
  }
  await server.until('both talk', ({ now }) => now.talking === 2);
  const page = await wallOf(server, '/?lang=en');
  await page.waitForSelector('main [data-metric^="desks."]');
  await babol.refuse();
  await telephony(page, 'stale');
  const of = (metric: string): Promise<string | null | undefined> =>
    page.$eval(`main [data-metric="${metric}"]`, (node) => node.closest('[data-heard]')?.getAttribute('data-heard'));
  const { desks } = await server.board();
  for (const [id, { queue }] of Object.entries(desks))
    expect(await of(`desks.${id}.state`), id).toBe(queue === 'q-babol' ? 'stale' : 'live');
  expect(await of('now.waiting')).toBe('stale');
  const onQueues = await wallOf(server, '/?lang=en&page=queues');
  for (const [queue, heard] of [
    ['q-sari', 'live'],
    ['q-babol', 'stale'],
  ])
    await onQueues.waitForSelector(`[data-heard="${heard}"] [data-metric="queues.${queue}.waiting"]`);
  await onQueues.close();
  const said = (await page.textContent('.wall'))?.replace(/[\u2066-\u2069]/g, '');
  expect(said).toMatch(/No connection to the telephone system babol, last figures \d\d:\d\d/);
  expect(await page.textContent('header')).toContain('Partly connected');
  const ready = await fetch(`${server.url}/readyz`);
  expect(ready.status).toBe(200);
  const told = (await ready.json()) as { telephony: Record<string, { state: string; since: number }> };
  expect(told.telephony).toMatchObject({ a: { state: 'up' }, b: { state: 'down' } });
  expect(told.telephony['b']?.since).toBeGreaterThan(Date.now() - MINUTE);
  await page.close();
});

it('B10: of a system that was never reached no figure is shown, not even zero', async () => {
  const asterisk = await startOneQueueAsterisk({ secret: 'another' });
  const server = await startTestServer(asterisk.ami('', 'wrong'));
  await server.until('it refuses', ({ links }) => Object.values(links)[0]?.state === 'refused');
  for (const path of ['/?lang=en', '/?lang=en&page=floor']) {
    const page = await wallOf(server, path);
    await telephony(page, 'lost');
    expect(await heard(page)).toEqual(['never']);
    const [metric, shown] = path.includes('floor') ? ['derived.answeredToday', '—'] : ['now.waiting', '—'];
    const hero = page.locator(`main [data-metric="${metric}"]`);
    expect([await hero.textContent(), await hero.getAttribute('data-value')]).toEqual([shown, '']);
    const said = await page.textContent('.wall');
    expect(said).toContain('No connection to the telephone system, no figures yet');
    expect(said).toContain('user name, password or address (permit/deny) not accepted');
    await page.close();
  }
});

it('where other programs post the calls the wall does not ask for a telephone system, and nothing dims', async () => {
  const server = await startTestServer('');
  const page = await wallOf(server, '/?lang=en');
  await telephony(page, 'none');
  const hero = page.locator('main [data-metric="now.waiting"]');
  expect(await hero.textContent()).toBe('—');
  expect(await page.textContent('body')).toContain('No telephone system is connected yet');
  expect(await page.textContent('body'), 'no variable on a public screen').not.toMatch(/[A-Z]{4,}_?[A-Z]/);
  const { plain } = server.vault.createToken({ name: 'collector', role: 'ingest', now: Date.now() });
  await fetch(`${server.url}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${plain}`, 'content-type': 'application/json' },
    body: JSON.stringify([{ id: '1', at: Date.now(), type: 'call.joined', call: 'c', queue: 'q-gov' }]),
  });
  await expect.poll(() => hero.textContent()).toBe('1');
  expect(await page.textContent('body')).not.toMatch(/telephone system/i);
  expect(await heard(page)).toEqual([]);
  await page.close();
});
