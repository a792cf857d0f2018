// `npm run -s restore -- FILE…` makes log and vault of a backup in an empty DATA_DIR, and adds archives of the stream to a
// ledger. The server must be stopped.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { conclude, type CommandResult } from './conclude.ts';
import { isSealed, unseal } from '../log/sealed-backup.ts';
import { FileUnusable } from '../sqlite/open-errors.ts';
import { ensurePrivateFolder } from '../sqlite/private-file.ts';
import { loadSettings } from '../load-settings.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { restore } from '../log/restore.ts';
import type { BadLine } from '../log/archive.ts';
import { endAllSessions, type ValidAgain } from '../vault/after-restore.ts';
import { vaultFile } from '../vault/vault.ts';
import { errorText } from '../error-text.ts';

const USAGE =
  'expected: npm run -s restore -- FILE… [--identity FILE] (a backup, or archives, or both; the key of an encrypted one)\n';
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
  const asked = read(args);
  if (typeof asked === 'string') return { exit: 2, stdout: '', stderr: `${asked}\n${USAGE}` };
  const { files, identity } = asked;
  try {
    const { backup, archives, added, bad, read } = await withPlain(files, { identity, dataDir }, (plain) =>
      restore({ files: plain, dataDir, calendar: createCalendar() }),
    );
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
    return { exit: 1, stdout: '', stderr: `${errorText(error)}\n` };
  }
}

function read(args: readonly string[]): { files: string[]; identity: string | undefined } | string {
  try {
    const { values, positionals: files } = parseArgs({
      args: [...args],
      options: { identity: { type: 'string' } },
      allowPositionals: true,
    });
    return files.length === 0 ? 'expected a file' : { files, identity: values.identity };
  } catch (error) {
    return errorText(error);
  }
}

/** Runs with an encrypted backup in the plain, beside the data that it becomes. Rejects with FileUnusable. */
async function withPlain<T>(
  files: readonly string[],
  { identity, dataDir }: { identity: string | undefined; dataDir: string },
  run: (plain: readonly string[]) => Promise<T>,
): Promise<T> {
  const sealed = files.filter(isSealed);
  const [file, ...more] = sealed;
  if (file === undefined) return run(files);
  if (more.length > 0) throw new FileUnusable('unopened', `expected one backup, got ${sealed.length}`);
  if (identity === undefined)
    throw new FileUnusable('unopened', `${file} is encrypted: add --identity FILE with the secret key of BACKUP_TO`);
  ensurePrivateFolder(dataDir);
  const plain = join(dataDir, `restore-${process.pid}`);
  try {
    await unseal(file, plain, identity);
    return await run(files.map((one) => (one === file ? plain : one)));
  } finally {
    rmSync(plain, { force: true });
  }
}

function whoComesIn({ tokens, displays, accounts, calendars }: ValidAgain): string[] {
  const listed = Object.entries({ tokens, displays, accounts, calendars }).filter(([, names]) => names.length > 0);
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
  loadSettings('.env', { secrets: false });
  conclude(
    await runRestoreCommand({
      args: process.argv.slice(2),
      dataDir: process.env['DATA_DIR']?.trim() || './data',
    }),
  );
}
