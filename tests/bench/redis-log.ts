// How fast the log in Redis is: against a bare pipelined loop of the same script on the same Redis in the same run.
// Run alone: node tests/bench/redis-log.ts
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createCalendar } from '../../shared/calendar.ts';
import { APPEND, appendKeys, nameOf } from '../../server/log/redis/append-script.ts';
import { connect } from '../../server/log/redis/connection.ts';
import { entryOf, idOf } from '../../server/log/redis/entry.ts';
import { keysOf } from '../../server/log/redis/keys.ts';
import { openRedisLog } from '../../server/log/redis/log.ts';
import { rowOf } from '../../server/log/row.ts';
import { openForWriting } from '../../server/log/schema.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { joinedCalls } from '../support/joined-calls.ts';
import { startRedis } from '../support/redis-server.ts';
import { percentile, spread, type BenchResult } from './measure.ts';

const EVENTS = 60_000;
/** Bare and real runs take turns, so that a noisy neighbour disturbs both; the median counts. */
const ROUNDS = 5;
const APPEND_SIZE = 100;
/** Appends, or bare scripts, that wait for their answer at the same time. */
const AT_ONCE = 20;
const LONE = 300;
/** As many as a node's reader takes at a time. */
const READ_PAGE = 2_000;

const calendar = createCalendar();
const newId = (): string => randomUUID();

export async function benchRedisLog(): Promise<BenchResult[]> {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  const redis = await startRedis();
  try {
    const bare: number[] = [];
    const through: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await bareLoop(redis.url, `bare-${round}`));
      through.push(await throughLog(redis.url, `through-${round}`, join(dir, `${round}.sqlite`)));
    }
    const ratios = through.map((rate, round) => rate / (bare[round] ?? NaN));
    return [
      {
        name: 'redis: events through the log',
        value: percentile(through, 50),
        unit: 'events/s',
        ratio: percentile(ratios, 50),
      },
      { name: 'redis: the same script in a bare pipelined loop', value: percentile(bare, 50), unit: 'events/s' },
      ...(await lone(redis.url, join(dir, 'lone.sqlite'))),
      ...(await catchingUp(redis.url, dir)),
    ];
  } finally {
    await redis.remove();
    rmSync(dir, { recursive: true });
  }
}

/** The least that could be done: the same script with ready arguments, nobody reading, no ledger. */
async function bareLoop(url: string, province: string): Promise<number> {
  const connection = await connect(url);
  const keys = keysOf(province);
  await connection.send(['HSET', keys.about, 'id', province, 'last', '0']);
  const sha = String(await connection.send(['SCRIPT', 'LOAD', APPEND]));
  const named = appendKeys(keys);
  const batches = Array.from({ length: EVENTS / APPEND_SIZE }, (_, n) => {
    const events = joinedCalls(n * APPEND_SIZE, APPEND_SIZE).flatMap((event) => [nameOf(event), JSON.stringify(event)]);
    return ['EVALSHA', sha, String(named.length), ...named, province, '0', ...events];
  });
  const start = performance.now();
  await always(AT_ONCE, batches, (args) => connection.send(args));
  const seconds = (performance.now() - start) / 1000;
  connection.end(new Error('done'));
  return EVENTS / seconds;
}

async function throughLog(url: string, province: string, path: string): Promise<number> {
  const { log, close } = await openRedisLog({ url, province, path, calendar, now: Date.now, newId });
  const batches = Array.from({ length: EVENTS / APPEND_SIZE }, (_, n) => joinedCalls(n * APPEND_SIZE, APPEND_SIZE));
  const start = performance.now();
  await always(AT_ONCE, batches, log.append);
  const seconds = (performance.now() - start) / 1000;
  await close();
  return EVENTS / seconds;
}

/** Does all, so many at a time: one begins as soon as another is answered. */
async function always<T>(atOnce: number, all: readonly T[], run: (one: T) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let one = all[next++]; one !== undefined; one = all[next++]) await run(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** One event after the other: from its append until it is durable in Redis and in the ledger, and followers have it. */
async function lone(url: string, path: string): Promise<BenchResult[]> {
  const { log, close } = await openRedisLog({ url, province: 'lone', path, calendar, now: Date.now, newId });
  const waited: number[] = [];
  for (const event of joinedCalls(0, LONE)) {
    const start = performance.now();
    await log.append([event]);
    waited.push(performance.now() - start);
  }
  await close();
  return spread('redis: one event until durable, in the ledger and followed', waited);
}

/** A node without a ledger reads the whole stream of the last round, in turns with a bare loop that does no more than that. */
async function catchingUp(url: string, dir: string): Promise<BenchResult[]> {
  const province = `through-${ROUNDS - 1}`;
  const bare: number[] = [];
  const through: number[] = [];
  for (let round = 0; round < 3; round++) {
    bare.push(await bareReading(url, province, join(dir, `bare-${round}.sqlite`)));
    const start = performance.now();
    const path = join(dir, `new-${round}.sqlite`);
    const { log, close } = await openRedisLog({ url, province, path, calendar, now: Date.now, newId });
    through.push(log.last() / ((performance.now() - start) / 1000));
    await close();
  }
  const ratios = through.map((rate, round) => rate / (bare[round] ?? NaN));
  return [
    {
      name: 'redis: a new node reads the stream into its ledger',
      value: percentile(through, 50),
      unit: 'events/s',
      ratio: percentile(ratios, 50),
    },
    { name: 'redis: the same by XRANGE and inserts in a bare loop', value: percentile(bare, 50), unit: 'events/s' },
  ];
}

/** The least that a new node could do: pages of the stream, each entry parsed for its columns, inserted into the same tables. */
async function bareReading(url: string, province: string, path: string): Promise<number> {
  const start = performance.now();
  const connection = await connect(url);
  const keys = keysOf(province);
  const db = openForWriting(path);
  const insert = db.prepare('insert into event (position, source, id, subject, day, body) values (?, ?, ?, ?, ?, ?)');
  let last = 0;
  for (;;) {
    const reply = await connection.send(['XRANGE', keys.log, idOf(last + 1), '+', 'COUNT', String(READ_PAGE)]);
    const entries = (Array.isArray(reply) ? reply : []).map(entryOf);
    if (entries.length === 0) break;
    db.exec('begin immediate');
    for (const { position, value } of entries)
      insert.run(position, ...rowOf(JSON.parse(value) as StoredEvent, calendar, value));
    db.exec('commit');
    last = entries.at(-1)?.position ?? last;
  }
  db.close();
  connection.end(new Error('done'));
  return last / ((performance.now() - start) / 1000);
}

if (import.meta.main)
  for (const { name, value, unit, ratio } of await benchRedisLog())
    console.log(
      `${name}: ${value.toPrecision(3)} ${unit}${ratio === undefined ? '' : ` (${ratio.toFixed(2)} of the bare loop)`}`,
    );
