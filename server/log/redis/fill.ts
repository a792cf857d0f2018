// Pours a ledger and its vault into Redis: an embedded log that moves there, or what an emptied Redis has lost.
import { DAY } from '../../../shared/time.ts';
import { makeMirror, readSnapshot } from '../../vault/snapshot.ts';
import { VAULT_SCHEMA } from '../../vault/schema.ts';
import type { LogEntry } from '../../../shared/event.ts';
import type { LedgerFile } from '../ledger-file.ts';
import { nameOf } from './append-script.ts';
import type { Connection } from './connection.ts';
import { askStream } from './handshake.ts';
import { DAYS_REMEMBERED, type Keys } from './keys.ts';
import type { StreamFacts } from './stream-check.ts';
import { textOf } from './vault-stream.ts';

/** Events, vault and marks that went over. `id`: of the stream. */
export type Filled = { id: string; events: number; vault: boolean };

/** Not done, and nothing was written; the message says why and what to do. */
export class NotFilled extends Error {}

/**
 * KEYS: log, about, the ids of today's turn. ARGV: the stream's id, its last position, the day, then per event its position,
 * its body, and its name or nothing where Redis need not remember it.
 */
const POUR = `
local about = redis.call('HMGET', KEYS[2], 'id', 'last')
if about[1] ~= ARGV[1] or about[2] ~= ARGV[2] then return redis.error_reply('WALLBOARD somebody else fills this stream') end
if redis.call('HGET', KEYS[3], '') ~= ARGV[3] then
  redis.call('UNLINK', KEYS[3])
  redis.call('HSET', KEYS[3], '', ARGV[3])
end
for n = 4, #ARGV, 3 do
  redis.call('XADD', KEYS[1], ARGV[n] .. '-0', 'e', ARGV[n + 1])
  if ARGV[n + 2] ~= '' then redis.call('HSET', KEYS[3], ARGV[n + 2], ARGV[n]) end
  redis.call('HSET', KEYS[2], 'last', ARGV[n])
end
return 1`;

/** KEYS: about. ARGV: the id. A stream that has less than its floor takes nothing from anybody until it is full. */
const BEGIN = `
local id = redis.call('HGET', KEYS[1], 'id')
if id and id ~= ARGV[1] then return 0 end
redis.call('HSETNX', KEYS[1], 'last', '0')
redis.call('HSET', KEYS[1], 'id', ARGV[1])
redis.call('HDEL', KEYS[1], 'left')
for n, name in ipairs({'floor', 'vault-floor'}) do
  if tonumber(ARGV[1 + n]) > tonumber(redis.call('HGET', KEYS[1], name) or '0') then
    redis.call('HSET', KEYS[1], name, ARGV[1 + n])
  end
end
return 1`;

/** KEYS: vault, snapshot, about. ARGV: version, the whole, schema. */
const VAULT = `
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[2], 'version', ARGV[1], 'c', ARGV[2])
redis.call('HSET', KEYS[3], 'vault', ARGV[1], 'vault-schema', ARGV[3])
return 1`;

const PAGE = 500;

type Parts = {
  connection: Pick<Connection, 'send'>;
  keys: Keys;
  file: LedgerFile;
  /** Where the vault's file is. */
  vaultPath: string;
  newId: () => string;
  /** Epoch ms. */
  now: () => number;
};

