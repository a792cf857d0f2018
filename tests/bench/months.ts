// Five years of a province: how fast they are folded, what stays in memory, and how soon the report of a month is there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import { readConfig } from '../../server/config.ts';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { loadProfile, foldHash } from '../../server/profiles/load.ts';
import { startServer } from '../../server/start.ts';
import { createFold, FOLD_VERSION } from '../../server/board/fold.ts';
import { pastOf } from '../../server/ledger/past.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { generateCalls } from '../support/generated-calls.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { percentile, spread, type BenchResult } from './measure.ts';

const DAYS = 5 * 365;
const BATCH = 5_000;
/** Of ten contacts so many are calls; the others come by message, visit and post. */
const CALLS_OF_TEN = 4;
const channels = ['message', 'message', 'message', 'visit', 'visit', 'post'] as const;

/** One day's events: calls, entries by hand, and the cases of some of them. */
function* days(contacts: number, until: number): Generator<{ events: StoredEvent[]; contacts: number }> {
  const calendar = createCalendar('Asia/Tehran');
  const profile = loadProfile('mazandaran');
  const random = seededRandom(111);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const [counties, topics, kinds, agencies] = [
    Object.keys(profile.counties),
    Object.keys(profile.topics),
    Object.keys(profile.kinds),
    Object.keys(profile.agencies),
  ];
  const each = Math.ceil(contacts / DAYS);
  const calls = Math.round((each * CALLS_OF_TEN) / 10);
  for (let n = DAYS - 1; n >= 0; n--) {
    const day = calendar.dayOf(until - n * DAY);
    const from = calendar.startOf(day);
    const of = (id: string, at: number, rest: object) =>
      ({ id, source: 'office', at, recordedAt: at, v: 1, ...rest }) as StoredEvent;
    const events = [
      of(`day/${day}`, from, { type: 'day.started', day }),
      ...generateCalls({
        calls,
        from: from + HOUR,
        spread: 20 * HOUR,
        seed: n,
        unheard: 0,
        queues: 6,
        desks: 12,
      }),
    ];
    for (let k = 0; k < each - calls; k++) {
      const contact = `c-${n}-${k}`;
      const at = from + 7 * HOUR + k;
      const tags = { county: pick(counties), topic: pick(topics), kind: pick(kinds) };
      events.push(of(contact, at, { type: 'contact.registered', contact, channel: pick(channels), ...tags }));
      if (random() < 0.5)
        events.push(of(`${contact}/r`, at + 1, { type: 'case.referred', contact, agency: pick(agencies) }));
      if (random() < 0.25) events.push(of(`${contact}/a`, at + 2, { type: 'case.answered', contact }));
    }
    yield { events, contacts: each };
  }
}

/** MB of live objects. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

export async function benchMonths(contacts = 300_000): Promise<BenchResult[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  const until = Date.now() - DAY;
  try {
    const calendar = createCalendar();
    const profile = loadProfile('mazandaran');
    const hash = foldHash(profile);
    const { log, ledger, close } = openSqliteLog({ path: join(dataDir, 'log.sqlite'), calendar });
    let written = 0;
    for (const { events } of days(contacts, until)) {
      for (let n = 0; n < events.length; n += BATCH) await log.append(events.slice(n, n + BATCH));
      written += events.length;
    }
    const fold = createFold({ profile, calendar, past: pastOf(ledger, calendar, () => undefined) });
    let [readMs, foldMs] = [0, 0];
    for (;;) {
      const began = performance.now();
      const page = ledger.after(fold.position, BATCH);
      const read = performance.now();
      for (const entry of page) fold.apply(entry);
      fold.takePatches();
      readMs += read - began;
      foldMs += performance.now() - read;
      if (page.length === 0) break;
    }
    await ledger.keep({ position: fold.position, foldVersion: FOLD_VERSION, foldHash: hash, ...fold.save() });
    await close();

    // The server starts from the checkpoint: closed months are in the file, not in memory.
    const read = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir });
    if (!read.ok) throw new Error(read.faults.join('\n'));
    const server = await startServer(read.config, {
      now: Date.now,
      random: Math.random,
      log: pino({ level: 'warn' }),
      dist: 'dist',
    });
    const held = heap();
    const { plain } = await server.vault.createToken({ name: 'bench', role: 'deputy', now: Date.now() });
    const months = Array.from({ length: 60 }, (_, n) => calendar.dayOf(until - n * 30 * DAY).slice(0, 7));
    const took: number[] = [];
    let size = 0;
    for (const month of [...months, ...months.toReversed()]) {
      const asked = performance.now();
      const answer = await fetch(`http://127.0.0.1:${server.port}/api/months/${month}`, {
        headers: { authorization: `Bearer ${plain}` },
      });
      size = Math.max(size, (await answer.arrayBuffer()).byteLength);
      took.push(performance.now() - asked);
      if (!answer.ok) throw new Error(`expected /api/months/${month} to be 200, got ${answer.status}`);
    }
    const after = heap();
    await server.stop();
    const many = `${contacts.toLocaleString('en')} contacts in 5 years`;
    return [
      {
        name: `months: ${many}, ${written.toLocaleString('en')} events folded`,
        value: written / (foldMs / 1000),
        unit: 'events/s',
      },
      { name: 'months: the same, with their reading', value: written / ((readMs + foldMs) / 1000), unit: 'events/s' },
      { name: `months: ${many}, live objects of the process with its server`, value: held, unit: 'MB' },
      {
        name: `months: ${many}, the same after every month was opened twice`,
        value: after,
        unit: 'MB',
        ratio: after / held,
        of: 'before',
      },
      ...spread('months: the report of any month over HTTP', took),
      { name: 'months: the report of any month over HTTP, slowest', value: percentile(took, 100), unit: 'ms' },
      { name: 'months: the largest report', value: size / 1024, unit: 'kB' },
    ];
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}
