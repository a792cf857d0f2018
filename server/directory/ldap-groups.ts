// Which of the groups that give a role somebody is in, also by a group within a group.
import type { Client } from 'ldapts';
import type { AccountRole } from '../../shared/role.ts';
import { dnKey } from './dn.ts';
import { textsOf, type Entry } from './entry-facts.ts';
import { isResult } from './ldap-connection.ts';
import { any, equals, inChain } from './ldap-filters.ts';
import { roleIn, type RoleMap } from './role-map.ts';

type Asked = { client: Client; base: string; roles: RoleMap; entry: Entry; logins: readonly string[] };

/** Deeper nesting is a mistake, or a ring. */
const DEEPEST = 12;
const MOST_GROUPS = 1_000;
/** Names in one question. */
const AT_ONCE = 40;
const NO_SUCH_ENTRY = 32;

/** Active Directory looks through its groups by itself. It answers success with nothing where the rule is unknown, so only it is asked. */
export async function roleByChain({ client, roles, entry }: Asked): Promise<AccountRole | undefined> {
  for (const { role, group } of roles) {
    try {
      const { searchEntries } = await client.search(group, {
        scope: 'base',
        filter: inChain('member', entry.dn),
        attributes: ['cn'],
      });
      if (searchEntries.length > 0) return role;
    } catch (cause) {
      // A group that was removed gives nobody a role.
      if (!isResult(cause, NO_SUCH_ENTRY)) throw cause;
    }
  }
  return undefined;
}

/** Every other directory is walked upwards from the person, in rounds. */
export async function roleByWalk(asked: Asked): Promise<AccountRole | undefined> {
  const groups = await groupsOf(asked);
  return roleIn(asked.roles, (group) => groups.has(dnKey(group) ?? ''));
}

/** By the keys of their names. Names only: an overlay may list groups (`memberOf`) that the search below does not reach. */
async function groupsOf({ client, base, entry, logins }: Asked): Promise<Set<string>> {
  const found = new Set<string>();
  const take = (names: readonly string[]): string[] =>
    names.filter((name) => {
      const key = dnKey(name);
      if (key === undefined || found.has(key) || found.size >= MOST_GROUPS) return false;
      found.add(key);
      return true;
    });
  let next = [entry.dn, ...take(textsOf(entry, 'memberOf'))];
  for (let depth = 0; depth < DEEPEST && next.length > 0; depth++) {
    const above: string[] = [];
    for (let at = 0; at < next.length; at += AT_ONCE) {
      const names = next.slice(at, at + AT_ONCE);
      const members = names.flatMap((name) => [equals('member', name), equals('uniqueMember', name)]);
      const posix = depth === 0 && at === 0 ? logins.map((login) => equals('memberUid', login)) : [];
      const { searchEntries } = await client.search(base, {
        filter: any([...members, ...posix]),
        // None of their attributes: a large group has thousands of members.
        attributes: ['1.1'],
        paged: { pageSize: 200 },
      });
      above.push(...searchEntries.map(({ dn }) => dn));
    }
    next = take(above);
  }
  return found;
}
