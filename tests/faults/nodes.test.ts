// Several nodes under faults: real processes, a real Redis, real screens, two collectors and an Asterisk with two listeners.
// After each round every acknowledged event is there once, and all nodes and screens show one board.
// ROUNDS=50 SEED=7 npx vitest run tests/faults/nodes.test.ts
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { canonical } from '../../shared/patch.ts';
import { MINUTE } from '../../shared/time.ts';
import { runTokenCommand } from '../../server/commands/token.ts';
import { tempLogFolder } from '../support/log-folder.ts';
import { noRedis, startRedis } from '../support/redis-server.ts';
import { long, rounds } from '../support/long.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startCallers } from './callers.ts';
import { startCollector, type Collector } from './collector.ts';
import { unbalanced } from '../support/balance.ts';
import type { BoardAnswer } from '../support/test-server.ts';
import { startServerProcess, untilReady, type ServerProcess } from '../support/server-process.ts';
import { startOneQueueAsterisk, QUEUE } from '../support/one-queue-asterisk.ts';
import { openReconnectingScreen } from '../support/reconnecting-screen.ts';
import { eventsInLedger, eventsInStream } from './logged-events.ts';

const ROUNDS = rounds('ROUNDS', 3, 50);
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const PROVINCE = 'mazandaran';
const MINUTES_OFF = 5;
/** Of a busy machine, on which all that the collectors hold is to be taken as well. */
const READY_MS = MINUTE;
/** From when all faults are over. */
const SAME_MS = 10_000;

const faults = ['node killed', 'Redis killed', 'node paused', 'line cut', 'line silent', 'clock off'] as const;
type Fault = (typeof faults)[number];

const document = ({ epoch: _e, rev: _r, serverNow: _n, links: _l, recording: _c, ...board }: BoardAnswer) => board;

