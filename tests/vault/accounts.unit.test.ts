import { beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../shared/time.ts';
import { NOW, openTestVault, type OpenVault } from '../support/test-vault.ts';

let tested: OpenVault;
beforeEach(() => void (tested = openTestVault()));

const add = (name: string, role: 'deputy' | 'supervisor' | 'admin' | 'clerk' = 'supervisor', password = `of ${name}`) =>
  tested.vault.createAccount({ name, role, password, by: 'boss', now: NOW });
const enter = (name: string, more: { device?: string; factor?: string; now?: number; seen?: string } = {}) =>
  tested.vault.signIn({ name, seen: `of ${name}`, now: NOW, days: 1, ...more });
const roleIn = (session: string, now = NOW) => tested.vault.findSession(session, now)?.role;
const refusal = (code: string) => expect.objectContaining({ code });

describe('an account', () => {
  it('is found with its role and password record, and listed by name', () => {
    add('maryam');
    add('ali', 'admin');
    expect(tested.vault.findAccount('maryam')).toEqual({ name: 'maryam', role: 'supervisor', password: 'of maryam' });
    expect(tested.vault.findAccount('nobody')).toBeUndefined();
    enter('ali', { now: NOW + 5 });
    expect(tested.vault.listAccounts()).toEqual([
      { name: 'ali', role: 'admin', createdAt: NOW, enteredAt: NOW + 5, factor: false },
      { name: 'maryam', role: 'supervisor', createdAt: NOW, factor: false },
    ]);
  });

  it('has a valid name that is not in use: no account, no valid token, no reserved name of the audit', () => {
    add('maryam');
    const { id } = tested.vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
    for (const name of ['maryam', 'gate']) expect(() => add(name), name).toThrow(refusal('name-taken'));
    for (const name of [
      '',
      'Maryam',
      '-x',
      'a b',
      'سالن',
      'a'.repeat(33),
      'constructor',
      'setup',
      'command-line',
      'unknown',
      'm09111234567',
    ])
      expect(() => add(name), name).toThrow(refusal('bad-name'));
    expect(() => tested.vault.createToken({ name: 'maryam', role: 'ingest', now: NOW })).toThrow(refusal('name-taken'));
    tested.vault.revokeToken(id, NOW);
    add('gate');
    expect(tested.vault.listAccounts().map(({ name }) => name)).toEqual(['gate', 'maryam']);
  });

  it('is gone once revoked, with its sessions; another may take the name and gets none of them', () => {
    add('maryam');
    const { session = '', device = '' } = enter('maryam') ?? {};
    tested.vault.revokeAccount({ name: 'maryam', by: 'boss', now: NOW });
    expect(tested.vault.findAccount('maryam')).toBeUndefined();
    expect(enter('maryam')).toBeUndefined();
    expect(roleIn(session)).toBeUndefined();
    expect(() => tested.vault.revokeAccount({ name: 'maryam', by: 'boss', now: NOW })).toThrow(refusal('unknown'));
    add('maryam', 'clerk');
    expect(roleIn(session)).toBeUndefined();
    expect(tested.vault.isKnownDevice(device, 'maryam', NOW)).toBe(false);
    expect(tested.vault.listAccounts()).toEqual([{ name: 'maryam', role: 'clerk', createdAt: NOW, factor: false }]);
  });

  it('of the last administrator can be neither revoked nor demoted', () => {
    add('boss', 'admin');
    add('maryam');
    const lose = () => tested.vault.revokeAccount({ name: 'boss', by: 'boss', now: NOW });
    const demote = () => tested.vault.changeAccount({ name: 'boss', role: 'deputy', by: 'boss', now: NOW });
    for (const attempt of [lose, demote]) expect(attempt).toThrow(refusal('last-admin'));
    add('second', 'admin');
    demote();
    expect(() => tested.vault.revokeAccount({ name: 'second', by: 'x', now: NOW })).toThrow(refusal('last-admin'));
    expect(tested.vault.findAccount('boss')?.role).toBe('deputy');
  });

  it('keeps its role when it is given the role that it has, also as the last administrator', () => {
    add('boss', 'admin');
    tested.vault.changeAccount({ name: 'boss', role: 'admin', by: 'boss', now: NOW });
    expect(tested.audited()).toHaveLength(1);
  });
});

describe('a session of an account', () => {
  it("has the account's present role", () => {
    add('maryam');
    const { session = '' } = enter('maryam') ?? {};
    expect(tested.vault.findSession(session, NOW)).toMatchObject({
      name: 'maryam',
      role: 'supervisor',
      account: 'maryam',
    });
    tested.vault.changeAccount({ name: 'maryam', role: 'deputy', by: 'boss', now: NOW });
    expect(roleIn(session)).toBe('deputy');
  });

  it('ends after its days, by leaving, and by leaving everywhere', () => {
    add('maryam');
    const sessions = Array.from({ length: 4 }, () => enter('maryam')?.session ?? '');
    expect(roleIn(sessions[0]!, NOW + DAY - 1)).toBe('supervisor');
    expect(roleIn(sessions[0]!, NOW + DAY)).toBeUndefined();
    tested.vault.signOut(sessions[0]!, NOW);
    expect(sessions.map((one) => roleIn(one) !== undefined)).toEqual([false, true, true, true]);
    add('ali');
    const { session: other = '' } = enter('ali') ?? {};
    tested.vault.signOutEverywhere('maryam', NOW);
    expect(sessions.map((one) => roleIn(one))).toEqual(Array(4).fill(undefined));
    expect(roleIn(other)).toBe('supervisor');
  });

  it('ends with a new password, but not the one in which it was changed', () => {
    add('maryam');
    const [here, there] = [enter('maryam'), enter('maryam')];
    const keep = { session: here!.session, device: here!.device };
    tested.vault.changeAccount({ name: 'maryam', password: 'new', keep, seen: 'of maryam', by: 'maryam', now: NOW });
    expect([roleIn(here!.session), roleIn(there!.session)]).toEqual(['supervisor', undefined]);
    expect(tested.vault.isKnownDevice(here!.device, 'maryam', NOW)).toBe(true);
    expect(tested.vault.isKnownDevice(there!.device, 'maryam', NOW)).toBe(false);
    tested.vault.changeAccount({ name: 'maryam', password: 'newer', by: 'boss', now: NOW });
    expect(roleIn(here!.session)).toBeUndefined();
  });

  it('is not opened with a password that was changed, or an account that was revoked, while it was compared', () => {
    add('maryam');
    tested.vault.changeAccount({ name: 'maryam', password: 'new', by: 'boss', now: NOW });
    expect(enter('maryam')).toBeUndefined();
    expect(() =>
      tested.vault.changeAccount({ name: 'maryam', password: 'x', seen: 'of maryam', by: 'maryam', now: NOW }),
    ).toThrow(refusal('changed-meanwhile'));
    expect(enter('maryam', { seen: 'new' })?.role).toBe('supervisor');
  });

  it('survives a record of the same password with another cost', () => {
    add('maryam');
    const { session = '' } = enter('maryam') ?? {};
    tested.vault.rehash('maryam', 'of maryam', 'dearer');
    tested.vault.rehash('maryam', 'of maryam', 'too late');
    expect(tested.vault.findAccount('maryam')?.password).toBe('dearer');
    expect(roleIn(session)).toBe('supervisor');
  });
});

describe('a known browser', () => {
  it('is one that signed in to that very account, for 400 days', () => {
    add('maryam');
    add('ali');
    const { device = '' } = enter('maryam') ?? {};
    expect(tested.vault.isKnownDevice(device, 'maryam', NOW + 400 * DAY - 1)).toBe(true);
    expect(tested.vault.isKnownDevice(device, 'maryam', NOW + 400 * DAY)).toBe(false);
    for (const [shown, name] of [
      [device, 'ali'],
      ['k111_made-up', 'maryam'],
      ['', 'maryam'],
    ] as const)
      expect(tested.vault.isKnownDevice(shown, name, NOW)).toBe(false);
  });

  it('keeps its secret with every login and every person, and never takes one that we did not give', () => {
    add('maryam');
    add('ali');
    const { device = '' } = enter('maryam', { device: 'k111_made-up' }) ?? {};
    expect(device).toMatch(/^k111_[\w-]{43}$/);
    expect(enter('maryam', { device })?.device).toBe(device);
    expect(enter('ali', { device })?.device).toBe(device);
    expect(tested.vault.isKnownDevice(device, 'ali', NOW)).toBe(true);
  });

  it('leaves nothing behind when it is too old', () => {
    add('maryam');
    for (let n = 0; n < 5; n++) enter('maryam', { now: NOW + n * 401 * DAY });
    expect(tested.ask('select count(*) as n from device')).toEqual([{ n: 1 }]);
    expect(tested.ask('select count(*) as n from session')).toEqual([{ n: 1 }]);
  });
});

describe('the first administrator', () => {
  const setUp = (code: string, name = 'boss') => tested.vault.setUp({ code, name, password: 'p', now: NOW });

  it('is made with the code of the last start, once', () => {
    const old = tested.vault.createSetupCode(NOW);
    const { code = '', first } = tested.vault.createSetupCode(NOW) ?? {};
    expect([old?.first, first]).toEqual([true, false]);
    for (const wrong of [old?.code ?? '', '', 'x', code.toUpperCase()])
      expect(() => setUp(wrong)).toThrow(refusal('code-refused'));
    setUp(code);
    expect(tested.vault.findAccount('boss')?.role).toBe('admin');
    expect(() => setUp(code, 'second')).toThrow(refusal('set-up-already'));
    expect(tested.vault.createSetupCode(NOW)).toBeUndefined();
    expect(tested.vault.whyNoSetup(code, NOW)).toMatchObject({ code: 'set-up-already' });
  });

  it('is made with the code of any node, each of which replaces its own only', () => {
    const [old, one, other] = ['wall-1', 'wall-1', 'wall-2'].map(
      (node) => tested.vault.createSetupCode(NOW, node)?.code ?? '',
    );
    expect(tested.vault.whyNoSetup(old ?? '', NOW)).toMatchObject({ code: 'code-refused' });
    for (const code of [one, other]) expect(tested.vault.whyNoSetup(code ?? '', NOW)).toBeUndefined();
    expect(tested.vault.isSetUp()).toBe(false);
    setUp(one ?? '');
    expect(tested.vault.isSetUp()).toBe(true);
    expect(tested.ask('select count(*) as n from setup')).toEqual([{ n: 0 }]);
  });

  it('is made within a day of the code, and not with it afterwards', () => {
    const { code = '' } = tested.vault.createSetupCode(NOW) ?? {};
    const tried = (now: number) => tested.vault.setUp({ code, name: 'boss', password: 'hashed', now });
    expect(() => tried(NOW + DAY)).toThrow(refusal('code-refused'));
    expect(tested.vault.isSetUp()).toBe(false);
    expect(tested.vault.whyNoSetup(code, NOW + DAY)).toMatchObject({ code: 'code-refused' });
    tried(NOW + DAY - 1);
    expect(tested.vault.isSetUp()).toBe(true);
  });

  it('is not made twice because a command made one meanwhile', () => {
    const { code = '' } = tested.vault.createSetupCode(NOW) ?? {};
    add('ali', 'admin');
    expect(() => setUp(code)).toThrow(refusal('set-up-already'));
  });

  it('has a name of its own; a name that is taken uses nothing up', () => {
    const { code = '' } = tested.vault.createSetupCode(NOW) ?? {};
    add('maryam');
    expect(() => setUp(code, 'maryam')).toThrow(refusal('name-taken'));
    setUp(code);
  });

  it('has no code that a link to the wall may carry', () => {
    const { code = '' } = tested.vault.createSetupCode(NOW) ?? {};
    expect(tested.vault.useCode(code, NOW)).toBeUndefined();
    const opening = tested.vault.createCode({ role: 'display', minutes: 15, now: NOW });
    expect(() => setUp(opening)).toThrow(refusal('code-refused'));
  });
});

describe('the vault', () => {
  it('holds no secret of an account as it was given, and knows everything after it was opened again', () => {
    const { code = '' } = tested.vault.createSetupCode(NOW) ?? {};
    add('maryam');
    const { session = '', device = '' } = enter('maryam') ?? {};
    const bytes = tested.bytes();
    for (const plain of [code, session, device]) expect(bytes.includes(plain.slice(5))).toBe(false);
    tested.reopen();
    expect(roleIn(session)).toBe('supervisor');
    expect(tested.vault.isKnownDevice(device, 'maryam', NOW)).toBe(true);
    tested.vault.setUp({ code, name: 'boss', password: 'p', now: NOW });
  });

  it('asks for a second factor that was set up since the password was looked at', () => {
    add('maryam');
    const { session = '' } = enter('maryam') ?? {};
    tested.vault.beginTotp({ account: 'maryam', secret: 'JBSWY3DPEHPK3PXP' });
    const confirmed = { account: 'maryam', step: 1, drift: 0, by: 'maryam', now: NOW };
    // Sent in a session that somebody ended while it was on its way.
    expect(tested.vault.confirmTotp({ ...confirmed, keep: 'ended' })).toBe(false);
    expect(tested.vault.confirmTotp({ ...confirmed, keep: session })).toBe(true);
    expect(enter('maryam')).toBeUndefined();
    expect(enter('maryam', { factor: 'code' })).toBeDefined();
  });

  it('accepts names that are built-in properties', () => {
    add('maryam');
    for (const name of [`maryam' or '1'='1`, '__proto__', 'constructor', '%', '', '\0', 'MARYAM']) {
      expect(tested.vault.findAccount(name), name).toBeUndefined();
      expect(tested.vault.signIn({ name, seen: 'of maryam', now: NOW, days: 1 })).toBeUndefined();
    }
  });
});
