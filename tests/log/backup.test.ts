// A backup is made while the server writes, holds one moment, and is restored only where nothing is.
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runBackupCommand } from '../../server/commands/backup.ts';
import { runRestoreCommand } from '../../server/commands/restore.ts';
import { tempNodeDir, idsOf, openSingleNode } from '../support/redis-node.ts';
import { joined, joinedCalls } from '../support/joined-calls.ts';
import { DAY } from '../../shared/time.ts';

const NOW = 1_795_455_100_000;
const restore = (dataDir: string, ...args: string[]) => runRestoreCommand({ args, dataDir });

it('saves log and vault while the server goes on writing, and refuses to overwrite', async () => {
  const dataDir = tempNodeDir();
  const file = join(dirname(dataDir), 'backup');
  const { log, vault } = openSingleNode(dataDir);
  await log.append(joinedCalls(0, 3_000));
  const { plain } = vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
  const writing = Promise.all(Array.from({ length: 50 }, (_, n) => log.append([joined(3_000 + n)])));
  const made = await runBackupCommand({ args: [file], dataDir });
  expect(made).toMatchObject({ exit: 0, stderr: '' });
  expect(made.stdout).toMatch(/backup has 30\d\d events, up to position 30\d\d and the vault\n/);
  await writing;
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = readFileSync(file);
  const again = await runBackupCommand({ args: [file], dataDir });
  expect(again).toMatchObject({ exit: 1, stdout: '' });
  expect(again.stderr).toContain('nothing is overwritten');
  expect(readFileSync(file).equals(before)).toBe(true);

  const other = tempNodeDir();
  expect((await restore(other, file)).stdout).toMatch(/has 30\d\d events and the vault of the backup/);
  const restored = openSingleNode(other);
  expect(idsOf(restored.ledger).slice(0, 3_000)).toEqual(joinedCalls(0, 3_000).map(({ id }) => id));
  expect(restored.vault.findToken(plain, NOW)).toMatchObject({ name: 'gate' });
  expect((await restored.log.append([joined(1), joined(9_999)])).map(({ repeated }) => repeated)).toEqual([
    true,
    false,
  ]);
  await restored.close();
  const ids = idsOf(openSingleNode(other).ledger);
  const refused = await restore(other, file);
  expect(refused).toMatchObject({ exit: 1, stdout: '' });
  expect(refused.stderr).toContain('nothing is overwritten');
  expect(ids).toContain(joined(9_999).id);
});

it('refuses an unfinished backup, and leaves the folder as it was', async () => {
  const dataDir = tempNodeDir();
  const { log } = openSingleNode(dataDir);
  await log.append(joinedCalls(0, 500));
  const [file, half, text] = ['backup', 'half', 'text'].map((name) => join(dirname(dataDir), name)) as [
    string,
    string,
    string,
  ];
  expect((await runBackupCommand({ args: [file], dataDir })).stdout).toContain('500 events');
  new DatabaseSync(half).exec('create table event (position integer primary key)');
  writeFileSync(text, 'not a backup');
  const archive = join(dirname(dataDir), 'x.ndjson.gz');
  writeFileSync(archive, 'not an archive');
  const [zipped, folder] = [join(dirname(dataDir), 'y.ndjson.gz'), join(dirname(dataDir), 'z.ndjson.gz')];
  writeFileSync(zipped, gzipSync('not an archive'));
  mkdirSync(folder);
  truncateSync(file, statSync(file).size - 4_096);
  for (const one of [half, text, file, archive, zipped, folder, dataDir, join(dirname(dataDir), 'none')]) {
    const other = tempNodeDir();
    const answer = await restore(other, one);
    expect(answer, one).toMatchObject({ exit: 1, stdout: '' });
    expect(answer.stderr).toContain(one);
    expect(existsSync(join(other, 'log.sqlite')), one).toBe(false);
    expect(existsSync(join(other, 'vault.sqlite')), one).toBe(false);
  }
});

