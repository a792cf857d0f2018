// `npm run -s restore -- FILE…` makes log and vault of a backup in an empty DATA_DIR, and adds archives of the stream to a
// ledger. The server is stopped meanwhile.
import { existsSync } from 'node:fs';
import type { CommandResult } from './token.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { restore } from '../log/restore.ts';

/** Exit 2: bad arguments; 1: it could not be done, and nothing that was there is changed. */
export async function runRestoreCommand({
  args,
  dataDir,
}: {
  args: readonly string[];
  dataDir: string;
}): Promise<CommandResult> {
  if (args.length === 0 || args.some((one) => one.startsWith('-')))
    return { exit: 2, stdout: '', stderr: 'expected: npm run -s restore -- FILE… (a backup, or archives, or both)\n' };
  try {
    const { backup, archives, added, read } = await restore({ files: args, dataDir, calendar: createCalendar() });
    const lines = [
      ...(backup
        ? [`${dataDir} has ${backup.events} events${backup.vault ? ' and the vault' : ''} of the backup`]
        : []),
      ...(archives > 0 ? [`${added} events came from ${archives === 1 ? 'one archive' : `${archives} archives`}`] : []),
      `the log here goes up to position ${read}`,
    ];
    return { exit: 0, stdout: lines.map((line) => `${line}\n`).join(''), stderr: '' };
  } catch (error) {
    return { exit: 1, stdout: '', stderr: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}

if (import.meta.main) {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const result = await runRestoreCommand({
    args: process.argv.slice(2),
    dataDir: process.env['DATA_DIR']?.trim() || './data',
  });
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  process.exitCode = result.exit;
}
