// The demo as a newcomer sees it: a recorded Asterisk, the whole server, its one-use link, and the wall in a real browser.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig, type Config } from '../../server/config.ts';
import { officeTime } from '../../server/demo/invented/office-time.ts';
import { demoRecording, startReplay, type Replay } from '../../server/demo/replay.ts';
import { startDemo, type RunningDemo } from '../../server/demo/start-demo.ts';
import { openingLink } from '../../server/first-run.ts';
import type { RunningServer } from '../../server/environment.ts';
import { startServer } from '../../server/start.ts';
import { serviceLevel } from '../../shared/measure.ts';
import type { MonthPage } from '../../shared/api/months.ts';
import type { Board } from '../../shared/board.ts';
import { createCalendar, monthBefore, monthOf } from '../../shared/calendar.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { accountRoles } from '../../shared/role.ts';
import { seriousFaults } from '../support/axe.ts';
import { pagesOfPeople, pagesOfStrangers } from '../support/every-page.ts';
import { keepAnimating } from '../support/keep-animating.ts';
import { long } from '../support/long.ts';
import { faultsOnWalk } from '../support/page-walk.ts';

const SPEED = 10;
const root = new URL('../../', import.meta.url).pathname;
const artefacts = `${root}tests/artefacts/`;
const dataDir = mkdtempSync(join(tmpdir(), 'wallboard-demo-test-'));

let browser: Browser;
let replay: Replay;
let config: Config;
let demo: RunningDemo;
let server: RunningServer;
/** Stops the server that runs: the demo's, or the one after it. */
let stop = async (): Promise<void> => {};
let token: string;
let page: Page;

const calendar = createCalendar();
const shift = officeTime(Date.now(), calendar) - Date.now();
const now = (): number => Date.now() + shift;
const log = pino({ level: 'silent' });
const dist = join(root, 'dist');
const restart = (): Promise<RunningServer> => startServer(config, { now, random: Math.random, log, dist, demo: true });

