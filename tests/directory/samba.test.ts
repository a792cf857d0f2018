// The same against a real Active Directory, where Samba is installed (`apt install samba samba-ad-dc samba-ad-provision`) and all
// is counted in full; CI has none.
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testLdap } from '../../server/directory/ldap-test.ts';
import { ldapAt, ldapSettings } from '../support/ldap-settings.ts';
import { DOMAIN, noSamba, startSamba, type AdEntry, type Samba } from '../support/samba.ts';
import { NOW } from '../support/test-vault.ts';
import { MINUTE } from '../../shared/time.ts';

const file = (name: string): string => new URL(`../fixtures/tls/${name}.pem`, import.meta.url).pathname;
const PASSWORD = 'رمز سازمانی ۱۴۰۵-Ab';
const CLERKS = `CN=Wallboard Clerks,OU=Groups,${DOMAIN}`;
const ADMINS = `CN=مدیران\\, ۱۱۱ (کل),OU=Groups,${DOMAIN}`;
const SERVICE = { name: 'wallboard@example.ir', password: 'Look-people-up!1' };

const staff = (cn: string): string => `CN=${cn},OU=کارکنان,${DOMAIN}`;
const person = (cn: string, sAMAccountName: string, more: Partial<AdEntry> = {}): AdEntry => ({
  dn: staff(cn),
  objectClass: 'user',
  sAMAccountName,
  userPrincipalName: `${sAMAccountName}@example.ir`,
  displayName: cn,
  userAccountControl: '512',
  password: PASSWORD,
  ...more,
});
const group = (dn: string, ...member: string[]): AdEntry => ({
  dn,
  objectClass: 'group',
  sAMAccountName: /^CN=((?:\\.|[^,])+)/.exec(dn)?.[1]?.replaceAll(/\\|,/g, '') ?? '',
  member,
});
const KARIMI = 'کریمی\\, مریم';

const domain: readonly AdEntry[] = [
  ...['Groups', 'کارکنان'].map((ou) => ({ dn: `OU=${ou},${DOMAIN}`, objectClass: 'organizationalUnit' })),
  person('wallboard', 'wallboard', { password: SERVICE.password }),
  person('رضا احمدی', 'reza'),
  person('سارا حسینی', 'sara'),
  person(KARIMI, 'مريم.كريمي', { displayName: 'مریم کریمی' }),
  person('no upn', 'noupn', { userPrincipalName: undefined }),
  person('nobody', 'nobody1'),
  person('disabled', 'disabled1', { userAccountControl: '514' }),
  person('expired', 'expired1', { accountExpires: '132000000000000000' }),
  person('must change', 'change1', { pwdLastSet: '0' }),
  group(`CN=West,OU=Groups,${DOMAIN}`, staff('سارا حسینی')),
  group(`CN=Regions,OU=Groups,${DOMAIN}`, `CN=West,OU=Groups,${DOMAIN}`),
  group(
    CLERKS,
    ...['رضا احمدی', 'no upn', 'disabled', 'expired', 'must change'].map(staff),
    `CN=Regions,OU=Groups,${DOMAIN}`,
  ),
  group(ADMINS, staff(KARIMI)),
];

describe.skipIf(noSamba)('Active Directory itself', () => {
  const usual = getCACertificates('default');
  const settings = {
    LDAP_BASE: DOMAIN,
    LDAP_BIND_DN: SERVICE.name,
    LDAP_BIND_PASSWORD: SERVICE.password,
    LDAP_ROLES: `admin=${ADMINS}; clerk=${CLERKS}`,
  };
  let samba: Samba;
  beforeAll(async () => {
    samba = await startSamba({ cert: file('named'), key: file('key') });
    await samba.add(...domain);
  }, MINUTE);
  afterAll(async () => {
    setDefaultCACertificates(usual);
    await samba.stop();
  });
  const signIn = (name: string, password = PASSWORD) => ldapAt(samba.url, settings).signIn(name, password);
  const reason = (name: string): Promise<unknown> =>
    signIn(name).then(
      () => 'let in',
      (cause: { reason?: string }) => cause.reason,
    );

  it('is not asked where its certificate is unknown, and is where it is trusted, also by StartTLS', async () => {
    expect(await reason('reza')).toBe('certificate');
    setDefaultCACertificates([...usual, readFileSync(file('named'), 'utf8')]);
    expect(await signIn('reza')).toMatchObject({ login: 'reza', role: 'clerk', fullName: 'رضا احمدی' });
    const started = ldapAt('ldap://localhost', { ...settings, LDAP_TLS: '' });
    expect(await started.signIn('reza', PASSWORD)).toMatchObject({ role: 'clerk' });
  });

  it('knows one person by short name, domain and principal name, and again by the bytes of their objectGUID', async () => {
    const subjects = [];
    for (const name of ['REZA', 'EXAMPLE\\reza', 'reza@example.ir']) subjects.push((await signIn(name))?.subject);
    expect(new Set(subjects).size).toBe(1);
    expect(subjects[0]).toMatch(/^objectGUID:[0-9a-f]{32}$/);
    const ldap = ldapAt(samba.url, settings);
    expect(await ldap.lookUp(subjects[0] ?? '')).toMatchObject({ login: 'reza' });
    expect(await ldap.confirm(subjects[0] ?? '', PASSWORD)).toBe(true);
    expect(await ldap.confirm(subjects[0] ?? '', 'another')).toBe(false);
    expect(await signIn('noupn@example.ir')).toMatchObject({ login: 'noupn' });
  });

  it('has groups in groups, and a Persian one with a comma in its name', async () => {
    expect((await signIn('sara'))?.role).toBe('clerk');
    expect(await signIn('مریم.کریمی')).toMatchObject({ role: 'admin', fullName: 'مریم کریمی' });
    expect(await reason('nobody1')).toBe('no-role');
  });

  it('says of the right password alone why an account is closed', async () => {
    const closed = { disabled1: 'disabled', expired1: 'expired', change1: 'password-expired' };
    for (const [name, why] of Object.entries(closed)) {
      expect(await reason(name), name).toBe(why);
      expect(await signIn(name, 'another'), name).toBeUndefined();
    }
  });

  it('is found whole by the test of the page', async () => {
    const steps = await testLdap({ settings: ldapSettings(samba.url, settings), name: 'sara', now: NOW });
    expect(steps.map(({ state }) => state)).toEqual(Array(6).fill('good'));
    expect(steps.map(({ code }) => code)).toContain('base-active-directory');
  });
});
