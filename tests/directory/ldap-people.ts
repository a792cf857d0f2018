// What holds for every LDAP directory: run against the small server of the tests, and against OpenLDAP where it is installed.
import { expect, it } from 'vitest';
import { PERSON_PASSWORD } from '../support/directory-people.ts';
import { ldapAt } from '../support/ldap-settings.ts';

export function peopleSignIn(start: () => Promise<string>): void {
  const signIn = async (name: string, password = PERSON_PASSWORD, more: Record<string, string> = {}) =>
    ldapAt(await start(), more).signIn(name, password);
  const reason = (signingIn: Promise<unknown>): Promise<unknown> =>
    signingIn.then(
      () => 'let in',
      (cause: { reason?: string }) => cause.reason,
    );

  it('lets somebody in by name and password, with the role of their group and their Persian name', async () => {
    expect(await signIn('reza')).toMatchObject({ login: 'reza', fullName: 'رضا احمدی', role: 'clerk' });
  });

  it('is one person however the name is typed', async () => {
    const subjects = [];
    for (const name of ['reza', 'REZA', ' reza ', '\u200ereza\u200f']) subjects.push((await signIn(name))?.subject);
    expect(new Set(subjects).size).toBe(1);
    expect(subjects[0]).toMatch(/^entryUUID:[0-9a-f-]{36}$/);
  });

  it('finds the role through groups in groups, also where two hold each other', async () => {
    expect((await signIn('sara'))?.role).toBe('supervisor');
  });

  it('finds a Persian user name that the directory wrote with Arabic letters, in an entry with a comma in its name', async () => {
    expect(await signIn('مریم کریمی')).toMatchObject({ role: 'admin', fullName: 'مریم کریمی' });
  });

  it('refuses a wrong password and an unknown name alike, and a password of nothing before any bind', async () => {
    expect(await signIn('reza', 'another')).toBeUndefined();
    expect(await signIn('who', PERSON_PASSWORD)).toBeUndefined();
    for (const empty of ['', '\0', '\u0001\n']) expect(await signIn('reza', empty)).toBeUndefined();
  });

  it('takes nothing that somebody types for a part of the question', async () => {
    for (const name of ['*', 'r*', 'reza)(uid=*', '(uid=reza)', 'reza\\2a', '*)(objectClass=*', 'uid=reza,ou=people'])
      expect(await signIn(name), name).toBeUndefined();
  });

  it('does not guess who of two of one name is meant', async () => {
    expect(await reason(signIn('twin'))).toBe('too-many-found');
  });

  it('tells somebody without a group that gives a role why they are not let in', async () => {
    expect(await reason(signIn('nobody'))).toBe('no-role');
    expect(await signIn('nobody', 'another')).toBeUndefined();
  });

  it('lets nobody in whom the filter of the settings leaves out', async () => {
    const more = { LDAP_FILTER: '(!(employeeType=left))' };
    expect(await signIn('gone', PERSON_PASSWORD, more)).toBeUndefined();
    expect((await signIn('reza', PERSON_PASSWORD, more))?.role).toBe('clerk');
  });

  it('looks somebody up by their lasting id, and compares the password of who is signed in', async () => {
    const ldap = ldapAt(await start());
    const subject = (await ldap.signIn('ali@example.ir', PERSON_PASSWORD))?.subject ?? '';
    expect(await ldap.lookUp(subject)).toMatchObject({ login: 'ali.rad', role: 'clerk' });
    expect(await ldap.lookUp('entryUUID:00000000-0000-4000-8000-00000000dead')).toBeUndefined();
    expect(await ldap.confirm(subject, PERSON_PASSWORD)).toBe(true);
    expect(await ldap.confirm(subject, 'another')).toBe(false);
  });

  it('says what is wrong with the account that looks people up, and with the place where it looks', async () => {
    const url = await start();
    const wrong = ldapAt(url, { LDAP_BIND_PASSWORD: 'another' });
    expect(await reason(wrong.signIn('reza', PERSON_PASSWORD))).toBe('bind-refused');
    expect(wrong.away()).toBe('bind-refused');
    const elsewhere = ldapAt(url, { LDAP_BASE: 'dc=elsewhere,dc=ir' });
    expect(await reason(elsewhere.signIn('reza', PERSON_PASSWORD))).toBe('base-unknown');
  });
}
