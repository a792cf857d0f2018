// The settings of the house's own directory, out of the environment, with every fault at once. Pure.
import { isThisMachine } from '../access/this-machine.ts';
import { isDn } from './dn.ts';
import { parseFilter, type FilterTree } from './filter-text.ts';
import { readRoleMap, type RoleMap } from './role-map.ts';

/** `none`: passwords cross the network in the clear, because somebody said so. */
export type LdapTls = 'ldaps' | 'starttls' | 'none';

export type LdapSettings = {
  /** Servers of one directory: the next is asked when one cannot be reached. */
  servers: { url: string; host: string; port: number; tls: LdapTls }[];
  /** Below it people and groups are looked for. */
  base: string;
  /** Who looks people up; undefined: nobody, where the directory allows that. */
  bind: { name: string; password: string } | undefined;
  /** Attributes that people sign in with; undefined: the usual ones of the kind of directory. */
  login: string[] | undefined;
  /** Who may sign in at all, beside having a role. */
  filter: FilterTree | undefined;
  roles: RoleMap;
};

export type OpenIdSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  scopes: string;
  /** The claim that holds the groups. */
  groups: string;
  roles: RoleMap;
  /** Values of `acr` that stand for a second factor, beside an `amr` that says so. */
  strong: string[];
  /** Of this server, as people open it. */
  origin: string;
};

export type DirectorySettings = { ldap: LdapSettings | undefined; openid: OpenIdSettings | undefined };

type Environment = Readonly<Record<string, string | undefined>>;
type Given = { environment: Environment; origin: string | undefined; faults: string[] };

const LDAP = ['LDAP_TLS', 'LDAP_BASE', 'LDAP_BIND_DN', 'LDAP_BIND_PASSWORD', 'LDAP_LOGIN', 'LDAP_FILTER', 'LDAP_ROLES'];
const OIDC = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_SCOPES', 'OIDC_GROUPS', 'OIDC_ROLES', 'OIDC_ACR'];

export function readDirectories(given: Given): DirectorySettings {
  return { ldap: readLdap(given), openid: readOpenId(given) };
}

const reader =
  ({ environment }: Given) =>
  (name: string): string | undefined =>
    environment[name]?.trim() || undefined;
const words = (text: string | undefined): string[] => (text ?? '').split(/[\s,]+/).filter((word) => word !== '');

/** A setting without the one that switches all of them on is a mistake: nobody could sign in, and nothing would say why. */
function isAlone(given: Given, first: string, others: readonly string[]): boolean {
  const text = reader(given);
  if (text(first) !== undefined) return false;
  const set = others.filter((name) => text(name) !== undefined);
  if (set.length > 0) given.faults.push(`${first}: expected it beside ${set.join(', ')}`);
  return true;
}

function readLdap(given: Given): LdapSettings | undefined {
  if (isAlone(given, 'LDAP_URL', LDAP)) return undefined;
  const { faults } = given;
  const text = reader(given);
  const base = text('LDAP_BASE') ?? '';
  if (!isDn(base)) faults.push(`LDAP_BASE: expected a name such as dc=example,dc=ir, got "${base}"`);
  const name = text('LDAP_BIND_DN');
  const password = given.environment['LDAP_BIND_PASSWORD'] || undefined;
  if ((name === undefined) !== (password === undefined))
    faults.push(
      'LDAP_BIND_DN, LDAP_BIND_PASSWORD: expected both or none; a name without a password is a sign-in as nobody, which servers accept',
    );
  // A bare name fails as if the password were wrong, or not at all.
  if (name !== undefined && !isDn(name) && !/^[^\s@\\]+(?:@|\\)[^\s@\\]+$/.test(name))
    faults.push(
      `LDAP_BIND_DN: expected a name such as cn=wallboard,ou=services,dc=example,dc=ir, or user@example.ir for Active Directory, got "${name}"`,
    );
  const login = words(text('LDAP_LOGIN'));
  const wrong = login.filter((attribute) => !/^[A-Za-z][A-Za-z0-9-]*$/.test(attribute));
  if (wrong.length > 0) faults.push(`LDAP_LOGIN: expected names of attributes such as uid, got "${wrong.join(', ')}"`);
  const filter = text('LDAP_FILTER');
  const tree = filter === undefined ? undefined : parseFilter(filter);
  if (filter !== undefined && tree === undefined)
    faults.push(`LDAP_FILTER: expected a filter such as (employeeType=staff), got "${filter}"`);
  const { map, faults: ofRoles } = readRoleMap('LDAP_ROLES', text('LDAP_ROLES') ?? '', isDn);
  faults.push(...ofRoles);
  return {
    servers: readServers(text('LDAP_URL') ?? '', text('LDAP_TLS'), faults),
    base,
    bind: name === undefined || password === undefined ? undefined : { name, password },
    login: login.length === 0 ? undefined : login,
    filter: tree,
    roles: map,
  };
}

