// B6 through a network that is cut again and again: after each return the wall equals the server's board within two seconds,
// and whenever it shone, its board was one that the server had in the last five.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { STALE_MS } from '../../shared/wire.ts';
import { MINUTE } from '../../shared/time.ts';
import { launchBrowser } from '../support/browser.ts';
import { startTestServer } from '../support/test-server.ts';
import { randomEvents } from '../support/random-events.ts';
import { long, rounds } from '../support/long.ts';
import { connectTestScreen, waitUntil } from '../support/test-push.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { buildOnce } from '../support/build-once.ts';
import { openCuttableProxy } from '../support/cuttable-proxy.ts';
import { keepAnimating } from '../support/keep-animating.ts';

const CUTS = rounds('CUTS', 3, 50);
/** The longest cut: a few are dead long before, most are short. */
const FIRST_AWAY_MS = 6_400;
const AWAY_MS = long ? 14_000 : 7_000;
const BACK_WITHIN_MS = 2_000;
/** Between a moment of the server and the page's look at it: timers, frames, and a busy machine. */
const SLACK_MS = 400;
const EVENTS_A_SECOND = 28;

let browser: Browser;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What stands on screen at one moment: the revision, how far it is trusted, and every number of the document. */
type Seen = { at: number; rev: number; link: string; numbers: [path: string, value: string][] };

const look = (): Seen => {
  const { rev, link } = document.documentElement.dataset;
  const nodes = [...document.querySelectorAll('[data-metric]')];
  return {
    at: Date.now(),
    rev: Number(rev),
    link: String(link),
    numbers: nodes.map((node) => [node.getAttribute('data-metric') ?? '', node.getAttribute('data-value') ?? '']),
  };
};

/** Notes in the page how far it trusts itself, at every change and ten times a second. */
async function watch(page: Page): Promise<() => Promise<Omit<Seen, 'numbers'>[]>> {
  await page.evaluate(() => {
    const seen: object[] = [];
    Object.assign(globalThis, { seen });
    const note = (): void => {
      const { rev, link } = document.documentElement.dataset;
      seen.push({ at: Date.now(), rev: Number(rev), link });
    };
    new MutationObserver(note).observe(document.documentElement, { attributeFilter: ['data-rev', 'data-link'] });
    setInterval(note, 100);
  });
  return () => page.evaluate(() => (globalThis as unknown as { seen: Omit<Seen, 'numbers'>[] }).seen);
}

/** The value at a place of the document; undefined where there is none, and for what is worked out on the wall. */
function valueAt(board: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], board);
}

it(
  `${CUTS} cuts: dim while it may be wrong, and right within two seconds of each return`,
  async () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e6));
    console.log(`cuts: seed ${seed}, ${CUTS} cuts`);
    const random = seededRandom(seed);
    const server = await startTestServer('');
    const token = (role: 'display' | 'ingest'): string =>
      server.vault.createToken({ name: `${role}-of-cuts`, role, now: Date.now() }).plain;
    const [display, ingest] = [token('display'), token('ingest')];

    // Beside the wall, on a line that nobody cuts: when the server had which board.
    const reference = connectTestScreen(server.url, { token: display });
    onTestFinished(() => void reference.socket.close());
    await waitUntil(() => reference.received.snapshots.length > 0, 'a snapshot');
    const boards = new Map<number, { board: string; until: number }>();
    let current = reference.rev();
    const note = (): void => {
      boards.set(current, { board: boards.get(current)?.board ?? '', until: Date.now() });
      current = reference.rev();
      boards.set(current, { board: JSON.stringify(reference.board()), until: Infinity });
    };
    note();
    reference.socket.on('patch', note);

    const line = await openCuttableProxy(server.port);
    onTestFinished(line.stop);
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    onTestFinished(() => page.close());
    await keepAnimating(page);
    await page.goto(`${line.url}/#token=${display}`);
    await page.waitForSelector('html[data-link="live"]');

    let posting = true;
    const posted = (async () => {
      const events = randomEvents({ seed, from: Date.now(), rate: EVENTS_A_SECOND, desks: 12, queues: 4 });
      let next = events.next().value;
      while (posting) {
        const due: object[] = [];
        for (; next.at <= Date.now() + 40; next = events.next().value) {
          // What the server sets by itself is not a sender's to say.
          const { source: _s, recordedAt: _r, v: _v, target: _t, ...event } = { target: undefined, ...next };
          if (event.type !== 'day.started') due.push(event);
        }
        if (due.length > 0) {
          const answer = await fetch(`${server.url}/api/events`, {
            method: 'POST',
            headers: { authorization: `Bearer ${ingest}`, 'content-type': 'application/json' },
            body: JSON.stringify(due),
          });
          const said = (await answer.json()) as { rejected?: unknown[] };
          if (!answer.ok || said.rejected?.length !== 0)
            throw new Error(`expected all taken, got ${JSON.stringify(said)}`);
        }
        await sleep(40);
      }
    })();
    posted.catch(() => undefined); // told when the test ends
    onTestFinished(async () => {
      posting = false;
      await posted;
    });

    const differences = ({ rev, numbers }: Seen): string[] => {
      const board = JSON.parse(boards.get(rev)?.board ?? 'null') as unknown;
      return numbers.flatMap(([path, shown]) => {
        const value = valueAt(board, path);
        return value === undefined || shown === String(value) ? [] : [`${path}: shown ${shown}, is ${String(value)}`];
      });
    };
    const seen = await watch(page);
    await sleep(3_000);
    const returns: number[] = [];
    for (let n = 1; n <= CUTS; n++) {
      // The first is a hole in which every connection dies on which the page was loaded.
      const how = n === 1 || random() < 0.5 ? 'hole' : 'reset';
      const away = n === 1 ? FIRST_AWAY_MS : Math.round(200 + random() ** 2 * AWAY_MS);
      line.cut(how);
      await sleep(away);
      const back = Date.now();
      const wanted = reference.rev();
      line.mend();
      let last: Seen;
      do {
        await sleep(20);
        last = await page.evaluate(look);
      } while ((last.link !== 'live' || last.rev < wanted) && Date.now() < back + 4 * BACK_WITHIN_MS);
      returns.push(last.at - back);
      const round = `cut ${n} (${how}, ${away} ms, seed ${seed})`;
      expect([last.link, last.rev >= wanted], `${round}: ${last.at - back} ms after the return`).toEqual([
        'live',
        true,
      ]);
      expect(last.at - back, round).toBeLessThanOrEqual(BACK_WITHIN_MS);
      await waitUntil(() => boards.has(last.rev), `revision ${last.rev}`);
      expect(last.numbers.length).toBeGreaterThan(50);
      expect(differences(last), round).toEqual([]);
      await sleep(random() * 1_500);
    }
    const dishonest = (await seen()).filter(
      ({ at, rev, link }) => link === 'live' && at - (boards.get(rev)?.until ?? 0) > STALE_MS + SLACK_MS,
    );
    const sorted = returns.toSorted((a, b) => a - b);
    console.info(
      `cuts: right again after ${sorted[sorted.length >> 1]} ms (median), ${sorted.at(-1)} ms (the longest)`,
    );
    expect(dishonest).toEqual([]);
  },
  MINUTE + CUTS * 20_000,
);
