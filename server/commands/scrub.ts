// `npm run -s scrub [-- --write] [ARCHIVE…]` finds telephone numbers that an older version let into log, vault and archives,
// and takes them out. The server must be stopped. Without --write it only counts.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadSettings } from './load-settings.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { keyedBy, NAMES_KEY } from '../keyed.ts';
import { isArchive } from '../log/archive.ts';
import { ledgerFile } from '../log/backup.ts';
import { acquireLock } from '../log/lock.ts';
import { STREAM_MARK } from '../log/marks.ts';
import { openForWriting } from '../log/schema.ts';
import { scrubArchive } from '../scrub/scrub-archive.ts';
import { scrubLog, systemsIn } from '../scrub/scrub-log.ts';
import { scrubVault } from '../scrub/scrub-vault.ts';
import { createKeys } from '../vault/keys.ts';
import { vaultFile } from '../vault/vault.ts';
import { isMirror, withVault } from '../vault/snapshot.ts';
import { newSecret } from '../vault/secret.ts';
import type { CommandResult } from './token.ts';

export type ScrubCommand = {
  args: readonly string[];
  dataDir: string;
  redisUrl?: string | undefined;
  /** Epoch ms. */
  now: number;
};

const USAGE = 'expected: npm run -s scrub [-- --write] [ARCHIVE.ndjson.gz…]\n';
const REDIS = `an entry of a stream in Redis cannot be changed. Stop all nodes and, on one of them:
  npm run -s redis -- take        log and vault into DATA_DIR
  npm run -s scrub -- --write     without REDIS_URL
  then empty the keys of this province in Redis, and npm run -s redis -- fill
Every other node begins with an empty DATA_DIR. Archives are scrubbed as files: npm run -s scrub -- --write ARCHIVE…
`;
const ADVICE = `Nothing was changed. Make a backup first (npm run -s backup -- FILE), then run it with --write, and delete that backup and
all older ones once the wall is right: they still hold the numbers.
`;

/** Exit 2: bad arguments; 1: it could not be done, and nothing was changed in the file that it names. */
export async function runScrubCommand({ args, dataDir, redisUrl, now }: ScrubCommand): Promise<CommandResult> {
  const asked = read(args);
  if (typeof asked === 'string') return { exit: 2, stdout: '', stderr: `${asked}\n${USAGE}` };
  if (redisUrl !== undefined && asked.archives.length === 0) return { exit: 1, stdout: '', stderr: REDIS };
  try {
    const { found, lines } = await scrub(asked, dataDir, redisUrl !== undefined, now);
    const advice = found === 0 ? 'no number was found\n' : asked.write ? '' : ADVICE;
    return { exit: 0, stdout: lines.map((line) => `${line}\n`).join('') + advice, stderr: '' };
  } catch (error) {
    return { exit: 1, stdout: '', stderr: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}

type Asked = { write: boolean; archives: string[] };

async function scrub({ write, archives }: Asked, dataDir: string, isShared: boolean, now: number) {
  const lines: string[] = [];
  let found = 0;
  const report = (where: string, fields: Record<string, number>): void => {
    for (const [field, count] of Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))) {
      found += count;
      lines.push(`${where}, ${field}: ${count}${write ? ' taken out' : ''}`);
    }
  };
  const log = ledgerFile(dataDir);
  const vault = vaultFile(dataDir);
  if (!existsSync(log)) throw new Error(`there is no log in DATA_DIR ${dataDir}`);
  const unlock = acquireLock(log);
  try {
    const db = openForWriting(log);
    try {
      const isLedger = Boolean(db.prepare('select value from mark where name = ?').get(STREAM_MARK)?.['value']);
      if (isLedger && archives.length === 0) throw new Error(REDIS.trimEnd());
      const keyed = existsSync(vault)
        ? keyedBy(withVault(vault, (file) => keyIn(file, isShared || isMirror(file), write)))
        : keyedBy(newSecret('token'));
      if (!isLedger) report('log', scrubLog({ db, calendar: createCalendar(), keyed, write, now }).fields);
      if (!isLedger && existsSync(vault))
        report(
          'vault',
          withVault(vault, (file) => scrubVault(file, keyed, write)),
        );
      const systems = systemsIn(db);
      for (const file of archives) report(file, (await scrubArchive({ file, keyed, systems, write })).fields);
    } finally {
      db.close();
    }
  } finally {
    unlock();
  }
  return { found, lines };
}

/** A count needs no key, and makes none. */
function keyIn(file: Parameters<typeof createKeys>[0], isCopy: boolean, write: boolean): string {
  const known = file.prepare('select value from key where name = ?').get(NAMES_KEY)?.['value'];
  if (known !== undefined) return String(known);
  if (isCopy && write) throw new Error('the nodes have no key for names yet: start one of this version first');
  return write ? createKeys(file).key(NAMES_KEY) : '';
}

function read(args: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { write: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const odd = positionals.find((file) => !isArchive(file));
    if (odd !== undefined) return `expected archives as \`npm run -s redis -- trim\` makes them, got ${odd}`;
    const missing = positionals.filter((file) => !existsSync(file));
    return missing.length > 0 ? `there is no ${missing.join(', ')}` : { write: values.write, archives: positionals };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

if (import.meta.main) {
  loadSettings();
  const result = await runScrubCommand({
    args: process.argv.slice(2),
    dataDir: process.env['DATA_DIR']?.trim() || './data',
    redisUrl: process.env['REDIS_URL']?.trim() || undefined,
    now: Date.now(),
  });
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  process.exitCode = result.exit;
}