beforeAll(async () => {
  mkdirSync(artefacts, { recursive: true });
  replay = await startReplay({ recording: demoRecording, now, speed: SPEED, loop: true, secret: 'demo' });
  const read = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    PROFILE: 'demo',
    TELEPHONY: `ami://wallboard:demo@127.0.0.1:${replay.port}?name=demo`,
  });
  if (!read.ok) throw new Error(read.faults.join('\n'));
  config = read.config;
  demo = await startDemo({ config, log, dist, seed: 111, now });
  ({ server, stop } = demo);
  config = { ...config, port: server.port };
  token = (await server.vault.createToken({ name: 'test', role: 'display', now: now() })).plain;
  browser = await launchBrowser();
  page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await keepAnimating(page);
});
afterAll(async () => {
  await browser.close();
  await stop();
  await replay.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const metric = (path: string, of: Page = page): Promise<string | null> =>
  of.getAttribute(`[data-metric="${path}"]`, 'data-value');
const link = (state: string): Promise<unknown> => page.waitForSelector(`html[data-link="${state}"]`);

/** What the document says at a path of `data-metric`; undefined for what is worked out elsewhere. */
function said(board: Board, path: string): string | undefined {
  const [, queue] = /^derived\.serviceLevel\.(?!all$)(.+)$/.exec(path) ?? [];
  if (queue !== undefined) return String(serviceLevel(board.queues[queue]!.today));
  const [, other] = /^derived\.leftOther\.(.+)$/.exec(path) ?? [];
  if (other !== undefined)
    return String(board.queues[other]!.today.leftByKey + board.queues[other]!.today.leftOtherwise);
  if (/^(derived|profile|limits|thresholds)\./.test(path)) return undefined;
  let at: unknown = board;
  for (const key of path.split('.'))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  return at === undefined ? '' : String(at);
}

type Metric = [path: string, value: string];

/** Compares every number on the screen with the board of the same revision, once one was seen of both; how many there were. */
async function expectEqual(of: Page = page, withinMs = 30_000): Promise<number> {
  const screens = new Map<number, Metric[]>();
  const boards = new Map<number, Board>();
  const until = Date.now() + withinMs;
  for (;;) {
    const seen = await of.evaluate(async (bearer) => {
      const answer = await fetch('/api/board', { headers: { authorization: `Bearer ${bearer}` } });
      const board = (await answer.json()) as Board & { rev: number };
      const metrics = [...document.querySelectorAll('[data-metric]')].map((node): [string, string] => [
        node.getAttribute('data-metric') ?? '',
        node.getAttribute('data-value') ?? '',
      ]);
      return { rev: Number(document.documentElement.dataset['rev']), metrics, board };
    }, token);
    screens.set(seen.rev, seen.metrics);
    boards.set(seen.board.rev, seen.board);
    const common = [seen.rev, seen.board.rev].find((rev) => screens.has(rev) && boards.has(rev));
    if (common !== undefined) {
      const board = boards.get(common)!;
      const known = screens.get(common)!.flatMap(([path, value]) => {
        const truth = said(board, path);
        return truth === undefined ? [] : [{ path, value, truth }];
      });
      // What a screen does not show yet is '' or 0 there; a number that differs from the document is a lie.
      expect(known.filter(({ value, truth }) => value !== truth && !(truth === '' && value === '0'))).toEqual([]);
      return known.length;
    }
    if (Date.now() > until)
      throw new Error(`no revision of both: screen ${[...screens.keys()].join()}, board ${[...boards.keys()].join()}`);
  }
}

let opened: string;
it('the printed link opens the wall and leaves the address', async () => {
  opened = await openingLink(server, now());
  await page.goto(opened);
  await link('live');
  expect(new URL(page.url()).hash).toBe('');
  expect(page.url()).not.toContain('code');
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

it(
  'calls join, are answered and end, and the numbers on screen are the numbers of the board',
  { timeout: 6 * MINUTE },
  async () => {
    const reached = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
      for (const end = Date.now() + 2 * MINUTE; !(await isSo()); await new Promise((ok) => setTimeout(ok, 50)))
        if (Date.now() > end) throw new Error(`never seen on the wall: ${what}`);
    };
    await reached('a waiting call', async () => Number(await metric('now.waiting')) > 0);
    expect(await expectEqual()).toBeGreaterThan(40);
    await reached('a busy desk', async () => (await page.$('[data-metric$=".state"][data-value="busy"]')) !== null);
    await page.screenshot({ path: `${artefacts}demo-1920x1080.png` });
    const answered = (): Promise<number> =>
      page.$$eval('[data-metric^="desks."][data-metric$=".today.answered"]', (nodes) =>
        nodes.reduce((sum, node) => sum + Number(node.getAttribute('data-value')), 0),
      );
    const before = await answered();
    await reached('further answers', async () => (await answered()) >= before + 3);
    await reached('a free desk', async () => (await page.$('[data-metric$=".state"][data-value="free"]')) !== null);
    for (let n = 0; n < 10; n++) {
      expect(await expectEqual()).toBeGreaterThan(40);
      await page.waitForTimeout(400);
    }
    expect(await seriousFaults(page)).toEqual([]);
  },
);

const urlOf = (): string => `http://127.0.0.1:${server.port}`;

/** Signs in as one of the demo's accounts; the cookie of that. */
async function sessionOf(name: string): Promise<string> {
  const signedIn = await fetch(`${urlOf()}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: urlOf() },
    body: JSON.stringify({ name, password: demo.signIn.password }),
  });
  return signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
/** What the address answers then. */
async function asRole(name: string, address: string, post?: object): Promise<{ body: unknown }> {
  const headers = { cookie: await sessionOf(name), origin: urlOf(), 'content-type': 'application/json' };
  const sent = post && { method: 'POST', body: JSON.stringify(post) };
  return { body: await (await fetch(urlOf() + address, { headers, ...sent })).json() };
}

it('every role has an account, by which people sign in', async () => {
  expect(demo.signIn.accounts.map(({ name }) => name).sort()).toEqual([...accountRoles].sort());
  for (const role of accountRoles) expect(await asRole(role, '/api/auth/me')).toMatchObject({ body: { role } });
});

it('the months have a full past: counted ones by everything, imported ones before them', async () => {
  const today = calendar.dayOf(now());
  const month = async (name: string): Promise<MonthPage> =>
    (await asRole('deputy', `/api/months/${name}`)).body as MonthPage;
  const before = await month(monthBefore(monthOf(today)));
  const counted = before.counted;
  expect(counted?.contacts).toBeGreaterThan(1_000);
  for (const part of ['byChannel', 'byKind', 'byTopic', 'byAgency', 'byCounty'] as const) {
    const parts = Object.entries(counted?.[part] ?? {});
    expect(parts.length, part).toBeGreaterThan(3);
    expect(
      parts.reduce((sum, [, n]) => sum + n, 0),
      part,
    ).toBe(counted?.contacts);
  }
  expect(Object.values(counted?.cases ?? {}).every((n) => n > 100)).toBe(true);
  expect(Object.values(counted?.verification ?? {}).every((n) => n > 0)).toBe(true);
  expect(Object.values(before.names.officials).map(({ names }) => names?.en)).toContain('Sohrab Daryakenar');
  const running = await month(monthOf(today));
  expect(running.counted?.contacts).toBeGreaterThan(0);
  const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}`;
  expect(running.yearAgo ?? (await month(yearAgo)).imported).toBeDefined();
  const drawn = (await asRole('clerk', `/api/verification?month=${before.month}`)).body;
  expect(drawn).toMatchObject({ samples: [{ size: 5, by: 'supervisor' }] });
});

it('the wall has a usual day, sittings at this hour, and desks, queues and officials in both languages', async () => {
  const answer = await fetch(`${urlOf()}/api/board`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const board = (await answer.json()) as Board;
  expect(board.halfHours?.usualDays).toBeGreaterThanOrEqual(4);
  expect(Object.keys(board.halfHours?.usual ?? {}).length).toBeGreaterThan(10);
  const on = Object.values(board.sittings).filter(({ from, to }) => from <= now() && now() < to);
  expect(on).toHaveLength(9);
  const named = [...Object.values(board.officials), ...Object.values(board.desks), ...Object.values(board.queues)];
  for (const one of named)
    expect(one).toMatchObject({
      names: { fa: expect.stringMatching(/^[^a-z]+$/i), en: expect.stringMatching(/^[ -~]+$/) },
    });
});

it('a second tab and a phone show the same', async () => {
  const tab = await page.context().newPage();
  await keepAnimating(tab);
  await tab.goto(`http://localhost:${server.port}/?lang=en`);
  await tab.waitForSelector('html[data-link="live"]');
  expect(await expectEqual(tab)).toBeGreaterThan(40);
  await tab.setViewportSize({ width: 390, height: 844 });
  await tab.screenshot({ path: `${artefacts}demo-390x844.png` });
  expect(await seriousFaults(tab)).toEqual([]);
  await tab.close();
});

const looks: [lang: 'fa' | 'en', width: number][] = [['fa', 1280]];
if (long) looks.push(['fa', 390], ['en', 1280], ['en', 390]);

it.each(looks)('axe finds nothing serious on any page (%s, %i wide)', { timeout: 15 * MINUTE }, async (lang, width) => {
  const { sittings, day = '' } = (await asRole('deputy', '/api/board')).body as Board;
  const plan = { name: 'هفتهٔ دولت', from: now() - HOUR, to: now(), queues: [], shifts: [] };
  const { id: campaign } = (await asRole('supervisor', '/api/campaigns', plan)).body as { id: string };
  const [sitting = ''] = Object.keys(sittings);
  const things = { sitting, campaign, day, month: monthOf(day), since: now() - 10 * MINUTE };
  const walk = { browser, url: urlOf(), lang, width, things };
  expect(await faultsOnWalk(pagesOfPeople, { ...walk, cookie: await sessionOf('admin') })).toEqual({});
  expect(await faultsOnWalk(pagesOfStrangers, walk)).toEqual({});
});

it.each(['used', 'wrong'])('a %s code says that the link is no longer valid', async (kind) => {
  const context = await browser.newContext();
  const stranger = await context.newPage();
  const url = kind === 'used' ? opened : `http://localhost:${server.port}/#code=nobody-made-this`;
  await stranger.goto(url.replace('/#', '/?lang=en#'));
  await stranger.waitForSelector('text=This link is no longer valid');
  expect(await stranger.$('[data-metric]')).toBeNull();
  await context.close();
});

it(
  'a server that dies leaves a wall that says so, and one that comes back is shown at once',
  { timeout: 4 * MINUTE },
  async () => {
    const colour = (): Promise<string> => page.$eval('main .body strong', (node) => getComputedStyle(node).color);
    await link('live');
    const alive = await colour();
    const epoch = (
      (await (await fetch(`${urlOf()}/api/board`, { headers: { authorization: `Bearer ${token}` } })).json()) as {
        epoch: string;
      }
    ).epoch;
    await stop();
    await link('stale');
    expect(await colour()).not.toBe(alive);
    await page.screenshot({ path: `${artefacts}demo-stale-1920x1080.png` });
    const numbers = await page.$$eval('[data-metric]', (nodes) => nodes.length);
    expect(numbers).toBeGreaterThan(40);
    server = await restart();
    stop = server.stop;
    const back = performance.now();
    await link('live');
    expect(performance.now() - back).toBeLessThan(8_000);
    const answer = await fetch(`${urlOf()}/api/board`, { headers: { authorization: `Bearer ${token}` } });
    const now = (await answer.json()) as { epoch: string };
    expect(now.epoch).not.toBe(epoch);
    for (let n = 0; n < 5; n++) {
      expect(await expectEqual()).toBeGreaterThan(40);
      await page.waitForTimeout(300);
    }
  },
);
