// The environment → a configuration, or every fault at once with what was expected. Pure.
import { CLOCK, OFFICE } from './door/own-sources.ts';
import { EXPECTED_REDIS, parseRedisUrl } from './log/redis/address.ts';
import { hidesNumber } from '../shared/number.ts';
import { MINUTE } from '../shared/time.ts';
import { secondFactorRules, usualPolicy, type SessionPolicy } from './access/session-rules.ts';
import { readDirectories, type DirectorySettings } from './directory/settings.ts';
import { idOf } from './sources/names.ts';
import type { TelephoneLink } from './telephony/telephone-link.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type Config = {
  port: number;
  host: string;
  dataDir: string;
  /** Where the log and the vault are shared; undefined: in dataDir, on this machine alone. */
  redisUrl: string | undefined;
  profile: string;
  /** Somebody set it; otherwise it is the one that a new server begins with. */
  isProfileChosen: boolean;
  telephony: TelephoneLink[];
  origin: string | undefined;
  trustProxy: number;
  /** Where tables of contacts are laid; undefined: nowhere. */
  contactsFolder: string | undefined;
  /** Events a minute that one token may post. */
  ingestLimit: number;
  logLevel: (typeof logLevels)[number];
  policy: SessionPolicy;
  /** Where people have their accounts beside this server. */
  directories: DirectorySettings;
};

export type Read = { ok: true; config: Config } | { ok: false; faults: string[] };
type Environment = Readonly<Record<string, string | undefined>>;

const LEAST_IDLE_MINUTES = 5;

/** Reads the variables of docs/settings.md. An empty variable counts as unset. */
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
  const originFault = origin === undefined ? undefined : faultOfOrigin(origin);
  if (originFault !== undefined) faults.push(originFault);
  const redisUrl = text('REDIS_URL');
  // Its password is not repeated in a message.
  if (redisUrl !== undefined && parseRedisUrl(redisUrl) === undefined)
    faults.push(`REDIS_URL: expected ${EXPECTED_REDIS}`);

  const rule = text('SECOND_FACTOR') ?? usualPolicy.secondFactor;
  const secondFactor = secondFactorRules.find((one) => one === rule);
  if (secondFactor === undefined)
    faults.push(`SECOND_FACTOR: expected one of ${secondFactorRules.join(', ')}, got "${rule}"`);

  const telephony = readTelephony(text('TELEPHONY'), faults);
  const trustProxy = whole('TRUST_PROXY', 0, 0, 9);
  // A client that reaches the port past the proxy could send any X-Forwarded-For, and guess passwords without a limit.
  const usualHost = trustProxy > 0 ? '127.0.0.1' : '0.0.0.0';
  const idle = whole('IDLE_TIMEOUT', usualPolicy.idleMs / MINUTE, 0, 1_440);
  // Activity is noted once a minute.
  if (idle > 0 && idle < LEAST_IDLE_MINUTES)
    faults.push(`IDLE_TIMEOUT: expected 0, or a whole number from ${LEAST_IDLE_MINUTES} to 1440, got "${idle}"`);
  const config: Config = {
    port: whole('PORT', 3000, 0, 65535),
    // In a URL an IPv6 address stands in brackets; to listen there it stands without.
    host: text('HOST')?.replace(/^\[(.+)\]$/, '$1') ?? usualHost,
    dataDir: text('DATA_DIR') ?? './data',
    redisUrl,
    profile: text('PROFILE') ?? 'mazandaran',
    isProfileChosen: text('PROFILE') !== undefined,
    telephony,
    origin: origin === undefined ? undefined : URL.canParse(origin) ? new URL(origin).origin : undefined,
    trustProxy,
    contactsFolder: text('CONTACTS_FOLDER'),
    ingestLimit: whole('INGEST_LIMIT', 60_000, 100, 999_999),
    logLevel: logLevel ?? 'info',
    policy: {
      idleMs: idle * MINUTE,
      secondFactor: secondFactor ?? usualPolicy.secondFactor,
    },
    directories: readDirectories({ environment, origin, faults }),
  };
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config };
}

