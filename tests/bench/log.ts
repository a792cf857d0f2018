// How fast the embedded log is: against a bare loop of the same inserts in the same run, and how long commits take.
// Run alone: node tests/bench/log.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createCalendar } from '../../shared/calendar.ts';
import { rowOf } from '../../server/log/row.ts';
import { openForWriting } from '../../server/log/schema.ts';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { joinedCalls } from '../support/joined-calls.ts';

/** `ratio`: against the bare loop of this run, where there is one to compare with. */
export type BenchResult = { name: string; value: number; unit: string; ratio?: number };

const EVENTS = 30_000;
/** Bare and real runs take turns, so that a noisy neighbour disturbs both; the median counts. */
const ROUNDS = 5;
const APPEND = 100;
/** Appends that wait for their answer at the same time. */
const AT_ONCE = 20;
const COMMITS = 300;
const PAUSE_MS = 2;

const calendar = createCalendar();

export async function benchLog(): Promise<BenchResult[]> {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  try {
    const bare: number[] = [];
    const through: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(benchBareLoop(join(dir, `bare-${round}.sqlite`)));
      through.push(await benchThroughLog(join(dir, `through-${round}.sqlite`)));
    }
    const ratio = percentile(
      through.map((rate, round) => rate / (bare[round] ?? NaN)),
      50,
    );
    return [
      { name: 'log: events through the log', value: percentile(through, 50), unit: 'events/s', ratio },
      { name: 'log: the same inserts in a bare loop', value: percentile(bare, 50), unit: 'events/s' },
      ...(await benchCommits(join(dir, 'commits.sqlite'))),
    ];
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The least that a durable log could do: the same rows, the same file, the same fsyncs, nobody listening. */
function benchBareLoop(path: string): number {
  const db = openForWriting(path);
  const insert = db.prepare('insert into event (source, id, subject, day, body) values (?, ?, ?, ?, ?)');
  const rows = joinedCalls(0, EVENTS).map((event) => rowOf(event, calendar));
  const start = performance.now();
  for (let n = 0; n < EVENTS; n += APPEND) {
    db.exec('begin immediate');
    for (const row of rows.slice(n, n + APPEND)) insert.run(...row);
    db.exec('commit');
  }
  const seconds = (performance.now() - start) / 1000;
  db.close();
  return EVENTS / seconds;
}

async function benchThroughLog(path: string): Promise<number> {
  const { log, close } = openSqliteLog({ path, calendar });
  const events = joinedCalls(0, EVENTS);
  const start = performance.now();
  for (let n = 0; n < EVENTS; n += APPEND * AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, k) => log.append(events.slice(n + k * APPEND, n + (k + 1) * APPEND))),
    );
  const seconds = (performance.now() - start) / 1000;
  await close();
  return EVENTS / seconds;
}

/** Lone appends of 1, 10 and 100 events: the disk's share, the whole wait, and what the server's loop stands still. */
async function benchCommits(path: string): Promise<BenchResult[]> {
  const disk: number[] = [];
  const { log, close } = openSqliteLog({ path, calendar, onSync: ({ ms }) => disk.push(ms) });
  const results: BenchResult[] = [];
  let next = 0;
  for (const size of [1, 10, 100]) {
    const blocked: number[] = [];
    const waited: number[] = [];
    disk.length = 0;
    for (let n = 0; n < COMMITS; n++, next += size) {
      const events = joinedCalls(next, size);
      const start = performance.now();
      const answer = log.append(events);
      // The group goes to the writer within these microtasks; from here on the loop is free.
      for (let tick = 0; tick < 5; tick++) await Promise.resolve();
      blocked.push(performance.now() - start);
      await answer;
      waited.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    const measured = { 'the disk takes': disk, 'the writer waits': waited, 'the loop stands still': blocked };
    for (const [what, times] of Object.entries(measured))
      for (const p of [50, 99])
        results.push({ name: `log: ${size} per commit, ${what}, p${p}`, value: percentile(times, p), unit: 'ms' });
  }
  await close();
  return results;
}

function percentile(times: readonly number[], p: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? NaN;
}

if (import.meta.main)
  for (const { name, value, unit, ratio } of await benchLog())
    console.log(
      `${name}: ${value.toPrecision(3)} ${unit}${ratio === undefined ? '' : ` (${ratio.toFixed(2)} of the bare loop)`}`,
    );
