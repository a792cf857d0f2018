// Accounts of people: who may sign in with a name and a password, as what, and until they were revoked.
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { replaceNumbers } from '../../shared/number.ts';
import type { AccountRole } from '../../shared/role.ts';
import { expectedName, isValidName } from './names.ts';
import { endSessionsOf } from './end-sessions.ts';
import { forgetFactors, hasFactor } from './factors.ts';
import type { AuditedWrites } from './outbox.ts';
import { hashOf } from './secret.ts';

/** `password`: the record that passwords.ts makes. `fullName`: what the person is called on screens. `by`: who does it. */
export type NewAccount = {
  name: string;
  role: AccountRole;
  password: string;
  fullName?: string | undefined;
  by: string;
  now: number;
};
/** `directory`: it is of somebody in a directory, which knows their password, role and name. */
export type AccountFound = {
  name: string;
  role: AccountRole;
  password: string;
  fullName?: string;
  directory?: { id: string; subject: string };
};
/** `factor`: it has a second one. */
export type AccountListed = {
  name: string;
  role: AccountRole;
  fullName?: string;
  createdAt: number;
  enteredAt?: number;
  factor: boolean;
  /** The id of the directory whose person it is. */
  directory?: string;
};
export type AccountChange = {
  name: string;
  role?: AccountRole | undefined;
  /** A new password ends the account's sessions and makes its browsers unknown, except for those kept. */
  password?: string | undefined;
  /** Null: none from now on. */
  fullName?: string | null | undefined;
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
  /** The full names of all that have one, those of revoked accounts too: what they did stays in the audit. */
  fullNames: () => { name: string; fullName: string }[];
  /** Another record of the same password, made with newer parameters. */
  rehash: (name: string, seen: string, password: string) => void;
};

