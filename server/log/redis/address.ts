// REDIS_URL: one Redis, several of a cluster, or Sentinels that know the master. Pure.

export type Host = { host: string; port: number };

export type RedisAddress = {
  /** `sentinel`: the hosts are Sentinels, and `master` is the name of the set that they watch. */
  kind: 'redis' | 'sentinel';
  hosts: readonly Host[];
  master: string | undefined;
  tls: boolean;
  username: string | undefined;
  password: string | undefined;
  /** Of the Sentinels themselves. */
  sentinelUsername: string | undefined;
  sentinelPassword: string | undefined;
  database: number | undefined;
  /** Files: who signed the certificate of Redis, and our own certificate with its key. */
  ca: string | undefined;
  cert: string | undefined;
  key: string | undefined;
};

export const EXPECTED_REDIS =
  'redis://[user:password@]host[:6379][/database] or rediss://… (TLS, perhaps ?ca=FILE&cert=FILE&key=FILE), several hosts of a cluster separated by commas, or redis+sentinel://[user:password@]host[:26379],host,host/NAME[/database] (rediss+sentinel:// with TLS)';

const SHAPE = /^(rediss?)(\+sentinel)?:\/\/(?:([^@/]*)@)?([^/?#]+)(\/[^?#]*)?(\?[^#]*)?$/;
const HOST = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::(\d{1,5}))?$/i;
const FILES = ['ca', 'cert', 'key'] as const;
const OF_SENTINEL = ['sentinel_user', 'sentinel_password'] as const;

/** Undefined where it is none; its password is not repeated in a message. */
export function parseRedisUrl(url: string): RedisAddress | undefined {
  const found = SHAPE.exec(url);
  if (!found) return undefined;
  const [, scheme, sentinel, user, list = '', path = '', query = ''] = found;
  const kind = sentinel === undefined ? 'redis' : 'sentinel';
  const hosts = list.split(',').map((text) => hostOf(text, kind === 'redis' ? 6379 : 26379));
  if (!hosts.every((host) => host !== undefined)) return undefined;
  const parts = path.split('/').slice(1);
  const master = kind === 'sentinel' ? decoded(parts.shift()) : undefined;
  const [database, ...more] = parts;
  if (more.length > 0 || (database && !/^\d{1,4}$/.test(database))) return undefined;
  if (kind === 'sentinel' && !master) return undefined;
  const [username, password] = credentials(user);
  const given = new URLSearchParams(query);
  const known = [...FILES, ...(kind === 'sentinel' ? OF_SENTINEL : [])] as readonly string[];
  if ([...given.keys()].some((name) => !known.includes(name))) return undefined;
  const tls = scheme === 'rediss';
  const file = (name: (typeof FILES)[number]): string | undefined => given.get(name) || undefined;
  if (!tls && FILES.some((name) => given.has(name))) return undefined;
  if ((file('cert') === undefined) !== (file('key') === undefined)) return undefined;
  return {
    kind,
    hosts,
    master,
    tls,
    username,
    password,
    sentinelUsername: given.get('sentinel_user') || undefined,
    sentinelPassword: given.get('sentinel_password') || undefined,
    database: database ? Number(database) : undefined,
    ca: file('ca'),
    cert: file('cert'),
    key: file('key'),
  };
}

function hostOf(text: string, usual: number): Host | undefined {
  const found = HOST.exec(text);
  if (!found) return undefined;
  const port = Number(found[3] ?? usual);
  return port > 0 && port <= 65_535 ? { host: found[1] ?? found[2] ?? '', port } : undefined;
}

function credentials(text: string | undefined): [string | undefined, string | undefined] {
  if (text === undefined) return [undefined, undefined];
  const [name = '', ...rest] = text.split(':');
  return [decoded(name) || undefined, decoded(rest.join(':')) || undefined];
}

/** A percent sign that encodes nothing stands for itself. */
function decoded(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const hostText = ({ host, port }: Host): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;
