import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { eventSchema } from '../../shared/event.ts';
import { hashOf } from '../../server/vault/secret.ts';
import { openVault } from '../../server/vault/vault.ts';
import { NOW, openTestVault, type OpenVault } from '../support/test-vault.ts';

let tested: OpenVault;
beforeEach(() => void (tested = openTestVault()));

/** One of everything that is done in a vault. */
function doEverything(): void {
  const { vault } = tested;
  const by = { by: 'boss', now: NOW };
  const { code = '' } = vault.createSetupCode() ?? {};
  vault.setUp({ code, name: 'boss', password: 'p', now: NOW });
  vault.createAccount({ name: 'maryam', role: 'supervisor', password: 'p', ...by });
  const { session = '' } = vault.signIn({ name: 'maryam', seen: 'p', now: NOW, days: 1 }) ?? {};
  vault.noteRefused('maryam', NOW);
  vault.noteRefused(undefined, NOW);
  vault.signOut(session, NOW);
  vault.signOut(session, NOW);
  vault.signOutEverywhere('maryam', NOW);
  vault.changeAccount({ name: 'maryam', role: 'deputy', password: 'q', ...by });
  vault.revokeAccount({ name: 'maryam', ...by });
  const { id: token } = vault.createToken({ name: 'gate', role: 'display', county: 'sari', ...by });
  vault.revokeToken(token, NOW, 'boss');
  vault.revokeToken(token, NOW, 'boss');
  const offer = vault.createOffer({ address: 'a', now: NOW });
  const { id = '' } =
    vault.pairDisplay({ code: offer.code, name: 'سالن', page: 'wall', counties: ['sari'], ...by }) ?? {};
  vault.changeDisplay({ id, page: 'sittings', counties: null, ...by });
  vault.tellDisplay({ id, what: 'reloaded', ...by });
  vault.tellDisplay({ id, what: 'identified', ...by });
  vault.tellDisplay({ id, what: 'sounded', ...by });
  vault.revokeDisplay({ id, ...by });
}

describe('every deed', () => {
  it('is noted once, with who did it, and fits the schema of events', () => {
    doEverything();
    expect(tested.deeds()).toEqual([
      { type: 'account.created', account: 'boss', role: 'admin', by: 'setup' },
      { type: 'account.created', account: 'maryam', role: 'supervisor', by: 'boss' },
      { type: 'account.entered', account: 'maryam' },
      { type: 'account.refused', account: 'maryam' },
      { type: 'account.refused', account: 'unknown' },
      { type: 'account.left', account: 'maryam' },
      { type: 'account.left', account: 'maryam', everywhere: true },
      { type: 'account.changed', account: 'maryam', role: 'deputy', password: true, by: 'boss' },
      { type: 'account.revoked', account: 'maryam', by: 'boss' },
      { type: 'token.created', token: expect.any(String), name: 'gate', role: 'display', county: 'sari', by: 'boss' },
      { type: 'token.revoked', token: expect.any(String), name: 'gate', by: 'boss' },
      {
        type: 'display.paired',
        display: expect.any(String),
        by: 'boss',
        name: 'سالن',
        page: 'wall',
        counties: ['sari'],
      },
      { type: 'display.changed', display: expect.any(String), name: 'سالن', page: 'sittings', by: 'boss' },
      { type: 'display.reloaded', display: expect.any(String), by: 'boss' },
      { type: 'display.identified', display: expect.any(String), by: 'boss' },
      { type: 'display.sounded', display: expect.any(String), by: 'boss' },
      { type: 'display.revoked', display: expect.any(String), name: 'سالن', by: 'boss' },
    ]);
    for (const { uid, at, deed } of tested.vault.pending(1_000)) {
      expect(eventSchema.safeParse({ ...deed, id: uid, at }).error, deed.type).toBeUndefined();
      expect([uid, at]).toEqual([expect.stringMatching(/^[a-p]{32}$/), NOW]);
    }
  });

  it('covers every event of the audit that the schema knows', () => {
    doEverything();
    const known = eventSchema.options.map((option) => option.shape.type.value);
    const audit = known.filter((type) => /^(account|token|display)\./.test(type));
    expect([...new Set(tested.deeds().map(({ type }) => type))].sort()).toEqual(audit.sort());
  });

  it('that was refused is not noted', () => {
    const { vault } = tested;
    vault.createAccount({ name: 'boss', role: 'admin', password: 'p', by: 'x', now: NOW });
    const attempts = [
      () => vault.createAccount({ name: 'boss', role: 'admin', password: 'p', by: 'x', now: NOW }),
      () => vault.revokeAccount({ name: 'boss', by: 'x', now: NOW }),
      () => vault.changeAccount({ name: 'boss', role: 'clerk', password: 'q', by: 'x', now: NOW }),
      () => vault.createToken({ name: 'boss', role: 'ingest', now: NOW }),
      () => vault.setUp({ code: 'x', name: 'y', password: 'p', now: NOW }),
    ];
    for (const attempt of attempts) expect(attempt).toThrow();
    vault.signIn({ name: 'boss', seen: 'wrong', now: NOW, days: 1 });
    vault.pairDisplay({ code: 'AAAAAA', name: 'x', page: 'wall', by: 'x', now: NOW });
    expect(tested.deeds()).toHaveLength(1);
    expect(vault.findAccount('boss')).toMatchObject({ role: 'admin', password: 'p' });
  });

  it('stays until it was told, through a restart, and in its order', () => {
    for (let n = 0; n < 10; n++) tested.vault.noteRefused(`a-${n}`, NOW);
    tested.vault.markSent(tested.vault.pending(4).map(({ uid }) => uid));
    tested.reopen();
    expect(tested.deeds().map((deed) => 'account' in deed && deed.account)).toEqual(
      Array.from({ length: 6 }, (_, n) => `a-${n + 4}`),
    );
    tested.vault.markSent([]);
    tested.vault.markSent(['unknown']);
    expect(tested.deeds()).toHaveLength(6);
  });
});

