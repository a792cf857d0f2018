// The handshake of a node with a Redis that it has just reached: both must know the same log.
import { nameOf } from './append-script.ts';
import type { Connection } from './connection.ts';
import { entryOf, idOf, positionOf } from './entry.ts';
import type { Keys } from './keys.ts';
import { refusalReason, type StreamFacts } from './stream-check.ts';
import type { LedgerFile } from '../ledger-file.ts';
import type { StoredEvent } from '../../../shared/event.ts';

/**
 * KEYS: log, about. ARGV: the id of the stream that the node knows, how far it has read log and vault, the id of a new
 * stream, and whether one may be made. Each handshake raises the floors: a Redis that has less takes nothing, from any node.
 */
const GREET = `
if ARGV[5] == 'new' and redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('HSET', KEYS[2], 'id', ARGV[4], 'last', '0')
end
for n, floor in ipairs({'floor', 'vault-floor'}) do
  local about = redis.call('HMGET', KEYS[2], 'id', floor)
  if about[1] == ARGV[1] and tonumber(ARGV[1 + n]) > tonumber(about[2] or '0') then
    redis.call('HSET', KEYS[2], floor, ARGV[1 + n])
  end
end
local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
local about = redis.call('HMGET', KEYS[2], 'id', 'last', 'floor', 'left', 'vault', 'vault-floor', 'vault-schema')
return {about[1] or '', about[2] or '0', about[3] or '0', about[4] and '1' or '0', first and first[1] or '0-0',
  about[5] or '0', about[6] or '0', about[7] or '0'}`;

/** What a node has of the vault: the version of its copy, and the schema that it can read. */
export type VaultFacts = { version: number; schema: number };

type Asked = {
  connection: Pick<Connection, 'send'>;
  keys: Keys;
  file: LedgerFile;
  newId: () => string;
  vault: VaultFacts;
};

/** Runs the script and returns the facts of the stream; `mayBegin` allows it to make a new one. */
export async function askStream(
  { connection, keys, file, newId, vault }: Asked,
  mayBegin: boolean,
): Promise<StreamFacts> {
  const known = file.stream() ?? '';
  const args = [known, String(file.read()), String(vault.version), newId(), mayBegin ? 'new' : ''];
  const answer = await connection.send(['EVAL', GREET, '2', keys.log, keys.about, ...args]);
  const [id = '', last, floor, left, first, version, vaultFloor, schema] = Array.isArray(answer)
    ? answer.map(String)
    : [];
  const top = file.top();
  const there = top && (await nameAt(connection, keys, top.position));
  return {
    id: id === '' ? undefined : id,
    last: Number(last),
    floor: Number(floor),
    left: left === '1',
    first: positionOf(String(first)),
    at: (position) => (position === top?.position ? there : undefined),
    vault: { version: Number(version), floor: Number(vaultFloor), schema: Number(schema) },
  };
}

/** Throws StreamRefused. Returns the stream's id and how far it goes. */
export async function handshake(asked: Asked): Promise<{ id: string; last: number }> {
  const { file } = asked;
  const top = file.top();
  const isNew = top === undefined && file.stream() === undefined;
  const stream = await askStream(asked, isNew);
  const refused = refusalReason(stream, {
    stream: file.stream(),
    read: file.read(),
    top: top && { position: top.position, name: nameOf(top.event) },
    vault: asked.vault,
  });
  if (refused) throw refused;
  return { id: stream.id ?? '', last: stream.last };
}

async function nameAt({ send }: Pick<Connection, 'send'>, keys: Keys, position: number): Promise<string | undefined> {
  const id = idOf(position);
  const found = await send(['XRANGE', keys.log, id, id]);
  const [entry] = Array.isArray(found) ? found : [];
  return entry === undefined ? undefined : nameOf(JSON.parse(entryOf(entry).value) as StoredEvent);
}
