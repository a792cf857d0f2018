import { beforeEach, describe, expect, it } from 'vitest';
import { idPattern } from '../../shared/event-fields.ts';
import { MINUTE } from '../../shared/time.ts';
import { readPairingCode } from '../../server/access/pairing-code.ts';
import { createOffers } from '../../server/vault/offers.ts';
import { openVaultFile } from '../../server/vault/schema.ts';
import { NOW, openTestVault, type OpenVault } from '../support/test-vault.ts';

let tested: OpenVault;
beforeEach(() => void (tested = openTestVault()));

const offer = (address = '10.0.0.1', now = NOW) => tested.vault.createOffer({ address, now });
const pair = (code: string, more: { counties?: string[]; now?: number } = {}) =>
  tested.vault.pairDisplay({ code, name: 'سالن ورودی', page: 'wall', by: 'maryam', now: NOW, ...more });
/** A display that was paired and has shown its first secret. */
const paired = () => {
  const { code, secret } = offer();
  const { id = '' } = pair(code) ?? {};
  const claimed = tested.vault.claimOffer(secret, NOW);
  if (claimed.state !== 'paired') throw new Error('expected a paired display');
  tested.vault.findDisplay(claimed.secret, NOW);
  return { id, secret: claimed.secret };
};
const isKnown = (secret: string): boolean => tested.vault.findDisplay(secret, NOW) !== undefined;

describe('an offer', () => {
  it('has a code that nobody misreads, a secret of 256 bits, and ten minutes', () => {
    for (let n = 0; n < 30; n++) {
      const { code, secret, expiresAt } = offer(`10.0.0.${n}`);
      expect(code).toMatch(/^[ACDEFGHJKMNPQRTVWXY34679]{6}$/);
      expect(Buffer.from(secret.slice('o111_'.length), 'base64url')).toHaveLength(32);
      expect(expiresAt).toBe(NOW + 10 * MINUTE);
    }
  });

  it('is found by its code until it is too old, and is forgotten then', () => {
    const { code, secret, expiresAt } = offer();
    expect(tested.vault.findOffer(code, expiresAt - 1)).toEqual({ code, expiresAt });
    expect(tested.vault.findOffer(code, expiresAt)).toBeUndefined();
    expect(tested.vault.claimOffer(secret, expiresAt)).toEqual({ state: 'unknown' });
    expect(pair(code, { now: expiresAt })).toBeUndefined();
    offer('10.0.0.2', expiresAt);
    expect(tested.ask('select count(*) as n from offer')).toEqual([{ n: 1 }]);
  });

  it('waits until somebody confirms its code, which works once', () => {
    const { code, secret } = offer();
    expect(tested.vault.claimOffer(secret, NOW)).toEqual({ state: 'waiting' });
    const { id = '' } = pair(code, { counties: ['babol', 'sari'] }) ?? {};
    expect(id).toMatch(/^d-[a-p]{16}$/);
    expect(id).toMatch(idPattern);
    expect(pair(code)).toBeUndefined();
    expect(tested.vault.findOffer(code, NOW)).toBeUndefined();
    const display = { id, name: 'سالن ورودی', page: 'wall', counties: ['babol', 'sari'] };
    expect(tested.vault.claimOffer(secret, NOW)).toEqual({
      state: 'paired',
      display,
      secret: expect.stringMatching(/^d111_[\w-]{43}$/),
    });
  });

  it('cannot be claimed with the code alone', () => {
    const { code } = offer();
    pair(code);
    for (const guess of [code, '', 'o111_', `o111_${'A'.repeat(43)}`])
      expect(tested.vault.claimOffer(guess, NOW)).toEqual({ state: 'unknown' });
  });

  it('may be claimed again while no answer arrived, and no more once the display has used a secret', () => {
    const { code, secret } = offer();
    pair(code);
    const [lost, got] = [tested.vault.claimOffer(secret, NOW), tested.vault.claimOffer(secret, NOW + 9 * MINUTE)];
    if (lost.state !== 'paired' || got.state !== 'paired') throw new Error('expected both to be paired');
    expect(isKnown(got.secret)).toBe(true);
    expect(isKnown(lost.secret)).toBe(false);
    expect(tested.vault.claimOffer(secret, NOW)).toEqual({ state: 'unknown' });
  });

  it('is void when its display was revoked before it was claimed', () => {
    const { code, secret } = offer();
    const { id = '' } = pair(code) ?? {};
    tested.vault.revokeDisplay({ id, by: 'maryam', now: NOW });
    expect(tested.vault.claimOffer(secret, NOW)).toEqual({ state: 'unknown' });
  });
});

