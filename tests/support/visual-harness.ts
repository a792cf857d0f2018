// Sizes of real walls, boards from empty to full, and a browser that shows them from a fake server.
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Board } from '../../shared/board.ts';
import type { WallPage } from '../../shared/role.ts';
import type { Snapshot } from '../../shared/wire.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { launchBrowser } from './browser.ts';
import { long } from './long.ts';
import { boardOf, boards, snapshotOf } from '../fixtures/boards.ts';
import { buildOnce } from './build-once.ts';
import { startFakeServer } from './fake-server.ts';

const artefacts = new URL('../artefacts/', import.meta.url).pathname;

/** Every page in every size, language, theme and print, with every board: minutes instead of one. */
export const isLong = long;

export const sizes = {
  '1920x1080': [1920, 1080],
  '1280x720': [1280, 720],
  '3840x2160': [3840, 2160],
  '1024x768': [1024, 768],
  '1080x1920': [1080, 1920],
  '820x1180': [820, 1180],
  '390x844': [390, 844],
} as const;
export type Size = keyof typeof sizes;
export const allSizes = Object.keys(sizes) as Size[];
export const isPhone = (size: Size): boolean => size === '390x844';

export type Lang = 'fa' | 'en';
type Scene = { board: (now: number) => Board; more?: Partial<Snapshot> };

