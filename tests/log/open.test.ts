import { spawnSync } from 'node:child_process';
import { openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rowOf } from '../../server/log/row.ts';
import { SCHEMA_VERSION } from '../../server/log/schema.ts';
import { assertDurable } from '../../server/sqlite/durable.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { tempLogFolder, openLog, type TempLogFolder } from '../support/log-folder.ts';
import { joined, joinedCalls } from '../support/joined-calls.ts';

let place: TempLogFolder;
beforeEach(() => void (place = tempLogFolder()));
afterEach(() => place.remove());

it('refuses a second server on the same folder and names the folder; takes it when the first has closed', async () => {
  const first = openLog(place.path);
  expect(() => openLog(place.path)).toThrow(`another server already runs on DATA_DIR ${dirname(place.path)}`);
  // The failed attempt must not have loosened the first one's lock, neither for this process nor for another.
  expect(() => openLog(place.path)).toThrow(expect.objectContaining({ code: 'in-use' }));
  const other = spawnSync(process.execPath, [`${import.meta.dirname}/appender.ts`, place.path], { timeout: 30_000 });
  expect(other.stderr.toString()).toContain('another server already runs on DATA_DIR');
  await first.log.append([joined(1)]);
  await first.close();
  const second = openLog(place.path);
  expect(second.log.last()).toBe(1);
  await second.close();
});

it('B5: the connection that writes waits for the disk: WAL and synchronous=FULL', async () => {
  const { close } = openLog(place.path);
  const other = new DatabaseSync(place.path);
  other.exec('pragma synchronous = full');
  expect(() => assertDurable(other, place.path)).not.toThrow();
  other.exec('pragma synchronous = normal');
  expect(() => assertDurable(other, place.path)).toThrow('expected journal_mode wal and synchronous 2 (full)');
  other.close();
  await close();
  const memory = new DatabaseSync(':memory:');
  expect(() => assertDurable(memory, ':memory:')).toThrow(expect.objectContaining({ code: 'not-durable' }));
  memory.close();
});

it('refuses a file that a newer release wrote, and leaves it as it is', () => {
  const db = new DatabaseSync(place.path);
  db.exec(`pragma user_version = ${SCHEMA_VERSION + 1}; create table event (something new)`);
  db.close();
  expect(() => openLog(place.path)).toThrow(expect.objectContaining({ code: 'newer-schema' }));
  expect(() => openLog(place.path)).toThrow('a newer release wrote it');
  const after = new DatabaseSync(place.path);
  expect(after.prepare('pragma user_version').get()).toEqual({ user_version: SCHEMA_VERSION + 1 });
  after.close();
});

/** The tables of schema version 1, as the first release made them. */
const version1 = `
  create table event (
    position integer primary key, source text not null, id text not null, subject text, day integer not null,
    body text not null, unique (source, id)
  ) strict;
  create index event_subject on event (subject) where subject is not null;
  create index event_day on event (day);
  create index event_month on event (day / 100);
  create table checkpoint (
    number integer primary key, position integer not null, fold_version integer not null, profile_hash text not null,
    state text not null
  ) strict;
  create table mark (name text primary key, value text not null) strict, without rowid;
  pragma user_version = 1;`;

it('brings a file of version 1 up, with all that it held, and opens it again as it is', async () => {
  const db = new DatabaseSync(place.path);
  db.exec(version1);
  const calendar = createCalendar();
  const insert = db.prepare('insert into event (source, id, subject, day, body) values (?, ?, ?, ?, ?)');
  for (const event of [joined(1), joined(2, { source: 'office' })]) insert.run(...rowOf(event, calendar));
  db.close();
  for (const next of [3, 4]) {
    const { log, ledger, close } = openLog(place.path);
    await log.append([joined(next, { source: 'office' })]);
    expect(ledger.after(0, 10).map(({ position }) => position)).toEqual(Array.from({ length: next }, (_, n) => n + 1));
    expect(ledger.byOffice(3, 5).map(({ position }) => position)).toEqual([2]);
    await close();
  }
  const after = new DatabaseSync(place.path);
  expect(after.prepare('pragma user_version').get()).toEqual({ user_version: SCHEMA_VERSION });
  after.close();
});

it('reports a file that is not a SQLite file', () => {
  writeFileSync(place.path, 'this is a letter, not a log\n'.repeat(500));
  expect(() => openLog(place.path)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  expect(() => openLog(place.path)).toThrow(`expected a sound SQLite file at ${place.path}`);
});

it('reports a damaged file', async () => {
  const { log, close } = openLog(place.path);
  await log.append(joinedCalls(0, 500));
  await close();
  const bytes = readFileSync(place.path);
  const file = openSync(place.path, 'r+');
  writeSync(file, Buffer.alloc(4096 - 100, 0xee), 0, 4096 - 100, 100);
  expect(bytes.length).toBeGreaterThan(4096);
  expect(() => openLog(place.path)).toThrow(expect.objectContaining({ code: 'corrupt' }));
});

it('reports a folder that cannot be made', () => {
  writeFileSync(place.path, '');
  expect(() => openLog(`${place.path}/below/log.sqlite`)).toThrow(expect.objectContaining({ code: 'unopened' }));
});

it('keeps its files from other users, also those that SQLite makes', async () => {
  const path = `${dirname(place.path)}/data/log.sqlite`;
  const { log, close } = openLog(path);
  await log.append([joined(1)]);
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  const files = readdirSync(dirname(path));
  expect(files).toEqual(expect.arrayContaining(['log.sqlite', 'log.sqlite-wal', 'log.sqlite.lock']));
  for (const name of files) expect(statSync(`${dirname(path)}/${name}`).mode & 0o777, name).toBe(0o600);
  await close();
});

it('leaves one whole file when it closes: the WAL is folded back', async () => {
  const { log, close } = openLog(place.path);
  const appended = log.append(joinedCalls(0, 100));
  await close();
  const files = readdirSync(dirname(place.path)).toSorted();
  expect(files).toEqual(['log.sqlite', 'log.sqlite.lock']);
  expect(await appended).toHaveLength(100);
});

it('reports for every commit how many events it held and how long the disk took', async () => {
  const commits: { events: number; ms: number }[] = [];
  const { log, close } = openLog(place.path, { onSync: (commit) => commits.push(commit) });
  await Promise.all([log.append(joinedCalls(0, 3)), log.append(joinedCalls(3, 2))]);
  await log.append(joinedCalls(5, 1));
  expect(commits.map(({ events }) => events)).toEqual([5, 1]);
  expect(commits.every(({ ms }) => ms > 0)).toBe(true);
  await close();
});
