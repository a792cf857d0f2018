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
import { startStopwatch } from '../support/stopwatch.ts';
import { NOW, openTestVault, type OpenVault } from '../support/test-vault.ts';
import { MINUTE } from '../../shared/time.ts';

let tested: OpenVault;
beforeEach(() => void (tested = openTestVault()));

/** One of everything that is done in a vault. */
function doEverything(): void {
  const { vault } = tested;
  const by = { by: 'boss', now: NOW };
  const { code = '' } = vault.createSetupCode(NOW) ?? {};
  vault.setUp({ code, name: 'boss', password: 'p', now: NOW });
  vault.createAccount({ name: 'maryam', role: 'supervisor', password: 'p', ...by });
  const { session = '' } = vault.signIn({ name: 'maryam', seen: 'p', now: NOW, days: 1 }) ?? {};
  vault.noteRefused('maryam', NOW);
  vault.noteRefused(undefined, NOW);
  vault.signOut(session, NOW);
  vault.signOut(session, NOW);
  const again = vault.signIn({ name: 'maryam', seen: 'p', factor: 'code', now: NOW, days: 1 });
  const { id: sessionId = '' } = vault.findSession(again?.session ?? '', NOW) ?? {};
  vault.endSession({ account: 'maryam', id: sessionId, ...by });
  vault.endSession({ account: 'maryam', id: sessionId, ...by });
  vault.beginTotp({ account: 'maryam', secret: 'AAAA' });
  vault.confirmTotp({ account: 'maryam', step: 1, drift: 0, ...by });
  vault.clearFactors({ account: 'maryam', ...by });
  vault.clearFactors({ account: 'maryam', ...by });
  vault.signOutEverywhere('maryam', NOW);
  vault.changeAccount({ name: 'maryam', role: 'deputy', password: 'q', ...by });
  vault.revokeAccount({ name: 'maryam', ...by });
  const { id: token } = vault.createToken({ name: 'gate', role: 'display', county: 'sari', ...by });
  vault.revokeToken(token, NOW, 'boss');
  vault.revokeToken(token, NOW, 'boss');
  vault.openSession({ role: 'display', name: 'code', now: NOW, days: 1 });
  const offer = vault.createOffer({ address: 'a', now: NOW });
  const { id = '' } =
    vault.pairDisplay({ code: offer.code, name: 'سالن', page: 'wall', counties: ['sari'], ...by }) ?? {};
  vault.changeDisplay({ id, page: 'sittings', counties: null, ...by });
  const claimed = vault.claimOffer(offer.secret, NOW);
  const first = claimed.state === 'paired' ? claimed.secret : '';
  vault.findDisplay(first, NOW);
  vault.findDisplay(vault.renewDisplay(first, NOW) ?? '', NOW);
  vault.findDisplay(first, NOW);
  vault.findDisplay(first, NOW);
  vault.commandDisplay({ id, what: 'reloaded', ...by });
  vault.commandDisplay({ id, what: 'identified', ...by });
  vault.commandDisplay({ id, what: 'sounded', ...by });
  vault.replayDisplays({ ids: [id], from: NOW - MINUTE, to: NOW, speed: 60, ...by });
  vault.commandDisplay({ id, what: 'returned', ...by });
  vault.revokeDisplay({ id, ...by });
}

