// The people and groups of an invented house, as both kinds of LDAP servers in the tests have them.
import type { TestEntry } from './ldap-server.ts';

export const BASE = 'dc=mazandaran,dc=ir';
export const SERVICE = { dn: `cn=wallboard,ou=services,${BASE}`, password: 'look people up' };
export const PERSON_PASSWORD = 'رمز سازمانی ۱۴۰۵';
export const ADMINS = `cn=admins\\, 111,ou=groups,${BASE}`;
export const SUPERVISORS = `cn=supervisors,ou=groups,${BASE}`;
export const CLERKS = `cn=clerks,ou=groups,${BASE}`;
export const ROLES = `admin=cn=Admins\\2C 111, ou=Groups, ${BASE}; supervisor=${SUPERVISORS}; clerk=${CLERKS}`;

const id = (n: number): string => `6f1c0d1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const person = (n: number, uid: string, more: Partial<TestEntry> = {}): TestEntry => ({
  dn: `uid=${uid},ou=people,${BASE}`,
  objectClass: ['inetOrgPerson'],
  uid,
  cn: uid,
  sn: uid,
  entryUUID: id(n),
  password: PERSON_PASSWORD,
  ...more,
});
const group = (dn: string, ...member: string[]): TestEntry => ({
  dn,
  objectClass: ['groupOfNames'],
  cn: /^cn=((?:\\.|[^,])+)/.exec(dn)?.[1]?.replaceAll('\\', '') ?? '',
  member,
});
const dn = (uid: string): string => `uid=${uid},ou=people,${BASE}`;
const KARIMI = `cn=Karimi\\, Maryam,ou=people,${BASE}`;

/** A copy at each call: tests take people out of groups. */
export const house = (): TestEntry[] => [
  { dn: BASE, objectClass: ['dcObject', 'organization'], dc: 'mazandaran', o: 'استانداری مازندران' },
  ...['people', 'guests', 'groups', 'services'].map((ou) => ({
    dn: `ou=${ou},${BASE}`,
    objectClass: ['organizationalUnit'],
    ou,
  })),
  {
    dn: SERVICE.dn,
    objectClass: ['organizationalRole', 'simpleSecurityObject'],
    cn: 'wallboard',
    password: SERVICE.password,
  },
  person(1, 'reza', { displayName: 'رضا احمدی' }),
  person(2, 'sara', { displayName: 'سارا حسینی' }),
  person(3, 'مريم كريمي', { dn: KARIMI, cn: 'Karimi, Maryam', displayName: 'مریم کریمی' }),
  person(4, 'nobody', { displayName: 'بی‌نقش' }),
  person(5, 'gone', { employeeType: 'left' }),
  person(6, 'twin'),
  person(7, 'twin', { dn: `uid=twin,ou=guests,${BASE}` }),
  person(8, 'ali.rad', { mail: 'ali@example.ir', displayName: 'علی راد' }),
  group(CLERKS, dn('reza'), dn('ali.rad'), dn('gone'), dn('twin')),
  // Sara is in a group in a group in the group that counts; and two groups hold each other.
  group(`cn=west,ou=groups,${BASE}`, dn('sara'), `cn=ring,ou=groups,${BASE}`),
  group(`cn=regions,ou=groups,${BASE}`, `cn=west,ou=groups,${BASE}`),
  group(`cn=ring,ou=groups,${BASE}`, `cn=west,ou=groups,${BASE}`),
  group(SUPERVISORS, `cn=regions,ou=groups,${BASE}`),
  group(ADMINS, KARIMI),
];
