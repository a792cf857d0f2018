// What an older version let in is counted first, then taken out, and everything that belonged together still does.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { runRestoreCommand } from '../../server/commands/restore.ts';
import { dayApart } from '../../shared/alert-name.ts';
import { runScrubCommand } from '../../server/commands/scrub.ts';
import { readStored } from '../../server/door/stored.ts';
import { idOf } from '../../server/sources/names.ts';
import { keyedBy, NAMES_KEY } from '../../server/keyed.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { HOUR } from '../../shared/time.ts';
import { tempNodeDir, openSingleNode } from '../support/redis-node.ts';
import { joined } from '../support/joined-calls.ts';
import { storedUnchecked } from '../support/stored-events.ts';

const NOW = 1_795_989_474_000;
const PARTS = ['1234567', '123-4567', '123 4567', '۱۲۳ ۴۵۶۷', '9121234567'];

const event = (n: number, type: string, more: object): StoredEvent =>
  storedUnchecked('samad', NOW + n)({ type, id: `e-${n}`, ...more });

/** As an older version stored them. */
const old: readonly StoredEvent[] = [
  joined(1),
  event(2, 'call.joined', {
    id: 'c-0912-123-4567/1/joined',
    call: 'c-0912-123-4567',
    queue: 'q-0912-123-4567',
    name: 'صف ۰۹۱۲ ۱۲۳ ۴۵۶۷',
  }),
  event(3, 'call.answered', {
    id: 'c-0912-123-4567/1/answered',
    call: 'c-0912-123-4567',
    queue: 'q-0912-123-4567',
    desk: 'm-1201',
  }),
  event(4, 'contact.registered', { contact: 'c-1', channel: 'message', ref: '9121234567', by: '0912-123-4567' }),
  event(5, 'sitting.scheduled', {
    sitting: 's-1',
    official: { id: 'o-1', name: 'علی 0912 123 4567' },
    level: 'province',
    from: NOW,
    to: NOW + 2 * HOUR,
  }),
  event(6, 'source.up', { id: 'a/up/1', system: 'pbxsec', link: 'a', source: 'pbxsec' }),
  event(7, 'call.held', { id: 'pbxsec-x1s85ykr1k6lb0f/1/held/1', call: 'pbxsec-x1s85ykr1k6lb0f', source: 'pbxsec' }),
  event(8, 'source.resynced', {
    system: 'pbxsec',
    link: 'a',
    calls: { 'c-0912-123-4567': { queue: 'q-0912-123-4567' } },
    complete: true,
    source: 'pbxsec',
  }),
  event(9, 'call.held', { id: 'x', call: 'pbx111-1795989474-12', source: '09121234567' }),
  event(10, 'alert.raised', {
    alert: 'waiting/q-0912-123-4567/1405-09-09-1',
    rule: 'waiting',
    level: 'watch',
    subject: 'q-0912-123-4567',
    value: 11,
    limit: 10,
    source: 'clock',
  }),
];

async function soiled(): Promise<string> {
  const dataDir = tempNodeDir();
  const { log, ledger, vault, close } = openSingleNode(dataDir);
  await log.append(old);
  await ledger.setMark(
    'asterisk/pbxsec',
    JSON.stringify({ members: { '09121234567': 'Local/0912-123-4567@out', Ali: 'PJSIP/1201' }, shift: 3 }),
  );
  await ledger.keep({
    position: 10,
    foldVersion: 1,
    foldHash: 'h',
    state: '{"q":"0912-123-4567"}',
    months: { '1405-09': '{"q":"0912-123-4567"}' },
  });
  vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
  await close();
  const db = new DatabaseSync(join(dataDir, 'vault.sqlite'));
  db.exec(`update token set name = '09121234567'`);
  db.close();
  return dataDir;
}
const bytesOf = (dataDir: string): Buffer =>
  Buffer.concat(readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name))));
const eventsIn = (dataDir: string): StoredEvent[] => {
  const db = new DatabaseSync(join(dataDir, 'log.sqlite'), { readOnly: true });
  const rows = db.prepare('select body, id, source, subject from event order by position').all();
  db.close();
  return rows.map(({ body, id, source }) => {
    const stored = JSON.parse(String(body)) as StoredEvent;
    expect([stored.id, stored.source]).toEqual([id, source]);
    return stored;
  });
};

it('counts what it finds per field, names no number, and changes nothing without --write', async () => {
  const dataDir = await soiled();
  const before = eventsIn(dataDir);
  const { exit, stdout, stderr } = await runScrubCommand({ args: [], dataDir, now: NOW });
  expect([exit, stderr]).toEqual([0, '']);
  for (const line of [
    'log, ref: 1',
    'log, official.name: 1',
    'log, name: 1',
    'log, queue: 2',
    'log, source: 1',
    'log, by: 1',
    'log, mark: 1',
    'log, calls: 2',
    'vault, token: 1',
  ])
    expect(stdout).toContain(`${line}\n`);
  expect(stdout).toMatch(/Nothing was changed\. Make a backup first/);
  for (const part of PARTS) expect(stdout).not.toContain(part);
  expect(eventsIn(dataDir)).toEqual(before);
});