/** An account is not made or changed; the message names what was expected. */
export class AccountRefused extends Error {
  readonly code: 'bad-name' | 'name-taken' | 'unknown' | 'last-admin' | 'changed-meanwhile' | 'of-directory';
  constructor(code: AccountRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export function createAccounts(db: DatabaseSync, audit: AuditedWrites): Accounts {
  const find = db.prepare(
    `select name, role, password, full_name, directory, subject from account a
     left join directory_person d on d.account = a.name where name = ? and revoked_at is null`,
  );
  const list = db.prepare(
    `select a.name, role, full_name, a.created_at, entered_at, directory,
       ${hasFactor('a.name')} as factor
     from account a left join directory_person d on d.account = a.name where revoked_at is null order by name`,
  );
  // One of this server's own stays: those of a directory cannot come in while it is away.
  const admins = db.prepare(
    `select count(*) as n from account where role = 'admin' and revoked_at is null
       and name not in (select account from directory_person)`,
  );
  const setRole = db.prepare('update account set role = ? where name = ?');
  const setFullName = db.prepare('update account set full_name = ? where name = ?');
  const withFullName = db.prepare('select name, full_name from account where full_name is not null order by name');
  const setPassword = db.prepare('update account set password = ? where name = ?');
  const renew = db.prepare('update account set password = ? where name = ? and password = ? and revoked_at is null');
  const revoke = db.prepare('update account set revoked_at = ? where name = ?');
  const endSessions = endSessionsOf(db);
  const forgetDevices = db.prepare('delete from device where account = ? and hash is not ?');
  const insertInto = prepareInsertion(db);
  const forget = forgetFactors(db);

  const findAccount = (name: string): AccountFound | undefined => {
    const row = find.get(name);
    return (
      row && {
        name,
        role: row['role'] as AccountRole,
        password: String(row['password']),
        ...fullNameOf(row),
        ...(row['directory'] !== null && {
          directory: { id: String(row['directory']), subject: String(row['subject']) },
        }),
      }
    );
  };
  const known = (name: string): AccountFound => {
    const account = findAccount(name);
    if (account) return account;
    throw new AccountRefused('unknown', `expected the name of an account that is not revoked, got "${name}"`);
  };
  const requireOtherAdmin = (account: AccountFound): void => {
    if (account.role !== 'admin' || account.directory !== undefined || Number(admins.get()?.['n']) > 1) return;
    throw new AccountRefused('last-admin', `"${account.name}" is the last administrator: make another one first`);
  };
  const endAll = (name: string, keep: AccountChange['keep'] = {}): void => {
    endSessions(name, keep.session);
    forgetDevices.run(name, keep.device === undefined ? null : hashOf(keep.device));
  };

  return {
    createAccount: (account) =>
      audit.transaction((note) => {
        insertInto(account);
        const { name, role, fullName, by, now } = account;
        note({ type: 'account.created', account: name, role, ...(fullName !== undefined && { fullName }), by }, now);
      }),

    findAccount,

    changeAccount: ({ name, role, password, fullName, keep, seen, by, now }) =>
      audit.transaction((note) => {
        const account = known(name);
        if (seen !== undefined && seen !== account.password)
          throw new AccountRefused('changed-meanwhile', `the password of "${name}" was changed meanwhile`);
        if (account.directory !== undefined)
          throw new AccountRefused(
            'of-directory',
            `"${name}" is of the directory, which decides its password, role and name`,
          );
        const newRole = role === account.role ? undefined : role;
        if (newRole !== undefined) {
          requireOtherAdmin(account);
          setRole.run(newRole, name);
        }
        if (password !== undefined) {
          setPassword.run(password, name);
          endAll(name, keep);
        }
        const newName = (fullName ?? undefined) === account.fullName ? undefined : fullName;
        if (newName !== undefined) setFullName.run(newName, name);
        if (newRole === undefined && password === undefined && newName === undefined) return;
        note(
          {
            type: 'account.changed',
            account: name,
            ...(newRole !== undefined && { role: newRole }),
            ...(password !== undefined && { password: true as const }),
            ...(newName === null && { unnamed: true as const }),
            ...(typeof newName === 'string' && { fullName: newName }),
            by,
          },
          now,
        );
      }),

    revokeAccount: ({ name, by, now }) =>
      audit.transaction((note) => {
        requireOtherAdmin(known(name));
        revoke.run(now, name);
        endAll(name);
        forget(name);
        note({ type: 'account.revoked', account: name, by }, now);
      }),

    listAccounts: () =>
      list.all().map((row) => ({
        name: String(row['name']),
        role: row['role'] as AccountRole,
        ...fullNameOf(row),
        createdAt: Number(row['created_at']),
        factor: row['factor'] === 1,
        ...(row['directory'] !== null && { directory: String(row['directory']) }),
        ...(row['entered_at'] !== null && { enteredAt: Number(row['entered_at']) }),
      })),

    fullNames: () =>
      withFullName.all().map((row) => ({ name: String(row['name']), fullName: String(row['full_name']) })),

    rehash: (name, seen, password) => void renew.run(password, name, seen),
  };
}

const fullNameOf = (row: Record<string, SQLOutputValue>): { fullName?: string } =>
  typeof row['full_name'] === 'string' ? { fullName: row['full_name'] } : {};

/** Writes a new account down, within somebody's transaction. Throws AccountRefused. */
export function prepareInsertion(db: DatabaseSync): (account: Omit<NewAccount, 'by'>) => void {
  const taken = db.prepare(
    `select 'an account' as holder from account where name = ? and revoked_at is null
     union all
     select 'the token ' || id from token
     where name = ? and revoked_at is null and (expires_at is null or expires_at > ?)`,
  );
  const unlink = db.prepare('delete from directory_person where account = ?');
  const insert = db.prepare(
    `insert into account (name, role, password, full_name, created_at) values (?, ?, ?, ?, ?)
     on conflict do update set role = excluded.role, password = excluded.password, full_name = excluded.full_name,
       created_at = excluded.created_at, entered_at = null, revoked_at = null`,
  );
  return ({ name, role, password, fullName, now }) => {
    if (!isValidName(name))
      throw new AccountRefused('bad-name', `${expectedName}, got "${replaceNumbers(name, () => '…')}"`);
    const holder = taken.get(name, name, now)?.['holder'];
    if (holder !== undefined)
      throw new AccountRefused(
        'name-taken',
        `expected a name that nobody has, but "${name}" belongs to ${String(holder)}: choose another name`,
      );
    insert.run(name, role, password, fullName ?? null, now);
    // Whoever had a name before was another person.
    unlink.run(name);
  };
}
