// Signing in to an account and out of it, and the browsers that have done so before.
import { DAY } from '../../shared/time.ts';
import type { DatabaseSync } from 'node:sqlite';
import type { AccountRole } from '../../shared/role.ts';
import { endSessionsOf } from './end-sessions.ts';
import { hasFactor } from './factors.ts';
import { UNKNOWN } from './names.ts';
import type { AuditedWrites } from './outbox.ts';
import { hashOf, newSecret } from './secret.ts';
import { hasSecret } from './session-secret.ts';
import { placeOf, type SessionPlace } from './sessions.ts';

/** Browsers keep no cookie longer. */
export const DEVICE_DAYS = 400;

/**
 * `seen`: the password record that was found right. `device`: what the browser's cookie holds, if any. `factor`: which second
 * one was shown, or `passkey` in place of both. `providerSid`: what an OpenID provider calls the session there.
 */
export type SignInRequest = SessionPlace & {
  name: string;
  seen: string;
  device?: string | undefined;
  factor?: string | undefined;
  providerSid?: string | undefined;
  now: number;
  days: number;
};
/** Plain secrets for the cookies; they cannot be read again. */
export type SignedIn = { role: AccountRole; session: string; device: string };

export type SignIns = {
  /**
   * Opens a session and makes the browser a known one. Undefined when the account was revoked or got another password since
   * the password was compared.
   */
  signIn: (entrance: SignInRequest) => SignedIn | undefined;
  /** Whether this browser has signed in to that account before, and since its last change of password. */
  isKnownDevice: (device: string, name: string, now: number) => boolean;
  /** A name and password that did not fit, as an event. `unknown` stands for whatever is no account's name. */
  noteRefused: (name: string | undefined, now: number) => void;
  /** Ends a session, if there is one. */
  signOut: (plain: string, now: number) => void;
  /** Ends all sessions of an account. */
  signOutEverywhere: (name: string, now: number) => void;
};

export function createSignIns(db: DatabaseSync, audit: AuditedWrites): SignIns {
  const enter = db.prepare(
    `update account set entered_at = ? where name = ? and password = ? and revoked_at is null returning role`,
  );
  const asksMore = db.prepare(`select 1 where ${hasFactor('?1')}`);
  const forgetSessions = db.prepare('delete from session where expires_at <= ?');
  const openSession = db.prepare(
    `insert into session (hash, name, role, account, created_at, expires_at, seen_at, confirmed_at, provider_sid,
       browser, address, over_tls)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const forgetDevices = db.prepare('delete from device where expires_at <= ?');
  const hasDevice = db.prepare('select 1 from device where hash = ? and expires_at > ? limit 1');
  const findDevice = db.prepare('select 1 from device where hash = ? and account = ? and expires_at > ?');
  const keepDevice = db.prepare(
    `insert into device (hash, account, expires_at) values (?, ?, ?)
     on conflict do update set expires_at = excluded.expires_at`,
  );
  const close = db.prepare(`delete from session where ${hasSecret('?1', '?2')} returning account`);
  const closeAll = endSessionsOf(db);

  return {
    signIn: ({ name, seen, device, factor, providerSid, now, days, ...place }) =>
      audit.transaction((note) => {
        // A factor that was set up since the password was looked at.
        if (factor === undefined && asksMore.get(name) !== undefined) return undefined;
        const [row] = enter.all(now, name, seen);
        if (row === undefined) return undefined;
        forgetSessions.run(now);
        forgetDevices.run(now);
        const session = newSecret('session');
        const until = now + days * DAY;
        const at = [providerSid ?? null, ...placeOf(place)];
        openSession.run(hashOf(session), name, String(row['role']), name, now, until, now, now, ...at);
        // Only a secret that we gave is taken again: a browser shared by several people is one device to each of them.
        const isKnown = device !== undefined && hasDevice.get(hashOf(device), now) !== undefined;
        const known = isKnown ? device : newSecret('device');
        keepDevice.run(hashOf(known), name, now + DEVICE_DAYS * DAY);
        note({ type: 'account.entered', account: name, ...(factor !== undefined && { factor }) }, now);
        return { role: row['role'] as AccountRole, session, device: known };
      }),

    isKnownDevice: (device, name, now) => findDevice.get(hashOf(device), name, now) !== undefined,

    noteRefused: (name, now) =>
      audit.transaction((note) => note({ type: 'account.refused', account: name ?? UNKNOWN }, now)),

    signOut: (plain, now) =>
      audit.transaction((note) => {
        const [row] = close.all(hashOf(plain), now);
        const account = row?.['account'];
        if (typeof account === 'string') note({ type: 'account.left', account }, now);
        else if (row !== undefined) audit.changed();
      }),

    signOutEverywhere: (name, now) =>
      audit.transaction((note) => {
        closeAll(name);
        note({ type: 'account.left', account: name, everywhere: true }, now);
      }),
  };
}
