import { readdirSync, readFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idPattern } from '../../shared/event-fields.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { openVault, type Vault } from '../../server/vault/vault.ts';

const NOW = 1_795_455_100_000;
let dir: string;
let vault: Vault;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'wallboard-vault-')), 'data');
  vault = openVault(dir);
});
afterEach(() => {
  vault.close();
  rmSync(join(dir, '..'), { recursive: true });
});

describe('a token', () => {
  it('is found by its plain secret with what it was given', () => {
    const { id, plain } = vault.createToken({ name: 'lobby', role: 'display', county: 'sari', now: NOW });
    expect(plain).toMatch(/^w111_[\w-]{43}$/);
    expect(vault.findToken(plain, NOW)).toEqual({ id, name: 'lobby', role: 'display', county: 'sari' });
  });

  it('has an id that may stand in an event and holds no digit', () => {
    for (let n = 0; n < 50; n++) {
      const { id } = vault.createToken({ name: `n${n}`, role: 'ingest', now: NOW });
      expect(id).toMatch(idPattern);
      expect(id).not.toMatch(/\d/);
    }
  });

  it('is unknown when a character differs, when empty, and when it is the secret of another kind', () => {
    const { plain } = vault.createToken({ name: 'lobby', role: 'display', now: NOW });
    const session = vault.openSession({ role: 'admin', name: 'x', now: NOW, days: 1 });
    const code = vault.createCode({ role: 'display', minutes: 15, now: NOW });
    for (const wrong of [`${plain}x`, plain.slice(0, -1), plain.toUpperCase(), '', session, code])
      expect(vault.findToken(wrong, NOW)).toBeUndefined();
    expect(vault.findSession(plain, NOW)).toBeUndefined();
    expect(vault.useCode(plain, NOW)).toBeUndefined();
  });

  it('ends after its days and not a moment earlier; without days it does not end', () => {
    const short = vault.createToken({ name: 'short', role: 'display', days: 30, now: NOW }).plain;
    const long = vault.createToken({ name: 'long', role: 'display', now: NOW }).plain;
    expect(vault.findToken(short, NOW + 30 * DAY - 1)).toBeDefined();
    expect(vault.findToken(short, NOW + 30 * DAY)).toBeUndefined();
    expect(vault.findToken(long, NOW + 100_000 * DAY)).toBeDefined();
  });

  it('is gone once revoked, which happens once', () => {
    const { id, plain } = vault.createToken({ name: 'lobby', role: 'display', now: NOW });
    expect(vault.revokeToken('t-unknown', NOW)).toBe(false);
    expect(vault.findToken(plain, NOW)).toBeDefined();
    expect(vault.revokeToken(id, NOW + 5)).toBe(true);
    expect(vault.findToken(plain, NOW + 5)).toBeUndefined();
    expect(vault.revokeToken(id, NOW + 9)).toBe(false);
    expect(vault.listTokens()).toEqual([{ id, name: 'lobby', role: 'display', createdAt: NOW, revokedAt: NOW + 5 }]);
  });

  it('has a name that no other valid token has; revoked and expired ones give theirs back', () => {
    const first = vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
    expect(() => vault.createToken({ name: 'gate', role: 'display', now: NOW })).toThrow(
      expect.objectContaining({ code: 'name-taken', message: expect.stringContaining(first.id) }),
    );
    vault.revokeToken(first.id, NOW);
    vault.createToken({ name: 'gate', role: 'ingest', days: 1, now: NOW });
    expect(() => vault.createToken({ name: 'gate', role: 'ingest', now: NOW + DAY - 1 })).toThrow('gate');
    vault.createToken({ name: 'gate', role: 'ingest', now: NOW + DAY });
    expect(vault.listTokens()).toHaveLength(3);
  });

  it('has a name that may be the source of events', () => {
    for (const name of ['', 'Lobby', '-x', 'a b', 'سالن', 'a'.repeat(33), "x'; drop table token"])
      expect(() => vault.createToken({ name, role: 'display', now: NOW })).toThrow(
        expect.objectContaining({ code: 'bad-name' }),
      );
    for (const days of [0, -1, NaN])
      expect(() => vault.createToken({ name: 'a', role: 'display', days, now: NOW })).toThrow('days');
    expect(vault.listTokens()).toEqual([]);
  });
});

