// Signing in to an account and out of it, and the browsers that have done so before.
import { DAY } from '../../shared/time.ts';
import type { DatabaseSync } from 'node:sqlite';
import type { AccountRole } from '../../shared/role.ts';
import { UNKNOWN } from './names.ts';
import type { AuditedWrites } from './outbox.ts';
import { hashOf, newSecret } from './secret.ts';

/** Browsers keep no cookie longer. */
export const DEVICE_DAYS = 400;

/** `seen`: the password record that was found right. `device`: what the browser's cookie holds, if any. */
export type SignInRequest = { name: string; seen: string; device?: string | undefined; now: number; days: number };
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

export function createSignIns(db: DatabaseSync, deeds: AuditedWrites): SignIns {
  const enter = db.prepare(
    `update account set entered_at = ? where name = ? and password = ? and revoked_at is null returning role`,
  );
  const forgetSessions = db.prepare('delete from session where expires_at <= ?');
  const openSession = db.prepare(
    'insert into session (hash, name, role, account, created_at, expires_at) values (?, ?, ?, ?, ?, ?)',
  );
  const forgetDevices = db.prepare('delete from device where expires_at <= ?');
  const hasDevice = db.prepare('select 1 from device where hash = ? and expires_at > ? limit 1');
  const findDevice = db.prepare('select 1 from device where hash = ? and account = ? and expires_at > ?');
  const keepDevice = db.prepare(
    `insert into device (hash, account, expires_at) values (?, ?, ?)
     on conflict do update set expires_at = excluded.expires_at`,
  );
  const close = db.prepare('delete from session where hash = ? returning account');
  const closeAll = db.prepare('delete from session where account = ?');

  return {
    signIn: ({ name, seen, device, now, days }) =>
      deeds.transaction((note) => {
        const [row] = enter.all(now, name, seen);
        if (row === undefined) return undefined;
        forgetSessions.run(now);
        forgetDevices.run(now);
        const session = newSecret('session');
        openSession.run(hashOf(session), name, String(row['role']), name, now, now + days * DAY);
        // Only a secret that we gave is taken again: a browser shared by several people is one device to each of them.
        const isKnown = device !== undefined && hasDevice.get(hashOf(device), now) !== undefined;
        const known = isKnown ? device : newSecret('device');
        keepDevice.run(hashOf(known), name, now + DEVICE_DAYS * DAY);
        note({ type: 'account.entered', account: name }, now);
        return { role: row['role'] as AccountRole, session, device: known };
      }),

    isKnownDevice: (device, name, now) => findDevice.get(hashOf(device), name, now) !== undefined,

    noteRefused: (name, now) =>
      deeds.transaction((note) => note({ type: 'account.refused', account: name ?? UNKNOWN }, now)),

    signOut: (plain, now) =>
      deeds.transaction((note) => {
        const [row] = close.all(hashOf(plain));
        const account = row?.['account'];
        if (typeof account === 'string') note({ type: 'account.left', account }, now);
      }),

    signOutEverywhere: (name, now) =>
      deeds.transaction((note) => {
        closeAll.run(name);
        note({ type: 'account.left', account: name, everywhere: true }, now);
      }),
  };
}
