import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StoredEvent } from '../../shared/event.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Appended } from '../../server/log/log.ts';
import { LogUnwritable } from '../../server/log-unwritable.ts';
import { createSpool, type SpoolState } from '../../server/log/spool.ts';
import { tempLogFolder, openLog } from '../support/log-folder.ts';
import { joined, joinedCalls } from '../support/joined-calls.ts';
import { seededRandom } from '../support/seeded-random.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A log of which the test says when it takes events. */
function moodyLog() {
  const kept: StoredEvent[] = [];
  const tries: number[] = [];
  const mood = { full: false };
  return {
    kept,
    tries,
    mood,
    append: async (events: readonly StoredEvent[]): Promise<Appended[]> => {
      tries.push(Date.now());
      await Promise.resolve();
      if (mood.full) throw new LogUnwritable(new Error('database or disk is full'));
      kept.push(...events);
      return events.map((_, n) => ({ position: n, repeated: false }));
    },
  };
}

it('passes events on at once and in order while the log takes them', async () => {
  const log = moodyLog();
  const spool = createSpool({ log, now: Date.now });
  spool.put(joinedCalls(0, 3));
  spool.put(joinedCalls(3, 2));
  await spool.drained();
  expect(log.kept).toEqual(joinedCalls(0, 5));
  expect(spool.state()).toEqual({ waiting: 0, dropped: 0 });
});

it('B5: keeps order and loses nothing when the log comes back', async () => {
  const log = moodyLog();
  const told: SpoolState[] = [];
  const spool = createSpool({ log, now: () => 4711, onState: (state) => told.push(state), retryMs: 100 });
  spool.put(joinedCalls(0, 2));
  await spool.drained();
  log.mood.full = true;
  for (let n = 2; n < 3_000; n++) spool.put([joined(n)]);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(spool.state()).toMatchObject({
    since: 4711,
    waiting: 2_998,
    dropped: 0,
    cause: expect.stringContaining('full'),
  });
  log.mood.full = false;
  await vi.advanceTimersByTimeAsync(10_000);
  await spool.drained();
  expect(log.kept).toEqual(joinedCalls(0, 3_000));
  expect(spool.state()).toEqual({ waiting: 0, dropped: 0 });
  expect(told.map(({ since }) => since)).toEqual([4711, undefined]);
});

it('backs off between tries, up to ten seconds, and starts again from the shortest pause after a success', async () => {
  const log = moodyLog();
  log.mood.full = true;
  const spool = createSpool({ log, now: Date.now, retryMs: 1_000 });
  spool.put([joined(1)]);
  await vi.advanceTimersByTimeAsync(MINUTE);
  const waits = log.tries.slice(1).map((at, n) => at - (log.tries[n] ?? 0));
  expect(waits.slice(0, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
  log.mood.full = false;
  await vi.advanceTimersByTimeAsync(10_000);
  await spool.drained();
  log.mood.full = true;
  log.tries.length = 0;
  spool.put([joined(2)]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(log.tries).toHaveLength(2);
  spool.stop();
});

it('refuses the newest beyond its limit, counts them and says so', async () => {
  const log = moodyLog();
  log.mood.full = true;
  const told: SpoolState[] = [];
  const spool = createSpool({ log, limit: 10, now: () => 1, onState: (state) => told.push(state), retryMs: 10 });
  spool.put(joinedCalls(0, 8));
  spool.put(joinedCalls(8, 5));
  spool.put(joinedCalls(13, 4));
  await vi.advanceTimersByTimeAsync(1);
  expect(spool.state()).toMatchObject({ waiting: 10, dropped: 7 });
  expect(told.map(({ dropped }) => dropped)).toContain(3);
  log.mood.full = false;
  await vi.advanceTimersByTimeAsync(100);
  await spool.drained();
  expect(log.kept).toEqual(joinedCalls(0, 10));
  expect(spool.state()).toEqual({ waiting: 0, dropped: 7 });
});

it('is drained only when what was put before is durable, and does not wait for what comes later', async () => {
  const log = moodyLog();
  log.mood.full = true;
  const spool = createSpool({ log, now: Date.now, retryMs: 10 });
  await spool.drained();
  spool.put([joined(1)]);
  let drained = false;
  void spool.drained().then(() => (drained = true));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(drained).toBe(false);
  log.mood.full = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(drained).toBe(true);
});

it('tries no more once it is stopped', async () => {
  const log = moodyLog();
  log.mood.full = true;
  const spool = createSpool({ log, now: Date.now, retryMs: 10 });
  spool.put([joined(1)]);
  await vi.advanceTimersByTimeAsync(1);
  spool.stop();
  const tries = log.tries.length;
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(log.tries).toHaveLength(tries);
  expect(vi.getTimerCount()).toBe(0);
});

it('B5: in front of a real log whose medium fails now and then, everything comes in once and in order', async () => {
  vi.useRealTimers();
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
  console.log(`spool before a failing log: seed ${seed}`);
  const random = seededRandom(seed);
  const { path, remove } = tempLogFolder();
  let pragma: (sql: string) => Promise<void> = () => Promise.reject(new Error('the log gave no pragma'));
  const { log, ledger, close } = openLog(path, { breakable: (given) => (pragma = given) });
  const outages: SpoolState[] = [];
  const spool = createSpool({ log, now: Date.now, retryMs: 2, onState: (state) => outages.push(state) });
  let n = 0;
  for (let round = 0; round < 60; round++) {
    if (random() < 0.3) await pragma(`pragma query_only = ${random() < 0.5}`);
    const count = 1 + Math.floor(random() * 400);
    spool.put(joinedCalls(n, count));
    n += count;
    await new Promise((resolve) => setTimeout(resolve, random() * 6));
  }
  await pragma('pragma query_only = off');
  await spool.drained();
  const entries = ledger.after(0, n + 1);
  expect(entries.map(({ event }) => event)).toEqual(joinedCalls(0, n));
  expect(outages.length).toBeGreaterThan(0);
  await close();
  remove();
});
