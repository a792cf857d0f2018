// A node that hangs or loses its power behind a proxy with its usual settings: its screens are live on the other within 10 s.
import { dirname } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runTokenCommand } from '../../server/commands/token.ts';
import { BEAT_MS } from '../../shared/wire.ts';
import { MINUTE } from '../../shared/time.ts';
import { launchBrowser } from '../support/browser.ts';
import { startServerProcess, untilReady, type ServerProcess } from '../support/server-process.ts';
import { tempLogFolder } from '../support/log-folder.ts';
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.ts';
import { buildOnce } from '../support/build-once.ts';
import { startUnpluggableHost } from './unpluggable-host.ts';
import { startRoundRobin, type RoundRobin } from './round-robin.ts';

const SCREENS = 4;
const LIVE_AGAIN_MS = 10_000;
/** How long the node stays away after that. */
const WATCHED_MS = 16_000;

describe.skipIf(noRedis)('a node of two behind a proxy', () => {
  const folders = [tempLogFolder(), tempLogFolder()];
  let redis: RedisServer;
  let nodes: ServerProcess[] = [];
  let browser: Browser;
  let contexts: BrowserContext[] = [];

  beforeAll(async () => {
    buildOnce();
    browser = await launchBrowser();
    redis = await startRedis();
    nodes = await Promise.all(
      folders.map(({ path }, n) =>
        startServerProcess({ name: `node-${n}`, redisPort: redis.port, dataDir: dirname(path) }),
      ),
    );
    await Promise.all(nodes.map((node) => untilReady(node, 30_000)));
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(nodes.map((node) => node.remove()));
    await redis?.remove();
    for (const { remove } of folders) remove();
  });

  const display = async (name: string): Promise<string> => {
    const args = ['--role', 'display', '--name', name];
    const where = { dataDir: '/nowhere', redisUrl: redis.url };
    const { stdout, stderr } = await runTokenCommand({ args, ...where, now: Date.now(), counties: async () => [] });
    expect(stderr).toBe('');
    return stdout.trim();
  };

  type Screen = { page: Page; messages: number[] };
  /** Screens that are live, each in a browser profile of its own, as TVs are; `messages`: when each got one. */
  const openScreens = async (proxy: RoundRobin): Promise<Screen[]> => {
    const screens: Screen[] = [];
    contexts = [];
    onTestFinished(async () => void (await Promise.all(contexts.map((context) => context.close()))));
    for (let n = 0; n < SCREENS; n++) {
      const token = await display(`hall-${n}-${Math.random().toString(36).slice(2, 8)}`);
      const context = await browser.newContext({ viewport: { width: 800, height: 450 } });
      contexts.push(context);
      const page = await context.newPage();
      const messages: number[] = [];
      page.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          if (/^42\/board,\["(snapshot|patch|beat)"/.test(String(payload))) messages.push(Date.now());
        }),
      );
      await page.goto(`${proxy.url}/#token=${token}`);
      await page.waitForSelector('html[data-link="live"]', { timeout: MINUTE });
      screens.push({ page, messages });
    }
    return screens;
  };

  /** After how many ms a screen got messages again that had lost its node; Infinity: it gets none. */
  const movedAfter = ({ messages }: Screen, from: number): number | undefined => {
    const times = [...messages, Date.now()];
    const gaps = times.slice(1).map((at, n) => ({ at, ms: at - (times[n] ?? 0) }));
    const longest = gaps.filter(({ at }) => at > from).reduce((most, gap) => (gap.ms > most.ms ? gap : most));
    if (longest.ms < 1.5 * BEAT_MS) return undefined;
    return longest.at === times.at(-1) ? Infinity : longest.at - from;
  };

  it.each(['hangs', 'loses its power'] as const)(
    'that %s: its screens are live on the other within ten seconds',
    async (how) => {
      const [one, other] = nodes as [ServerProcess, ServerProcess];
      const host = how === 'loses its power' ? await startUnpluggableHost(one.port) : undefined;
      if (host) onTestFinished(host.stop);
      const proxy = await startRoundRobin([host?.port ?? one.port, other.port]);
      onTestFinished(proxy.stop);
      const screens = await openScreens(proxy);
      const from = Date.now();
      if (host) await host.losePower();
      else one.pause();
      onTestFinished(() => void one.resume());
      await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
      const links = await Promise.all(screens.map(({ page }) => page.getAttribute('html', 'data-link')));
      const after = screens.flatMap((screen) => movedAfter(screen, from) ?? []);
      console.info(`a node ${how}: its screens were live again after ${after.join(', ')} ms`);
      expect(links).toEqual(screens.map(() => 'live'));
      expect(after.length).toBeGreaterThan(0);
      expect(Math.max(...after)).toBeLessThanOrEqual(LIVE_AGAIN_MS);
    },
    4 * MINUTE,
  );
});
