// People of an LDAP directory, such as Active Directory or OpenLDAP: who they are there, whether they may come in, and as what.
import type { Client } from 'ldapts';
import type { AccountRole } from '../../shared/role.ts';
import { domainOf } from './dn.ts';
import {
  ASKED,
  BINARY,
  fullNameOf,
  idOfSubject,
  lastingId,
  textOf,
  textsOf,
  whyClosed,
  type Entry,
} from './entry-facts.ts';
import { isResult, withinTime, type LdapServer, type WithLdap } from './ldap-connection.ts';
import { all, any, equals, filterOf } from './ldap-filters.ts';
import { roleByChain, roleByWalk } from './ldap-groups.ts';
import { cleanName, isEmptyPassword, otherSpellings } from './login-name.ts';
import { awayBecause, DirectoryAway, detailOf, NotLetIn } from './outcome.ts';
import type { LdapSettings } from './settings.ts';

/** `subject`: lasting, whatever they are called. `closed`: they may not come in. Without a role neither. */
export type PersonFound = {
  subject: string;
  login: string;
  dn: string;
  fullName: string | undefined;
  role: AccountRole | undefined;
  closed: 'disabled' | 'expired' | undefined;
};
/** What every step needs to know of a server. */
export type ServerKind = { isActiveDirectory: boolean };

export type Ldap = {
  /** Undefined: the name or the password is wrong. Rejects with NotLetIn or DirectoryAway. */
  signIn: (typed: string, password: string) => Promise<PersonFound | undefined>;
  /** Whether it is the password of somebody who is known already. Rejects as `signIn`. */
  confirm: (subject: string, password: string) => Promise<boolean>;
  /** Undefined: they are no more, or not where people are looked for. Rejects with DirectoryAway. */
  lookUp: (subject: string) => Promise<PersonFound | undefined>;
};

type Options = {
  settings: LdapSettings;
  now: () => number;
  /** Whether the last question was answered. */
  onStanding: (away: DirectoryAway | undefined) => void;
};

/** Its object for "this is Active Directory" and for its small sibling. */
const CAPABILITIES = ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1851'];
const PEOPLE_OF_ACTIVE_DIRECTORY = all([equals('objectCategory', 'person'), equals('objectClass', 'user')]);

export function createLdap({ settings, now, onStanding }: Options): Ldap {
  const asked = async <T>(run: (withLdap: WithLdap) => Promise<T>): Promise<T> => {
    try {
      const answer = await withinTime(run);
      onStanding(undefined);
      return answer;
    } catch (cause) {
      if (cause instanceof NotLetIn) {
        onStanding(undefined);
        throw cause;
      }
      const away = awayBecause(cause);
      onStanding(away);
      throw away;
    }
  };
  type Found = { person: PersonFound; server: LdapServer };
  const found = (withLdap: WithLdap, search: typeof byName, wanted: string): Promise<Found | undefined> =>
    withLdap(settings.servers, async (client, server) => {
      await bindService(client, settings);
      const kind = await kindOf(client);
      const entry = await search(client, settings, kind, wanted);
      return entry && { person: await personOf(client, { settings, kind, entry, now: now() }), server };
    });
  const isPassword = (withLdap: WithLdap, { person, server }: Found, password: string): Promise<boolean> => {
    // The server that knows the person first: another may not have them yet.
    const servers = [server, ...settings.servers.filter((one) => one !== server)];
    return withLdap(servers, (client) => bindPerson(client, person.dn, password));
  };
  const admitted = (person: PersonFound): PersonFound => {
    if (person.closed !== undefined) throw new NotLetIn(person.closed, 'the directory has closed this account');
    if (person.role === undefined) throw new NotLetIn('no-role', 'no group of this person gives a role here');
    return person;
  };

  return {
    signIn: async (typed, password) => {
      const name = cleanName(typed);
      // A server takes a bind with a name and no password for one of nobody, and says yes.
      if (name === '' || isEmptyPassword(password)) return undefined;
      return asked(async (withLdap) => {
        const one = await found(withLdap, byName, name);
        if (one === undefined || !(await isPassword(withLdap, one, password))) return undefined;
        return admitted(one.person);
      });
    },
    confirm: async (subject, password) => {
      if (isEmptyPassword(password)) return false;
      return asked(async (withLdap) => {
        const one = await found(withLdap, bySubject, subject);
        if (one === undefined || !(await isPassword(withLdap, one, password))) return false;
        return admitted(one.person) !== undefined;
      });
    },
    lookUp: (subject) => asked(async (withLdap) => (await found(withLdap, bySubject, subject))?.person),
  };
}

/** Rejects with DirectoryAway: people cannot be looked up. */
export async function bindService(client: Client, { bind }: LdapSettings): Promise<void> {
  if (bind === undefined) return;
  try {
    await client.bind(bind.name, bind.password);
  } catch (cause) {
    if (isResult(cause, 8, 13)) throw new DirectoryAway('tls', detailOf(cause), cause);
    if (isResult(cause, 7, 32, 34, 48, 49, 53)) throw new DirectoryAway('bind-refused', detailOf(cause), cause);
    throw cause;
  }
}

export async function kindOf(client: Client): Promise<ServerKind> {
  try {
    const { searchEntries } = await client.search('', { scope: 'base', attributes: ['supportedCapabilities'] });
    const known = searchEntries.flatMap((entry) => textsOf(entry, 'supportedCapabilities'));
    return { isActiveDirectory: CAPABILITIES.some((one) => known.includes(one)) };
  } catch (cause) {
    // Some servers hide it from everybody; none of them is Active Directory.
    if (isResult(cause, 1, 32, 50)) return { isActiveDirectory: false };
    throw cause;
  }
}

