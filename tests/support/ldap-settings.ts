// The settings of a directory, read as the server reads them.
import { readDirectories, type LdapSettings } from '../../server/directory/settings.ts';
import { createLdap, type Ldap } from '../../server/directory/ldap.ts';
import type { DirectoryAway } from '../../server/directory/outcome.ts';
import { BASE, ROLES, SERVICE } from './directory-people.ts';
import { NOW } from './test-vault.ts';

export const environmentFor = (url: string, more: Record<string, string> = {}): Record<string, string> => ({
  LDAP_URL: url,
  LDAP_TLS: url.startsWith('ldap:') ? 'none' : '',
  LDAP_BASE: BASE,
  LDAP_BIND_DN: SERVICE.dn,
  LDAP_BIND_PASSWORD: SERVICE.password,
  LDAP_ROLES: ROLES,
  ...more,
});

export function ldapSettings(url: string, more: Record<string, string> = {}): LdapSettings {
  const faults: string[] = [];
  const { ldap } = readDirectories({ environment: environmentFor(url, more), origin: undefined, faults });
  if (ldap === undefined || faults.length > 0) throw new Error(faults.join('\n'));
  return ldap;
}

export function ldapAt(url: string, more: Record<string, string> = {}): Ldap & { away: () => string | undefined } {
  let away: DirectoryAway | undefined;
  const ldap = createLdap({
    settings: ldapSettings(url, more),
    now: () => NOW,
    onStanding: (now) => void (away = now),
  });
  return { ...ldap, away: () => away?.reason };
}