it.skipIf(noRedis)(
  'B2 B5: whatever dies, every acknowledged event is there once and all nodes and screens show one board',
  { timeout: MINUTE + ROUNDS * 3 * MINUTE },
  async ({ onTestFinished }) => {
    console.log(`nodes under faults: seed ${SEED}, ${ROUNDS} rounds`);
    const random = seededRandom(SEED);
    const between = (least: number, most: number): number => least + random() * (most - least);
    const redis = await startRedis();
    onTestFinished(redis.remove);
    const asterisk = await startOneQueueAsterisk();
    const nodes: ServerProcess[] = [];
    for (const n of [0, 1, 2]) {
      const { path, remove } = tempLogFolder();
      onTestFinished(remove);
      // Two listen to the same Asterisk.
      const telephony = n < 2 ? asterisk.ami(`?name=link-${n}`) : '';
      const node = await startServerProcess({
        name: `node-${n}`,
        redisPort: redis.port,
        dataDir: dirname(path),
        telephony,
      });
      onTestFinished(node.remove);
      nodes.push(node);
    }
    const token = async (role: string, name: string): Promise<string> => {
      const args = ['--role', role, '--name', name];
      const where = { dataDir: '/nowhere', redisUrl: redis.url };
      return (await runTokenCommand({ args, ...where, now: Date.now(), counties: async () => [] })).stdout.trim();
    };
    const deputy = await token('deputy', 'deputy');
    const urls = nodes.map(({ url }) => url);
    const collectors: Collector[] = [];
    for (const [n, name] of ['east', 'west'].entries())
      collectors.push(
        startCollector({
          name,
          token: await token('ingest', name),
          random: seededRandom(SEED + n + 1),
          perSecond: 250,
          urls: [...urls.slice(n), ...urls.slice(0, n)],
        }),
      );
    onTestFinished(() => collectors.forEach(({ stop }) => stop()));
    const callers = startCallers(asterisk, seededRandom(SEED + 9));
    onTestFinished(callers.stop);
    const screens = urls.flatMap((url) => [openReconnectingScreen(url, deputy), openReconnectingScreen(url, deputy)]);
    onTestFinished(() => screens.forEach(({ close }) => close()));
    const isUp = async (node: ServerProcess): Promise<void> => {
      await untilReady(node, READY_MS);
      if (nodes.indexOf(node) < 2) await expect.poll(asterisk.clients).toBe(2);
    };
    for (const node of nodes) await isUp(node);

    /** One of the two listeners is always there: otherwise nobody could know what Asterisk said. */
    let standstill = Promise.resolve();
    let mended = 0;
    const isOver = (): void => void (mended = performance.now());
    const alone = (run: () => Promise<void>): Promise<void> => (standstill = standstill.then(run));
    const befall = async (fault: Fault, node: ServerProcess): Promise<void> => {
      await sleep(between(0, 500));
      switch (fault) {
        case 'node killed':
          return alone(async () => {
            await node.kill();
            await sleep(between(100, 1_500));
            isOver();
            await node.start();
            await isUp(node);
          });
        case 'node paused':
          return alone(async () => {
            node.pause();
            await sleep(long ? 30_000 : between(2_500, 6_000));
            node.resume();
            isOver();
            await isUp(node);
          });
        case 'clock off':
          return alone(async () => {
            await node.stop();
            isOver();
            await node.start((random() < 0.5 ? -1 : 1) * MINUTES_OFF * MINUTE);
            await isUp(node);
          });
        case 'Redis killed':
          await redis.kill();
          await sleep(between(50, 2_000));
          isOver();
          return redis.start();
        case 'line cut':
        case 'line silent':
          node.line.cut(fault === 'line cut' ? 'reset' : 'hole');
          await sleep(between(500, 6_000));
          isOver();
          return node.line.mend();
      }
    };

    const found = new Map<string, number>();
    const ledgers = nodes.map(() => new Map<string, number>());
    let seen = 0;
    const took: number[] = [];
    const deck: Fault[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const collector of collectors) collector.goOn();
      callers.goOn();
      while (deck.length < 2) deck.push(...shuffled(faults, random));
      const befalls = deck
        .splice(0, 2)
        .map((fault) => ({ fault, node: nodes[Math.floor(random() * 3)] as ServerProcess }));
      const said = befalls.map(({ fault, node }) => `${fault} (${node.name})`).join(', ');
      const where = `seed ${SEED}, round ${round}: ${said}`;
      await Promise.all(befalls.map(({ fault, node }) => befall(fault, node)));
      await sleep(300);
      for (const collector of collectors) await collector.quiet(READY_MS);
      callers.quiet();
      for (const node of nodes) await isUp(node);
      const ready = performance.now();

      /** What Asterisk said last may still be on its way to the listeners, and then no board has it. */
      const isUnheard = ({ queues }: BoardAnswer): boolean => {
        const today = queues[QUEUE]?.today;
        const said = asterisk.calls.truth()[QUEUE];
        return (['offered', 'answered', 'abandoned'] as const).some(
          (one) => (today?.[one] ?? 0) !== (said?.[one] ?? 0),
        );
      };
      const differing = async (): Promise<string[]> => {
        const boards = await Promise.all(nodes.map((node) => node.board(deputy)));
        if (boards.some(isUnheard)) return ['what Asterisk said'];
        const texts = boards.map((board) => canonical(document(board)));
        const unlike = texts.flatMap((text, n) => (text === texts[0] ? [] : [`node-${n}`]));
        const stale = screens.flatMap(({ url, board }, n) =>
          canonical(board()) === texts[urls.indexOf(url)] ? [] : [`screen ${n}`],
        );
        return [...unlike, ...stale];
      };
      await expect.poll(differing, { timeout: SAME_MS, interval: 50, message: where }).toEqual([]);
      took.push(performance.now() - mended);
      console.log(
        `round ${round}: ${said}: all taken ${(ready - mended).toFixed(0)} ms after the last fault, one board ${(performance.now() - ready).toFixed(0)} ms later`,
      );

      const stream = await eventsInStream(redis, PROVINCE, seen);
      const upTo = stream.at(-1)?.position ?? seen;
      for (const { name } of stream) found.set(name, (found.get(name) ?? 0) + 1);
      // Links and clocks report by themselves all the while: what came after the look at the stream is of the next round.
      for (const [n, ledger] of ledgers.entries()) {
        const here = () => eventsInLedger(`${nodes[n]?.dataDir}/log.sqlite`, seen);
        await expect.poll(() => here().at(-1)?.position ?? seen, { message: where }).toBeGreaterThanOrEqual(upTo);
        for (const { name, position } of here().filter((one) => one.position <= upTo))
          ledger.set(`${position} ${name}`, (ledger.get(`${position} ${name}`) ?? 0) + 1);
      }
      expect(
        [...found].filter(([, times]) => times > 1),
        where,
      ).toEqual([]);
      for (const { name, acknowledged } of collectors)
        expect(
          acknowledged.filter((id) => !found.has(`${name} ${id}`)),
          where,
        ).toEqual([]);
      for (const ledger of ledgers) {
        expect(
          [...ledger.values()].every((times) => times === 1),
          where,
        ).toBe(true);
        expect(
          stream.filter(({ position, name }) => !ledger.has(`${position} ${name}`)),
          where,
        ).toEqual([]);
        expect(ledger.size, where).toBe(found.size);
      }
      seen = upTo;

      const board = await nodes[2]!.board(deputy);
      expect(
        Object.values(unbalanced(board)).filter((rest) => rest !== 0),
        where,
      ).toEqual([]);
      for (const { queue, counts } of collectors) {
        const { offered, answered, abandoned, completed } = counts;
        expect(board.queues[queue]?.today, where).toMatchObject({ offered, answered, abandoned, completed });
      }
      const { offered, answered, abandoned } = asterisk.calls.truth()[QUEUE] ?? {};
      expect(board.queues[QUEUE]?.today, where).toMatchObject({ offered, answered, abandoned, lost: 0 });
      expect(board.queues[QUEUE]?.today.unheard ?? 0, where).toBe(0);
      const contacts = collectors.reduce((sum, { counts }) => sum + counts.contacts, 0);
      expect(board.months[board.month ?? '']?.byChannel.message, where).toBe(contacts);
    }
    const all = collectors.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    console.log(
      `${ROUNDS} rounds: ${all} events acknowledged, each there once; ${asterisk.calls.truth()[QUEUE]?.offered} calls of Asterisk counted; one board everywhere within ${Math.max(...took).toFixed(0)} ms of the last fault, restarts of nodes and Redis included; refusals ${JSON.stringify(collectors.map(({ refused }) => refused))}`,
    );
    expect(all).toBeGreaterThan(ROUNDS * 200);
  },
);

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
