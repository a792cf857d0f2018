// What a Redis promises of an event that it acknowledged (B5), read from its settings and put into a sentence.
import type { Durability } from '../log.ts';
import type { Connection, Reply } from './connection.ts';
import { mayBeTorn } from './torn-file.ts';
import { RedisUnfit } from './unfit.ts';

export type Settings = {
  appendonly: boolean | undefined;
  appendfsync: string | undefined;
  replicas: number;
  /** min-replicas-to-write: below it Redis takes nothing. */
  least: number | undefined;
  policy: string | undefined;
  version: string;
  /** It may have cut its file after an unclean end, and not rewritten it since. */
  isTorn: boolean;
};

/** Settings that this Redis does not show (a managed one forbids CONFIG) stay undefined. Rejects while it starts. */
export async function readSettings({ send }: Pick<Connection, 'send'>): Promise<Settings> {
  const info = String(
    await send(['INFO', 'everything']).catch((cause: unknown) => {
      if (cause instanceof Error && cause.message.startsWith('NOPERM'))
        throw new RedisUnfit(`the user of REDIS_URL may not use: info (${cause.message})`);
      throw cause;
    }),
  );
  const told = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  // Until it has read its file back Redis has that file closed, and reports it.
  if (told('loading') !== '0') throw new Error('Redis is reading back what it kept');
  const configured = async (name: string): Promise<string | undefined> => {
    const reply: Reply = await send(['CONFIG', 'GET', name]).catch(() => null);
    return Array.isArray(reply) && typeof reply[1] === 'string' ? reply[1] : undefined;
  };
  const aof = told('aof_enabled');
  const least = await configured('min-replicas-to-write');
  return {
    appendonly: aof === undefined ? undefined : aof === '1',
    appendfsync: await configured('appendfsync'),
    replicas: Number(told('connected_slaves') ?? 0),
    least: least === undefined ? undefined : Number(least),
    policy: told('maxmemory_policy') ?? (await configured('maxmemory-policy')),
    version: told('redis_version') ?? '0',
    isTorn: mayBeTorn(info, await configured('aof-load-truncated')),
  };
}

/** Why such a Redis must not hold a log; undefined when it may. */
export function whyUnfit({ appendonly, policy, version }: Settings): string | undefined {
  if (Number.parseInt(version) < 7) return `expected Redis 7 or newer, got ${version}`;
  if (appendonly === false)
    return 'expected a Redis that keeps an append-only file, got appendonly no: what it acknowledged would be gone after a restart; set `appendonly yes` and `appendfsync always` in redis.conf';
  if (policy !== undefined && policy !== 'noeviction')
    return `expected maxmemory-policy noeviction, got ${policy}: Redis would throw events away when its memory is full`;
  return undefined;
}

/**
 * `confirmed`: how many replicas must have an event before it is acknowledged. `isStrict`: one at least, whatever becomes of
 * them; in a cluster those that are gone are not waited for.
 */
export function durabilityOf(
  { appendonly, appendfsync, replicas, least }: Settings,
  confirmed = 0,
  isStrict = false,
): Durability {
  const kept = keptBy(appendonly === undefined ? undefined : appendfsync);
  const onDisk = {
    always:
      'appendfsync always: an acknowledged event is on the disk of Redis; neither a killed Redis nor a power cut loses it',
    'every-second':
      'appendfsync everysec: a killed Redis loses nothing that it acknowledged, a power cut of its machine about the last second of it',
    'now-and-then':
      'appendfsync no: a killed Redis loses nothing that it acknowledged, a power cut of its machine whatever the system had not written, up to half a minute',
    unknown:
      'this Redis does not tell how it writes to disk: ask whoever runs it for appendonly yes and appendfsync always',
  }[kept];
  const copies =
    confirmed > 0
      ? `on ${confirmed === 1 ? 'one replica' : `${confirmed} replicas`} as well before it is acknowledged: a failover loses nothing; ${isStrict || (least ?? 0) > 0 ? 'without any nothing is acknowledged' : 'while none is left, events are on this Redis alone'}`
      : replicas === 0
        ? 'no replica: while this Redis is away, nothing is recorded but what the nodes keep for it'
        : `${replicas === 1 ? 'one replica' : `${replicas} replicas`}, copied to a moment after the acknowledgement: one that takes over may lack the newest events, which the nodes notice and pour back` +
          ((least ?? 0) > 0 ? `; with fewer than ${least} nothing is acknowledged` : '');
  return {
    kept,
    replicas,
    ...(least && { least }),
    ...(confirmed > 0 && { confirmed }),
    promise: `${onDisk}; ${copies}`,
  };
}

function keptBy(appendfsync: string | undefined): Exclude<Durability['kept'], 'this-disk'> {
  if (appendfsync === undefined) return 'unknown';
  if (appendfsync === 'always') return 'always';
  return appendfsync === 'everysec' ? 'every-second' : 'now-and-then';
}