/** Rejects with NotFilled. After any other end it is run again, and goes on where it was. */
export async function fill(parts: Parts): Promise<Filled> {
  const { connection, keys, file, vaultPath, newId, now } = parts;
  const { send } = connection;
  const whole = readSnapshot(vaultPath);
  const vault = { version: whole?.version ?? 0, schema: VAULT_SCHEMA };
  const stream = await askStream({ connection, keys, file, newId, vault }, false);
  const id = whichStream(file, stream) ?? newId();
  const from = stream.id === undefined ? 0 : stream.last;
  if (from > 0) await mustAgree(send, keys, file, from);

  const isMoving = file.stream() === undefined;
  /** A vault that was on one machine comes as one change on top of whatever Redis had. */
  const version = isMoving ? stream.vault.version + 1 : vault.version;
  // Said before anything is written there, so that a fill that was cut short knows its own stream again.
  if (isMoving) await file.setLeft(id);
  const begun = await send(['EVAL', BEGIN, '1', keys.about, id, String(file.read()), String(version)]);
  if (begun !== 1) throw new NotFilled('somebody else began another log in Redis: look what that is');
  let last = from;
  let events = 0;
  for (let page = file.ledger.after(last, PAGE); page.length > 0; page = file.ledger.after(last, PAGE)) {
    await pour(parts, id, last, page, now());
    last = page.at(-1)?.position ?? last;
    events += page.length;
  }
  // A repeat at the end of a stream stands in no row of a ledger.
  if (last < file.read()) await send(['HSET', keys.about, 'last', String(file.read())]);
  const isNewer = whole !== undefined && (isMoving || version > stream.vault.version);
  if (whole && isNewer) {
    const given = [String(version), textOf(whole.change), String(VAULT_SCHEMA)];
    await send(['EVAL', VAULT, '3', keys.vault, keys.vaultSnapshot, keys.about, ...given]);
  }
  for (const [name, value] of file.marks()) await send(['HSETNX', keys.marks, name, value]);
  if (whole && isMoving) makeMirror(vaultPath, version);
  if (isMoving) await file.setLeft(undefined);
  if (file.stream() !== id) await file.setStream(id);
  return { id, events, vault: isNewer };
}

/** The stream that is to be filled; undefined: a new one. Throws NotFilled. */
function whichStream(file: LedgerFile, stream: StreamFacts): string | undefined {
  const known = file.stream() ?? file.left();
  if (file.top() === undefined) throw new NotFilled('DATA_DIR holds no events: there is nothing to pour into Redis');
  if (stream.id === undefined) return known;
  if (stream.id !== known)
    throw new NotFilled('Redis holds another log than DATA_DIR: nothing is mixed; give it an empty Redis, or database');
  if (file.stream() !== undefined && stream.left)
    throw new NotFilled('this log was taken out of Redis: fill it from the DATA_DIR that it was taken to');
  return stream.id;
}

/** The last event that Redis has must be the one that stands there here. */
async function mustAgree(send: Connection['send'], keys: Keys, file: LedgerFile, last: number): Promise<void> {
  if (last > file.read())
    throw new NotFilled(
      `Redis has events up to ${last} and this ledger up to ${file.read()}: nothing is missing there`,
    );
  const [entry] = file.ledger.after(last - 1, 1);
  const found = await send(['XRANGE', keys.log, `${last}-0`, `${last}-0`]);
  const [there] = Array.isArray(found) ? found : [];
  const text = Array.isArray(there) && Array.isArray(there[1]) ? String(there[1][1]) : undefined;
  if (text === undefined || entry?.position !== last) return; // trimmed there, or a repeat that has no row here
  if (nameOf(JSON.parse(text) as LogEntry['event']) !== nameOf(entry.event))
    throw new NotFilled(
      `this ledger and Redis disagree about event ${last}: others have written to a Redis that had lost events. Keep this DATA_DIR, give the node an empty one, and post again what it recorded last`,
    );
}

async function pour(
  { connection, keys }: Parts,
  id: string,
  last: number,
  page: LogEntry[],
  now: number,
): Promise<void> {
  const [seconds] = (await connection.send(['TIME'])) as [string];
  const day = Math.floor(Number(seconds) / 86_400);
  const today = keys.ids[day % keys.ids.length] ?? '';
  // Redis knows the ids of recent events; older ones are looked up in every ledger.
  const oldest = now - DAYS_REMEMBERED * DAY;
  const args = page.flatMap(({ position, event }) => [
    ...[String(position), JSON.stringify(event), event.at > oldest ? nameOf(event) : ''],
  ]);
  const about = [id, String(last), String(day)];
  await connection.send(['EVAL', POUR, '3', keys.log, keys.about, today, ...about, ...args], 30_000);
}
