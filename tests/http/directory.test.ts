// Signing in by the house's own directory, beside accounts of this server.
import { beforeEach, describe, expect, it } from 'vitest';
import { CLERKS, house, PERSON_PASSWORD } from '../support/directory-people.ts';
import { PASSWORD } from '../support/access-api.ts';
import { startDirectoryApi } from '../support/directory-api.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { startLdapServer, type TestEntry } from '../support/ldap-server.ts';
import { environmentFor } from '../support/ldap-settings.ts';
import { problem } from '../support/problem.ts';
import { MINUTE } from '../../shared/time.ts';

let entries: TestEntry[];
let ldap: Awaited<ReturnType<typeof startLdapServer>>;
let server: Awaited<ReturnType<typeof startDirectoryApi>>;
beforeEach(async () => {
  entries = house();
  ldap = await startLdapServer({ entries });
  server = await startDirectoryApi(environmentFor(ldap.url));
});

const login = (browser: HttpBrowser, name: string, password = PERSON_PASSWORD, more = {}) =>
  browser.ask('POST', '/api/auth/login', { name, password, ...more });
const me = async (browser: HttpBrowser) => (await browser.ask('GET', '/api/auth/me')).json();
const entryOf = (uid: string): TestEntry => entries.find((entry) => entry['uid'] === uid)!;
const leaveGroups = (uid: string): void => {
  for (const entry of entries)
    if (Array.isArray(entry['member']))
      entry['member'] = entry['member'].filter((one) => !String(one).startsWith(`uid=${uid},`));
};
async function entered(name: string): Promise<HttpBrowser> {
  const browser = server.browser();
  expect((await login(browser, name)).status).toBe(200);
  return browser;
}

describe('somebody of the directory', () => {
  it('signs in, and is an account whose role and name the directory decided', async () => {
    const browser = server.browser();
    const answer = await login(browser, 'reza');
    expect(await answer.json()).toEqual({ name: 'reza', role: 'clerk' });
    expect(await me(browser)).toEqual({ name: 'reza', role: 'clerk', account: true, directory: 'ldap' });
    expect(server.vault.fullNames()).toEqual([{ name: 'reza', fullName: 'رضا احمدی' }]);
    expect(server.tested.audited()).toMatchObject([
      { type: 'account.created', account: 'reza', role: 'clerk', fullName: 'رضا احمدی', by: 'directory' },
      { type: 'account.entered', account: 'reza' },
    ]);
    expect(server.tested.bytes()).not.toContain(PERSON_PASSWORD);
  });

  it('with a Persian user name or a dot in it has an account named in Latin letters, and is called in Persian', async () => {
    expect(await (await login(server.browser(), 'ali.rad')).json()).toMatchObject({ name: 'ali-rad' });
    const { name } = (await (await login(server.browser(), 'مریم کریمی')).json()) as { name: string };
    expect(name).toMatch(/^person-[a-p]{8}$/);
    expect(server.vault.fullNames()).toContainEqual({ name, fullName: 'مریم کریمی' });
  });

  it('of the same name as an account here is another person, who signs in by mail; neither has the other’s password', async () => {
    await server.account('ali', 'admin');
    entryOf('ali.rad')['uid'] = 'ali';
    expect(await (await login(server.browser(), 'ali', PASSWORD)).json()).toEqual({ name: 'ali', role: 'admin' });
    const asked = ldap.seen.searches;
    expect(await problem(await login(server.browser(), 'ali'))).toEqual([401, 'login-refused']);
    expect(ldap.seen.searches).toBe(asked);
    const other = server.browser();
    expect(await (await login(other, 'ali@example.ir')).json()).toEqual({ name: 'ali-2', role: 'clerk' });
  });

  it('who was renamed keeps the account, and whoever gets the name has another', async () => {
    await entered('reza');
    Object.assign(entryOf('reza'), { uid: 'reza.new', displayName: 'رضا احمدی‌پور' });
    Object.assign(entryOf('twin'), { uid: 'reza' });
    expect(await (await login(server.browser(), 'reza.new')).json()).toEqual({ name: 'reza', role: 'clerk' });
    expect(server.vault.fullNames()).toEqual([{ name: 'reza', fullName: 'رضا احمدی‌پور' }]);
    expect(await (await login(server.browser(), 'reza')).json()).toEqual({ name: 'reza-2', role: 'clerk' });
  });

  it('is refused like anybody: a wrong password counts, and an unknown name is answered alike', async () => {
    const answers = new Set<string>();
    for (const [name, password] of [
      ['reza', 'wrong'],
      ['who', PERSON_PASSWORD],
      ['reza', ''],
      ['*', PERSON_PASSWORD],
    ] as const)
      answers.add(await (await login(server.browser(), name, password)).text());
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('login-refused');
    const browser = server.browser('10.9.9.9');
    for (let n = 0; n < 5; n++) await login(browser, 'sara', 'wrong');
    expect((await login(browser, 'sara')).status).toBe(429);
  });

  it('without a role is told so, and is not signed in', async () => {
    const answer = await login(server.browser(), 'nobody');
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'not-let-in', reason: 'no-role' }]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('changes neither password nor name here, and administrators do not change them either', async () => {
    const browser = await entered('reza');
    const change = { old: PERSON_PASSWORD, new: 'another long password' };
    expect(await problem(await browser.ask('POST', '/api/auth/password', change))).toEqual([409, 'of-directory']);
    const named = await browser.ask('PUT', '/api/auth/full-name', { fullName: 'کسی دیگر' });
    expect(await problem(named)).toEqual([409, 'of-directory']);
    const admin = await server.signedIn('boss', 'admin');
    for (const body of [{ role: 'admin' }, { password: 'another long password' }, { fullName: null }])
      expect(await problem(await admin.ask('PATCH', '/api/accounts/reza', body))).toEqual([409, 'of-directory']);
    const { accounts } = (await (await admin.ask('GET', '/api/accounts')).json()) as { accounts: object[] };
    expect(accounts).toContainEqual(expect.objectContaining({ name: 'reza', directory: 'ldap' }));
  });

  it('shows with the password of the directory who they are, before factors are changed', async () => {
    const browser = await entered('sara');
    server.advance(11 * MINUTE);
    expect(await problem(await browser.ask('POST', '/api/auth/totp'))).toEqual([403, 'confirm-first']);
    const wrong = await browser.ask('POST', '/api/auth/confirm', { password: 'wrong' });
    expect(await problem(wrong)).toEqual([401, 'login-refused']);
    expect((await browser.ask('POST', '/api/auth/confirm', { password: PERSON_PASSWORD })).status).toBe(204);
    expect((await browser.ask('POST', '/api/auth/totp')).status).toBe(201);
  });

  it('who was removed here and comes again is the same account', async () => {
    await entered('reza');
    server.vault.revokeAccount({ name: 'reza', by: 'boss', now: server.now() });
    expect(await (await login(server.browser(), 'reza')).json()).toEqual({ name: 'reza', role: 'clerk' });
  });
});

