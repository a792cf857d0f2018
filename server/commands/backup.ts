// `npm run -s backup -- FILE` saves log and vault of DATA_DIR while the server runs; `-- --into FOLDER` names the file by the
// time and keeps the newest ones, for a timer. With a public key it can be read by nobody but the holder of the secret one.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSettings } from '../load-settings.ts';
import { conclude, type CommandResult } from './conclude.ts';
import { makeBackup, type Held } from '../log/backup.ts';
import { faultOfRecipient, seal, SEALED, writeNewKey } from '../log/sealed-backup.ts';
import { FileUnusable } from '../sqlite/open-errors.ts';
import { noteBackup } from '../log/last-backup.ts';
import { errorText } from '../error-text.ts';

const USAGE = `expected one of:
  npm run -s backup -- FILE
  npm run -s backup -- --into FOLDER [--keep 14]    names the file by the time, and keeps so many
  … --to age1…    encrypts it to a public key; BACKUP_TO does so without being asked
  npm run -s backup -- --new-key FILE    makes such a key: keep the file elsewhere
`;
const OURS = /^wallboard-\d{8}T\d{6}Z(?:\.age)?$/;

type Wanted = ({ file: string } | { into: string; keep: number }) & { to: readonly string[] };
/** `to`: the setting BACKUP_TO. */
type BackupCommand = { args: readonly string[]; dataDir: string; to?: string | undefined; now?: () => number };

/** Exit 2: bad arguments; 1: nothing was saved. */
export async function runBackupCommand({ args, dataDir, to, now = Date.now }: BackupCommand): Promise<CommandResult> {
  const wanted = read(args, to);
  if (typeof wanted === 'string') return { exit: 2, stdout: '', stderr: `${wanted}\n${USAGE}` };
  try {
    if ('newKey' in wanted) return await makeKey(wanted.newKey);
    const faults = await Promise.all(wanted.to.map(faultOfRecipient));
    const fault = faults.find((one) => one !== undefined);
    if (fault !== undefined) return { exit: 2, stdout: '', stderr: `--to, BACKUP_TO: ${fault}\n${USAGE}` };
    const isSealed = wanted.to.length > 0;
    const file = 'file' in wanted ? wanted.file : join(wanted.into, nameAt(now()) + (isSealed ? SEALED : ''));
    const { events, last, vault } = isSealed ? await makeSealed(dataDir, file, wanted.to) : makeBackup(dataDir, file);
    noteBackup(dataDir);
    const also = vault ? ' and the vault' : '; there is no vault';
    // Only after the new one is whole.
    const dropped = 'into' in wanted ? dropOld(wanted.into, wanted.keep) : [];
    const gone = dropped.map((one) => `${one} is dropped\n`).join('');
    return { exit: 0, stdout: `${file} has ${events} events, up to position ${last}${also}\n${gone}`, stderr: '' };
  } catch (error) {
    return { exit: 1, stdout: '', stderr: `${errorText(error)}\n` };
  }
}

async function makeKey(file: string): Promise<CommandResult> {
  const recipient = await writeNewKey(file);
  const stdout = `${file} has the secret key: keep it away from this machine, and more than once.\nBACKUP_TO=${recipient}\n`;
  return { exit: 0, stdout, stderr: '' };
}

/** No plain copy ever lies where backups do: it is made beside the log, which is plain too. */
async function makeSealed(dataDir: string, file: string, to: readonly string[]): Promise<Held> {
  if (existsSync(file))
    throw new FileUnusable('unopened', `expected no file at ${file}, but there is one: nothing is overwritten`);
  const plain = join(dataDir, `backup-${process.pid}`);
  try {
    const held = makeBackup(dataDir, plain);
    await seal(plain, file, to);
    return held;
  } catch (cause) {
    rmSync(file, { force: true });
    throw cause;
  } finally {
    rmSync(plain, { force: true });
  }
}

function read(args: readonly string[], setting: string | undefined): Wanted | { newKey: string } | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        into: { type: 'string' },
        keep: { type: 'string', default: '14' },
        to: { type: 'string', multiple: true, default: [] },
        'new-key': { type: 'string' },
      },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (values['new-key'] !== undefined)
      return file === undefined ? { newKey: values['new-key'] } : `--new-key makes no backup, got ${file}`;
    const given = values.to.length > 0 ? values.to : [setting ?? ''];
    const to = given.flatMap((one) => one.split(',')).map((one) => one.trim());
    const recipients = to.filter((one) => one !== '');
    if (values.into === undefined)
      return file === undefined || more.length > 0 ? 'expected the name of one file' : { file, to: recipients };
    if (file !== undefined) return `--into names the file itself, got ${file}`;
    if (!statSync(values.into, { throwIfNoEntry: false })?.isDirectory())
      return `--into: expected a folder, got ${values.into}`;
    if (!/^\d{1,4}$/.test(values.keep) || Number(values.keep) < 1)
      return `--keep: expected a whole number from 1, got ${values.keep}`;
    return { into: values.into, keep: Number(values.keep), to: recipients };
  } catch (error) {
    return errorText(error);
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
  loadSettings('.env', { secrets: false });
  conclude(
    await runBackupCommand({
      args: process.argv.slice(2),
      dataDir: process.env['DATA_DIR']?.trim() || './data',
      to: process.env['BACKUP_TO'],
    }),
  );
}
