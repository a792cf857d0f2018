// `npm run -s scrub [-- --write] [ARCHIVE…]` finds telephone numbers that an older version let into log, vault and archives,
// and takes them out. The server must be stopped. Without --write it only counts.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadSettings } from '../load-settings.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { keyedBy, NAMES_KEY } from '../keyed.ts';
import { isArchive } from '../log/archive.ts';
import { ledgerFile } from '../log/backup.ts';
import { withLedgerFile } from '../log/ledger-file.ts';
import { acquireLock } from '../log/lock.ts';
import { STREAM_MARK } from '../log/marks.ts';
import { keysOf } from '../log/redis/keys.ts';
import { openForWriting } from '../log/schema.ts';
import { loadProfile } from '../profiles/load.ts';
import { contactIndexFile, removeContactIndex } from '../contacts/index-file.ts';
import { scrubArchive } from '../scrub/scrub-archive.ts';
import { scrubLog, systemsIn } from '../scrub/scrub-log.ts';
import { scrubVault } from '../scrub/scrub-vault.ts';
import { createKeys } from '../vault/keys.ts';
import { vaultFile } from '../vault/vault.ts';
import { isMirror, withVault } from '../vault/snapshot.ts';
import { newSecret } from '../vault/secret.ts';
import { conclude, type CommandResult } from './conclude.ts';
import { errorText } from '../error-text.ts';

export type ScrubCommand = {
  args: readonly string[];
  dataDir: string;
  redisUrl?: string | undefined;
  /** The province, whose log it is in Redis. */
  profile?: string;
  /** Epoch ms. */
  now: number;
};

const USAGE = 'expected: npm run -s scrub [-- --write] [ARCHIVE.ndjson.gz…]\n';
const IN_REDIS = 'the log of this DATA_DIR is in Redis: set REDIS_URL, and stop all nodes';
const ANOTHER = `the log went back into Redis as another one. Start this node; every other node begins with an empty DATA_DIR, because its
own still holds the numbers, and refuses to start before. Archives are scrubbed as files: npm run -s scrub -- --write ARCHIVE…
`;
const ADVICE = `Nothing was changed. Make a backup first (npm run -s backup -- FILE), then run it with --write, and delete that backup and
all older ones once the wall is right: they still hold the numbers.
`;

/** Exit 2: bad arguments; 1: it could not be done, and nothing was changed in the file that it names. */
export async function runScrubCommand(command: ScrubCommand): Promise<CommandResult> {
  const { args, dataDir, redisUrl, now } = command;
  const asked = read(args);
  if (typeof asked === 'string') return { exit: 2, stdout: '', stderr: `${asked}\n${USAGE}` };
  const isOfRedis = redisUrl !== undefined && asked.write && asked.archives.length === 0;
  try {
    const {
      found,
      lines,
      more = '',
    } = isOfRedis
      ? await scrubInRedis(command, asked, redisUrl)
      : await scrub(asked, dataDir, redisUrl !== undefined, now);
    const advice = found === 0 ? 'no number was found\n' : asked.write ? more : ADVICE;
    return { exit: 0, stdout: lines.map((line) => `${line}\n`).join('') + advice, stderr: '' };
  } catch (error) {
    return { exit: 1, stdout: '', stderr: `${errorText(error)}\n` };
  }
}

type Report = { found: number; lines: string[]; more?: string };

async function scrubInRedis({ dataDir, profile, now }: ScrubCommand, asked: Asked, url: string): Promise<Report> {
  const path = ledgerFile(dataDir);
  if (!existsSync(path)) throw new Error(`there is no log in DATA_DIR ${dataDir}`);
  // Its client is loaded only where there is a Redis.
  const { connectHome } = await import('../log/redis/topology.ts');
  const { scrubRedis, rewriteFile } = await import('../scrub/scrub-redis.ts');
  const { id, timezone } = loadProfile(profile ?? 'mazandaran');
  const keys = keysOf(id);
  const calendar = createCalendar(timezone);
  const connection = await connectHome(url, keys.log);
  let report: Report = { found: 0, lines: [] };
  try {
    const { isAnother } = await scrubRedis({
      connection,
      keys,
      vaultPath: vaultFile(dataDir),
      withLedger: (use) => withLedgerFile({ path, calendar }, use),
      scrub: async () => (report = await scrub(asked, dataDir, false, now)).found,
      newId: randomUUID,
      now: Date.now,
    });
    if (!isAnother) return report;
    // What an earlier run took out before it was cut short is out as well.
    return { ...report, found: Math.max(1, report.found), more: ANOTHER + (await rewriteFile(connection)) };
  } finally {
    connection.end(new Error('the command is over'));
  }
}

type Asked = { write: boolean; archives: string[] };

async function scrub({ write, archives }: Asked, dataDir: string, isShared: boolean, now: number): Promise<Report> {
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
      if (isLedger && !isShared && archives.length === 0) throw new Error(IN_REDIS);
      // What lies in Redis is only counted here, in this node's copy of it.
      const isWhole = !isLedger || archives.length === 0;
      const keyed = existsSync(vault)
        ? keyedBy(withVault(vault, (file) => keyIn(file, isShared || isMirror(file), write)))
        : keyedBy(newSecret('token'));
      if (isWhole) report('log', scrubLog({ db, calendar: createCalendar(), keyed, write, now }).fields);
      if (isWhole && existsSync(vault))
        report(
          'vault',
          withVault(vault, (file) => scrubVault(file, keyed, write)),
        );
      const systems = systemsIn(db);
      // It holds codes from before; the next start makes it again.
      if (write) removeContactIndex(contactIndexFile(dataDir));
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
    return errorText(error);
  }
}

if (import.meta.main) {
  loadSettings();
  conclude(
    await runScrubCommand({
      args: process.argv.slice(2),
      dataDir: process.env['DATA_DIR']?.trim() || './data',
      redisUrl: process.env['REDIS_URL']?.trim() || undefined,
      profile: process.env['PROFILE']?.trim() || 'mazandaran',
      now: Date.now(),
    }),
  );
}
