// `npm run -s restore -- FILE…` makes log and vault of a backup in an empty DATA_DIR, and adds archives of the stream to a
// ledger. The server must be stopped.
import type { CommandResult } from './token.ts';
import { loadSettings } from '../load-settings.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { restore } from '../log/restore.ts';
import type { BadLine } from '../log/archive.ts';
import { endAllSessions, type ValidAgain } from '../vault/after-restore.ts';
import { vaultFile } from '../vault/vault.ts';

/** Lines that are named; of more only how many. */
const MOST_LINES = 20;

/** Exit 2: bad arguments; 1: it could not be done, or lines of an archive were left out; stderr names them. */
export async function runRestoreCommand({
  args,
  dataDir,
  now = Date.now(),
}: {
  args: readonly string[];
  dataDir: string;
  now?: number;
}): Promise<CommandResult> {
  if (args.length === 0 || args.some((one) => one.startsWith('-')))
    return { exit: 2, stdout: '', stderr: 'expected: npm run -s restore -- FILE… (a backup, or archives, or both)\n' };
  try {
    const { backup, archives, added, bad, read } = await restore({ files: args, dataDir, calendar: createCalendar() });
    const again = backup?.vault ? endAllSessions(vaultFile(dataDir), now) : undefined;
    const lines = [
      ...(backup
        ? [`${dataDir} has ${backup.events} events${backup.vault ? ' and the vault' : ''} of the backup`]
        : []),
      ...(again ? whoComesIn(again) : []),
      ...(archives > 0 ? [`${added} events came from ${archives === 1 ? 'one archive' : `${archives} archives`}`] : []),
      `the log here goes up to position ${read}`,
    ];
    const stderr = [...leftOut(bad)].map((line) => `${line}\n`).join('');
    return { exit: bad.length > 0 ? 1 : 0, stdout: lines.map((line) => `${line}\n`).join(''), stderr };
  } catch (error) {
    return { exit: 1, stdout: '', stderr: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}

function whoComesIn({ tokens, displays, accounts }: ValidAgain): string[] {
  const listed = Object.entries({ tokens, displays, accounts }).filter(([, names]) => names.length > 0);
  return [
    'all sessions are ended: people sign in again',
    ...listed.map(([what, names]) => `${what} that are valid again: ${names.join(', ')}`),
    ...(listed.length > 0
      ? ['revoke those that were revoked, and reset passwords that were reset, after the backup']
      : []),
  ];
}

function* leftOut(bad: readonly BadLine[]): Iterable<string> {
  for (const { file, line, message } of bad.slice(0, MOST_LINES))
    yield `${file}, line ${line}: ${message}; not restored`;
  if (bad.length > MOST_LINES) yield `and ${bad.length - MOST_LINES} more lines`;
}

if (import.meta.main) {
  loadSettings();
  const result = await runRestoreCommand({
    args: process.argv.slice(2),
    dataDir: process.env['DATA_DIR']?.trim() || './data',
  });
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  process.exitCode = result.exit;
}