describe('every audited change', () => {
  it('is noted once, with who did it, and fits the schema of events', () => {
    doEverything();
    expect(tested.audited()).toEqual([
      { type: 'account.created', account: 'boss', role: 'admin', by: 'setup' },
      { type: 'account.created', account: 'maryam', role: 'supervisor', by: 'boss' },
      { type: 'account.entered', account: 'maryam' },
      { type: 'account.refused', account: 'maryam' },
      { type: 'account.refused', account: 'unknown' },
      { type: 'account.left', account: 'maryam' },
      { type: 'account.entered', account: 'maryam', factor: 'code' },
      { type: 'session.ended', account: 'maryam', session: expect.stringMatching(/^s-/), by: 'boss' },
      { type: 'factor.added', account: 'maryam', factor: 'code', by: 'boss' },
      { type: 'factor.removed', account: 'maryam', by: 'boss' },
      { type: 'account.left', account: 'maryam', everywhere: true },
      { type: 'account.changed', account: 'maryam', role: 'deputy', password: true, by: 'boss' },
      { type: 'account.revoked', account: 'maryam', by: 'boss' },
      { type: 'token.created', token: expect.any(String), name: 'gate', role: 'display', county: 'sari', by: 'boss' },
      { type: 'token.revoked', token: expect.any(String), name: 'gate', by: 'boss' },
      { type: 'session.opened', via: 'code' },
      {
        type: 'display.paired',
        display: expect.any(String),
        by: 'boss',
        name: 'سالن',
        page: 'wall',
        counties: ['sari'],
      },
      { type: 'display.changed', display: expect.any(String), name: 'سالن', page: 'sittings', by: 'boss' },
      { type: 'display.refused', display: expect.any(String) },
      { type: 'display.reloaded', display: expect.any(String), by: 'boss' },
      { type: 'display.identified', display: expect.any(String), by: 'boss' },
      { type: 'display.sounded', display: expect.any(String), by: 'boss' },
      { type: 'display.replayed', display: expect.any(String), from: NOW - MINUTE, to: NOW, speed: 60, by: 'boss' },
      { type: 'display.returned', display: expect.any(String), by: 'boss' },
      { type: 'display.revoked', display: expect.any(String), name: 'سالن', by: 'boss' },
    ]);
    for (const { uid, at, event } of tested.vault.pending(1_000)) {
      expect(eventSchema.safeParse({ ...event, id: uid, at }).error, event.type).toBeUndefined();
      expect([uid, at]).toEqual([expect.stringMatching(/^[a-p]{32}$/), NOW]);
    }
  });

  it('covers every event of the audit that the schema knows', () => {
    doEverything();
    const known = eventSchema.options.map((option) => option.shape.type.value);
    const audit = known.filter((type) => /^(account|session|factor|token|display)\./.test(type));
    expect([...new Set(tested.audited().map(({ type }) => type))].sort()).toEqual(audit.sort());
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
    expect(tested.audited()).toHaveLength(1);
    expect(vault.findAccount('boss')).toMatchObject({ role: 'admin', password: 'p' });
  });

  it('stays until it was written into the log, through a restart, and in its order', () => {
    for (let n = 0; n < 10; n++) tested.vault.noteRefused(`a-${n}`, NOW);
    tested.vault.markSent(tested.vault.pending(4).map(({ uid }) => uid));
    tested.reopen();
    expect(tested.audited().map((event) => 'account' in event && event.account)).toEqual(
      Array.from({ length: 6 }, (_, n) => `a-${n + 4}`),
    );
    tested.vault.markSent([]);
    tested.vault.markSent(['unknown']);
    expect(tested.audited()).toHaveLength(6);
  });
});

describe('a watcher', () => {
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

  it('of its own process is called at once, with the change, and once for each', async () => {
    const heard: unknown[] = [];
    onTestFinished(tested.vault.watch((changes) => void heard.push(changes)));
    tested.vault.noteRefused('a', NOW);
    await Promise.resolve();
    await sleep(1_200);
    expect(heard).toEqual([[{ type: 'account.refused', account: 'a' }]]);
  });

  it('of another process is called about half a second later', async () => {
    const times = watched();
    await anotherProcess();
    const elapsed = startStopwatch();
    await expect.poll(() => times.length, { interval: 5 }).toBeGreaterThan(0);
    expect(elapsed()).toBeLessThan(700);
    expect(tested.audited()).toHaveLength(1);
  });

  it('is not called when nothing was done, nor after it stopped', async () => {
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
    expect(vault.findSession('s111_x', NOW)).toMatchObject({ role: 'display', name: 'hall' });
    expect(vault.useCode('c111_x', NOW)).toEqual({ role: 'display', county: 'sari' });
    vault.createAccount({ name: 'maryam', role: 'admin', password: 'p', by: 'x', now: NOW });
    vault.close();
    const again = openVault(old);
    expect(again.listAccounts()).toHaveLength(1);
    again.close();
  });
});