const waits = (count: number): number[] => Array.from({ length: count }, (_, index) => 500 - index * 5);
/** No end of any talk was reported: every desk that talks does so for hours. */
const endless = (now: number, desks: number): Board => {
  const board = boardOf({ now, queues: 3, desks, waits: waits(2) });
  for (const { call } of Object.values(board.desks)) if (call) call.answeredAt = now - 200 * MINUTE;
  return board;
};
/** Far over its limits: the tile says why, and what becomes of those who wait. */
const explainedBreach = (now: number): Board => {
  const board = boards.manySittings(now, waits(22));
  const slots = Array.from({ length: 48 }, (_, slot) => [String(slot), 100] as const);
  const today = Object.fromEntries(slots.map(([slot, usual]) => [slot, usual * 3]));
  board.halfHours = { ...board.halfHours, today, usual: Object.fromEntries(slots), usualDays: 6 };
  for (const { today } of Object.values(board.queues)) today.answeredInTarget = Math.round(today.answered * 0.4);
  const alert = { subject: 'province', level: 'act', since: now - 5 * MINUTE, step: 1 } as const;
  board.alerts = {
    'waiting/province/1': { ...alert, rule: 'waiting', value: 22, limit: 12 },
    'cases-overdue/province/1': {
      ...alert,
      since: now - 3 * DAY,
      rule: 'cases-overdue',
      value: 286,
      limit: 200,
    },
  };
  return board;
};
/** More calls about two topics than usual. */
const surging = (now: number): Board => {
  const surge = { rule: 'topic-surge', since: now - 5 * MINUTE, step: 1, minutes: 40 } as const;
  const [worse, weaker] = [
    { ...surge, subject: 'juybar--bank-loan', level: 'act', value: 0.04, limit: 0.1, calls: 11, usual: 1.2 } as const,
    { ...surge, subject: 'sari--electricity', level: 'watch', value: 0.8, limit: 1, calls: 9, usual: 1 } as const,
  ];
  return { ...boards.busy(now), alerts: { [`${worse.subject}/1`]: worse, [`${weaker.subject}/1`]: weaker } };
};
/** 23:58 in Tehran on Wednesday 23 Ordibehesht 1405: no date has more letters in either language. */
const LONGEST_DATE = Date.UTC(2026, 4, 13, 20, 28);
export const silentSince = (at: number) => ({ state: 'down', code: 'closed', since: at, lastHeardAt: at }) as const;
export const scenes: Record<string, Scene> = {
  empty: { board: () => boards.empty(), more: { links: {} } },
  '1-desk': { board: (now) => boardOf({ now, queues: 1, desks: 1, waits: waits(1), alone: true }) },
  '2-desks': { board: (now) => boardOf({ now, queues: 1, desks: 2 }) },
  calm: { board: (now) => boards.calm(now) },
  busy: { board: (now) => boards.busy(now), more: { demo: true, you: { role: 'deputy', name: 'maryam' } } },
  sitting: { board: (now) => boards.sitting(now), more: { you: { role: 'deputy', name: 'maryam' } } },
  'many-sittings': {
    board: (now) => boards.manySittings(now),
    more: { demo: true, you: { role: 'deputy', name: 'maryam' } },
  },
  'silent-many-sittings': {
    board: (now) => boards.manySittings(now - 5 * MINUTE),
    more: {
      links: { pbx111: silentSince(Date.now() - 5 * MINUTE) },
      demo: true,
      you: { role: 'deputy', name: 'maryam' },
    },
  },
  breach: { board: (now) => boards.breach(now) },
  surge: { board: surging },
  'breach-explained': { board: explainedBreach, more: { you: { role: 'deputy', name: 'maryam' } } },
  '30-desks': { board: (now) => boardOf({ now, queues: 3, desks: 30, waits: waits(14) }) },
  '8-queues': { board: (now) => boardOf({ now, queues: 8, desks: 6, waits: waits(3) }) },
  crowded: { board: (now) => boards.crowded(now) },
  'long-names': { board: (now) => boards.longNames(now) },
  huge: { board: (now) => boards.huge(now) },
  silent: {
    board: (now) => boards.sitting(now - 5 * MINUTE),
    more: { links: { pbx111: silentSince(Date.now() - 5 * MINUTE) }, you: { role: 'deputy', name: 'maryam' } },
  },
  'silent-crowded': {
    board: (now) => boards.crowded(now - 5 * MINUTE),
    more: { links: { pbx111: silentSince(Date.now() - 5 * MINUTE) } },
  },
  'silent-since-yesterday': {
    board: (now) => boards.busy(now - DAY),
    more: { links: { pbx111: silentSince(Date.now() - DAY) }, you: { role: 'deputy', name: 'maryam' } },
  },
  'silent-for-months': {
    board: (now) => boards.crowded(now),
    more: { links: { pbx111: silentSince(LONGEST_DATE) }, demo: true },
  },
  'never-reached': {
    board: () => boards.empty(),
    more: { links: { pbx111: { state: 'refused', code: 'login-refused', since: Date.now() - 5 * MINUTE } } },
  },
  '22-queues': { board: (now) => boardOf({ now, queues: 22, desks: 44, waits: [400, 90, 12] }) },
  '30-queues': { board: (now) => boardOf({ now, queues: 30, desks: 60, waits: waits(60) }) },
  '60-queues': { board: (now) => boardOf({ now, queues: 60, desks: 300, waits: waits(9) }) },
  'endless-2': { board: (now) => endless(now, 2) },
  'endless-6': { board: (now) => endless(now, 6) },
  'endless-9': { board: (now) => endless(now, 9) },
  'endless-14': { board: (now) => endless(now, 14) },
  'endless-20': { board: (now) => endless(now, 20) },
  'endless-30': { board: (now) => endless(now, 30) },
  'silent-60-queues': {
    board: (now) => boardOf({ now: now - 5 * MINUTE, queues: 60, desks: 300, waits: waits(9) }),
    more: { links: { pbx111: silentSince(Date.now() - 5 * MINUTE) } },
  },
  trouble: {
    board: (now) => boards.busy(now),
    more: {
      demo: true,
      recording: { since: Date.now() - 7 * MINUTE },
      links: {
        pbx111: { state: 'refused', code: 'login-refused', since: Date.now() - 5 * MINUTE },
        'pbx-babol': { state: 'up', since: 0, skew: 4_200 },
      },
    },
  },
};

export type VisualHarness = Awaited<ReturnType<typeof openVisualHarness>>;