describe('offers of strangers', () => {
  const few = (limits: { ofAddress: number; all: number }) => {
    const db = openVaultFile(`${tested.dir}/few.sqlite`);
    const { createOffer, findOffer } = createOffers(db, limits);
    return {
      make: (address: string): string => createOffer({ address, now: NOW }).code,
      isOpen: (code: string): boolean => findOffer(code, NOW) !== undefined,
    };
  };

  it('from one address push out its own oldest, and nobody else', () => {
    const { make, isOpen } = few({ ofAddress: 3, all: 100 });
    const tv = make('10.0.0.1');
    const own = Array.from({ length: 5 }, () => make('203.0.113.7'));
    expect(own.map(isOpen)).toEqual([false, false, true, true, true]);
    expect(isOpen(tv)).toBe(true);
  });

  it('that fill the server push out their own, then those of whichever address has most', () => {
    const { make, isOpen } = few({ ofAddress: 3, all: 6 });
    const tv = make('10.0.0.1');
    const crowd = ['a', 'b'].map((address) => Array.from({ length: 3 }, () => make(address)));
    // The seventh found no room: the crowd's own oldest went.
    expect([isOpen(tv), ...crowd.flat().map(isOpen)]).toEqual([true, true, true, true, false, true, true]);
    const newcomer = make('10.0.0.2');
    expect([isOpen(tv), isOpen(newcomer), ...crowd.flat().map(isOpen)]).toEqual([
      ...[true, true],
      ...[false, true, true, false, true, true],
    ]);
  });

  it('from a thousand addresses leave a TV at least as long as all others', () => {
    const { make, isOpen } = few({ ofAddress: 3, all: 10 });
    for (let n = 0; n < 50; n++) make(`crowd-${n}`);
    const tv = make('10.0.0.1');
    for (let n = 50; n < 59; n++) make(`crowd-${n}`);
    expect(isOpen(tv)).toBe(true);
  });
});

describe('a display', () => {
  it('is known by its secret, is listed, and its last sight is noted to the minute', () => {
    const { id, secret } = paired();
    expect(tested.vault.findDisplay(secret, NOW)).toEqual({ id, name: 'سالن ورودی', page: 'wall' });
    tested.vault.findDisplay(secret, NOW + MINUTE - 1);
    expect(tested.vault.listDisplays()).toMatchObject([{ id, createdAt: NOW, seenAt: NOW }]);
    tested.vault.displayById(id, NOW + MINUTE);
    expect(tested.vault.listDisplays()).toMatchObject([{ id, seenAt: NOW + MINUTE }]);
    expect(tested.vault.findDisplay('d111_unknown', NOW)).toBeUndefined();
    expect(tested.vault.displayById('d-unknown', NOW)).toBeUndefined();
  });

  it('shows what it was changed to; null gives it the whole province back', () => {
    const { id, secret } = paired();
    const change = (more: object) => tested.vault.changeDisplay({ id, by: 'maryam', now: NOW, ...more });
    expect(change({ page: 'sittings', counties: ['sari'] })).toMatchObject({ page: 'sittings', counties: ['sari'] });
    expect(change({ name: 'راهرو' })).toMatchObject({ name: 'راهرو', page: 'sittings', counties: ['sari'] });
    change({ counties: null });
    expect(tested.vault.findDisplay(secret, NOW)).toEqual({ id, name: 'راهرو', page: 'sittings' });
    expect(tested.vault.changeDisplay({ id: 'd-unknown', by: 'maryam', now: NOW })).toBeUndefined();
  });

  it('keeps its settings through changes of other things, and has none until somebody makes some', () => {
    const { id, secret } = paired();
    const settings = { theme: 'light', sound: true } as const;
    tested.vault.changeDisplay({ id, settings, by: 'maryam', now: NOW });
    tested.vault.changeDisplay({ id, page: 'rotate', by: 'maryam', now: NOW });
    expect(tested.vault.findDisplay(secret, NOW)).toMatchObject({ page: 'rotate', settings });
    tested.reopen();
    expect(tested.vault.displayById(id, NOW)).toMatchObject({ settings });
  });

  it('is gone once revoked, with all its secrets', () => {
    const { id, secret } = paired();
    const next = tested.vault.renewDisplay(secret, NOW) ?? '';
    expect(tested.vault.revokeDisplay({ id, by: 'maryam', now: NOW })).toBe(true);
    expect([isKnown(secret), isKnown(next), tested.vault.displayById(id, NOW)]).toEqual([false, false, undefined]);
    expect(tested.vault.renewDisplay(next, NOW)).toBeUndefined();
    expect(tested.vault.revokeDisplay({ id, by: 'maryam', now: NOW })).toBe(false);
    expect(tested.vault.commandDisplay({ id, what: 'reloaded', by: 'maryam', now: NOW })).toBe(false);
    expect(tested.vault.listDisplays()).toEqual([]);
    expect(tested.ask('select count(*) as n from display_secret')).toEqual([{ n: 0 }]);
  });
});

