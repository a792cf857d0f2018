// People of an LDAP directory, against a small server; tests/directory/slapd.test.ts asks OpenLDAP the same.
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { BASE, CLERKS, house, PERSON_PASSWORD, SERVICE, SUPERVISORS } from '../support/directory-people.ts';
import { freePort } from '../support/free-port.ts';
import { long } from '../support/long.ts';
import { ldapAt } from '../support/ldap-settings.ts';
import { startLdapServer, type TestEntry } from '../support/ldap-server.ts';
import { NOW } from '../support/test-vault.ts';
import { peopleSignIn } from './ldap-people.ts';

const pem = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
const usual = getCACertificates('default');
const trust = (...more: string[]): void => setDefaultCACertificates([...usual, ...more]);
afterEach(() => trust());
const reasonOf = (signingIn: Promise<unknown>): Promise<unknown> =>
  signingIn.then(
    (person) => person,
    (cause: { reason?: string }) => cause.reason,
  );
const tls = (name: string) => ({ key: pem('key'), cert: pem(name) });

describe('a directory', () => {
  peopleSignIn(async () => (await startLdapServer({ entries: house() })).url);

  it('is bound to by nobody without a password', async () => {
    const server = await startLdapServer({ entries: house() });
    await ldapAt(server.url).signIn('reza', '');
    await ldapAt(server.url).signIn('', PERSON_PASSWORD);
    expect(server.seen.binds).toEqual([]);
  });

  it('is asked for a person on one connection and for their password on another, and no connection stays open', async () => {
    const server = await startLdapServer({ entries: house() });
    await ldapAt(server.url).signIn('reza', PERSON_PASSWORD);
    expect(server.seen.binds).toEqual([SERVICE.dn, `uid=reza,ou=people,${BASE}`]);
    await expect.poll(server.open).toBe(0);
  });

  it('knows somebody again who was renamed and moved', async () => {
    const entries = house();
    const server = await startLdapServer({ entries });
    const before = await ldapAt(server.url).signIn('sara', PERSON_PASSWORD);
    const sara = entries.find(({ uid }) => uid === 'sara')!;
    Object.assign(sara, {
      uid: 'sara.hosseini',
      dn: `uid=sara.hosseini,ou=guests,${BASE}`,
      displayName: 'سارا حسینی‌نژاد',
    });
    const after = await ldapAt(server.url).lookUp(before?.subject ?? '');
    expect(after).toMatchObject({ subject: before?.subject, login: 'sara.hosseini', fullName: 'سارا حسینی‌نژاد' });
  });

  it('whose entries have no lasting id lets nobody in', async () => {
    const entries = house().map(({ entryUUID: _gone, ...entry }) => entry);
    const { url } = await startLdapServer({ entries });
    expect(await reasonOf(ldapAt(url).signIn('reza', PERSON_PASSWORD))).toBe('no-lasting-id');
  });

  it.each([
    [{ nsAccountLock: 'TRUE' }, 'disabled'],
    [{ pwdAccountLockedTime: '000001010000Z' }, 'disabled'],
    [{ loginDisabled: 'TRUE' }, 'disabled'],
  ])('closes out whom it has closed: %o', async (state, reason) => {
    const entries = house();
    Object.assign(
      entries.find(({ uid }) => uid === 'reza')!,
      state,
    );
    const { url } = await startLdapServer({ entries });
    expect(await reasonOf(ldapAt(url).signIn('reza', PERSON_PASSWORD))).toBe(reason);
    expect(await ldapAt(url).signIn('reza', 'another')).toBeUndefined();
  });

  it('knows groups that list user names, and groups by uniqueMember', async () => {
    const entries = house().filter(({ dn }) => dn !== CLERKS && dn !== SUPERVISORS);
    entries.push(
      { dn: CLERKS, memberUid: ['reza'] },
      { dn: SUPERVISORS, uniqueMember: [`uid=sara,ou=people,${BASE}`] },
    );
    const { url } = await startLdapServer({ entries });
    expect((await ldapAt(url).signIn('reza', PERSON_PASSWORD))?.role).toBe('clerk');
    expect((await ldapAt(url).signIn('sara', PERSON_PASSWORD))?.role).toBe('supervisor');
  });
});

