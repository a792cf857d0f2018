// `npm run -s verify-log` proves that nothing of the log was changed since its days were sealed; the server may run meanwhile.
// It also checks backups, archives, the stream in Redis, and proofs that were given to citizens.
import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { createCalendar } from '../../shared/calendar.ts';
import type { LogEntry } from '../../shared/event.ts';
import { errorText } from '../error-text.ts';
import { loadSettings } from '../load-settings.ts';
import { entriesOf, isArchive } from '../log/archive.ts';
import { ledgerFile } from '../log/backup.ts';
import { loadProfile } from '../profiles/load.ts';
import { checkProof } from '../promises/check-proof.ts';
import { compareWith } from '../seals/compare.ts';
import { verifyLog } from '../seals/verify.ts';
import { conclude, type CommandResult } from './conclude.ts';

export type VerifyCommand = {
  args: readonly string[];
  dataDir: string;
  redisUrl?: string | undefined;
  /** The province, whose log it is in Redis. */
  profile?: string;
};

const USAGE = `expected: npm run -s verify-log [-- [--head HEAD…] [BACKUP] [ARCHIVE.ndjson.gz…]]
      or: npm run -s verify-log -- --proof FILE [--code CODE] [--head HEAD]
`;
const HEAD = /^[0-9a-f]{64}$/;

type Asked = { heads: string[]; archives: string[]; backup?: string; proof?: string; code?: string };
/** `isSame` false: something differs. */
type Outcome = { isSame: boolean; lines: string[] };

/** Exit 1: something differs from what was sealed or published; 2: bad arguments, or it could not be checked. */
export async function runVerifyCommand(command: VerifyCommand): Promise<CommandResult> {
  const asked = read(command.args);
  if (typeof asked === 'string') return { exit: 2, stdout: '', stderr: `${asked}\n${USAGE}` };
  try {
    const { isSame, lines } =
      asked.proof === undefined ? await verify(command, asked) : verifyProof(asked, asked.proof);
    return { exit: isSame ? 0 : 1, stdout: lines.map((line) => `${line}\n`).join(''), stderr: '' };
  } catch (error) {
    return { exit: 2, stdout: '', stderr: `it could not be checked: ${errorText(error)}\n` };
  }
}

async function verify({ dataDir, redisUrl, profile }: VerifyCommand, asked: Asked): Promise<Outcome> {
  const file = asked.backup ?? ledgerFile(dataDir);
  if (!existsSync(file)) throw new Error(`there is no ${file}`);
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const own = sealsOf(db, file, asked.heads);
    const outcomes = [own];
    for (const archive of asked.archives) {
      let bad: string | undefined;
      const pages = entriesOf(archive, { bad: ({ line, message }) => (bad ??= `line ${line}: ${message}`) });
      outcomes.push(await comparison(db, pages, archive, () => bad));
    }
    if (redisUrl !== undefined && asked.backup === undefined)
      outcomes.push(await comparison(db, streamOf(redisUrl, profile ?? 'mazandaran'), 'the stream in Redis'));
    return {
      isSame: outcomes.every(({ isSame }) => isSame),
      lines: outcomes.flatMap(({ lines }) => lines),
    };
  } finally {
    db.close();
  }
}

function sealsOf(db: DatabaseSync, file: string, heads: readonly string[]): Outcome {
  const { seals, difference, scrubbed, unsealed } = verifyLog(db, createCalendar());
  const lines: string[] = [];
  const sound = difference ? seals.slice(0, difference.seal - 1) : seals;
  const [first, last] = [sound[0], sound.at(-1)];
  if (first && last) lines.push(`${file}: ${days(sound.length)} as sealed, ${first.day} to ${last.day}`);
  else lines.push(`${file}: ${difference ? 'no day is as it was sealed' : 'no day is sealed yet'}`);
  for (const { day, events } of scrubbed)
    lines.push(
      `${day}: numbers were taken out of ${events} of its events; of these the seal proves place and count, and no content of before`,
    );
  if (difference) {
    const where = difference.position === undefined ? '' : ` (event ${difference.position})`;
    lines.push(
      `${difference.day} DIFFERS: ${difference.message}${where}. Nothing is said of the days behind it; compare with a backup`,
    );
  } else if (last) lines.push(`head of ${last.day}: ${last.head}`);
  lines.push(`${unsealed.events} events are not sealed yet`);
  if (unsealed.days > 0) lines.push(`${days(unsealed.days)} over and not sealed: start the server once`);
  let isSame = difference === undefined;
  for (const head of heads) {
    const found = sound.find((seal) => seal.head === head);
    isSame &&= found !== undefined;
    lines.push(found ? `${head} is the head of ${found.day}` : `${head} is the head of NO day here`);
  }
  return { isSame, lines };
}