describe('while the disk takes nothing', () => {
  it('a display is known all the same, and nothing that is done to it is half done', () => {
    const { id, secret } = paired();
    const next = tested.vault.renewDisplay(secret, NOW) ?? '';
    const vault = tested.unwritable();
    expect(vault.findDisplay(next, NOW + 2 * MINUTE)).toMatchObject({ id });
    expect(vault.displayById(id, NOW + 2 * MINUTE)).toMatchObject({ id });
    expect(() => vault.changeDisplay({ id, page: 'floor', by: 'maryam', now: NOW + 2 * MINUTE })).toThrow(/readonly/);
    expect(tested.vault.listDisplays()).toMatchObject([{ id, page: 'wall', seenAt: NOW }]);
  });
});

describe('the secret of a display', () => {
  it('stays valid beside its successor until that was shown once; then it is unknown', () => {
    const { secret } = paired();
    const next = tested.vault.renewDisplay(secret, NOW) ?? '';
    for (let n = 0; n < 3; n++) expect(isKnown(secret)).toBe(true);
    expect(isKnown(next)).toBe(true);
    expect(isKnown(secret)).toBe(false);
    expect(tested.vault.renewDisplay(secret, NOW)).toBeUndefined();
  });

  it('is not lost to a power cut before the successor was kept, however often that happens', () => {
    const { secret } = paired();
    const lost = Array.from({ length: 10 }, () => tested.vault.renewDisplay(secret, NOW) ?? '');
    tested.reopen();
    expect(isKnown(secret)).toBe(true);
    const kept = tested.vault.renewDisplay(secret, NOW) ?? '';
    expect(isKnown(kept)).toBe(true);
    expect([secret, ...lost].map(isKnown)).toEqual(Array(11).fill(false));
  });

  it('of two windows that renew at once is the one that the cookie keeps', () => {
    const { secret } = paired();
    const [first = '', second = ''] = [tested.vault.renewDisplay(secret, NOW), tested.vault.renewDisplay(secret, NOW)];
    // The second answer overtook the first one: the cookie holds the older successor.
    expect([isKnown(first), isKnown(secret)]).toEqual([true, false]);
    const next = tested.vault.renewDisplay(first, NOW) ?? '';
    expect([isKnown(next), isKnown(first), isKnown(second)]).toEqual([true, false, false]);
  });

  it('lives in a bounded number of rows, and never in plain', () => {
    const { secret } = paired();
    const made = Array.from({ length: 50 }, () => tested.vault.renewDisplay(secret, NOW) ?? '');
    expect(Number(tested.ask('select count(*) as n from display_secret')[0]?.['n'])).toBeLessThan(6);
    const open = offer();
    const bytes = tested.bytes();
    for (const plain of [secret, ...made, open.secret]) expect(bytes.includes(plain.slice(5))).toBe(false);
  });
});

describe('a code as people type it', () => {
  it.each([
    ['xpk-34c', 'XPK34C'],
    [' XPK 34C ', 'XPK34C'],
    ['xpk-۳۴c', 'XPK34C'],
    ['٣٤٦٧٩A', '34679A'],
    ['XPK34', undefined],
    ['XPK34CC', undefined],
    ['', undefined],
    ["' or 1", undefined],
  ])('%s is read as %s', (typed, code) => {
    expect(readPairingCode(typed)).toBe(code);
  });
});
