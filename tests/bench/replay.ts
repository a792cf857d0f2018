// Boards of any moment of a day of 20,000 events: the first picture, dragging, and what ten replays cost the living wall.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openBoard } from '../../server/projection.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { ledgerFile } from '../../server/log/backup.ts';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { createReplayWorker } from '../../server/replay/replay-worker.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { generateCalls } from '../support/generated-calls.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { storedBy } from '../support/stored-events.ts';
import { percentile, spread, type BenchResult } from './measure.ts';
import { compared, noLatencies, openProbe } from './probe.ts';
import { openAside, serve, type Served } from './served.ts';

const EVENTS = 20_000;
const CALLS = 4_700;
const MOMENTS = 200;
const REPLAYS = 10;
const ROUNDS = 4;
const ROUND_MS = 8_000;

const calendar = createCalendar();
/** Yesterday from eight to eight. */
const day = calendar.dayOf(Date.now() - DAY);
const from = calendar.startOf(day) + 8 * HOUR;
const to = from + 12 * HOUR;

async function fill(dataDir: string): Promise<void> {
  const { log, ledger, close } = openSqliteLog({ path: ledgerFile(dataDir), calendar });
  const silent = pino({ level: 'silent' });
  const board = await openBoard({ ledger, profile: loadProfile('mazandaran'), calendar, now: Date.now, log: silent });
  const begin = calendar.startOf(day);
  const calls = generateCalls({ calls: CALLS, from, spread: to - from, seed: 20, unheard: 0, queues: 12, desks: 40 });
  const started = storedBy('clock', begin)({ type: 'day.started', id: `day/${day}`, at: begin, day });
  for (let n = 0; n < EVENTS; n += 5_000) {
    const batch = [...(n === 0 ? [started] : []), ...calls.slice(n, Math.min(EVENTS, n + 5_000))];
    await log.append(batch);
    board.apply(ledger.after(board.fold.position, batch.length));
    // As the server that received them left it.
    await board.checkpoint('now');
  }
  await board.stop();
  await close();
}

export async function benchReplay(): Promise<BenchResult[]> {
  return [...(await benchMoments()), ...(await benchLiving())];
}

async function benchMoments(): Promise<BenchResult[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  await fill(dataDir);
  const open = () => createReplayWorker({ path: ledgerFile(dataDir), profile: loadProfile('mazandaran') });
  const random = seededRandom(111);
  const anyMoment = (): number => Math.round(from + random() * (to - from));
  const view = { kind: 'full' } as const;
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };

  const cold: number[] = [];
  for (let n = 0; n < 8; n++) {
    const fresh = open();
    cold.push(await timed(() => fresh.board({ at: anyMoment(), known: 'then', view })));
    await fresh.close();
  }
  const worker = open();
  const [then, now]: [number[], number[]] = [[], []];
  for (let n = 0; n < MOMENTS; n++)
    then.push(await timed(() => worker.board({ at: anyMoment(), known: 'then', view })));
  for (let n = 0; n < MOMENTS / 4; n++)
    now.push(await timed(() => worker.board({ at: anyMoment(), known: 'now', view })));
  await worker.start({ run: 'dragged', view, at: from });
  const began = performance.now();
  for (let n = 0; n < MOMENTS; n++) {
    // Along the bar and back, as a hand does it.
    const share = 0.5 + 0.5 * Math.sin(n / 15);
    await worker.move({ run: 'dragged', at: Math.round(from + share * (to - from)) });
  }
  const dragged = MOMENTS / ((performance.now() - began) / 1_000);
  await worker.close();
  rmSync(dataDir, { recursive: true, force: true });
  const name = `replay: a moment of a day of ${EVENTS.toLocaleString('en')} events`;
  return [
    { name: `${name}, the first ever, with the start of its thread, longest`, value: Math.max(...cold), unit: 'ms' },
    ...spread(`${name}, as known then`, then),
    { name: `${name}, as known today, p99`, value: percentile(now, 99), unit: 'ms' },
    { name: 'replay: dragged along the day', value: dragged, unit: 'boards/s' },
  ];
}

async function benchLiving(): Promise<BenchResult[]> {
  const served = await serve('', { deputies: REPLAYS, fill });
  const probe = await openProbe(served);
  await probe.run(2_000, noLatencies());
  await served.longestHold();
  const [bare, beside] = [noLatencies(), noLatencies()];
  let shown = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await probe.run(ROUND_MS, bare);
    const replays = await openReplays(served);
    await probe.run(ROUND_MS, beside);
    shown += await replays.stop();
  }
  const held = await served.longestHold();
  probe.close();
  await served.stop();
  return [
    ...compared('replay: on the living wall, an event', [bare, beside], {
      what: 'ten replays',
      nobody: 'nobody replaying',
    }),
    { name: 'replay: the event loop held without a break, longest', value: held, unit: 'ms' },
    { name: 'replay: boards shown to ten replays', value: shown / ((ROUNDS * ROUND_MS) / 1_000), unit: 'a second' },
  ];
}

/** People who each watch a replay; `stop` gives how many boards they were shown. */
async function openReplays({ url, deputies }: Served) {
  const replays = openAside('replayers.ts', { url, deputies, from, to });
  await replays.message();
  return { stop: () => replays.stop<number>() };
}