describe('whoever watches', () => {
  const watched = () => {
    const times: number[] = [];
    onTestFinished(tested.vault.watch(() => void times.push(performance.now())));
    return times;
  };
  const anotherProcess = async (): Promise<void> => {
    const child = spawn(process.execPath, [`${import.meta.dirname}/user.ts`, tested.dir, 'other', '1']);
    child.stdin.end();
    await once(child, 'exit');
  };

  it('hears of a deed of its own process at once, which it was, and of each once', async () => {
    const heard: unknown[] = [];
    onTestFinished(tested.vault.watch((deeds) => void heard.push(deeds)));
    tested.vault.noteRefused('a', NOW);
    await Promise.resolve();
    await sleep(1_200);
    expect(heard).toEqual([[{ type: 'account.refused', account: 'a' }]]);
  });

  it('hears of a deed of another process within half a second', async () => {
    const times = watched();
    await anotherProcess();
    const done = performance.now();
    await expect.poll(() => times.length, { timeout: 2_000, interval: 5 }).toBeGreaterThan(0);
    expect(times.at(-1)! - done).toBeLessThan(600);
    expect(tested.deeds()).toHaveLength(1);
  });

  it('hears of nothing when nothing was done, and of nothing after it stopped', async () => {
    const heard: string[] = [];
    const stop = tested.vault.watch(() => void heard.push('x'));
    tested.vault.findAccount('a');
    await sleep(1_200);
    expect(heard).toEqual([]);
    stop();
    tested.vault.noteRefused('a', NOW);
    await anotherProcess();
    await sleep(700);
    expect(heard).toEqual([]);
  });
});

/** The tables of version 1, as the first release made them. */
const version1 = `
  create table token (
    id text primary key, hash blob not null unique, name text not null, role text not null, county text,
    created_at integer not null, expires_at integer, revoked_at integer
  ) strict;
  create index token_name on token (name);
  create table session (
    hash blob primary key, name text not null, role text not null, county text, token_id text references token (id),
    created_at integer not null, expires_at integer not null
  ) strict, without rowid;
  create table code (
    hash blob primary key, role text not null, county text, expires_at integer not null
  ) strict, without rowid;
  pragma user_version = 1;`;

describe('a vault of the release before', () => {
  it('is brought up with its tokens, sessions and codes, and takes accounts', () => {
    const old = join(tested.dir, 'old');
    mkdirSync(old);
    const db = new DatabaseSync(join(old, 'vault.sqlite'));
    db.exec(version1);
    db.prepare(`insert into token values ('t-a', ?, 'gate', 'ingest', null, 1, null, null)`).run(hashOf('w111_x'));
    db.prepare(`insert into session values (?, 'hall', 'display', null, null, 1, ?)`).run(hashOf('s111_x'), NOW + 1);
    db.prepare(`insert into code values (?, 'display', 'sari', ?)`).run(hashOf('c111_x'), NOW + 1);
    db.close();
    const vault = openVault(old);
    expect(vault.findToken('w111_x', NOW)?.name).toBe('gate');
    expect(vault.findSession('s111_x', NOW)).toEqual({ role: 'display', name: 'hall' });
    expect(vault.useCode('c111_x', NOW)).toEqual({ role: 'display', county: 'sari' });
    vault.createAccount({ name: 'maryam', role: 'admin', password: 'p', by: 'x', now: NOW });
    vault.close();
    const again = openVault(old);
    expect(again.listAccounts()).toHaveLength(1);
    again.close();
  });
});
