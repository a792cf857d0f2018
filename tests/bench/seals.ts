// What sealing a day of 20,000 events costs, and checking it again: how long, and how long other work waits meanwhile.
// Run alone: node tests/bench/seals.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { createPace } from '../../server/reading/pace.ts';
import { createSealer } from '../../server/seals/sealer.ts';
import { verifyLog } from '../../server/seals/verify.ts';
import { CLOCK } from '../../server/door/own-sources.ts';
import { stampsOf } from '../../server/door/stamps.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import { DAY } from '../../shared/time.ts';
import { generateCalls } from '../support/generated-calls.ts';
import { storedBy } from '../support/stored-events.ts';
import type { BenchResult } from './measure.ts';

const EVENTS = 20_000;
const FROM = Date.UTC(2026, 10, 21, 6);
const calendar = createCalendar();

const begins = (at: number): StoredEvent => {
  const day = calendar.dayOf(at);
  return storedBy('clock', at)({ type: 'day.started', id: `day/${day}`, day });
};

export async function benchSeals(): Promise<BenchResult[]> {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  const path = join(dir, 'log.sqlite');
  const opened = openSqliteLog({ path, calendar });
  const { log, ledger } = opened;
  try {
    await log.append([begins(FROM)]);
    const day = generateCalls({ calls: 8_000, from: FROM, spread: DAY / 4, seed: 7, unheard: 0, queues: 6, desks: 30 });
    for (let n = 0; n < EVENTS; n += 1_000) await log.append(day.slice(n, Math.min(n + 1_000, EVENTS)));
    await log.append([begins(FROM + DAY)]);

    let last = performance.now();
    let longest = 0;
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const done = Promise.withResolvers<void>();
    const sealer = createSealer({
      ledger,
      calendar,
      pace: createPace(),
      now: () => FROM + DAY,
      append: (event: RawEvent) => log.append([{ ...event, ...stampsOf(CLOCK, FROM + DAY) }]),
      onDifference: done.reject,
      onError: done.reject,
      onIdle: done.resolve,
    });
    const began = performance.now();
    sealer.start();
    await done.promise;
    const took = performance.now() - began;
    clearInterval(watch);

    const db = new DatabaseSync(path, { readOnly: true });
    const asked = performance.now();
    const { difference, seals } = verifyLog(db, calendar);
    const checked = performance.now() - asked;
    db.close();
    if (difference || seals.length !== 1) throw new Error('the day is not as it was sealed');
    return [
      { name: 'seals: a day of 20,000 events is sealed', value: took, unit: 'ms' },
      { name: 'seals: the longest hold of other work meanwhile', value: longest, unit: 'ms' },
      { name: 'seals: the day is checked again', value: checked, unit: 'ms' },
    ];
  } finally {
    await opened.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

if (import.meta.main) console.table(await benchSeals());
