// How long the loop stands still while a checkpoint is kept and while a screen gets its snapshot, with thousands of open calls
// and events coming in between. In processor time: neighbours on the machine must not count.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { openBoard } from '../../server/projection.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import { storedBy } from '../support/stored-events.ts';
import { percentile, type BenchResult } from './measure.ts';

const OPEN_CALLS = 10_000;
/** From one event to the next while a checkpoint is on its way, ms. */
const APART_MS = 5;
const CHECKPOINTS = 12;
const AT = Date.UTC(2026, 10, 23, 9);

export async function benchStandStill(): Promise<BenchResult[]> {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  const calendar = createCalendar();
  const { ledger, close } = openSqliteLog({ path: join(dir, 'log.sqlite'), calendar });
  try {
    const profile = loadProfile('mazandaran');
    const board = await openBoard({ ledger, profile, calendar, now: Date.now, log: pino({ level: 'silent' }) });
    const stored = storedBy('pbx', AT);
    let position = 0;
    const apply = (event: Partial<StoredEvent>): void => {
      const entry: LogEntry = { position: ++position, event: stored(event as never) };
      board.apply([entry]);
    };
    const day = calendar.dayOf(AT);
    apply({ type: 'day.started', id: `day/${day}`, day } as never);
    const joins = (n: number): void =>
      apply({
        type: 'call.joined',
        id: `c${n}/joined`,
        at: AT + n,
        call: `pbx-${AT + n}.${n}`,
        queue: `q${n % 6}`,
      } as never);
    for (let n = 0; n < OPEN_CALLS; n++) joins(n);
    const held: number[] = [];
    const snapshots: number[] = [];
    let next = OPEN_CALLS;
    for (let round = 0; round < CHECKPOINTS; round++) {
      joins(next++);
      let isKept = false;
      let due = performance.now();
      held.push(
        cpuOf(() => {
          void board.checkpoint('now').then(() => (isKept = true));
        }),
      );
      while (!isKept) {
        held.push(
          await turn(() => {
            if (performance.now() < due) return;
            due += APART_MS;
            joins(next++);
          }),
        );
      }
      snapshots.push(cpuOf(() => void JSON.stringify(board.fold.board)));
    }
    await board.stop();
    const longest = held.filter((ms) => ms > 0);
    return [
      {
        name: `stand still: a checkpoint of ${OPEN_CALLS.toLocaleString('en')} open calls, p99`,
        value: percentile(longest, 99),
        unit: 'ms',
      },
      { name: 'stand still: a checkpoint, at most', value: Math.max(...longest), unit: 'ms' },
      { name: 'stand still: a snapshot of that board, p99', value: percentile(snapshots, 99), unit: 'ms' },
    ];
  } finally {
    await close();
    rmSync(dir, { recursive: true });
  }
}

function cpuOf(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** One turn of the loop: what was due, and what `run` does. */
async function turn(run: () => void): Promise<number> {
  const before = process.threadCpuUsage();
  await setImmediate();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
