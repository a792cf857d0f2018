// How long a restart takes: from the start of the server until /readyz is 200, with and without a checkpoint.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pino } from 'pino';
import { readConfig } from '../../server/config.ts';
import { openForReading } from '../../server/log/schema.ts';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { startServer } from '../../server/start.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY } from '../../shared/time.ts';
import { days } from './fold.ts';
import type { BenchResult } from './measure.ts';

const BATCH = 5_000;

export async function benchRestart(events = 300_000): Promise<BenchResult[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  try {
    const written = await fill(join(dataDir, 'log.sqlite'), events);
    const bareBefore = cpuMs();
    readBare(join(dataDir, 'log.sqlite'));
    const bare = cpuMs() - bareBefore;
    const startBefore = cpuMs();
    const without = await readyAfter(dataDir);
    const start = cpuMs() - startBefore;
    const tries = [await readyAfter(dataDir), await readyAfter(dataDir), await readyAfter(dataDir)];
    const count = written.toLocaleString('en');
    return [
      { name: `restart: ${count} events, no checkpoint, until ready`, value: without, unit: 'ms' },
      {
        name: 'restart: the same without a checkpoint, processor time',
        value: start,
        unit: 'ms',
        ratio: start / bare,
        of: 'reading and parsing the rows',
      },
      { name: 'restart: the rows only read and parsed, page by page', value: bare, unit: 'ms' },
      {
        name: `restart: ${count} events and a checkpoint, until ready`,
        value: tries.toSorted((a, b) => a - b)[1] ?? NaN,
        unit: 'ms',
      },
    ];
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The least that a start without a checkpoint could do: every row read in the pages in which the board reads them, and parsed. */
function readBare(path: string): void {
  const db = openForReading(path);
  const after = db.prepare('select position, body from event where position > ? order by position limit ?');
  let [position, at] = [0, 0];
  for (let rows = after.all(0, BATCH); rows.length > 0; rows = after.all(position, BATCH))
    for (const row of rows) {
      at += (JSON.parse(String(row['body'])) as StoredEvent).at;
      position = Number(row['position']);
    }
  db.close();
  if (Number.isNaN(at)) throw new Error('expected times');
}

async function fill(path: string, events: number): Promise<number> {
  const { log, close } = openSqliteLog({ path, calendar: createCalendar() });
  let written = 0;
  for (const day of days(events, Date.now() - DAY)) {
    for (let n = 0; n < day.length; n += BATCH) await log.append(day.slice(n, n + BATCH));
    written += day.length;
  }
  await close();
  return written;
}

export async function readyAfter(dataDir: string, profile?: string): Promise<number> {
  const read = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    ...(profile !== undefined && { PROFILE: profile }),
  });
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const began = performance.now();
  const server = await startServer(read.config, {
    now: Date.now,
    random: Math.random,
    log: pino({ level: 'warn' }),
    dist: 'dist',
  });
  const { status } = await fetch(`http://127.0.0.1:${server.port}/readyz`);
  const ms = performance.now() - began;
  if (status !== 200) throw new Error(`expected /readyz to be 200, got ${status}`);
  await server.stop();
  return ms;
}