async function comparison(
  db: DatabaseSync,
  pages: AsyncIterable<readonly LogEntry[]>,
  name: string,
  bad: () => string | undefined = () => undefined,
): Promise<Outcome> {
  const { events, unscrubbed, difference } = await compareWith(db, pages);
  const fault = bad() ?? (difference && `event ${difference.position}: ${difference.message}`);
  if (fault !== undefined) return { isSame: false, lines: [`${name} DIFFERS from the log: ${fault}`] };
  const lines = [`${name}: ${events} events, as in the log`];
  if (unscrubbed > 0)
    lines.push(
      `${name} still has numbers that were taken out of the log, in ${unscrubbed} events: scrub it, or delete it`,
    );
  return { isSame: true, lines };
}

async function* streamOf(url: string, province: string): AsyncGenerator<readonly LogEntry[]> {
  // Its client is loaded only where there is a Redis.
  const { connectHome } = await import('../log/redis/topology.ts');
  const { keysOf } = await import('../log/redis/keys.ts');
  const { readStream } = await import('../log/redis/read-stream.ts');
  const keys = keysOf(loadProfile(province).id);
  const connection = await connectHome(url, keys.log);
  try {
    yield* readStream(connection.send, keys);
  } finally {
    connection.end(new Error('the command is over'));
  }
}

function verifyProof({ heads, code }: Asked, file: string): Outcome {
  const result = checkProof(readFileSync(file, 'utf8'));
  if (!result.ok) return { isSame: false, lines: [`${file} proves NOTHING: ${result.message}`] };
  const { month, day, figure, row, seals } = result;
  const lines = [
    `${file}: at the end of ${day} the case ${row.code} is one of the ${figure[row.standing]} "${row.standing}" cases of ${month}`,
    `referred ${row.referred}${row.due === undefined ? '' : `, due ${row.due}`}${row.ended === undefined ? '' : `, ended ${row.ended}`}`,
    `all cases of that month then: ${Object.entries(figure)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
    `sealed with ${seals[0]?.day}; head: ${seals[0]?.head}`,
    'Compare that head, or a later one of the file, with one that was published: without that the file proves only that it agrees with itself',
  ];
  let isSame = true;
  if (code !== undefined && code !== row.code) {
    isSame = false;
    lines.push(`it is NOT about the case ${code}`);
  }
  for (const head of heads) {
    const found = seals.find((seal) => seal.head === head);
    isSame &&= found !== undefined;
    lines.push(found ? `${head} is the head of ${found.day} in it` : `${head} is NOT in it`);
  }
  return { isSame, lines };
}

const days = (count: number): string => (count === 1 ? '1 day is' : `${count} days are`);

function read(args: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        head: { type: 'string', multiple: true, default: [] },
        proof: { type: 'string' },
        code: { type: 'string' },
      },
      allowPositionals: true,
    });
    const heads = values.head.map((head) => head.trim().toLowerCase());
    const odd = heads.find((head) => !HEAD.test(head));
    if (odd !== undefined) return `--head: expected 64 hexadecimal digits, got ${odd}`;
    const missing = [...positionals, ...(values.proof === undefined ? [] : [values.proof])].filter(
      (file) => !existsSync(file),
    );
    if (missing.length > 0) return `there is no ${missing.join(', ')}`;
    const archives = positionals.filter(isArchive);
    const [backup, ...more] = positionals.filter((file) => !isArchive(file));
    if (more.length > 0) return `expected one backup, got ${more.length + 1}`;
    if (values.proof !== undefined)
      return positionals.length > 0
        ? '--proof is checked by itself, without a log'
        : { heads, archives, proof: values.proof, ...(values.code !== undefined && { code: values.code }) };
    if (values.code !== undefined) return '--code belongs to --proof';
    return { heads, archives, ...(backup !== undefined && { backup }) };
  } catch (error) {
    return errorText(error);
  }
}

if (import.meta.main) {
  loadSettings();
  conclude(
    await runVerifyCommand({
      args: process.argv.slice(2),
      dataDir: process.env['DATA_DIR']?.trim() || './data',
      redisUrl: process.env['REDIS_URL']?.trim() || undefined,
      profile: process.env['PROFILE']?.trim() || 'mazandaran',
    }),
  );
}
