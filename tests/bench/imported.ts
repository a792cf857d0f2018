// A process that brings a queue_log in, as `npm run import` does or as a bare loop would, and prints what that cost it.
// node tests/bench/imported.ts import|bare FILE DATA_DIR NOW
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runImportCommand } from '../../server/commands/import.ts';
import { dayNumber } from '../../server/log/row.ts';
import { openForWriting } from '../../server/log/schema.ts';
import { createCalendar } from '../../shared/calendar.ts';

export type Cost = { events: number; cpuMs: number; wallMs: number; memoryMb: number };

const BATCH = 2_000;
const [how, file = '', dataDir = '', now = '0'] = process.argv.slice(2);

async function throughImport(): Promise<number> {
  const profile = join(dataDir, 'profile.json');
  writeFileSync(profile, JSON.stringify({ id: 'test', name: { fa: 'آزمون', en: 'Test' }, counties: {} }));
  const { exit, stdout, stderr } = await runImportCommand({
    args: ['--system', 'pbx111', file],
    config: { dataDir, redisUrl: undefined, profile, isProfileChosen: true },
    now: Number(now),
  });
  if (exit !== 0) throw new Error(stderr);
  return Number(/(\d+) new facts/.exec(stdout)?.[1]);
}

/** The least that an import could do: reads lines, splits them, and inserts a row for each into the same tables, durably. */
async function bareLoop(): Promise<number> {
  const db = openForWriting(join(dataDir, 'log.sqlite'));
  const insert = db.prepare('insert into event (source, id, subject, day, body) values (?, ?, ?, ?, ?)');
  const calendar = createCalendar();
  let rows = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [time = '', call = '', queue, desk, verb = '', ...data] = line.split('|');
    const at = Number(time) * 1000;
    const id = `${call}/1/${verb}/${time}`;
    const event = { type: verb, id, at, call, queue, desk, data: data.length, source: 'pbx111', recordedAt: at, v: 1 };
    if (rows % BATCH === 0) db.exec('begin immediate');
    insert.run('pbx111', id, `call/${call}`, dayNumber(calendar.dayOf(at)), JSON.stringify(event));
    if (++rows % BATCH === 0) db.exec('commit');
  }
  if (db.isTransaction) db.exec('commit');
  db.close();
  return rows;
}

const before = process.cpuUsage();
const began = performance.now();
const events = how === 'import' ? await throughImport() : await bareLoop();
const { user, system } = process.cpuUsage(before);
const cost: Cost = {
  events,
  cpuMs: (user + system) / 1000,
  wallMs: performance.now() - began,
  memoryMb: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(`${JSON.stringify(cost)}\n`);
process.exit(0);