describe('a session', () => {
  const person = { role: 'supervisor', name: 'maryam', now: NOW, days: 1 } as const;

  it('is found by its secret until its days are over', () => {
    const plain = vault.openSession({ ...person, county: 'babol' });
    expect(vault.findSession(plain, NOW + DAY - 1)).toMatchObject({
      role: 'supervisor',
      name: 'maryam',
      county: 'babol',
    });
    expect(vault.findSession(plain, NOW + DAY)).toBeUndefined();
    expect(vault.findSession('s111_unknown', NOW)).toBeUndefined();
  });

  it('ends when it is closed, alone', () => {
    const plain = vault.openSession(person);
    const other = vault.openSession(person);
    expect(vault.closeSession(plain)).toBe(true);
    expect(vault.closeSession(plain)).toBe(false);
    expect(vault.findSession(plain, NOW)).toBeUndefined();
    expect(vault.findSession(other, NOW)).toBeDefined();
  });

  it('ends with the token that it came from', () => {
    const a = vault.createToken({ name: 'a', role: 'display', now: NOW });
    const b = vault.createToken({ name: 'b', role: 'display', days: 2, now: NOW });
    const ofA = vault.openSession({ role: 'display', name: 'a', tokenId: a.id, now: NOW, days: 400 });
    const ofB = vault.openSession({ role: 'display', name: 'b', tokenId: b.id, now: NOW, days: 400 });
    expect(vault.findSession(ofA, NOW)).toMatchObject({ role: 'display', name: 'a', tokenId: a.id });
    vault.revokeToken(a.id, NOW);
    expect(vault.findSession(ofA, NOW)).toBeUndefined();
    expect(vault.findSession(ofB, NOW + 2 * DAY - 1)).toBeDefined();
    expect(vault.findSession(ofB, NOW + 2 * DAY)).toBeUndefined();
  });

  it('leaves no row behind once it is too old: the vault does not grow with logins', () => {
    for (let n = 0; n < 20; n++) vault.openSession({ ...person, now: NOW + n * 2 * DAY });
    const db = new DatabaseSync(join(dir, 'vault.sqlite'));
    expect(db.prepare('select count(*) as n from session').get()).toEqual({ n: 1 });
    db.close();
  });
});

describe('a one-use code', () => {
  it('works once, and has at least 128 random bits', () => {
    const plain = vault.createCode({ role: 'display', county: 'sari', minutes: 15, now: NOW });
    expect(Buffer.from(plain.slice('c111_'.length), 'base64url')).toHaveLength(16);
    expect(vault.useCode(plain, NOW + 1)).toEqual({ role: 'display', county: 'sari' });
    expect(vault.useCode(plain, NOW + 1)).toBeUndefined();
  });

  it('is too old after its minutes', () => {
    const early = vault.createCode({ role: 'display', minutes: 15, now: NOW });
    const late = vault.createCode({ role: 'display', minutes: 15, now: NOW });
    expect(vault.useCode(early, NOW + 15 * MINUTE - 1)).toEqual({ role: 'display' });
    expect(vault.useCode(late, NOW + 15 * MINUTE)).toBeUndefined();
  });
});

describe('the vault', () => {
  it('holds no secret as it was printed, in any of its files', () => {
    const secrets = [
      vault.createToken({ name: 'lobby', role: 'display', now: NOW }).plain,
      vault.openSession({ role: 'admin', name: 'x', now: NOW, days: 1 }),
      vault.createCode({ role: 'display', minutes: 15, now: NOW }),
    ];
    for (const file of readdirSync(dir)) {
      const content = readFileSync(join(dir, file)).toString('latin1');
      for (const plain of secrets) expect(content.includes(plain.slice(5))).toBe(false);
    }
  });

  it('knows everything after it was opened again', () => {
    const { plain } = vault.createToken({ name: 'lobby', role: 'display', now: NOW });
    const session = vault.openSession({ role: 'admin', name: 'x', now: NOW, days: 1 });
    vault.close();
    vault = openVault(dir);
    expect(vault.findToken(plain, NOW)?.name).toBe('lobby');
    expect(vault.findSession(session, NOW)?.name).toBe('x');
  });

  it('is closed to other users: folder 0700, files 0600', () => {
    vault.createToken({ name: 'lobby', role: 'display', now: NOW });
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    const files = readdirSync(dir);
    expect(files).toContain('vault.sqlite-wal');
    for (const file of files) expect(statSync(join(dir, file)).mode & 0o777, file).toBe(0o600);
  });

  it('refuses a damaged file and one of a newer release with a sentence', () => {
    const other = join(dir, 'other');
    openVault(other).close();
    const db = new DatabaseSync(join(other, 'vault.sqlite'));
    db.exec('pragma user_version = 99');
    db.close();
    expect(() => openVault(other)).toThrow('a newer release wrote it');
    writeFileSync(join(other, 'vault.sqlite'), 'not a vault '.repeat(1000));
    expect(() => openVault(other)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});