describe('what changes in the directory', () => {
  it('changes the role at the next look, and signs out who has none any more', async () => {
    const browser = await entered('reza');
    entries.find(({ dn }) => dn.startsWith('cn=supervisors'))!['member'] = [entryOf('reza').dn];
    await server.directories.recheck();
    expect(await me(browser)).toMatchObject({ role: 'supervisor' });
    leaveGroups('reza');
    await server.directories.recheck();
    expect(await problem(await browser.ask('GET', '/api/auth/me'))).toEqual([401, 'unauthorized']);
    expect(server.tested.audited().at(-1)).toEqual({ type: 'session.ended', account: 'reza', by: 'directory' });
  });

  it('signs out whose account was closed or deleted there', async () => {
    const [reza, sara] = [await entered('reza'), await entered('sara')];
    Object.assign(entryOf('reza'), { nsAccountLock: 'TRUE' });
    entries.splice(entries.indexOf(entryOf('sara')), 1);
    await server.directories.recheck();
    for (const browser of [reza, sara])
      expect(await problem(await browser.ask('GET', '/api/auth/me'))).toEqual([401, 'unauthorized']);
  });
});

describe('a directory that is away', () => {
  it('keeps who is in, lets accounts of this server in, and says to others what is wrong', async () => {
    const browser = await entered('reza');
    await server.account('boss', 'admin');
    await ldap.stop();
    const answer = await login(server.browser(), 'sara');
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { code: 'directory-away', reason: 'unreachable' },
    ]);
    await server.directories.recheck();
    expect(await me(browser)).toMatchObject({ name: 'reza', role: 'clerk' });
    const admin = server.browser();
    expect((await login(admin, 'boss', PASSWORD)).status).toBe(200);
    expect(await (await browser.ask('GET', '/api/auth/ways')).json()).toEqual({ passkeys: false, ldap: 'away' });
    expect(await (await admin.ask('GET', '/api/directory')).json()).toMatchObject({
      ldap: { base: 'dc=mazandaran,dc=ir', away: { reason: 'unreachable', since: server.now() } },
    });
  });

  it('never has the last administrator: one of this server stays', async () => {
    await server.account('boss', 'admin');
    await login(server.browser(), 'مریم کریمی');
    const revoke = (): void => server.vault.revokeAccount({ name: 'boss', by: 'boss', now: server.now() });
    expect(revoke).toThrow('last administrator');
  });
});

describe('GET and POST /api/directory', () => {
  it('tell what is set, without the password, and test it step by step, also for one person', async () => {
    const admin = await server.signedIn('boss', 'admin');
    const text = await (await admin.ask('GET', '/api/directory')).text();
    expect(text).toContain('cn=wallboard,ou=services');
    expect(text).not.toContain('look people up');
    const test = async (name?: string) => {
      const answer = await admin.ask('POST', '/api/directory/test', { kind: 'ldap', ...(name && { name }) });
      return ((await answer.json()) as { steps: { code: string }[] }).steps.map(({ code }) => code);
    };
    expect(await test()).toEqual(['connected-plain', 'bound', 'base', 'groups']);
    expect((await test('sara')).slice(4)).toEqual(['person', 'role']);
    expect((await test('nobody')).slice(4)).toEqual(['person', 'no-role']);
    expect((await test('who')).slice(4)).toEqual(['person-unknown']);
    expect((await test('twin')).slice(4)).toEqual(['too-many-found']);
    entries.splice(
      entries.findIndex(({ dn }) => dn === CLERKS),
      1,
    );
    expect(await test()).toEqual(['connected-plain', 'bound', 'base', 'groups-missing']);
    await ldap.stop();
    expect(await test()).toEqual(['unreachable']);
  });
});
