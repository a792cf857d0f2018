// The settings of the house's own directory: read, or all faults at once.
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { plainLdap } from '../../server/plain-links.ts';

const LDAP = {
  LDAP_URL: 'ldaps://dc1.example.ir, ldap://10.0.0.5:3389',
  LDAP_BASE: 'dc=example,dc=ir',
  LDAP_BIND_DN: 'wallboard@example.ir',
  LDAP_BIND_PASSWORD: ' s3cret ',
  LDAP_ROLES: 'admin=CN=Admins\\, 111,OU=Groups,DC=example,DC=ir; clerk=cn=متصدیان,dc=example,dc=ir;',
};
const OIDC = {
  ORIGIN: 'https://wall.example.ir',
  OIDC_ISSUER: 'https://id.example.ir/realms/office',
  OIDC_CLIENT_ID: 'wallboard',
  OIDC_ROLES: 'admin=wall-admins',
};
const directoriesOf = (environment: Record<string, string>) => {
  const read = readConfig(environment);
  if (!read.ok) throw new Error(read.faults.join('\n'));
  return read.config.directories;
};
const faultsOf = (environment: Record<string, string>): string[] => {
  const read = readConfig(environment);
  return read.ok ? [] : read.faults;
};

describe('LDAP', () => {
  it('is spoken with TLS unless somebody says otherwise', () => {
    expect(directoriesOf(LDAP).ldap).toMatchObject({
      servers: [
        { url: 'ldaps://dc1.example.ir:636', host: 'dc1.example.ir', tls: 'ldaps' },
        { url: 'ldap://10.0.0.5:3389', host: '10.0.0.5', port: 3389, tls: 'starttls' },
      ],
      bind: { name: 'wallboard@example.ir', password: ' s3cret ' },
      roles: [
        { role: 'admin', group: 'CN=Admins\\, 111,OU=Groups,DC=example,DC=ir' },
        { role: 'clerk', group: 'cn=متصدیان,dc=example,dc=ir' },
      ],
    });
    const plain = directoriesOf({ ...LDAP, LDAP_TLS: 'none' }).ldap;
    expect(plainLdap(plain).map(({ to }) => to)).toEqual(['10.0.0.5']);
    expect(plainLdap(directoriesOf({ ...LDAP, LDAP_TLS: 'none', LDAP_URL: 'ldap://127.0.0.1' }).ldap)).toEqual([]);
    expect(plainLdap(directoriesOf(LDAP).ldap)).toEqual([]);
  });

  it.each([
    ['LDAP_BASE', 'example.ir', 'LDAP_BASE: expected a name such as'],
    ['LDAP_BIND_PASSWORD', '', 'LDAP_BIND_DN, LDAP_BIND_PASSWORD: expected both or none'],
    ['LDAP_BIND_DN', 'wallboard', 'LDAP_BIND_DN: expected a name such as'],
    ['LDAP_URL', 'ldaps://user:pw@dc1.example.ir', 'LDAP_URL: expected ldaps://'],
    ['LDAP_URL', 'https://dc1.example.ir', 'LDAP_URL: expected ldaps://'],
    ['LDAP_URL', '', 'LDAP_URL: expected it beside LDAP_BASE'],
    ['LDAP_FILTER', '(&(a=b)', 'LDAP_FILTER: expected a filter'],
    ['LDAP_FILTER', '(a=\\zz)', 'LDAP_FILTER: expected a filter'],
    ['LDAP_ROLES', '', 'LDAP_ROLES: expected at least one'],
    ['LDAP_ROLES', 'boss=cn=x,dc=ir', 'LDAP_ROLES: expected ROLE=GROUP'],
    ['LDAP_ROLES', 'admin=wall-admins', 'LDAP_ROLES: expected the name of a group for admin'],
    ['LDAP_LOGIN', 'uid=', 'LDAP_LOGIN: expected names of attributes'],
    ['LDAP_TLS', 'yes', 'LDAP_TLS: expected starttls or none'],
  ])('%s=%s is a fault, and repeats no password', (name, value, expected) => {
    const faults = faultsOf({ ...LDAP, [name]: value });
    expect(faults).toEqual([expect.stringContaining(expected)]);
    expect(faults.join('')).not.toMatch(/s3cret|:pw@/);
  });
});

describe('an OpenID provider', () => {
  it('is its issuer, a client, and roles by groups', () => {
    expect(directoriesOf({ ...OIDC, OIDC_SCOPES: 'groups openid', OIDC_ACR: 'gold silver' }).openid).toMatchObject({
      scopes: 'openid groups',
      groups: 'groups',
      strong: ['gold', 'silver'],
      origin: 'https://wall.example.ir',
    });
    expect(directoriesOf({}).openid).toBeUndefined();
  });

  it.each([
    ['ORIGIN', '', 'ORIGIN: expected the public address'],
    ['OIDC_ISSUER', 'http://id.example.ir', 'OIDC_ISSUER: expected the https address'],
    ['OIDC_ISSUER', '', 'OIDC_ISSUER: expected it beside OIDC_CLIENT_ID, OIDC_ROLES'],
    ['OIDC_CLIENT_ID', '', 'OIDC_CLIENT_ID: expected'],
    ['OIDC_ROLES', '', 'OIDC_ROLES: expected at least one'],
  ])('with %s=%s is a fault', (name, value, expected) => {
    expect(faultsOf({ ...OIDC, [name]: value })).toEqual([expect.stringContaining(expected)]);
  });
});