/** A browser and a fake server that sends heartbeats; each page of the browser is a screen of it. */
export async function openVisualHarness() {
  buildOnce();
  mkdirSync(artefacts, { recursive: true });
  const browser = await launchBrowser();
  const server = await startFakeServer(snapshotOf(boards.empty(), Date.now()));
  server.keepBeating(true);
  let rev = 1;
  const fit = async (page: Page, size: Size): Promise<void> => {
    const [width, height] = sizes[size];
    await page.setViewportSize({ width, height });
    await twoFrames(page);
  };
  /** Loads the wall anew, in another size and language. */
  const visit = async (page: Page, size: Size, lang: Lang, question = ''): Promise<void> => {
    await fit(page, size);
    await page.goto(`${server.url}?lang=${lang}${question}`);
    await page.waitForSelector('.wall main');
    await page.evaluate(() => document.fonts.ready);
  };

  return {
    server,
    browser,
    async open(size: Size, lang: Lang, question = ''): Promise<Page> {
      const page = await browser.newPage({ timezoneId: 'America/New_York' });
      await page.addInitScript(stayAwake);
      await visit(page, size, lang, question);
      return page;
    },
    fit,
    visit,
    /** Turns the screen to a page of the wall as a link would. */
    async turn(page: Page, to: WallPage): Promise<void> {
      await page.evaluate((to) => {
        history.pushState(null, '', `/?page=${to}`);
        dispatchEvent(new PopStateEvent('popstate'));
      }, to);
      await page.waitForSelector(landmark[to]);
      await labelsPlaced(page);
    },
    async show(page: Page, board: Board, more: Partial<Snapshot> = {}): Promise<void> {
      rev += 1;
      server.setSnapshot(snapshotOf(board, Date.now(), { rev, ...more }));
      await page.waitForFunction((wanted) => document.documentElement.dataset['rev'] === wanted, String(rev));
      await twoFrames(page);
      await labelsPlaced(page);
    },
    shot: (page: Page, name: string): Promise<unknown> =>
      page.screenshot({ path: `${artefacts}${name}.png`, fullPage: true }),
    stop: async (): Promise<void> => {
      await browser.close();
      await server.stop();
    },
  };
}

/** Runs in the page: a browser that lends no lock makes the wall say so, over what stands there, in its first seconds. */
function stayAwake(): void {
  const lock = (): EventTarget =>
    Object.assign(new EventTarget(), { released: false, release: () => Promise.resolve() });
  const request = (): Promise<EventTarget> => Promise.resolve(lock());
  Object.defineProperty(Navigator.prototype, 'wakeLock', { value: { request } });
}

/** What only this page of the wall has. */
const landmark: Record<WallPage, string> = {
  wall: '#hero-title',
  queues: '#queues-title',
  month: '#sum-title',
  officials: '#officials-title',
  map: 'main .outline-map > svg, main .land',
  floor: '#today-title',
};

/** No transition of a colour is on its way any more. */
export const transitionsEnded = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    do await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    while (document.getAnimations().some((one) => one instanceof CSSTransition && one.playState !== 'finished'));
  });

/** Two frames: what a room has space for is known after the first. */
export const twoFrames = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Waits for a part that a page loads after its numbers: until then nothing of what it does happens. */
export async function partLoaded(page: Page, name: string): Promise<void> {
  const isThere = (name: string): boolean =>
    performance.getEntriesByType('resource').some((one) => one.name.includes(`/assets/${name}-`));
  await page.waitForFunction(isThere, name);
  await twoFrames(page);
}

/** The map works out the places of its labels in pieces. */
const labelsPlaced = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('[data-placing]') === null);

/** How the screen looks, without a visit to its settings. */
export const applyTheme = (page: Page, look: { theme?: string; print?: string }): Promise<unknown> =>
  page.evaluate((look) => Object.assign(document.documentElement.dataset, look), look);