it('prints what was expected', async () => {
  expect((await runBackupCommand({ args: [], dataDir: '/nowhere' })).exit).toBe(2);
  expect((await runBackupCommand({ args: ['a', 'b'], dataDir: '/nowhere' })).exit).toBe(2);
  expect((await restore('/nowhere')).exit).toBe(2);
  const file = join(dirname(tempNodeDir()), 'backup');
  const nothing = await runBackupCommand({ args: [file], dataDir: '/nowhere' });
  expect(nothing).toMatchObject({ exit: 1 });
  expect(nothing.stderr).toContain('there is no /nowhere/log.sqlite');
  expect(existsSync(file)).toBe(false);
});

it('ends all sessions of a restored vault, and names who may sign in again', async () => {
  const dataDir = tempNodeDir();
  const file = join(dirname(dataDir), 'backup');
  const { vault, log } = openSingleNode(dataDir);
  await log.append([joined(1)]);
  const { plain } = vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
  vault.createToken({ name: 'short', role: 'ingest', days: 1, now: NOW - 2 * DAY });
  vault.createAccount({ name: 'maryam', role: 'admin', password: 'record', by: 'test', now: NOW });
  const session = vault.openSession({ role: 'deputy', name: 'wall', now: NOW, days: 1 });
  expect(vault.findSession(session, NOW)).toBeDefined();
  expect((await runBackupCommand({ args: [file], dataDir })).exit).toBe(0);
  const other = tempNodeDir();
  const { stdout } = await runRestoreCommand({ args: [file], dataDir: other, now: NOW });
  expect(stdout).toContain('all sessions are ended');
  expect(stdout).toContain('tokens that are valid again: gate (ingest)\n');
  expect(stdout).toContain('accounts that are valid again: maryam (admin)\n');
  expect(stdout).not.toContain('displays');
  const restored = openSingleNode(other);
  expect(restored.vault.findSession(session, NOW)).toBeUndefined();
  expect(restored.vault.findToken(plain, NOW)).toBeDefined();
});

describe('an archive', () => {
  const NUMBER = '0912-123-4567';
  const head = (to: number) => JSON.stringify({ archive: 1, stream: 's', day: '1405-09-02', from: 1, to });
  const entry = (position: number, more: object = {}) =>
    JSON.stringify({ position, event: { ...joined(position), ...more } });
  const archive = (...lines: string[]): string => {
    const file = join(dirname(tempNodeDir()), 'a.ndjson.gz');
    writeFileSync(file, gzipSync(lines.map((line) => `${line}\n`).join('')));
    return file;
  };

  it('passes the same checks as an event from outside: a bad line is named and not restored', async () => {
    const lines = [
      ...[head(10), entry(1), entry(2, { number: '09121234567' }), entry(3, { queue: 'q-0912-123-4567' })],
      ...[
        entry(4, { type: 'call.exploded' }),
        entry(5, { queue: 'NO WAY' }),
        entry(6, { source: NUMBER }),
        '{"position":7',
      ],
      ...[entry(8), entry(8), entry(9, { name: `میز ${NUMBER}` }), entry(10, { callerName: 'x' })],
    ];
    const file = archive(...lines);
    const dataDir = tempNodeDir();
    const answer = await restore(dataDir, file);
    expect(answer.exit).toBe(1);
    expect(answer.stdout).toContain('2 events came from one archive');
    expect(answer.stdout).toContain('up to position 10');
    for (const [line, field] of [
      ...([
        [3, 'number'],
        [4, 'queue'],
        [5, 'type'],
        [6, 'queue'],
        [7, 'source'],
        [8, 'JSON'],
      ] as const),
      ...([
        [10, 'position'],
        [11, 'name'],
        [12, 'event'],
      ] as const),
    ])
      expect(answer.stderr).toMatch(new RegExp(`a\\.ndjson\\.gz, line ${line}: .*${field}.*not restored`));
    expect(answer.stderr).not.toMatch(/4567|NO WAY|exploded/);
    expect(readFileSync(join(dataDir, 'log.sqlite')).includes('4567')).toBe(false);
  });

  it('with a line that never ends is refused with a sentence', async () => {
    const file = archive(head(1), 'x'.repeat(9 * 1024 * 1024));
    const answer = await restore(tempNodeDir(), file);
    expect(answer).toMatchObject({ exit: 1, stdout: '' });
    expect(answer.stderr).toMatch(/line 2 is longer than 8 MiB/);
  });
});
