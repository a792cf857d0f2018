// How often something was tried, counted by all nodes together: guessing at three machines is no faster.
import { createHash } from 'node:crypto';
import type { CounterFactory } from '../../access/sliding-window.ts';
import type { Connection } from './connection.ts';
import type { Keys } from './keys.ts';

/** KEYS: a list of moments, oldest first. ARGV: now, limit, stretch. Counts one, or returns the ms until that is allowed. */
const TAKE = `
local now, stretch = tonumber(ARGV[1]), tonumber(ARGV[3])
local recent = {}
for _, at in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if tonumber(at) > now - stretch then recent[#recent + 1] = at end
end
if #recent >= tonumber(ARGV[2]) then return string.format('%.0f', tonumber(recent[1]) + stretch - now) end
recent[#recent + 1] = ARGV[1]
redis.call('DEL', KEYS[1])
redis.call('RPUSH', KEYS[1], unpack(recent))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return ''`;

/** Names are hashed: they hold addresses, names of accounts and secrets of browsers. Rejects while Redis is away. */
export const createCounts =
  ({ send, keys }: { send: Connection['send']; keys: Keys }): CounterFactory =>
  (what, limit, stretchMs) => {
    const keyOf = (name: string): string =>
      keys.tries(`${what}:${createHash('sha256').update(name).digest('base64url')}`);
    return {
      hit: async (name, now) => {
        const reply = await send(['EVAL', TAKE, '1', keyOf(name), String(now), String(limit), String(stretchMs)]);
        return reply === '' ? undefined : { retryAfterMs: Number(reply) };
      },
      refund: async (name, at) => void (await send(['LREM', keyOf(name), '1', String(at)])),
      forget: async (name) => void (await send(['DEL', keyOf(name)])),
    };
  };
