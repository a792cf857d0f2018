// Which group of a directory gives which role: the settings LDAP_ROLES and OIDC_ROLES. Pure.
import { accountRoles, isAccountRole, type AccountRole } from '../../shared/role.ts';

/** In the order of the setting: of several that fit, the first counts. */
export type RoleMap = readonly { role: AccountRole; group: string }[];

export type MapRead = { map: RoleMap; faults: string[] };

/**
 * `admin=GROUP; clerk=GROUP`. A group may hold "=" and ",", as the names of LDAP do; a ";" within it is written `\;` or `\3B`.
 * `fits`: whether it can be the name of a group at all.
 */
export function readRoleMap(name: string, text: string, fits: (group: string) => boolean): MapRead {
  const faults: string[] = [];
  const map: { role: AccountRole; group: string }[] = [];
  const parts = text.split(/(?<!\\);|\n/).map((part) => part.trim());
  for (const part of parts.filter((one) => one !== '')) {
    const at = part.indexOf('=');
    const role = part.slice(0, Math.max(at, 0)).trim().toLowerCase();
    const group = part.slice(at + 1).trim();
    if (!isAccountRole(role))
      faults.push(`${name}: expected ROLE=GROUP with a role out of ${accountRoles.join(', ')}, got "${part}"`);
    else if (group === '' || !fits(group))
      faults.push(`${name}: expected the name of a group for ${role}, got "${group}"`);
    else map.push({ role, group });
  }
  if (map.length === 0 && faults.length === 0)
    faults.push(`${name}: expected at least one ROLE=GROUP, such as admin=…; without it nobody could sign in`);
  return { map, faults };
}

/** Undefined: none of the groups gives a role here. */
export const roleIn = (map: RoleMap, isMember: (group: string) => boolean): AccountRole | undefined =>
  map.find(({ group }) => isMember(group))?.role;
