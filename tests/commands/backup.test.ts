// Backups by a timer: named by the time, the newest kept, and nothing else in the folder touched.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runBackupCommand } from '../../server/commands/backup.ts';
import { runRestoreCommand } from '../../server/commands/restore.ts';
import { hasBackup } from '../../server/log/last-backup.ts';
import { tempDataDir, startTestServer } from '../support/test-server.ts';
import { DAY } from '../../shared/time.ts';

const NIGHT = Date.parse('2026-11-30T02:00:00Z');

it('the newest are kept, and the last of them can be restored', async () => {
  const { dataDir } = await startTestServer('');
  const into = tempDataDir();
  writeFileSync(join(into, 'notes'), 'not ours');
  expect(hasBackup(dataDir)).toBe(false);
  for (let night = 0; night < 4; night++) {
    const args = ['--into', into, '--keep', '2'];
    const { exit, stderr } = await runBackupCommand({ args, dataDir, now: () => NIGHT + night * DAY });
    expect([exit, stderr]).toEqual([0, '']);
  }
  expect(hasBackup(dataDir)).toBe(true);
  expect(readdirSync(into).sort()).toEqual(['notes', 'wallboard-20261202T020000Z', 'wallboard-20261203T020000Z']);
  const fresh = join(tempDataDir(), 'new');
  mkdirSync(fresh);
  const restored = await runRestoreCommand({
    args: [join(into, 'wallboard-20261203T020000Z')],
    dataDir: fresh,
    now: NIGHT,
  });
  expect([restored.exit, restored.stderr]).toEqual([0, '']);
});

it('a backup that fails drops no older one', async () => {
  const into = tempDataDir();
  for (const name of ['wallboard-20261202T020000Z', 'wallboard-20261203T020000Z']) writeFileSync(join(into, name), 'x');
  const { exit } = await runBackupCommand({ args: ['--into', into, '--keep', '1'], dataDir: join(into, 'nowhere') });
  expect([exit, readdirSync(into)]).toEqual([1, ['wallboard-20261202T020000Z', 'wallboard-20261203T020000Z']]);
});

it.each([[[]], [['--into', '/nowhere-at-all']], [['--into', '/tmp', '--keep', '0']], [['a', 'b']], [['--other']]])(
  '%j is answered with how it goes',
  async (args) => {
    const { exit, stderr } = await runBackupCommand({ args, dataDir: '/nowhere' });
    expect([exit, stderr.includes('npm run -s backup -- FILE')]).toEqual([2, true]);
  },
);

describe('an encrypted backup', () => {
  const open = async () => {
    const { dataDir, vault } = await startTestServer('');
    const folder = tempDataDir();
    const key = join(folder, 'key');
    const made = await runBackupCommand({ args: ['--new-key', key], dataDir });
    const [, to = ''] = /BACKUP_TO=(age1\w+)/.exec(made.stdout) ?? [];
    return { dataDir, vault, folder, key, to };
  };

  it('holds nothing in the plain, is restored with its key alone, and leaves no plain copy behind', async () => {
    const { dataDir, vault, folder, key, to } = await open();
    vault.createAccount({ name: 'maryam-in-the-vault', role: 'admin', password: 'p', by: 'x', now: NIGHT });
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const before = readdirSync(dataDir);
    const saved = await runBackupCommand({ args: ['--into', folder], dataDir, to, now: () => NIGHT });
    expect([saved.exit, saved.stderr]).toEqual([0, '']);
    const file = join(folder, 'wallboard-20261130T020000Z.age');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // Some seconds after its start the server sets room aside, and SQLite has its own files beside each database.
    const own = /^ballast$|-(?:wal|shm)$/;
    const added = readdirSync(dataDir).filter((name) => !before.includes(name) && !own.test(name));
    expect(added).toEqual(['last-backup']);
    const bytes = readFileSync(file).toString('latin1');
    for (const plain of ['SQLite format 3', 'maryam-in-the-vault']) expect(bytes).not.toContain(plain);

    const fresh = join(tempDataDir(), 'new');
    const without = await runRestoreCommand({ args: [file], dataDir: fresh, now: NIGHT });
    expect([without.exit, without.stderr]).toEqual([1, expect.stringContaining('--identity FILE')]);
    const other = join(folder, 'other');
    await runBackupCommand({ args: ['--new-key', other], dataDir });
    const wrong = await runRestoreCommand({ args: [file, '--identity', other], dataDir: fresh, now: NIGHT });
    expect([wrong.exit, wrong.stderr]).toEqual([1, expect.stringContaining('cannot be opened with the key')]);
    const right = await runRestoreCommand({ args: ['--identity', key, file], dataDir: fresh, now: NIGHT });
    expect([right.exit, right.stderr]).toEqual([0, '']);
    expect(right.stdout).toContain('maryam-in-the-vault (admin)');
    expect(readdirSync(fresh).filter((name) => name.startsWith('restore-'))).toEqual([]);
  });

  it('that was cut or changed is refused, and nothing is restored', async () => {
    const { dataDir, folder, key, to } = await open();
    const file = join(folder, 'whole');
    await runBackupCommand({ args: [file, '--to', to], dataDir });
    const bytes = readFileSync(file);
    const flipped = Buffer.from(bytes);
    flipped[flipped.length - 100]! ^= 1;
    for (const [name, broken] of [
      ['cut', bytes.subarray(0, bytes.length - 1_000)],
      ['changed', flipped],
    ] as const) {
      writeFileSync(join(folder, name), broken);
      const fresh = join(tempDataDir(), 'new');
      const { exit } = await runRestoreCommand({ args: [join(folder, name), '--identity', key], dataDir: fresh });
      expect([exit, readdirSync(fresh)], name).toEqual([1, []]);
    }
  });

  it('is kept and dropped by its age like a plain one', async () => {
    const { dataDir, folder, to } = await open();
    for (let night = 0; night < 3; night++)
      await runBackupCommand({ args: ['--into', folder, '--keep', '2'], dataDir, to, now: () => NIGHT + night * DAY });
    expect(readdirSync(folder).filter((name) => name !== 'key')).toEqual([
      'wallboard-20261201T020000Z.age',
      'wallboard-20261202T020000Z.age',
    ]);
  });

  it('asks for a public key, and repeats no secret one', async () => {
    const { dataDir, folder } = await open();
    for (const to of ['age1nonsense', 'AGE-SECRET-KEY-1XYZ', 'ssh-ed25519 AAAA']) {
      const { exit, stderr } = await runBackupCommand({ args: [join(folder, 'x')], dataDir, to });
      expect([exit, stderr.includes('expected a public key of age'), stderr.includes('1XYZ')]).toEqual([
        2,
        true,
        false,
      ]);
    }
  });
});
