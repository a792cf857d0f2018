// Backups by a timer: named by the time, the newest kept, and nothing else in the folder touched.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBackupCommand } from '../../server/commands/backup.ts';
import { runRestoreCommand } from '../../server/commands/restore.ts';
import { hasBackup } from '../../server/log/last-backup.ts';
import { tempDataDir, startTestServer } from '../support/test-server.ts';

const DAY = 86_400_000;
const NIGHT = Date.parse('2026-11-30T02:00:00Z');

it('the newest are kept, and the last of them can be restored', async () => {
  const { dataDir } = await startTestServer('');
  const into = tempDataDir();
  writeFileSync(join(into, 'notes'), 'not ours');
  expect(hasBackup(dataDir)).toBe(false);
  for (let night = 0; night < 4; night++) {
    const args = ['--into', into, '--keep', '2'];
    const { exit, stderr } = runBackupCommand({ args, dataDir, now: () => NIGHT + night * DAY });
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

it('a backup that fails drops no older one', () => {
  const into = tempDataDir();
  for (const name of ['wallboard-20261202T020000Z', 'wallboard-20261203T020000Z']) writeFileSync(join(into, name), 'x');
  const { exit } = runBackupCommand({ args: ['--into', into, '--keep', '1'], dataDir: join(into, 'nowhere') });
  expect([exit, readdirSync(into)]).toEqual([1, ['wallboard-20261202T020000Z', 'wallboard-20261203T020000Z']]);
});

it.each([[[]], [['--into', '/nowhere-at-all']], [['--into', '/tmp', '--keep', '0']], [['a', 'b']], [['--other']]])(
  '%j is answered with how it goes',
  (args) => {
    const { exit, stderr } = runBackupCommand({ args, dataDir: '/nowhere' });
    expect([exit, stderr.includes('npm run -s backup -- FILE')]).toEqual([2, true]);
  },
);
