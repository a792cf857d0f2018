// The environment → a configuration, or every fault at once with what was expected. Pure.
import { CLOCK, OFFICE } from './log/own-sources.ts';
import type { LinkOptions } from './sources/asterisk/client.ts';
import { idOf } from './sources/names.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type Config = {
  port: number;
  host: string;
  dataDir: string;
  /** Where the log and the vault are shared; undefined: in dataDir, on this machine alone. */
  redisUrl: string | undefined;
  profile: string;
  telephony: LinkOptions[];
  origin: string | undefined;
  trustProxy: number;
  logLevel: (typeof logLevels)[number];
};

export type Read = { ok: true; config: Config } | { ok: false; faults: string[] };
type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the variables of the README. An empty variable counts as unset. */
export function readConfig(environment: Environment): Read {
  const faults: string[] = [];
  const text = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const whole = (name: string, unset: number, least: number, most: number): number => {
    const value = text(name);
    if (value === undefined) return unset;
    if (/^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
    faults.push(`${name}: expected a whole number from ${least} to ${most}, got "${value}"`);
    return unset;
  };

  const level = text('LOG_LEVEL') ?? 'info';
  const logLevel = logLevels.find((one) => one === level);
  if (logLevel === undefined) faults.push(`LOG_LEVEL: expected one of ${logLevels.join(', ')}, got "${level}"`);

  const origin = text('ORIGIN');
  if (origin !== undefined && (!URL.canParse(origin) || !/^https?:$/.test(new URL(origin).protocol)))
    faults.push(`ORIGIN: expected something like https://wall.example.ir, got "${origin}"`);
  const redisUrl = text('REDIS_URL');
  // Its password is not repeated in a message.
  if (redisUrl !== undefined && !isRedis(redisUrl))
    faults.push('REDIS_URL: expected redis://[user:password@]host[:6379][/database] or rediss://… (TLS)');

  const telephony = readTelephony(text('TELEPHONY'), faults);
  const config: Config = {
    port: whole('PORT', 3000, 0, 65535),
    host: text('HOST') ?? '0.0.0.0',
    dataDir: text('DATA_DIR') ?? './data',
    redisUrl,
    profile: text('PROFILE') ?? 'mazandaran',
    telephony,
    origin: origin === undefined ? undefined : URL.canParse(origin) ? new URL(origin).origin : undefined,
    trustProxy: whole('TRUST_PROXY', 0, 0, 9),
    logLevel: logLevel ?? 'info',
  };
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config };
}

const isRedis = (url: string): boolean =>
  URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol) && new URL(url).hostname !== '';

const EXPECTED = 'ami://user:secret@host:5038 or amis://… (TLS), several separated by commas';

function readTelephony(value: string | undefined, faults: string[]): LinkOptions[] {
  const links: LinkOptions[] = [];
  for (const [index, part] of (value?.split(',') ?? []).entries()) {
    const where = `TELEPHONY, link ${index + 1}`;
    const link = readLink(part.trim(), where, faults);
    if (link) links.push(link);
  }
  for (const name of repeated(links.map(({ link }) => link)))
    faults.push(`TELEPHONY: expected links with names of their own, got "${name}" twice; add ?name=…`);
  const unnamed = new Set(
    links.filter((link) => link.system === undefined && link.host !== undefined).map(({ host }) => host),
  );
  if (unnamed.size > 1)
    faults.push(
      `TELEPHONY: ${[...unnamed].join(' and ')} may be one telephone system or several; add ?system=… to each`,
    );
  return links;
}

function readLink(text: string, where: string, faults: string[]): LinkOptions | undefined {
  // The secret is not repeated in a message.
  if (!URL.canParse(text)) return void faults.push(`${where}: expected ${EXPECTED}`);
  const url = new URL(text);
  if (url.protocol === 'esl:')
    return void faults.push(`${where}: expected ${EXPECTED}; FreeSWITCH (esl://) is not read by this release`);
  if (url.protocol !== 'ami:' && url.protocol !== 'amis:')
    return void faults.push(`${where}: expected ${EXPECTED}, got "${url.protocol}//…"`);
  const user = decoded(url.username);
  const secret = decoded(url.password);
  if (!user || secret === undefined || secret === '')
    return void faults.push(`${where}: expected a user and a secret, percent-encoded: ${EXPECTED}`);
  if (url.hostname === '') return void faults.push(`${where}: expected a host: ${EXPECTED}`);
  const known = ['name', 'system', 'queue_log'];
  // What stands there is not repeated: it can be the rest of a secret with a "?" in it.
  if ([...url.searchParams.keys()].some((key) => !known.includes(key)))
    return void faults.push(`${where}: expected only ${known.join(', ')} after "?", and a "?" in a secret as %3F`);
  const secure = url.protocol === 'amis:';
  const port = url.port === '' ? (secure ? 5039 : 5038) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const system = url.searchParams.get('system');
  const queueLog = url.searchParams.get('queue_log');
  const link = idOf(url.searchParams.get('name') ?? `${host}-${port}`);
  for (const [what, id] of Object.entries({ name: link, system: system && idOf(system) }))
    if (id === CLOCK || id === OFFICE)
      faults.push(`${where}: expected another ${what} than "${id}", by which the server itself goes`);
  return {
    protocol: 'ami',
    link,
    host,
    port,
    secure,
    user,
    secret,
    ...(system && { system: idOf(system) }),
    ...(queueLog && { queueLog }),
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a stray % sign: told as a missing user or secret
  }
}

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, i) => names.indexOf(name) !== i)),
];
