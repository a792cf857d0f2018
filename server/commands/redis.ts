// `npm run -s redis -- list | fill | take | trim --into FOLDER [--days 7] | leave NODE`: what is done to the log in Redis by hand.
import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadSettings } from '../load-settings.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { conclude, type CommandResult } from './conclude.ts';
import { vaultFile } from '../vault/vault.ts';
import { loadProfile } from '../profiles/load.ts';
import { ledgerFile } from '../log/backup.ts';
import { withLedgerFile, type LedgerFile } from '../log/ledger-file.ts';
import { FileUnusable } from '../sqlite/open-errors.ts';
import { durabilityOf, readSettings } from '../log/redis/durability.ts';
import { fill } from '../log/redis/fill.ts';
import { connectHome } from '../log/redis/topology.ts';
import { keysOf } from '../log/redis/keys.ts';
import { leaveList, listedNodes } from '../log/redis/listed.ts';
import { take } from '../log/redis/take.ts';
import { trim } from '../log/redis/trim.ts';
import { errorText } from '../error-text.ts';

type Asked =
  { verb: 'list' | 'fill' | 'take' } | { verb: 'trim'; into: string; days: number } | { verb: 'leave'; node: string };

export type RedisCommand = {
  args: readonly string[];
  dataDir: string;
  redisUrl: string | undefined;
  profile: string;
  /** Epoch ms. */
  now: () => number;
};

const USAGE = `expected: npm run -s redis -- and one of
  list                             nodes, how far each has read, what Redis promises
  fill                             pours log and vault of DATA_DIR into Redis: a move there, or what an emptied Redis lost
  take                             takes log and vault out of Redis into DATA_DIR, which then runs without REDIS_URL
  trim --into FOLDER [--days 7]    archives what is older than so many days, a file a day, and drops it from the stream
  leave NODE                       a node that is gone for good: trim no longer waits for it
`;

/** Exit 2: bad arguments; 1: it was not done. */
export async function runRedisCommand({ args, dataDir, redisUrl, profile, now }: RedisCommand): Promise<CommandResult> {
  const asked = read(args);
  if (typeof asked === 'string') return { exit: 2, stdout: '', stderr: `${asked}\n${USAGE}` };
  if (redisUrl === undefined)
    return { exit: 2, stdout: '', stderr: 'REDIS_URL: expected redis://host[:6379], got nothing\n' };
  try {
    const { id: province, timezone } = loadProfile(profile);
    const keys = keysOf(province);
    const calendar = createCalendar(timezone);
    const connection = await connectHome(redisUrl, keys.log);
    const { send } = connection;
    const withLedger = async <T>(use: (file: LedgerFile) => Promise<T>): Promise<T> => {
      const path = ledgerFile(dataDir);
      if (!existsSync(path)) throw new FileUnusable('unopened', `there is no log in DATA_DIR ${dataDir}`);
      return withLedgerFile({ path, calendar }, use);
    };
    const parts = { connection, keys, vaultPath: vaultFile(dataDir), newId: randomUUID, now };
    const run = async (): Promise<string> => {
      switch (asked.verb) {
        case 'list': {
          const [id, last] = (await send(['HMGET', keys.about, 'id', 'last'])) as (string | null)[];
          const nodes = await listedNodes(send, keys);
          const { promise } = durabilityOf(await readSettings(connection));
          const lines = nodes.map(
            ({ name, read, lives }) => `${name}: read up to ${read}, ${lives ? 'runs' : 'silent'}`,
          );
          return [id ? `log ${id} of ${province}, up to ${last}` : `no log of ${province}`, promise, ...lines].join(
            '\n',
          );
        }
        case 'fill': {
          const { id, events, vault } = await withLedger((file) => fill({ ...parts, file }));
          return `${counted(events)}${vault ? ' and the vault' : ''} went into Redis, log ${id}; start nodes with REDIS_URL`;
        }
        case 'take': {
          const { events, last } = await withLedger((file) => take({ ...parts, file }));
          return `${counted(events)} more came out of Redis; the log in ${dataDir} goes up to ${last}; start it without REDIS_URL`;
        }
        case 'trim': {
          const { into, days } = asked;
          const { files, events } = await trim({ send, keys, province, calendar, into, days });
          return [...files, `${counted(events)} left the stream`].join('\n');
        }
        case 'leave':
          if (!(await leaveList(send, keys, asked.node))) throw new Error(`there is no node ${asked.node}: see list`);
          return `${asked.node} is waited for no longer`;
        default:
          return unreachable(asked);
      }
    };
    const said = await run().finally(() => connection.end(new Error('the command is over')));
    return { exit: 0, stdout: `${said}\n`, stderr: '' };
  } catch (error) {
    return { exit: 1, stdout: '', stderr: `${errorText(error)}\n` };
  }
}

const counted = (events: number): string => (events === 1 ? 'one event' : `${events} events`);

function read(args: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { into: { type: 'string' }, days: { type: 'string', default: '7' } },
      allowPositionals: true,
    });
    const [verb, node, ...more] = positionals;
    if (more.length > 0) return `got too much: ${more.join(' ')}`;
    switch (verb) {
      case 'list':
      case 'fill':
      case 'take':
        return node === undefined ? { verb } : `${verb} takes nothing more, got ${node}`;
      case 'leave':
        return node === undefined ? 'leave: expected the name of a node, as list shows it' : { verb, node };
      case 'trim': {
        const { into, days } = values;
        if (into === undefined || !existsSync(into) || !statSync(into).isDirectory())
          return `--into: expected a folder, got ${into ?? 'nothing'}`;

        if (!/^\d{1,4}$/.test(days) || Number(days) < 1) return `--days: expected a whole number from 1, got ${days}`;
        return { verb, into, days: Number(days) };
      }
      default: // an open set: any typed word
        return `expected a verb, got ${verb ?? 'nothing'}`;
    }
  } catch (error) {
    return errorText(error);
  }
}

if (import.meta.main) {
  loadSettings();
  conclude(
    await runRedisCommand({
      args: process.argv.slice(2),
      dataDir: process.env['DATA_DIR']?.trim() || './data',
      redisUrl: process.env['REDIS_URL']?.trim() || undefined,
      profile: process.env['PROFILE']?.trim() || 'mazandaran',
      now: Date.now,
    }),
  );
}
