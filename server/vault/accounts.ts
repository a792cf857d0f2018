// Accounts of people: who may sign in with a name and a password, as what, and until they were revoked.
import type { DatabaseSync } from 'node:sqlite';
import { replaceNumbers } from '../../shared/number.ts';
import type { AccountRole } from '../../shared/role.ts';
import { expectedName, isValidName } from './names.ts';
import type { AuditedWrites } from './outbox.ts';
import { hashOf } from './secret.ts';

/** `password`: the record that passwords.ts makes. `by`: who does it. */
export type NewAccount = { name: string; role: AccountRole; password: string; by: string; now: number };
export type AccountFound = { name: string; role: AccountRole; password: string };
export type AccountListed = { name: string; role: AccountRole; createdAt: number; enteredAt?: number };
export type AccountChange = {
  name: string;
  role?: AccountRole | undefined;
  /** A new password ends the account's sessions and makes its browsers unknown, except for those kept. */
  password?: string | undefined;
  keep?: { session?: string | undefined; device?: string | undefined };
  /** The password record that the change was decided on: when it is another by now, nothing is changed. */
  seen?: string;
  by: string;
  now: number;
};

export type Accounts = {
  /** Throws AccountRefused. The name of a revoked account may be given again; it is another account. */
  createAccount: (account: NewAccount) => void;
  /** Undefined when it is unknown or revoked. */
  findAccount: (name: string) => AccountFound | undefined;
  /** Throws AccountRefused. */
  changeAccount: (change: AccountChange) => void;
  /** Ends its sessions too. Throws AccountRefused. */
  revokeAccount: (account: { name: string; by: string; now: number }) => void;
  /** Those that may sign in, by name. */
  listAccounts: () => AccountListed[];
  /** Another record of the same password, made with newer parameters. */
  rehash: (name: string, seen: string, password: string) => void;
};

/** An account is not made or changed; the message names what was expected. */
export class AccountRefused extends Error {
  readonly code: 'bad-name' | 'name-taken' | 'unknown' | 'last-admin' | 'changed-meanwhile';
  constructor(code: AccountRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export function createAccounts(db: DatabaseSync, deeds: AuditedWrites): Accounts {
  const find = db.prepare('select name, role, password from account where name = ? and revoked_at is null');
  const list = db.prepare(
    'select name, role, created_at, entered_at from account where revoked_at is null order by name',
  );
  const admins = db.prepare(`select count(*) as n from account where role = 'admin' and revoked_at is null`);
  const setRole = db.prepare('update account set role = ? where name = ?');
  const setPassword = db.prepare('update account set password = ? where name = ?');
  const renew = db.prepare('update account set password = ? where name = ? and password = ? and revoked_at is null');
  const revoke = db.prepare('update account set revoked_at = ? where name = ?');
  const endSessions = db.prepare('delete from session where account = ? and hash is not ?');
  const forgetDevices = db.prepare('delete from device where account = ? and hash is not ?');
  const insertInto = prepareInsertion(db);

  const findAccount = (name: string): AccountFound | undefined => {
    const row = find.get(name);
    return row && { name, role: row['role'] as AccountRole, password: String(row['password']) };
  };
  const known = (name: string): AccountFound => {
    const account = findAccount(name);
    if (account) return account;
    throw new AccountRefused('unknown', `expected the name of an account that is not revoked, got "${name}"`);
  };
  const requireOtherAdmin = (account: AccountFound): void => {
    if (account.role !== 'admin' || Number(admins.get()?.['n']) > 1) return;
    throw new AccountRefused('last-admin', `"${account.name}" is the last administrator: make another one first`);
  };
  const endAll = (name: string, keep: AccountChange['keep'] = {}): void => {
    endSessions.run(name, keep.session === undefined ? null : hashOf(keep.session));
    forgetDevices.run(name, keep.device === undefined ? null : hashOf(keep.device));
  };

  return {
    createAccount: (account) =>
      deeds.transaction((note) => {
        insertInto(account);
        const { name, role, by, now } = account;
        note({ type: 'account.created', account: name, role, by }, now);
      }),

    findAccount,

    changeAccount: ({ name, role, password, keep, seen, by, now }) =>
      deeds.transaction((note) => {
        const account = known(name);
        if (seen !== undefined && seen !== account.password)
          throw new AccountRefused('changed-meanwhile', `the password of "${name}" was changed meanwhile`);
        const newRole = role === account.role ? undefined : role;
        if (newRole !== undefined) {
          requireOtherAdmin(account);
          setRole.run(newRole, name);
        }
        if (password !== undefined) {
          setPassword.run(password, name);
          endAll(name, keep);
        }
        if (newRole === undefined && password === undefined) return;
        note(
          {
            type: 'account.changed',
            account: name,
            ...(newRole !== undefined && { role: newRole }),
            ...(password !== undefined && { password: true as const }),
            by,
          },
          now,
        );
      }),

    revokeAccount: ({ name, by, now }) =>
      deeds.transaction((note) => {
        requireOtherAdmin(known(name));
        revoke.run(now, name);
        endAll(name);
        note({ type: 'account.revoked', account: name, by }, now);
      }),

    listAccounts: () =>
      list.all().map((row) => ({
        name: String(row['name']),
        role: row['role'] as AccountRole,
        createdAt: Number(row['created_at']),
        ...(row['entered_at'] !== null && { enteredAt: Number(row['entered_at']) }),
      })),

    rehash: (name, seen, password) => void renew.run(password, name, seen),
  };
}

/** Writes a new account down, within somebody's transaction. Throws AccountRefused. */
export function prepareInsertion(db: DatabaseSync): (account: Omit<NewAccount, 'by'>) => void {
  const taken = db.prepare(
    `select 'an account' as holder from account where name = ? and revoked_at is null
     union all
     select 'the token ' || id from token
     where name = ? and revoked_at is null and (expires_at is null or expires_at > ?)`,
  );
  const insert = db.prepare(
    `insert into account (name, role, password, created_at) values (?, ?, ?, ?)
     on conflict do update set role = excluded.role, password = excluded.password, created_at = excluded.created_at,
       entered_at = null, revoked_at = null`,
  );
  return ({ name, role, password, now }) => {
    if (!isValidName(name))
      throw new AccountRefused('bad-name', `${expectedName}, got "${replaceNumbers(name, () => '…')}"`);
    const holder = taken.get(name, name, now)?.['holder'];
    if (holder !== undefined)
      throw new AccountRefused(
        'name-taken',
        `expected a name that nobody has, but "${name}" belongs to ${String(holder)}: choose another name`,
      );
    insert.run(name, role, password, now);
  };
}
