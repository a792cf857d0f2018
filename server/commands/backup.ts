// `npm run -s backup -- FILE` saves log and vault of DATA_DIR while the server runs.
import { existsSync } from 'node:fs';
import type { CommandResult } from './token.ts';
import { makeBackup } from '../log/backup.ts';
import { noteBackup } from '../log/last-backup.ts';

/** Exit 2: bad arguments; 1: nothing was saved. */
export function runBackupCommand({ args, dataDir }: { args: readonly string[]; dataDir: string }): CommandResult {
  const [file, ...more] = args;
  if (file === undefined || file.startsWith('-') || more.length > 0)
    return { exit: 2, stdout: '', stderr: 'expected: npm run -s backup -- FILE\n' };
  try {
    const { events, last, vault } = makeBackup(dataDir, file);
    noteBackup(dataDir);
    const also = vault ? ' and the vault' : '; there is no vault';
    return { exit: 0, stdout: `${file} has ${events} events, up to position ${last}${also}\n`, stderr: '' };
  } catch (error) {
    return { exit: 1, stdout: '', stderr: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}

if (import.meta.main) {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const result = runBackupCommand({
    args: process.argv.slice(2),
    dataDir: process.env['DATA_DIR']?.trim() || './data',
  });
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  process.exitCode = result.exit;
}
