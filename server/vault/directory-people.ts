// Accounts of people whom a directory knows. Each is bound to the person's lasting id there, never to a name: names change, and
// somebody else may get them.
import type { DatabaseSync } from 'node:sqlite';
import type { AccountRole } from '../../shared/role.ts';
import type { AccountFound } from './accounts.ts';
import { DIRECTORY, isValidName } from './names.ts';
import type { AuditedWrites } from './outbox.ts';

/** `directory`: which one; `subject`: who, there. `names`: what the account may be called, best first. */
export type DirectoryPerson = {
  directory: string;
  subject: string;
  names: readonly string[];
  role: AccountRole;
  fullName?: string | undefined;
  now: number;
};

export type DirectoryPeople = {
  /** Their account as the directory has them now, made where there is none yet. */
  takeFromDirectory: (person: DirectoryPerson) => AccountFound;
  /** Those of a directory who are signed in somewhere. */
  peopleSignedIn: (directory: string, now: number) => { account: string; subject: string }[];
};

/** Directories of OpenID providers have ids that begin so; behind it stands the issuer. */
export const OPENID = 'openid:';
/** No record of a password has this form, so none fits it. */
const NO_PASSWORD = 'directory';

export function createDirectoryPeople(db: DatabaseSync, audit: AuditedWrites): DirectoryPeople {
  const find = db.prepare(
    `select name, role, password, full_name, revoked_at from directory_person d join account a on a.name = d.account
     where d.directory = ? and d.subject = ?`,
  );
  // A name that was anybody's once stands in the log for them.
  const taken = db.prepare(
    `select 1 from account where name = ?1
     union all select 1 from token where name = ?1 and revoked_at is null and (expires_at is null or expires_at > ?2)`,
  );
  const insert = db.prepare('insert into account (name, role, password, full_name, created_at) values (?, ?, ?, ?, ?)');
  const link = db.prepare('insert into directory_person (directory, subject, account) values (?, ?, ?)');
  const revive = db.prepare(
    'update account set revoked_at = null, entered_at = null, created_at = ?, role = ?, full_name = ? where name = ?',
  );
  const update = db.prepare('update account set role = ?, full_name = ? where name = ?');
  const signedIn = db.prepare(
    `select d.account, d.subject from directory_person d join account a on a.name = d.account
     where d.directory = ?1 and a.revoked_at is null
       and exists (select 1 from session s where s.account = d.account and s.expires_at > ?2) order by d.account`,
  );

  return {
    takeFromDirectory: ({ directory, subject, names, role, fullName, now }) =>
      audit.transaction((note) => {
        const row = find.get(directory, subject);
        const account = (name: string): AccountFound => ({
          name,
          role,
          password: NO_PASSWORD,
          ...(fullName !== undefined && { fullName }),
          directory: { id: directory, subject },
        });
        if (row === undefined || row['revoked_at'] !== null) {
          const isFree = (one: string): boolean => isValidName(one) && taken.get(one, now) === undefined;
          const name = row === undefined ? names.find(isFree) : String(row['name']);
          if (name === undefined) throw new Error('expected a name for this account that nobody has');
          if (row === undefined) {
            insert.run(name, role, NO_PASSWORD, fullName ?? null, now);
            link.run(directory, subject, name);
          } else revive.run(now, role, fullName ?? null, name);
          const called = fullName === undefined ? {} : { fullName };
          note({ type: 'account.created', account: name, role, ...called, by: DIRECTORY }, now);
          return account(name);
        }
        const name = String(row['name']);
        const isOtherRole = row['role'] !== role;
        const isOtherName = (row['full_name'] ?? undefined) !== fullName;
        if (isOtherRole || isOtherName) {
          update.run(role, fullName ?? null, name);
          const facts = {
            account: name,
            ...(isOtherRole && { role }),
            ...(isOtherName && (fullName === undefined ? { unnamed: true as const } : { fullName })),
          };
          note({ type: 'account.changed', ...facts, by: DIRECTORY }, now);
        }
        return account(name);
      }),

    peopleSignedIn: (directory, now) =>
      signedIn.all(directory, now).map((row) => ({ account: String(row['account']), subject: String(row['subject']) })),
  };
}

/** The condition that somebody signs in at an OpenID provider, which asks for their second factor, in SQL. */
export const isOfProvider = (account: string): string =>
  `exists (select 1 from directory_person p where p.account = ${account} and p.directory like '${OPENID}%')`;
