// Revoking on a full or read-only disk: in force at once, and written as soon as there is room.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { createBallast } from '../../server/sqlite/ballast.ts';
import { revokingAlways } from '../../server/vault/revoking.ts';
import { openVaultFile } from '../../server/vault/schema.ts';
import { vaultParts, vaultFile } from '../../server/vault/vault.ts';

const NOW = 1_795_455_100_000;

function open(giveUpRoom?: (db: DatabaseSync) => void) {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-revoking-'));
  const db = openVaultFile(vaultFile(dir));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const inner = { ...vaultParts(db), close: () => db.close() };
  const vault = revokingAlways(inner, { giveUpRoom: () => giveUpRoom?.(db), againMs: 20 });
  onTestFinished(() => vault.close());
  return { vault, inner, db };
}
const noRoom = 'pragma query_only = on';
const room = 'pragma query_only = off';

it('a token is refused at once though nothing can be written, with its browsers, and the list is without it', async () => {
  const { vault, inner, db } = open();
  const { id, plain } = vault.createToken({ name: 'collector', role: 'ingest', now: NOW });
  const session = vault.openSession({ role: 'display', name: 'hall', tokenId: id, now: NOW, days: 1 });
  const other = vault.createToken({ name: 'other', role: 'ingest', now: NOW });
  let looked = 0;
  onTestFinished(vault.watch((changes) => void (changes === undefined && looked++)));
  db.exec(noRoom);
  expect(vault.revokeToken(id, NOW, 'u-admin')).toBe(true);
  expect(vault.revokeToken(id, NOW, 'u-admin')).toBe(false);
  expect(vault.findToken(plain, NOW)).toBeUndefined();
  expect(vault.findSession(session, NOW)).toBeUndefined();
  expect(vault.findToken(other.plain, NOW)).toBeDefined();
  expect(vault.listTokens().map(({ name }) => name)).toEqual(['other']);
  await expect.poll(() => looked).toBeGreaterThan(0);
  expect(inner.findToken(plain, NOW)).toBeDefined();
  db.exec(room);
  await expect.poll(() => inner.findToken(plain, NOW)).toBeUndefined();
  expect(inner.pending(10).map(({ event }) => event.type)).toContain('token.revoked');
});

it('an unknown token cannot be revoked', () => {
  const { vault, db } = open();
  db.exec(noRoom);
  expect(vault.revokeToken('t-nobody', NOW)).toBe(false);
  expect(vault.revokeDisplay({ id: 'd-nobody', by: 'u', now: NOW })).toBe(false);
});

it('room that was kept for it is given up first', () => {
  const { vault, inner, db } = open((file) => file.exec(room));
  const { id, plain } = vault.createToken({ name: 'collector', role: 'ingest', now: NOW });
  db.exec(noRoom);
  expect(vault.revokeToken(id, NOW)).toBe(true);
  expect(inner.findToken(plain, NOW)).toBeUndefined();
});

it('on a really full disk the ballast makes room for a revocation, and is there again later', async (test) => {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-ballast-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'none', dir], { stdio: 'ignore' });
  } catch {
    return test.skip('needs the right to mount a file system');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', dir]));
  const path = join(dir, 'ballast');
  const ballast = createBallast(path, 20);
  onTestFinished(ballast.stop);
  await expect.poll(() => existsSync(path) && statSync(path).size).toBe(2 * 1024 * 1024);
  const db = openVaultFile(vaultFile(dir));
  const inner = { ...vaultParts(db), close: () => db.close() };
  const vault = revokingAlways(inner, { giveUpRoom: ballast.giveUp });
  onTestFinished(() => vault.close());
  const { id, plain } = vault.createToken({ name: 'collector', role: 'ingest', now: NOW });
  const filler = join(dir, 'filler');
  expect(() => writeFileSync(filler, Buffer.alloc(60 << 20))).toThrow('ENOSPC');
  // The write-ahead log goes on in what it holds already, until that is used up too.
  for (let n = 0; ; n++)
    try {
      inner.createToken({ name: `t-${n}`, role: 'ingest', now: NOW });
    } catch {
      break;
    }
  expect(vault.revokeToken(id, NOW)).toBe(true);
  expect(inner.findToken(plain, NOW)).toBeUndefined();
  expect(existsSync(path)).toBe(false);
  rmSync(filler);
  await expect.poll(() => existsSync(path)).toBe(true);
});
