// A TV that wants to be let in, in a real browser before a server that comes, goes and forgets.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { as, nobody } from '../fixtures/access.ts';
import { boards, snapshotOf } from '../fixtures/boards.ts';
import { openAccessPages, type AccessPages } from '../support/access-pages.ts';
import { problem, type FakeAnswer } from '../support/fake-api.ts';
import { DAY, MINUTE, SECOND } from '../../shared/time.ts';

let scene: AccessPages;
let page: Page;

beforeAll(async () => {
  scene = await openAccessPages();
});
afterAll(() => scene.stop());
afterEach(async () => {
  await page.context().close();
  scene.reset();
});

const later = (ms: number, said: FakeAnswer): Promise<FakeAnswer> =>
  new Promise((done) => setTimeout(() => done(said), ms));
const code = (wanted: string): Promise<unknown> => page.waitForSelector(`[data-code="${wanted}"]`);
const count = (key: string): number =>
  scene.server.requests.filter(({ method, path }) => `${method} ${path}` === key).length;

async function open(lang: 'fa' | 'en' = 'fa'): Promise<void> {
  page = await scene.open('/tv', { lang, size: [1920, 1080] });
}
/** `origin`: where the server says that phones find it; the address of the test's own server leads nobody else there. */
const origin = 'https://wall.example.ir';
function offer(...codes: string[]): void {
  scene.table['GET /api/auth/me'] = nobody;
  scene.table['POST /api/displays/offers'] = () => ({
    status: 201,
    body: { code: codes.shift() ?? 'NONE99', secret: 'offer-secret', expiresAt: Date.now() + 10 * MINUTE, origin },
  });
}

it('shows its code in two groups, left to right and readable from afar, with a QR of the page that takes it', async () => {
  offer('XPK34C');
  await open();
  await code('XPK34C');
  expect(await page.$$eval('[data-code] span', (nodes) => nodes.map((node) => node.textContent))).toEqual([
    'XPK',
    '34C',
  ]);
  const shown = await page.$eval('[data-code]', (node) => {
    const { direction, fontSize, cursor } = getComputedStyle(node);
    return { direction, fontSize: parseFloat(fontSize), cursor };
  });
  expect(shown).toMatchObject({ direction: 'ltr', cursor: 'none' });
  expect(shown.fontSize).toBeGreaterThan(160);
  expect((await page.getAttribute('svg[role=img] path', 'd'))?.length).toBeGreaterThan(500);
  expect(await page.textContent('main')).toContain('wall.example.ir/displays');
  expect(await page.title()).toContain('اتصال این نمایشگر');
  expect(await page.textContent('[lang=en]')).toContain('supervisor');
  expect(await page.textContent('.left')).toMatch(/تا (۹:[۰-۵][۰-۹]|۱۰:۰۰) دیگر/);
});

it.each(['dark', 'light'])('its QR is dark on light in the %s theme', async (theme) => {
  offer('XPK34C');
  page = await scene.open(`/tv?theme=${theme}`);
  await code('XPK34C');
  expect(await page.getAttribute('html', 'data-theme')).toBe(theme);
  const [dark, light] = await page.$eval('svg[role=img]', (svg) => {
    const brightness = (colour: string): number => Math.max(...(colour.match(/\d+/g) ?? []).map(Number));
    const path = svg.querySelector('path');
    return [brightness(path ? getComputedStyle(path).fill : ''), brightness(getComputedStyle(svg).backgroundColor)];
  });
  expect(dark).toBeLessThan(64);
  expect(light).toBeGreaterThan(224);
});

it('counts down by the clock of the server, not by its own of five years ago', async () => {
  offer('XPK34C');
  page = await scene.open('/login', { lang: 'en' });
  await page.addInitScript(
    (fiveYears) => {
      const real = Date.now;
      Date.now = () => real() - fiveYears;
    },
    5 * 365 * DAY,
  );
  await page.goto(page.url().replace('/login', '/tv'));
  await code('XPK34C');
  await expect.poll(() => page.textContent('.left')).toMatch(/^Valid for (9:[0-5]\d|10:00)/);
});