const EXPECTED_LDAP = 'ldaps://dc1.example.ir, or ldap://… which begins TLS by StartTLS; several separated by commas';

function readServers(text: string, tls: string | undefined, faults: string[]): LdapSettings['servers'] {
  if (tls !== undefined && tls !== 'starttls' && tls !== 'none')
    faults.push(`LDAP_TLS: expected starttls or none, for ldap:// alone, got "${tls}"`);
  return words(text).flatMap((part) => {
    const url = URL.canParse(part) ? new URL(part) : undefined;
    const isSecure = url?.protocol === 'ldaps:';
    const isPlain = url?.protocol === 'ldap:';
    const { hostname = '', username = '', pathname = '', search = '' } = url ?? {};
    // What stands there is not repeated: it may be a password.
    if (
      url === undefined ||
      !(isSecure || isPlain) ||
      hostname === '' ||
      username + search !== '' ||
      pathname.length > 1
    ) {
      faults.push(`LDAP_URL: expected ${EXPECTED_LDAP}`);
      return [];
    }
    const host = hostname.replace(/^\[|\]$/g, '');
    const port = url.port === '' ? (isSecure ? 636 : 389) : Number(url.port);
    return [
      {
        url: `${url.protocol}//${hostname}:${port}`,
        host,
        port,
        tls: isSecure ? ('ldaps' as const) : tls === 'none' ? ('none' as const) : ('starttls' as const),
      },
    ];
  });
}

function readOpenId(given: Given): OpenIdSettings | undefined {
  if (isAlone(given, 'OIDC_ISSUER', OIDC)) return undefined;
  const { faults, origin } = given;
  const text = reader(given);
  const issuer = text('OIDC_ISSUER') ?? '';
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const isFit = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url.hostname));
  if (!isFit || url.search + url.hash + url.username !== '')
    faults.push(
      'OIDC_ISSUER: expected the https address that the provider calls its issuer, such as https://id.example.ir/realms/office',
    );
  const clientId = text('OIDC_CLIENT_ID');
  if (clientId === undefined) faults.push('OIDC_CLIENT_ID: expected what the provider calls this server');
  // Never made of the request: whoever asks would choose where people come back to.
  if (origin === undefined)
    faults.push('ORIGIN: expected the public address such as https://wall.example.ir, because OIDC_ISSUER is set');
  const { map, faults: ofRoles } = readRoleMap('OIDC_ROLES', text('OIDC_ROLES') ?? '', () => true);
  faults.push(...ofRoles);
  return {
    issuer,
    clientId: clientId ?? '',
    clientSecret: given.environment['OIDC_CLIENT_SECRET']?.trim() || undefined,
    scopes: [...new Set(['openid', ...words(text('OIDC_SCOPES') ?? 'profile')])].join(' '),
    groups: text('OIDC_GROUPS') ?? 'groups',
    roles: map,
    strong: words(text('OIDC_ACR')),
    origin: origin !== undefined && URL.canParse(origin) ? new URL(origin).origin : '',
  };
}
