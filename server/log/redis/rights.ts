// What the user of REDIS_URL may do. Every command that a node ever sends is tried in a form that changes nothing, because a
// right that is missing would otherwise show only in the hour that needs it.
import type { Connection } from './connection.ts';
import type { Keys } from './keys.ts';
import { RedisUnfit } from './unfit.ts';
import { errorText } from '../../error-text.ts';

/** The rule that suffices, as it is written in redis.conf or an ACL file. */
export const ruleFor = (keys: Keys): string =>
  `~${keys.log.replace(/:log$/, ':*')} +@all -@dangerous +info +role +config|get +bgrewriteaof (in a cluster also +cluster|info +cluster|slots +cluster|keyslot)`;

type Probes = readonly (readonly string[])[];

/** Each is refused for its form, or finds nothing: only a missing right is answered with NOPERM. */
export const rightsToBegin = ({ about, log, node }: Keys, isReplicated: boolean): Probes => {
  const none = node('');
  return [
    ['PING'],
    ['TIME'],
    ['EVAL', 'return 1', '0'],
    ['EVALSHA', '0'.repeat(40), '0'],
    ['SCRIPT', 'LOAD', 'return 1'],
    ['XADD', log, 'none', 'e', ''],
    ['XRANGE', log, '1', '0', 'COUNT', '1'],
    ['XREAD', 'COUNT', '1', 'STREAMS', log, '$'],
    ['XTRIM', log, 'NONE', '0'],
    ['HGET', about, ''],
    ['HMGET', about, ''],
    ['HGETALL', none],
    ['HKEYS', none],
    ['HSET', about, 'a', 'b', 'c'],
    ['HDEL', none, 'a'],
    ['GET', none],
    ['MGET', none],
    ['SET', none, '', 'NONE'],
    ['DEL', none],
    ['UNLINK', none],
    ['EXISTS', none],
    ['LRANGE', none, '0', '0'],
    ['LREM', none, 'none', ''],
    ['PEXPIRE', none, 'none'],
    ...(isReplicated ? [['WAIT', '0', '0']] : []),
  ];
};

/** Of the hash that a log begins with: one field is there already, and it is no list. */
export const rightsLater = ({ about }: Keys): Probes => [
  ['HSETNX', about, 'id', ''],
  ['RPUSH', about, ''],
];

/** Rejects with RedisUnfit, which says what is missing as Redis calls it, and the rule that would do. */
export async function requireRights({ send }: Pick<Connection, 'send'>, keys: Keys, probes: Probes): Promise<void> {
  const answers = await Promise.all(
    probes.map(async (probe) => {
      const refused = await send(probe).then(() => undefined, errorText);
      if (refused === undefined || !refused.startsWith('NOPERM')) return undefined;
      return /access.*key/i.test(refused) ? `keys ${keys.log}` : probe[0]?.toLowerCase();
    }),
  );
  const missing = [...new Set(answers.filter((one) => one !== undefined))];
  if (missing.length === 0) return;
  throw new RedisUnfit(`the user of REDIS_URL may not use: ${missing.join(', ')}; what suffices is ${ruleFor(keys)}`);
}
