// Passkeys: public keys of telephones, computers and security keys that may sign in to an account.
import type { DatabaseSync } from 'node:sqlite';
import { randomBytes } from 'node:crypto';
import { afterFactorChange, openSessionOf, type KeptSession } from './factors.ts';
import type { AuditedWrites } from './outbox.ts';
import { transaction } from './schema.ts';
import { hashOf } from './secret.ts';
import { usedOnce } from './used-once.ts';

/** `id`: of the credential, base64url. `name`: what its owner calls it. */
export type PasskeyListed = { id: string; name: string; createdAt: number; usedAt?: number };
export type PasskeyFound = {
  id: string;
  account: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: string[];
};
type NewPasskey = PasskeyFound & { name: string } & KeptSession & { by: string; now: number };

export type Passkeys = {
  /** Random and the same for good: an authenticator keeps one passkey for it at most. */
  passkeyUser: (account: string) => string;
  /** Other sessions end. False when it is known already. */
  addPasskey: (passkey: NewPasskey) => boolean;
  findPasskey: (id: string) => PasskeyFound | undefined;
  listPasskeys: (account: string) => PasskeyListed[];
  /** Whether any account has one. */
  hasPasskeys: () => boolean;
  /** Uses up the challenge that it signed, until when it is valid. False when it was used before. */
  takePasskey: (used: { id: string; challenge: string; until: number; counter: number; now: number }) => boolean;
  /** Other sessions end. False when there is none. */
  removePasskey: (removed: { account: string; id: string; by: string; now: number } & KeptSession) => boolean;
};

export function createPasskeys(db: DatabaseSync, audit: AuditedWrites): Passkeys {
  const user = db.prepare('select handle from passkey_user where account = ?');
  const makeUser = db.prepare('insert into passkey_user (account, handle) values (?, ?)');
  const insert = db.prepare(
    `insert into passkey (id, account, name, public_key, counter, transports, created_at) values (?, ?, ?, ?, ?, ?, ?)
     on conflict do nothing`,
  );
  const find = db.prepare('select account, public_key, counter, transports from passkey where id = ?');
  const list = db.prepare(
    'select id, name, created_at, used_at from passkey where account = ? order by created_at, id',
  );
  const any = db.prepare('select 1 from passkey limit 1');
  const takeOnce = usedOnce(db);
  const noteUse = db.prepare('update passkey set counter = ?, used_at = ? where id = ?');
  const remove = db.prepare('delete from passkey where account = ? and id = ?');
  const after = afterFactorChange(db);
  const isOpen = openSessionOf(db);

  return {
    passkeyUser: (account) =>
      transaction(db, () => {
        const known = user.get(account)?.['handle'];
        if (known !== undefined) return String(known);
        const handle = randomBytes(32).toString('base64url');
        makeUser.run(account, handle);
        return handle;
      }),
    addPasskey: ({ id, account, name, publicKey, counter, transports, keep, by, now }) =>
      audit.transaction((note) => {
        // The request may have come in slowly, and its session ended meanwhile.
        if (keep !== undefined && !isOpen(keep, account)) return false;
        const { changes } = insert.run(id, account, name, publicKey, counter, transports.join(' '), now);
        if (changes === 0) return false;
        after(account, keep);
        note({ type: 'factor.added', account, factor: 'passkey', by }, now);
        return true;
      }),
    findPasskey: (id) => {
      const row = find.get(id);
      return (
        row && {
          id,
          account: String(row['account']),
          publicKey: new Uint8Array(row['public_key'] as Uint8Array),
          counter: Number(row['counter']),
          transports: String(row['transports']).split(' ').filter(Boolean),
        }
      );
    },
    listPasskeys: (account) =>
      list.all(account).map((row) => ({
        id: String(row['id']),
        name: String(row['name']),
        createdAt: Number(row['created_at']),
        ...(row['used_at'] !== null && { usedAt: Number(row['used_at']) }),
      })),
    hasPasskeys: () => any.get() !== undefined,
    takePasskey: ({ id, challenge, until, counter, now }) =>
      transaction(db, () => takeOnce(hashOf(challenge), until, now) && noteUse.run(counter, now, id).changes === 1),
    removePasskey: ({ account, id, keep, by, now }) =>
      audit.transaction((note) => {
        if (remove.run(account, id).changes === 0) return false;
        after(account, keep);
        note({ type: 'factor.removed', account, factor: 'passkey', by }, now);
        return true;
      }),
  };
}