describe('Active Directory', () => {
  const guid = (n: number): Buffer => Buffer.from([n, 0x80, 0xff, 0, 0xd9, 0x8c, ...Array(10).fill(n)]);
  const domain = (): TestEntry[] =>
    house().map(({ entryUUID: _none, uid, ...entry }, n): TestEntry =>
      uid === undefined
        ? entry
        : {
            ...entry,
            objectClass: 'user',
            objectCategory: 'person',
            sAMAccountName: String(uid),
            userPrincipalName: `${String(uid)}@mazandaran.ir`,
            objectGUID: guid(n),
          },
    );
  const start = (entries = domain(), refusal?: (dn: string, password: string) => string | undefined) =>
    startLdapServer({ entries, activeDirectory: true, ...(refusal && { refusal }) });

  it('lets somebody in by their short name, with the domain before it, and by their principal name', async () => {
    const { url } = await start();
    const found = [];
    for (const name of ['sara', 'MAZ\\Sara', 'sara@mazandaran.ir'])
      found.push(await ldapAt(url).signIn(name, PERSON_PASSWORD));
    expect(found.map((one) => [one?.login, one?.role])).toEqual(Array(3).fill(['sara', 'supervisor']));
    expect(found[0]?.subject).toMatch(/^objectGUID:[0-9a-f]{32}$/);
    expect(await ldapAt(url).lookUp(found[0]?.subject ?? '')).toMatchObject({ login: 'sara' });
  });

  it('finds somebody without a principal name by their short name before the domain, which it takes for one itself', async () => {
    const entries = domain();
    delete entries.find(({ sAMAccountName }) => sAMAccountName === 'reza')!['userPrincipalName'];
    const { url } = await start(entries);
    expect(await ldapAt(url).signIn('Reza@Mazandaran.ir', PERSON_PASSWORD)).toMatchObject({
      login: 'reza',
      role: 'clerk',
    });
    expect(await ldapAt(url).signIn('reza@elsewhere.ir', PERSON_PASSWORD)).toBeUndefined();
    // A principal name of somebody goes before the short name of another.
    Object.assign(
      entries.find(({ sAMAccountName }) => sAMAccountName === 'sara')!,
      { userPrincipalName: 'reza@mazandaran.ir' },
    );
    expect(await ldapAt(url).signIn('reza@mazandaran.ir', PERSON_PASSWORD)).toMatchObject({ login: 'sara' });
  });

  it.each([
    [{ userAccountControl: '514' }, 'disabled'],
    [{ userAccountControl: '512', accountExpires: '132000000000000000' }, 'expired'],
    [{ userAccountControl: '66048', accountExpires: '9223372036854775807' }, { role: 'clerk' }],
    [{ accountExpires: String((BigInt(NOW) + 1_000n) * 10_000n + 116_444_736_000_000_000n) }, { role: 'clerk' }],
  ])('says by %o whether somebody may come in', async (state, expected) => {
    const entries = domain();
    Object.assign(
      entries.find(({ sAMAccountName }) => sAMAccountName === 'reza')!,
      state,
    );
    const { url } = await start(entries);
    const found = await reasonOf(ldapAt(url).signIn('reza', PERSON_PASSWORD));
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatchObject(expected);
  });

  it.each([
    ['533', 'disabled'],
    ['701', 'expired'],
    ['532', 'password-expired'],
    ['773', 'password-expired'],
    ['52e', undefined],
    ['775', undefined],
  ])('refuses a bind with "data %s" as %s', async (data, reason) => {
    const text = `80090308: LdapErr: DSID-0C09041C, comment: AcceptSecurityContext error, data ${data}, v4563`;
    const { url } = await start(domain(), (dn) => (dn.includes('reza') ? text : undefined));
    expect(await reasonOf(ldapAt(url).signIn('reza', PERSON_PASSWORD))).toBe(reason);
  });
});

describe('a directory that is away', () => {
  it('is unreachable, late, or has a certificate that nobody here trusts', async () => {
    const closed = await freePort();
    expect(await reasonOf(ldapAt(`ldap://127.0.0.1:${closed}`).signIn('reza', PERSON_PASSWORD))).toBe('unreachable');

    const secure = await startLdapServer({ entries: house(), secure: true, tls: tls('named') });
    expect(await reasonOf(ldapAt(secure.url).signIn('reza', PERSON_PASSWORD))).toBe('certificate');
    trust(pem('named'));
    expect(await reasonOf(ldapAt(secure.url).signIn('reza', PERSON_PASSWORD))).toMatchObject({ role: 'clerk' });
    expect(secure.seen.plain).toBe(0);
  });

  it.each(['expired', 'unnamed'])('when its certificate is %s, also where its authority is trusted', async (name) => {
    trust(pem(name));
    const server = await startLdapServer({ entries: house(), secure: true, tls: tls(name) });
    expect(await reasonOf(ldapAt(server.url).signIn('reza', PERSON_PASSWORD))).toBe('certificate');
    expect(server.seen.binds).toEqual([]);
  });

  it('begins TLS by StartTLS where the address is ldap://, and sends nothing where that fails', async () => {
    trust(pem('named'));
    const server = await startLdapServer({ entries: house(), tls: tls('named') });
    const starttls = { LDAP_TLS: '' };
    expect(await reasonOf(ldapAt(server.url, starttls).signIn('reza', PERSON_PASSWORD))).toMatchObject({
      role: 'clerk',
    });
    expect([server.seen.binds.length, server.seen.plain]).toEqual([2, 0]);
    const plain = await startLdapServer({ entries: house() });
    expect(await reasonOf(ldapAt(plain.url, starttls).signIn('reza', PERSON_PASSWORD))).toBe('tls');
    const wrong = await startLdapServer({ entries: house(), tls: tls('expired') });
    expect(await reasonOf(ldapAt(wrong.url, starttls).signIn('reza', PERSON_PASSWORD))).toBe('certificate');
    expect([plain.seen.binds, wrong.seen.binds]).toEqual([[], []]);
  });

  it('is asked at its next server when one cannot be reached', async () => {
    const { url } = await startLdapServer({ entries: house() });
    const ldap = ldapAt(`ldap://127.0.0.1:1, ${url}`);
    expect(await ldap.signIn('reza', PERSON_PASSWORD)).toMatchObject({ role: 'clerk' });
    expect(ldap.away()).toBeUndefined();
  });

  it.runIf(long)('is given up when it takes the connection and answers nothing', { timeout: 20_000 }, async () => {
    const server = await startLdapServer({ entries: house() });
    server.freeze();
    const began = performance.now();
    onTestFinished(server.stop);
    expect(await reasonOf(ldapAt(server.url).signIn('reza', PERSON_PASSWORD))).toBe('late');
    expect(performance.now() - began).toBeLessThan(12_000);
  });
});