/** The attributes that a typed name is looked for in. */
function loginOf({ login }: LdapSettings, { isActiveDirectory }: ServerKind, name: string): string[] {
  if (login !== undefined) return login;
  if (isActiveDirectory) return [name.includes('@') ? 'userPrincipalName' : 'sAMAccountName'];
  return name.includes('@') ? ['uid', 'mail'] : ['uid'];
}

export async function byName(
  client: Client,
  settings: LdapSettings,
  kind: ServerKind,
  typed: string,
): Promise<Entry | undefined> {
  // DOMAIN\name, as people type it at Windows.
  const name = kind.isActiveDirectory ? typed.replace(/^[^\\@]+\\/, '') : typed;
  const attributes = loginOf(settings, kind, name);
  const ask = (names: string[]): Promise<Entry | undefined> =>
    only(client, settings, kind, any(names.flatMap((one) => attributes.map((attribute) => equals(attribute, one)))));
  const others = otherSpellings(name);
  const exact = (await ask([name])) ?? (others.length > 0 ? await ask(others) : undefined);
  const short = kind.isActiveDirectory && settings.login === undefined ? shortName(name, settings.base) : undefined;
  return exact ?? (short === undefined ? undefined : byName(client, settings, kind, short));
}

/** Active Directory takes NAME@its.domain also of somebody who has no principal name, whom no search for one finds. */
function shortName(name: string, base: string): string | undefined {
  const at = name.lastIndexOf('@');
  return at > 0 && name.slice(at + 1).toLowerCase() === domainOf(base) ? name.slice(0, at) : undefined;
}

async function bySubject(
  client: Client,
  settings: LdapSettings,
  kind: ServerKind,
  subject: string,
): Promise<Entry | undefined> {
  const id = idOfSubject(subject);
  return id && only(client, settings, kind, equals(id.attribute, id.value));
}

/** The one entry that fits. Rejects with DirectoryAway where there are several. */
async function only(
  client: Client,
  settings: LdapSettings,
  kind: ServerKind,
  filter: ReturnType<typeof equals>,
): Promise<Entry | undefined> {
  const filters = [
    filter,
    ...(settings.filter ? [filterOf(settings.filter)] : []),
    ...(kind.isActiveDirectory ? [PEOPLE_OF_ACTIVE_DIRECTORY] : []),
  ];
  const usual = ['uid', 'sAMAccountName', 'userPrincipalName'];
  try {
    const { searchEntries } = await client.search(settings.base, {
      filter: all(filters),
      attributes: [...new Set([...ASKED, ...usual, ...(settings.login ?? [])])],
      explicitBufferAttributes: [...BINARY, ...BINARY.map((one) => one.toLowerCase())],
      sizeLimit: 2,
    });
    const [entry, another] = searchEntries;
    if (another !== undefined) throw new DirectoryAway('too-many-found', 'several entries have this name');
    return entry;
  } catch (cause) {
    if (isResult(cause, 4, 11))
      throw new DirectoryAway(
        'too-many-found',
        `several entries have this name, or a limit of the directory: ${detailOf(cause)}`,
        cause,
      );
    if (isResult(cause, 32, 34, 10)) throw new DirectoryAway('base-unknown', detailOf(cause), cause);
    if (isResult(cause, 1, 8, 48, 50)) throw new DirectoryAway('not-allowed', detailOf(cause), cause);
    throw cause;
  }
}

type About = { settings: LdapSettings; kind: ServerKind; entry: Entry; now: number };

export async function personOf(client: Client, { settings, kind, entry, now }: About): Promise<PersonFound> {
  const id = lastingId(entry);
  if (id === undefined)
    throw new DirectoryAway('no-lasting-id', `the entry ${entry.dn} has no entryUUID or objectGUID that can be read`);
  const names = [...(settings.login ?? []), ...(kind.isActiveDirectory ? ['sAMAccountName'] : []), 'uid'];
  const logins = textsOf(entry, 'uid');
  const asked = { client, base: settings.base, roles: settings.roles, entry, logins };
  return {
    subject: id.subject,
    login: names.map((attribute) => textOf(entry, attribute)).find((name) => name !== undefined) ?? '',
    dn: entry.dn,
    fullName: fullNameOf(entry),
    role: await (kind.isActiveDirectory ? roleByChain(asked) : roleByWalk(asked)),
    closed: whyClosed(entry, now),
  };
}

/** What Active Directory adds to a refusal, in hexadecimal, once the password was right. */
const refusals = { '533': 'disabled', '701': 'expired', '532': 'password-expired', '773': 'password-expired' } as const;

async function bindPerson(client: Client, dn: string, password: string): Promise<boolean> {
  try {
    await client.bind(dn, password);
    return true;
  } catch (cause) {
    if (isResult(cause, 8, 13)) throw new DirectoryAway('tls', detailOf(cause), cause);
    // No such entry, no password there, wrong password, too many tries, unwilling: to a stranger all the same.
    if (!isResult(cause, 19, 32, 48, 49, 53)) throw cause;
    const data = /\bdata ([0-9a-f]+)\b/i.exec(detailOf(cause))?.[1];
    const reason = Object.entries(refusals).find(([code]) => code === data)?.[1];
    if (reason !== undefined) throw new NotLetIn(reason, 'the directory has closed this account');
    return false;
  }
}
