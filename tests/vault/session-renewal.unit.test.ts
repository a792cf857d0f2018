// A session whose person shows again who they are has another secret from then on.
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../shared/time.ts';
import { NOW, openTestVault } from '../support/test-vault.ts';

describe('a session whose person shows again who they are', () => {
  const open = () => {
    const { vault } = openTestVault();
    vault.createAccount({ name: 'maryam', role: 'supervisor', password: 'p', by: 'boss', now: NOW });
    const old = vault.signIn({ name: 'maryam', seen: 'p', now: NOW, days: 1 })?.session ?? '';
    const later = NOW + HOUR;
    return { vault, old, later, next: vault.confirmSession(old, later) ?? '' };
  };

  it('goes on under another secret, to the end that it had; a copy of the old one shows nothing and ends within seconds', () => {
    const { vault, old, later, next } = open();
    expect(vault.findSession(next, later)).toMatchObject({ account: 'maryam', confirmedAt: later });
    expect(vault.findSession(next, NOW + DAY - 1)).toBeDefined();
    expect(vault.findSession(next, NOW + DAY)).toBeUndefined();
    expect(vault.findSession(old, later)).toMatchObject({ account: 'maryam', renewed: true });
    expect(vault.findSession(old, later)).not.toHaveProperty('confirmedAt');
    expect(vault.findSession(old, later + 10_000)).toBeUndefined();
    expect(vault.listSessions('maryam', later)).toHaveLength(1);
  });

  it('is renewed once by each secret: of two windows that ask at once the second has the cookie of the first', () => {
    const { vault, old, later, next } = open();
    expect(vault.confirmSession(old, later)).toBeUndefined();
    const third = vault.confirmSession(next, later + 1) ?? '';
    expect([old, next, third].map((one) => vault.findSession(one, later + 2)?.renewed ?? 'not')).toEqual([
      'not',
      true,
      'not',
    ]);
    expect([old, next, third].map((one) => vault.findSession(one, later + 2) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is known by one name, before and after, so that whoever saw it in a list can end it', () => {
    const { vault, old, later, next } = open();
    const [listed] = vault.listSessions('maryam', later);
    expect([old, next].map((one) => vault.findSession(one, later)?.id)).toEqual([listed?.id, listed?.id]);
  });

  it('ends under both when somebody signs out with either', () => {
    for (const by of ['old', 'next'] as const) {
      const opened = open();
      opened.vault.signOut(opened[by], opened.later);
      expect([opened.old, opened.next].map((one) => opened.vault.findSession(one, opened.later))).toEqual(Array(2));
    }
  });

  it('stays under both when its person gets another password, whichever of them was shown', () => {
    for (const by of ['old', 'next'] as const) {
      const { vault, later, ...secrets } = open();
      const keep = { session: secrets[by] };
      vault.changeAccount({ name: 'maryam', password: 'q', seen: 'p', keep, by: 'maryam', now: later });
      expect(vault.findSession(secrets.next, later)).toBeDefined();
    }
  });

  it('ends under both when it is ended', () => {
    const { vault, old, later, next } = open();
    const [listed] = vault.listSessions('maryam', later);
    expect(vault.endSession({ account: 'maryam', id: listed?.id ?? '', by: 'maryam', now: later })).toBe(true);
    expect([vault.findSession(next, later), vault.findSession(old, later)]).toEqual([undefined, undefined]);
  });

  it('is not made out of one that has ended', () => {
    const { vault, next, later } = open();
    vault.signOut(next, later);
    expect(vault.confirmSession(next, later)).toBeUndefined();
  });
});
