// What people are called: a full name beside the user name, set by an administrator or by oneself.
import { beforeEach, describe, expect, it } from 'vitest';
import { startAccessApi, PASSWORD, type AccessApi } from '../support/access-api.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';

let server: AccessApi;
let boss: HttpBrowser;
let clerk: HttpBrowser;
beforeEach(async () => {
  server = await startAccessApi();
  boss = await server.signedIn('boss', 'admin');
  clerk = await server.signedIn('clerk-1', 'clerk');
});

const people = async (browser = clerk): Promise<object> =>
  (await (await browser.ask('GET', '/api/people')).json()).people;
const called = (fullName: string | null, by = clerk) => by.ask('PUT', '/api/auth/full-name', { fullName });

describe('full names', () => {
  it('are set by an administrator with the account and later, in any language, and are read by all who sign in', async () => {
    const made = await boss.ask('POST', '/api/accounts', {
      ...{ name: ' Maryam ', role: 'supervisor', password: PASSWORD, fullName: 'مریم رضایی' },
    });
    expect(await made.json()).toEqual({ name: 'maryam', role: 'supervisor', fullName: 'مریم رضایی' });
    const changed = await boss.ask('PATCH', '/api/accounts/Clerk-1', { fullName: 'Ali Ahmadi' });
    expect(await changed.json()).toEqual({ name: 'clerk-1', role: 'clerk', fullName: 'Ali Ahmadi' });
    expect(await people()).toEqual({ maryam: 'مریم رضایی', 'clerk-1': 'Ali Ahmadi' });
    const { accounts } = await (await boss.ask('GET', '/api/accounts')).json();
    expect(accounts).toContainEqual(expect.objectContaining({ name: 'maryam', fullName: 'مریم رضایی' }));
    expect(server.tested.audited()).toContainEqual({
      ...{ type: 'account.changed', account: 'clerk-1', fullName: 'Ali Ahmadi', by: 'boss' },
    });
  });

  it('are set and taken away by oneself, and nothing is recorded where nothing changes', async () => {
    for (const name of ['علی احمدی', 'علی احمدی', null, null]) expect((await called(name)).status).toBe(204);
    expect(await people()).toEqual({});
    const own = server.tested.audited().filter((event) => event['type'] === 'account.changed');
    expect(own).toEqual([
      { type: 'account.changed', account: 'clerk-1', fullName: 'علی احمدی', by: 'clerk-1' },
      { type: 'account.changed', account: 'clerk-1', unnamed: true, by: 'clerk-1' },
    ]);
  });

  it('stay with what somebody did when the account is removed, and are not those of the next one of that name', async () => {
    await called('علی احمدی');
    await boss.ask('DELETE', '/api/accounts/clerk-1');
    expect(await people(boss)).toEqual({ 'clerk-1': 'علی احمدی' });
    await boss.ask('POST', '/api/accounts', { name: 'clerk-1', role: 'clerk', password: PASSWORD });
    expect(await people(boss)).toEqual({});
  });

  it('are one line without a telephone number', async () => {
    for (const name of ['', 'x'.repeat(61), 'علی 09111234567', 'a\nb', 'a\u202eb'])
      expect(await problem(await called(name)), name).toEqual([400, 'bad-parameters']);
    const answer = await called('09111234567');
    expect((await answer.json()).field).toBe('fullName');
  });
});

it('user names are one, in whichever case they are typed', async () => {
  for (const name of ['CLERK-1', ' Clerk-1 '])
    expect((await server.browser().ask('POST', '/api/auth/login', { name, password: PASSWORD })).status).toBe(200);
  const again = await boss.ask('POST', '/api/accounts', { name: 'Clerk-1', role: 'clerk', password: PASSWORD });
  expect(await problem(again)).toEqual([409, 'name-taken']);
});