function faultOfOrigin(origin: string): string | undefined {
  const expected = 'ORIGIN: expected scheme, host and perhaps port, such as https://wall.example.ir';
  if (!URL.canParse(origin) || !/^https?:$/.test(new URL(origin).protocol)) return `${expected}, got "${origin}"`;
  const { pathname, search, hash, username } = new URL(origin);
  if (pathname !== '/')
    return `${expected}, got "${origin}": under a path such as ${pathname} the wall cannot be served, it needs a name or a port of its own`;
  // What stands there is not repeated: it may be a password.
  return search + hash + username === '' ? undefined : `${expected} and nothing else`;
}

const EXPECTED =
  'ami://user:secret@host:5038 or amis://… (TLS) of an Asterisk, esl://:password@host:8021 of a FreeSWITCH, several separated by commas';

function readTelephony(value: string | undefined, faults: string[]): TelephoneLink[] {
  const links: TelephoneLink[] = [];
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

/** Ports where an address names none; amis has its own by custom. */
const ports: Readonly<Record<string, number>> = { 'ami:': 5038, 'amis:': 5039, 'esl:': 8021 };

function readLink(text: string, where: string, faults: string[]): TelephoneLink | undefined {
  // The secret is not repeated in a message.
  if (!URL.canParse(text)) return void faults.push(`${where}: expected ${EXPECTED}`);
  const url = new URL(text);
  const defaultPort = Object.hasOwn(ports, url.protocol) ? ports[url.protocol] : undefined;
  if (defaultPort === undefined) return void faults.push(`${where}: expected ${EXPECTED}, got "${url.protocol}//…"`);
  const isAsterisk = url.protocol !== 'esl:';
  const user = decoded(url.username);
  const secret = decoded(url.password);
  if (isAsterisk && (!user || !secret))
    return void faults.push(`${where}: expected a user and a secret, percent-encoded: ${EXPECTED}`);
  if (!isAsterisk && (user !== '' || !secret))
    return void faults.push(`${where}: expected no user and a password, percent-encoded: esl://:password@host:8021`);
  if (url.hostname === '') return void faults.push(`${where}: expected a host: ${EXPECTED}`);
  if (!isAsterisk && (url.searchParams.has('queue_log') || url.searchParams.has('queue_log_old')))
    return void faults.push(`${where}: expected no queue_log, which only an Asterisk writes; ${EXPECTED}`);
  const known = ['name', 'system', ...(isAsterisk ? ['queue_log'] : [])];
  const beside = isAsterisk ? ' (and queue_log_old beside queue_log)' : '';
  // What stands there is not repeated: it can be the rest of a secret with a "?" in it.
  if ([...url.searchParams.keys()].some((key) => !known.includes(key) && !(isAsterisk && key === 'queue_log_old')))
    return void faults.push(
      `${where}: expected only ${known.join(', ')} after "?"${beside}, and a "?" in a secret as %3F`,
    );
  const port = url.port === '' ? defaultPort : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const system = url.searchParams.get('system');
  const queueLog = url.searchParams.get('queue_log');
  const queueLogOld = url.searchParams.get('queue_log_old');
  if (queueLogOld && !queueLog)
    return void faults.push(
      `${where}: expected queue_log beside queue_log_old, the folder that its rotated files are moved to`,
    );
  const link = idOf(url.searchParams.get('name') ?? `${host}-${port}`);
  for (const [what, given] of Object.entries({ name: url.searchParams.get('name'), system }))
    if (given !== null && hidesNumber(given))
      faults.push(`${where}: expected a ${what} without a telephone number in it`);
  for (const [what, id] of Object.entries({ name: link, system: system && idOf(system) }))
    if (id === CLOCK || id === OFFICE)
      faults.push(`${where}: expected another ${what} than "${id}", by which the server itself goes`);
  const common = { link, host, port, ...(system && { system: idOf(system) }) };
  if (!isAsterisk) return { ...common, protocol: 'esl', password: secret ?? '' };
  return {
    ...common,
    protocol: 'ami',
    secure: url.protocol === 'amis:',
    user: user ?? '',
    secret: secret ?? '',
    ...(queueLog && { queueLog }),
    ...(queueLogOld && { queueLogOld }),
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a stray % sign: reported as a missing user or secret
  }
}

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, i) => names.indexOf(name) !== i)),
];
