// Sessions of people of an OpenID provider end when the provider reports that they signed out there.
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../shared/time.ts';
import { NOW, openTestVault } from '../support/test-vault.ts';

const directory = 'openid:https://id.example.ir';

function start() {
  const { vault, audited } = openTestVault();
  const person = (name: string, subject: string, of = directory): void =>
    void vault.takeFromDirectory({ directory: of, subject, names: [name], role: 'clerk', now: NOW });
  person('reza', 'u-1');
  person('maryam', 'u-2');
  person('sara', 'u-1', 'ldap');
  const enter = (name: string, providerSid?: string): string =>
    vault.signIn({ name, seen: 'directory', factor: 'openid', providerSid, now: NOW, days: 1 })?.session ?? '';
  const sessions = {
    known: enter('reza', 's-1'),
    other: enter('reza', 's-2'),
    unknown: enter('reza'),
    maryam: enter('maryam', 's-3'),
    sara: enter('sara'),
  };
  const end = (ended: { subject?: string; sid?: string; id?: string }, now = NOW): boolean =>
    vault.endProviderSessions({ directory, id: 'notice', until: NOW + MINUTE, ...ended, now });
  const open = (): string[] =>
    Object.entries(sessions).flatMap(([name, secret]) => (vault.findSession(secret, NOW) ? [name] : []));
  return { vault, audited, sessions, end, open };
}

describe('a provider that reports a sign-out', () => {
  it('of a session and its person ends that session, and those whose id there is not known', () => {
    const { end, open, audited } = start();
    expect(end({ subject: 'u-1', sid: 's-1' })).toBe(true);
    expect(open()).toEqual(['other', 'maryam', 'sara']);
    expect(audited().filter(({ type }) => type === 'session.ended')).toHaveLength(2);
  });

  it('of a session alone ends no more than that', () => {
    const { end, open } = start();
    expect(end({ sid: 's-3' })).toBe(true);
    expect(open()).toEqual(['known', 'other', 'unknown', 'sara']);
  });

  it('of a person ends all of theirs, and none of somebody with the same id in another directory', () => {
    const { end, open } = start();
    expect(end({ subject: 'u-1' })).toBe(true);
    expect(open()).toEqual(['maryam', 'sara']);
  });

  it('of nobody who is signed in here is believed, and noted nowhere', () => {
    const { end, open, audited } = start();
    const before = audited().length;
    expect(end({ subject: 'u-9', sid: 's-9' })).toBe(true);
    expect([open().length, audited().length]).toEqual([5, before]);
  });

  it('is believed once, and again under another id', () => {
    const { end, open } = start();
    expect([end({ sid: 's-1' }), end({ sid: 's-2' }), end({ sid: 's-2', id: 'another' })]).toEqual([true, false, true]);
    expect(open()).toEqual(['unknown', 'maryam', 'sara']);
    // Forgotten only once the notice itself is over.
    expect(end({ sid: 's-3' }, NOW + MINUTE - 1)).toBe(false);
    expect(end({ sid: 's-3' }, NOW + MINUTE)).toBe(true);
  });

  it('is believed once also by a server that was started again in between', () => {
    const tested = openTestVault();
    const notice = { directory, id: 'notice', until: NOW + MINUTE, sid: 's-1', now: NOW };
    expect(tested.vault.endProviderSessions(notice)).toBe(true);
    tested.reopen();
    expect(tested.vault.endProviderSessions(notice)).toBe(false);
  });

  it('of a session that somebody renewed there by showing again who they are is about the new one', () => {
    const { vault, sessions, end, open } = start();
    sessions.known = vault.confirmSession(sessions.known, NOW, 's-4') ?? '';
    sessions.other = vault.confirmSession(sessions.other, NOW) ?? '';
    expect([end({ sid: 's-1' }), end({ sid: 's-4', id: 'b' }), end({ sid: 's-2', id: 'c' })]).toEqual(
      Array(3).fill(true),
    );
    expect(open()).toEqual(['unknown', 'maryam', 'sara']);
  });
});
