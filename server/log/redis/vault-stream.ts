// The common order of the vault's changes, in Redis: a stream of them, and a whole in place of those that were trimmed.
import type { VaultChange, VaultChanges } from '../../vault/mirror.ts';
import { VAULT_SCHEMA } from '../../vault/schema.ts';
import type { Connection } from './connection.ts';
import { entryOf, idOf, type Entry } from './entry.ts';
import type { Keys } from './keys.ts';

/**
 * KEYS: vault, about. ARGV: the stream's id, the version that the change was made on, its schema, the change. Also
 * where Redis has no memory left: a token must be revocable then, and changes of the vault are few and small.
 */
const ADD = `#!lua flags=allow-oom
local about = redis.call('HMGET', KEYS[2], 'id', 'vault', 'vault-floor', 'vault-schema', 'left')
if about[1] ~= ARGV[1] or about[5] then return redis.error_reply('WALLBOARD not the vault that this node knows') end
local at = tonumber(about[2] or '0')
if at < tonumber(about[3] or '0') then return redis.error_reply('WALLBOARD changes are missing') end
if tonumber(about[4] or '0') > tonumber(ARGV[3]) then return redis.error_reply('WALLBOARD of a newer release') end
if at ~= tonumber(ARGV[2]) then return 0 end
redis.call('XADD', KEYS[1], string.format('%.0f-0', at + 1), 'c', ARGV[4])
redis.call('HSET', KEYS[2], 'vault', string.format('%.0f', at + 1), 'vault-schema', ARGV[3])
return 1`;

/** KEYS: vault, snapshot. ARGV: version, the whole, id of the first change that is kept. An older whole changes nothing. */
const KEEP = `
if tonumber(redis.call('HGET', KEYS[2], 'version') or '0') >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[2], 'version', ARGV[1], 'c', ARGV[2])
redis.call('XTRIM', KEYS[1], 'MINID', ARGV[3])
return 1`;

/** `sendDurably`: for what is acknowledged; `send` where it is not given. */
type Parts = {
  send: Connection['send'];
  sendDurably?: Connection['send'];
  keys: Keys;
  stream: () => string | undefined;
};

export const createVaultStream = ({ send, sendDurably = send, keys, stream }: Parts): VaultChanges => ({
  version: async () => Number((await send(['HGET', keys.about, 'vault'])) ?? 0),
  add: async (at, change) => {
    const given = [stream() ?? '', String(at), String(VAULT_SCHEMA), textOf(change)];
    return Number(await sendDurably(['EVAL', ADD, '2', keys.vault, keys.about, ...given])) === 1;
  },
  after: async (version) => {
    const [snapshot, found] = await Promise.all([
      send(['HMGET', keys.vaultSnapshot, 'version', 'c']),
      send(['XRANGE', keys.vault, idOf(version + 1), '+']),
    ]);
    const changes = Array.isArray(found) ? found.map(entryOf).map(changeOf) : [];
    if (changes[0]?.version === version + 1) return changes;
    const [at, c] = Array.isArray(snapshot) ? snapshot : [];
    if (typeof at !== 'string' || Number(at) <= version) return changes;
    const whole: VaultChange = { version: Number(at), change: bytesOf(String(c)), whole: true };
    return [whole, ...changes.filter((one) => one.version > whole.version)];
  },
  keep: async ({ version, change }) => {
    await send(['EVAL', KEEP, '2', keys.vault, keys.vaultSnapshot, String(version), textOf(change), idOf(version + 1)]);
  },
});

export const changeOf = ({ position, value }: Entry): VaultChange => ({ version: position, change: bytesOf(value) });

export const textOf = (change: Uint8Array): string => Buffer.from(change).toString('base64');
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');