it('takes every number out of log, marks, checkpoints and vault, also out of free pages', async () => {
  const dataDir = await soiled();
  expect(PARTS.some((part) => bytesOf(dataDir).includes(part))).toBe(true);
  expect(await runScrubCommand({ args: ['--write'], dataDir, now: NOW })).toMatchObject({ exit: 0, stderr: '' });
  for (const part of [...PARTS, '1s85ykr1k6lb0f']) expect(bytesOf(dataDir).includes(part), part).toBe(false);
  const events = eventsIn(dataDir);
  expect(events).toHaveLength(old.length + 1);
  for (const one of events) expect(readStored(one), JSON.stringify(one)).toMatchObject({ ok: true });
  expect(events[0]).toEqual(old[0]);
  expect(events[3]).not.toHaveProperty('ref');
  expect(events[4]).toMatchObject({ official: { name: 'علی …' } });
  expect(events.at(-1)).toMatchObject({ type: 'log.scrubbed', source: 'office', by: 'command-line', events: 8 });
  // Nothing is left to be found.
  expect((await runScrubCommand({ args: [], dataDir, now: NOW })).stdout).toBe('no number was found\n');
});

it('gives equal ids equal names, those that the running server gives too', async () => {
  const dataDir = await soiled();
  await runScrubCommand({ args: ['--write'], dataDir, now: NOW });
  const { vault, close } = openSingleNode(dataDir);
  const keyed = keyedBy(vault.key(NAMES_KEY));
  const tokens = vault.listTokens();
  await close();
  const events = eventsIn(dataDir);
  const queue = idOf('q-0912-123-4567', keyed);
  const call = idOf('c-0912-123-4567', keyed);
  expect(events[1]).toMatchObject({ id: `${call}/1/joined`, call, queue, name: 'صف …' });
  expect(events[2]).toMatchObject({ id: `${call}/1/answered`, call, queue, desk: 'm-1201' });
  expect(events[7]).toMatchObject({ calls: { [call]: { queue } } });
  expect(events[9]).toMatchObject({ alert: dayApart(`waiting/${queue}/1405-09-09-1`), subject: queue });
  expect(events[8]).toMatchObject({ source: idOf('09121234567', keyed), call: 'pbx111-1795989474-12' });
  expect(tokens.map(({ name }) => name)).toEqual([idOf('09121234567', keyed)]);
  const [held] = events.filter(({ type, source }) => type === 'call.held' && source === 'pbxsec');
  expect(held).toMatchObject({ id: expect.stringMatching(/^pbxsec-x[a-p]{16}\/1\/held\/1$/) as string });
});

it('scrubs archives, which can be restored then', async () => {
  const dataDir = await soiled();
  const file = join(dirname(dataDir), 'a.ndjson.gz');
  const head = { archive: 1, stream: 's', day: '1405-09-09', from: 1, to: old.length };
  const lines = [head, ...old.map((one, n) => ({ position: n + 1, event: one }))];
  writeFileSync(file, gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
  const counted = await runScrubCommand({ args: [file], dataDir, now: NOW });
  expect(counted.stdout).toMatch(/a\.ndjson\.gz, queue: 2\n/);
  expect((await runScrubCommand({ args: ['--write', file], dataDir, now: NOW })).exit).toBe(0);
  const text = gunzipSync(readFileSync(file)).toString();
  for (const part of PARTS) expect(text.includes(part), part).toBe(false);
  const restored = await runRestoreCommand({ args: [file], dataDir: tempNodeDir() });
  expect(restored).toMatchObject({ exit: 0, stderr: '' });
  expect(restored.stdout).toContain(`${old.length} events came`);
});

it('refuses while the server runs, for a Redis that DATA_DIR is no node of, and what is no archive', async () => {
  const dataDir = tempNodeDir();
  const { log, close } = openSingleNode(dataDir);
  await log.append([joined(1)]);
  expect((await runScrubCommand({ args: [], dataDir, now: NOW })).stderr).toMatch(/already runs on DATA_DIR/);
  await close();
  const redisUrl = 'redis://127.0.0.1:1';
  const inRedis = await runScrubCommand({ args: ['--write'], dataDir, redisUrl, now: NOW });
  expect(inRedis).toMatchObject({ exit: 1, stdout: '' });
  expect((await runScrubCommand({ args: ['x.txt'], dataDir, now: NOW })).exit).toBe(2);
  expect((await runScrubCommand({ args: ['--wipe'], dataDir, now: NOW })).exit).toBe(2);
  expect((await runScrubCommand({ args: [], dataDir: '/nowhere', now: NOW })).stderr).toMatch(/there is no log/);
});
