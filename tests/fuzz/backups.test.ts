// Backups that were damaged on the way, plain and sealed: each is refused with nothing left behind, or restored with as many events.
// Of what stands in them a sealed one alone is proof: a plain one has no checksum.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { runBackupCommand } from '../../server/commands/backup.ts';
import { runRestoreCommand } from '../../server/commands/restore.ts';
import { makeBackup } from '../../server/log/backup.ts';
import { FileUnusable } from '../../server/sqlite/open-errors.ts';
import { openVault } from '../../server/vault/vault.ts';
import { startTestServer } from '../support/test-server.ts';
import { bentBytes, type Chance } from './chance.ts';
import { fuzz, WITHIN } from './run.ts';

const PAGE = 4_096;
/** Damage within one page, as a bad disk makes it, reaches what damage anywhere seldom does. */
function damaged(bytes: Buffer, chance: Chance): Buffer {
  if (chance.yes(0.4)) return bentBytes(bytes, chance);
  const from = PAGE * chance.below(Math.ceil(bytes.length / PAGE));
  const page = bytes.subarray(from, from + PAGE);
  const filled = Buffer.alloc(page.length, chance.pick([0, 0xff, 0x61]));
  const bent = chance.yes(0.5) ? bentBytes(page, chance).subarray(0, page.length) : filled;
  return Buffer.concat([bytes.subarray(0, from), bent, bytes.subarray(from + bent.length)]);
}

it('a damaged backup is refused or has all events, a sealed one also its account', WITHIN, async () => {
  const server = await startTestServer('');
  server.vault.createAccount({ name: 'maryam', role: 'admin', password: 'p', by: 'x', now: Date.now() });
  const folder = mkdtempSync(join(tmpdir(), 'wallboard-fuzz-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [plain, identity, file, dataDir] = ['plain', 'key', 'bent', 'data'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  // What it writes while it stops is in both.
  await server.stop();
  const { events } = makeBackup(server.dataDir, plain);
  const made = await runBackupCommand({ args: ['--new-key', identity], dataDir: server.dataDir });
  const [, to = ''] = /BACKUP_TO=(age1\w+)/.exec(made.stdout) ?? [];
  const sealed = join(folder, 'sealed');
  mkdirSync(sealed);
  const saved = await runBackupCommand({ args: ['--into', sealed], dataDir: server.dataDir, to, now: () => 0 });
  expect(saved.exit).toBe(0);
  const whole = { plain: readFileSync(plain), sealed: readFileSync(join(sealed, 'wallboard-19700101T000000Z.age')) };
  const ledgerOrVault = ['log.sqlite', 'vault.sqlite'].map((name) => join(dataDir, name));

  const outcomes = await fuzz('backups, plain and sealed', async (chance) => {
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir);
    const kind = chance.pick(['plain', 'plain', 'sealed'] as const);
    writeFileSync(file, chance.yes(0.02) ? whole[kind] : damaged(whole[kind], chance));
    const { exit, stderr } = await runRestoreCommand({ args: [file, '--identity', identity], dataDir });
    if (exit !== 0) {
      if (stderr.trim() === '' || /\n\s+at /.test(stderr)) throw new Error(`${kind}: no sentence: ${stderr}`);
      const left = ledgerOrVault.filter((one) => existsSync(one));
      if (left.length > 0) throw new Error(`${kind}: ${left.join()} was left by: ${stderr}`);
      return `${kind} refused`;
    }
    const ledger = new DatabaseSync(join(dataDir, 'log.sqlite'), { readOnly: true });
    const restored = ledger.prepare('select count(*) as n from event').get()?.['n'];
    ledger.close();
    if (restored !== events) throw new Error(`${kind}: ${String(restored)} of ${events} events were restored`);
    try {
      const vault = openVault(dataDir);
      const found = vault.findAccount('maryam');
      vault.close();
      if (found?.role !== 'admin') {
        if (kind === 'sealed') throw new Error('sealed: the account was not restored');
        return 'plain restored without the account';
      }
    } catch (error) {
      if (!(error instanceof FileUnusable)) throw error;
      return `${kind} restored with a vault that is refused`;
    }
    return `${kind} restored`;
  });
  expect(Object.keys(outcomes).some((outcome) => outcome.endsWith('refused'))).toBe(true);
});
