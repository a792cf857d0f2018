// Commands that root runs in the folder of a service.
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chownSync,
  lstatSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { handOver } from '../../server/commands/hand-over.ts';
import { runRestoreCommand } from '../../server/commands/restore.ts';
import { makeBackup } from '../../server/log/backup.ts';
import { startTestServer } from '../support/test-server.ts';

/** Of nobody else on the machine. */
const SERVICE = 61_234;

it.skipIf(process.getuid?.() !== 0)(
  'what root restores into the folder of a service belongs to that service',
  async ({ onTestFinished }) => {
    const place = mkdtempSync(join(tmpdir(), 'wallboard-finish-'));
    onTestFinished(() => rmSync(place, { recursive: true }));
    const server = await startTestServer('');
    makeBackup(server.dataDir, join(place, 'backup'));
    const dataDir = join(place, 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    chownSync(dataDir, SERVICE, SERVICE);
    expect((await runRestoreCommand({ args: [join(place, 'backup')], dataDir })).exit).toBe(0);
    const secret = join(place, 'of root');
    writeFileSync(secret, 'x');
    linkSync(secret, join(dataDir, 'linked'));
    symlinkSync(secret, join(dataDir, 'pointing'));
    handOver(dataDir);
    for (const name of ['log.sqlite', 'vault.sqlite'])
      expect(statSync(join(dataDir, name)), name).toMatchObject({ uid: SERVICE, gid: SERVICE });
    // What the service may have put there to get at a file of root's.
    expect([statSync(secret).uid, lstatSync(join(dataDir, 'pointing')).uid]).toEqual([0, 0]);
  },
);

it('a folder that is not there, or a file in its place, is no fault', () => {
  handOver('/nowhere/at-all');
  handOver(new URL(import.meta.url).pathname);
});