it('asks for another code when the first is over', async () => {
  offer('AAA111', 'BBB222');
  let isSeen = (): void => {};
  const seen = new Promise<void>((resolve) => (isSeen = resolve));
  const claims = [() => later(600, { status: 204 }), () => seen.then(() => problem(410, 'offer-expired'))];
  scene.table['POST /api/displays/claim'] = () => claims.shift()?.() ?? later(20 * SECOND, { status: 204 });
  await open();
  await code('AAA111');
  isSeen();
  await code('BBB222');
  expect(count('POST /api/displays/offers')).toBe(2);
});

it('becomes a display when somebody claims it, and shows the wall', async () => {
  offer('XPK34C');
  scene.table['POST /api/displays/claim'] = ({ body }) => {
    expect(body).toEqual({ secret: 'offer-secret' });
    return later(500, { body: { page: 'wall', name: 'lobby' } });
  };
  await open();
  await page.waitForSelector('[data-metric="now.waiting"]');
  expect(new URL(page.url()).pathname).toBe('/');
});

it('goes straight to the wall when it is a display already', async () => {
  scene.table['GET /api/auth/me'] = () => as('display', 'lobby');
  await open();
  await page.waitForSelector('[data-metric="now.waiting"]');
  expect(count('POST /api/displays/offers')).toBe(0);
});

it('renews its credential once at its start, however many boards come', async () => {
  scene.table['POST /api/displays/renew'] = () => ({ status: 204 });
  const you = { role: 'display', name: 'lobby', page: 'wall' } as const;
  const play = (rev: number): void =>
    scene.server.setSnapshot(snapshotOf(boards.calm(Date.now()), Date.now(), { you: { ...you }, rev }));
  play(1);
  page = await scene.open('/', { lang: 'en' });
  await expect.poll(() => count('POST /api/displays/renew')).toBe(1);
  for (const rev of [2, 3, 4]) {
    play(rev);
    await page.waitForSelector(`html[data-rev="${rev}"]`);
  }
  expect(count('POST /api/displays/renew')).toBe(1);
});

it('says that the server is away, keeps trying, and goes on with the same code', async () => {
  offer('XPK34C');
  scene.table['POST /api/displays/claim'] = () => later(300, { status: 204 });
  await open('en');
  await code('XPK34C');
  await page.route('**/api/**', (route) => route.abort());
  await page.waitForSelector('[role=status] >> text=keeps trying');
  await page.unroute('**/api/**');
  await page.waitForSelector('.left >> text=Valid for');
  await code('XPK34C');
  expect(count('POST /api/displays/offers')).toBe(1);
});

it('waits as long as the server asks before it requests another code', async () => {
  offer('XPK34C');
  const usual = scene.table['POST /api/displays/offers'];
  const answers: (() => FakeAnswer)[] = [
    () => ({ ...problem(429, 'too-many-requests'), headers: { 'retry-after': '2' } }),
  ];
  const moments: number[] = [];
  scene.table['POST /api/displays/offers'] = (asked) => {
    moments.push(performance.now());
    return answers.shift()?.() ?? usual!(asked);
  };
  await open('en');
  await page.waitForSelector('text=Too many requests');
  await code('XPK34C');
  const [first = 0, second = 0] = moments;
  expect(second - first).toBeGreaterThan(1_900);
});

it('shows no QR of an address that leads a phone to itself, and says what to do', async () => {
  scene.table['GET /api/auth/me'] = nobody;
  scene.table['POST /api/displays/offers'] = () => ({
    status: 201,
    body: { code: 'XPK34C', secret: 'offer-secret', expiresAt: Date.now() + 10 * MINUTE },
  });
  await open('en');
  await code('XPK34C');
  await page.waitForSelector('text=Open the page by an address that phones can reach');
  expect(await page.$('svg[role=img]')).toBeNull();
});
