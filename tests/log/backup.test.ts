// A backup is made while the server writes, holds one moment, and is restored only where nothing is.
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { runBackupCommand } from '../../server/commands/backup.ts';
import { runRestoreCommand } from '../../server/commands/restore.ts';
import { dataFolder, idsOf, openOwn } from './redis/house.ts';
import { joined, many } from './sample.ts';

const NOW = 1_795_455_100_000;
const restore = (dataDir: string, ...args: string[]) => runRestoreCommand({ args, dataDir });

it('saves log and vault while the server goes on writing, and refuses to overwrite', async () => {
  const dataDir = dataFolder();
  const file = join(dirname(dataDir), 'backup');
  const { log, vault } = openOwn(dataDir);
  await log.append(many(0, 3_000));
  const { plain } = vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
  const writing = Promise.all(Array.from({ length: 50 }, (_, n) => log.append([joined(3_000 + n)])));
  const made = runBackupCommand({ args: [file], dataDir });
  expect(made).toMatchObject({ exit: 0, stderr: '' });
  expect(made.stdout).toMatch(/backup has 30\d\d events, up to position 30\d\d and the vault\n/);
  await writing;
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = readFileSync(file);
  const again = runBackupCommand({ args: [file], dataDir });
  expect(again).toMatchObject({ exit: 1, stdout: '' });
  expect(again.stderr).toContain('nothing is overwritten');
  expect(readFileSync(file).equals(before)).toBe(true);

  const other = dataFolder();
  expect((await restore(other, file)).stdout).toMatch(/has 30\d\d events and the vault of the backup/);
  const restored = openOwn(other);
  expect(idsOf(restored.ledger).slice(0, 3_000)).toEqual(many(0, 3_000).map(({ id }) => id));
  expect(restored.vault.findToken(plain, NOW)).toMatchObject({ name: 'gate' });
  expect((await restored.log.append([joined(1), joined(9_999)])).map(({ repeated }) => repeated)).toEqual([
    true,
    false,
  ]);
  await restored.close();
  const ids = idsOf(openOwn(other).ledger);
  const refused = await restore(other, file);
  expect(refused).toMatchObject({ exit: 1, stdout: '' });
  expect(refused.stderr).toContain('nothing is overwritten');
  expect(ids).toContain(joined(9_999).id);
});

it('refuses what is no finished backup, and leaves the folder as it was', async () => {
  const dataDir = dataFolder();
  const { log } = openOwn(dataDir);
  await log.append(many(0, 500));
  const [file, half, text] = ['backup', 'half', 'text'].map((name) => join(dirname(dataDir), name)) as [
    string,
    string,
    string,
  ];
  expect(runBackupCommand({ args: [file], dataDir }).stdout).toContain('500 events');
  new DatabaseSync(half).exec('create table event (position integer primary key)');
  writeFileSync(text, 'not a backup');
  const archive = join(dirname(dataDir), 'x.ndjson.gz');
  writeFileSync(archive, 'not an archive');
  const [zipped, folder] = [join(dirname(dataDir), 'y.ndjson.gz'), join(dirname(dataDir), 'z.ndjson.gz')];
  writeFileSync(zipped, gzipSync('not an archive'));
  mkdirSync(folder);
  truncateSync(file, statSync(file).size - 4_096);
  for (const one of [half, text, file, archive, zipped, folder, dataDir, join(dirname(dataDir), 'none')]) {
    const other = dataFolder();
    const answer = await restore(other, one);
    expect(answer, one).toMatchObject({ exit: 1, stdout: '' });
    expect(answer.stderr).toContain(one);
    expect(existsSync(join(other, 'log.sqlite')), one).toBe(false);
    expect(existsSync(join(other, 'vault.sqlite')), one).toBe(false);
  }
});

it('says what was expected', async () => {
  expect(runBackupCommand({ args: [], dataDir: '/nowhere' }).exit).toBe(2);
  expect(runBackupCommand({ args: ['a', 'b'], dataDir: '/nowhere' }).exit).toBe(2);
  expect((await restore('/nowhere')).exit).toBe(2);
  const file = join(dirname(dataFolder()), 'backup');
  const nothing = runBackupCommand({ args: [file], dataDir: '/nowhere' });
  expect(nothing).toMatchObject({ exit: 1 });
  expect(nothing.stderr).toContain('there is no /nowhere/log.sqlite');
  expect(existsSync(file)).toBe(false);
});
