// The directories that are set, put together: who signs in by them, how they stand, and the test of each.
import type { Directories as Shown, DirectoryStep } from '../../shared/api/directory.ts';
import type { Ways } from '../../shared/api/auth.ts';
import type { AccountFound } from '../vault/accounts.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { createAccountOf, type AccountOf } from './account-of.ts';
import { kindOfDirectory, LDAP, openIdOf } from './kind.ts';
import { createLdap, type PersonFound } from './ldap.ts';
import { testLdap } from './ldap-test.ts';
import { BACK_CHANNEL, CALLBACK, createOpenId, type OpenId } from './openid.ts';
import { awayBecause, NotLetIn } from './outcome.ts';
import { recheck, startRecheck } from './recheck.ts';
import type { DirectorySettings } from './settings.ts';
import { createStanding, type Standing } from './standing.ts';

type Options = {
  settings: DirectorySettings;
  vault: Async<Pick<Vault, 'takeFromDirectory' | 'peopleSignedIn' | 'endSessions'>>;
  isSource: (name: string) => boolean;
  now: () => number;
  log: Log;
};
type Log = Parameters<typeof createStanding>[0]['log'] & { error: (facts: object, message: string) => void };

/** Undefined and false: the name or the password is wrong. Both reject with NotLetIn or DirectoryAway. */
export type LdapDoor = {
  signIn: (typed: string, password: string) => Promise<AccountFound | undefined>;
  confirm: (account: AccountFound, password: string) => Promise<boolean>;
};
/** `origin`: of this server, to whose pages alone a sign-in leads. */
export type OpenIdDoor = { engine: OpenId; accountOf: AccountOf; directory: string; origin: string };

export type Directories = {
  ldap: LdapDoor | undefined;
  openid: OpenIdDoor | undefined;
  /** Rejects where the directory of an account does not let its person in, or cannot be asked. */
  stillIn: (account: AccountFound) => Promise<void>;
  ways: () => Omit<Ways, 'passkeys'>;
  shown: () => Shown;
  test: (kind: 'ldap' | 'openid', name: string | undefined) => Promise<DirectoryStep[]>;
  /** Looks once at those who are signed in. */
  recheck: () => Promise<void>;
  /** Looks at them again and again; returns what ends it. */
  start: () => () => Promise<void>;
};

export function createDirectories({ settings, vault, isSource, now, log }: Options): Directories {
  const accountOf = createAccountOf({ vault, isSource, now });
  const newStanding = (name: string): Standing => createStanding({ name, now, log });
  const ldapStanding = newStanding('ldap');
  const openIdStanding = newStanding('openid');
  const ldap = settings.ldap && createLdap({ settings: settings.ldap, now, onStanding: ldapStanding.note });
  const openid = settings.openid && openIdDoor(settings.openid, { accountOf, standing: openIdStanding, log });
  const ofPerson = (person: PersonFound): Promise<AccountFound> => accountOf({ directory: LDAP, ...person });
  const rechecking = ldap && {
    directory: LDAP,
    ldap,
    vault,
    accountOf,
    now,
    onError: (cause: unknown) => log.error({ err: cause }, 'somebody of the directory was not looked at again'),
  };

  return {
    ldap: ldap && {
      signIn: async (typed, password) => {
        const person = await ldap.signIn(typed, password);
        return person && ofPerson(person);
      },
      confirm: async ({ directory }, password) =>
        directory?.id === LDAP && (await ldap.confirm(directory.subject, password)),
    },
    openid,
    stillIn: async ({ directory }) => {
      if (directory === undefined) return;
      if (directory.id !== LDAP || ldap === undefined)
        throw new NotLetIn('disabled', 'this account signs in at its directory');
      const person = await ldap.lookUp(directory.subject);
      if (person === undefined || person.closed !== undefined)
        throw new NotLetIn(person?.closed ?? 'disabled', 'the directory has closed this account');
      await ofPerson(person);
    },
    ways: () => ({
      ...(ldap && { ldap: ldapStanding.away() === undefined ? ('here' as const) : ('away' as const) }),
      ...(settings.openid && { openid: `${settings.openid.origin}/api/auth/oidc` }),
    }),
    shown: () => shownOf(settings, { ldap: ldapStanding, openid: openIdStanding }),
    test: async (kind, name) => {
      if (kind === 'ldap') return settings.ldap ? testLdap({ settings: settings.ldap, name, now: now() }) : [];
      return openid ? testOpenId(openid.engine) : [];
    },
    recheck: async () => rechecking && (await recheck(rechecking)),
    start: () => (rechecking ? startRecheck(rechecking) : async () => {}),
  };
}

type OpenIdParts = { accountOf: AccountOf; standing: Standing; log: Log };

function openIdDoor(
  settings: NonNullable<DirectorySettings['openid']>,
  { accountOf, standing, log }: OpenIdParts,
): OpenIdDoor {
  let isOddNoted = false;
  const onOddGroups = (): void => {
    if (isOddNoted) return;
    isOddNoted = true;
    log.warn({ claim: settings.groups }, 'the OpenID provider sends groups that are no texts; they give no role');
  };
  return {
    engine: createOpenId({ settings, onStanding: standing.note, onOddGroups }),
    accountOf,
    directory: openIdOf(settings.issuer),
    origin: settings.origin,
  };
}

async function testOpenId(engine: OpenId): Promise<DirectoryStep[]> {
  try {
    const server = await engine.discover();
    const out = server.end_session_endpoint;
    return [
      { step: 'provider', state: 'good', code: 'provider', detail: server.issuer },
      out === undefined
        ? { step: 'sign-out', state: 'open', code: 'sign-out-missing' }
        : { step: 'sign-out', state: 'good', code: 'sign-out' },
    ];
  } catch (cause) {
    const { reason, detail } = awayBecause(cause);
    return [{ step: 'provider', state: 'bad', code: reason, detail }];
  }
}

function shownOf({ ldap, openid }: DirectorySettings, standing: Record<'ldap' | 'openid', Standing>): Shown {
  const away = (of: Standing): { away?: NonNullable<ReturnType<Standing['away']>> } => {
    const current = of.away();
    return current === undefined ? {} : { away: current };
  };
  return {
    ...(ldap && {
      ldap: {
        servers: ldap.servers.map(({ host, port, tls }) => ({ host, port, tls })),
        base: ldap.base,
        ...(ldap.bind && { bind: ldap.bind.name }),
        roles: ldap.roles,
        ...away(standing.ldap),
      },
    }),
    ...(openid && {
      openid: {
        issuer: openid.issuer,
        clientId: openid.clientId,
        redirect: openid.origin + CALLBACK,
        signedOut: `${openid.origin}/login`,
        backChannel: openid.origin + BACK_CHANNEL,
        groups: openid.groups,
        roles: openid.roles,
        ...away(standing.openid),
      },
    }),
  };
}

export const isOfOpenId = ({ directory }: Pick<AccountFound, 'directory'>): boolean =>
  directory !== undefined && kindOfDirectory(directory.id) === 'openid';
