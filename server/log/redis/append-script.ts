// The one script that decides the order of events. It runs in Redis as one atomic step: refuses where this is not the stream
// that the node knows, drops repeats, appends the rest.
import type { Keys } from './keys.ts';

/**
 * KEYS: log, about, and the hashes of ids. ARGV: the stream's id, the last position that the node has read, the digits of
 * `most`, then per event the name it goes by and its body. Returns a position per event, negative where the event was known.
 *
 * `about.floor` is the furthest that any node has read: a Redis that came back without the newest events has less, and takes
 * nothing until they were poured back in (B5). The day is Redis's own, so that nodes with wrong clocks agree on it.
 */
export const APPEND = `
local about = redis.call('HMGET', KEYS[2], 'id', 'last', 'floor', 'left')
if about[1] ~= ARGV[1] or about[4] then return redis.error_reply('WALLBOARD not the stream that this node knows') end
local last = tonumber(about[2] or '0')
if last < tonumber(ARGV[2]) or last < tonumber(about[3] or '0') then
  return redis.error_reply('WALLBOARD events are missing')
end
local known = {}
local names = {}
for n = 3, #ARGV, 2 do names[#names + 1] = ARGV[n] end
for k = 3, #KEYS do
  for from = 1, #names, 1000 do
    local some = {unpack(names, from, math.min(from + 999, #names))}
    for n, position in ipairs(redis.call('HMGET', KEYS[k], unpack(some))) do
      if position then known[some[n]] = tonumber(position) end
    end
  end
end
local day = math.floor(tonumber(redis.call('TIME')[1]) / 86400)
local today = KEYS[3 + day % (#KEYS - 2)]
local fresh = {}
local answer = {}
for n, name in ipairs(names) do
  if known[name] then
    answer[n] = -known[name]
  else
    last = last + 1
    redis.call('XADD', KEYS[1], string.format('%.0f-0', last), 'e', ARGV[2 + 2 * n])
    known[name] = last
    answer[n] = last
    fresh[#fresh + 1] = name
    fresh[#fresh + 1] = string.format('%.0f', last)
  end
end
if #fresh > 0 then
  if redis.call('HGET', today, '') ~= tostring(day) then
    redis.call('UNLINK', today)
    redis.call('HSET', today, '', tostring(day))
  end
  for from = 1, #fresh, 1000 do
    redis.call('HSET', today, unpack(fresh, from, math.min(from + 999, #fresh)))
  end
end
-- Also where all were known: what follows asks whether the replicas have what was written here.
redis.call('HSET', KEYS[2], 'last', string.format('%.0f', last))
return answer`;

export const appendKeys = ({ log, about, ids }: Keys): readonly string[] => [log, about, ...ids];

/** What an event goes by: neither a source nor an id holds a line feed, so two of them never read alike. */
export const nameOf = ({ source, id }: { source: string; id: string }): string => `${source}\n${id}`;
