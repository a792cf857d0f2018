// `npm run -s backup -- FILE` saves log and vault of DATA_DIR while the server runs; `-- --into FOLDER` names the file by the
// time and keeps the newest ones, for a timer.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSettings } from '../load-settings.ts';
import type { CommandResult } from './token.ts';
import { makeBackup } from '../log/backup.ts';
import { noteBackup } from '../log/last-backup.ts';

const USAGE = `expected one of:
  npm run -s backup -- FILE
  npm run -s backup -- --into FOLDER [--keep 14]    names the file by the time, and keeps so many
`;
const OURS = /^wallboard-\d{8}T\d{6}Z$/;

type Wanted = { file: string } | { into: string; keep: number };
type BackupCommand = { args: readonly string[]; dataDir: string; now?: () => number };

/** Exit 2: bad arguments; 1: nothing was saved. */
export function runBackupCommand({ args, dataDir, now = Date.now }: BackupCommand): CommandResult {
  const wanted = read(args);
  if (typeof wanted === 'string') return { exit: 2, stdout: '', stderr: `${wanted}\n${USAGE}` };
  try {
    const file = 'file' in wanted ? wanted.file : join(wanted.into, nameAt(now()));
    const { events, last, vault } = makeBackup(dataDir, file);
    noteBackup(dataDir);
    const also = vault ? ' and the vault' : '; there is no vault';
    // Only after the new one is whole.
    const dropped = 'into' in wanted ? dropOld(wanted.into, wanted.keep) : [];
    const gone = dropped.map((one) => `${one} is dropped\n`).join('');
    return { exit: 0, stdout: `${file} has ${events} events, up to position ${last}${also}\n${gone}`, stderr: '' };
  } catch (error) {
    return { exit: 1, stdout: '', stderr: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}

function read(args: readonly string[]): Wanted | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { into: { type: 'string' }, keep: { type: 'string', default: '14' } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (values.into === undefined)
      return file === undefined || more.length > 0 ? 'expected the name of one file' : { file };
    if (file !== undefined) return `--into names the file itself, got ${file}`;
    if (!statSync(values.into, { throwIfNoEntry: false })?.isDirectory())
      return `--into: expected a folder, got ${values.into}`;
    if (!/^\d{1,4}$/.test(values.keep) || Number(values.keep) < 1)
      return `--keep: expected a whole number from 1, got ${values.keep}`;
    return { into: values.into, keep: Number(values.keep) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `wallboard-20261130T020000Z`: sorted by name they are sorted by age. */
const nameAt = (now: number): string => `wallboard-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;

/** Names of those that were deleted; nothing else in the folder is touched. */
function dropOld(folder: string, keep: number): string[] {
  const ours = readdirSync(folder)
    .filter((name) => OURS.test(name))
    .sort();
  const old = ours.slice(0, -keep);
  for (const name of old) rmSync(join(folder, name));
  return old;
}

if (import.meta.main) {
  loadSettings();
  const result = runBackupCommand({
    args: process.argv.slice(2),
    dataDir: process.env['DATA_DIR']?.trim() || './data',
  });
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  process.exitCode = result.exit;
}
