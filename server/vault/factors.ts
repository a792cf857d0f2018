// What an account asks for beside its password: which second factors there are, and codes for the day when all are lost.
import type { DatabaseSync } from 'node:sqlite';
import { endSessionsOf } from './end-sessions.ts';
import { hasSecret } from './session-secret.ts';
import type { AuditedWrites } from './outbox.ts';
import { hashOf, newRecoveryCode } from './secret.ts';

/** `recoveryLeft`: codes that were not used. Without code and passkey there is no second factor. */
export type FactorsFound = { code: boolean; passkeys: number; recoveryLeft: number };
/** The session in which somebody changes their own factors; all others of the account end. */
export type KeptSession = { keep?: string | undefined };

export type Factors = {
  factorsOf: (account: string) => FactorsFound;
  /** Ten codes in place of those before, each of which works once. They cannot be read again. */
  newRecoveryCodes: (made: { account: string; by: string; now: number }) => string[];
  /** Uses one up, as people type it. Of two at the same time one gets it. */
  useRecoveryCode: (account: string, typed: string) => boolean;
  /** Takes all of them away and ends all sessions: somebody has lost them. False when there are none. */
  clearFactors: (cleared: { account: string; by: string; now: number }) => boolean;
};

const RECOVERY_CODES = 10;

export function createFactors(db: DatabaseSync, audit: AuditedWrites): Factors {
  const left = db.prepare('select count(*) as n from recovery_code where account = ?');
  const passkeys = db.prepare('select count(*) as n from passkey where account = ?');
  const totp = db.prepare('select 1 from totp where account = ? and confirmed_at is not null');
  const insert = db.prepare('insert into recovery_code (hash, account) values (?, ?)');
  const use = db.prepare('delete from recovery_code where hash = ? and account = ?');
  const forgetCodes = db.prepare('delete from recovery_code where account = ?');
  const forget = forgetFactors(db);
  const endSessions = endSessionsOf(db);

  const factorsOf = (account: string): FactorsFound => ({
    code: totp.get(account) !== undefined,
    passkeys: Number(passkeys.get(account)?.['n']),
    recoveryLeft: Number(left.get(account)?.['n']),
  });

  return {
    factorsOf,
    newRecoveryCodes: ({ account, by, now }) =>
      audit.transaction((note) => {
        const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
        forgetCodes.run(account);
        for (const code of codes) insert.run(hashOf(plainOf(code)), account);
        note({ type: 'factor.added', account, factor: 'recovery', by }, now);
        return codes;
      }),
    useRecoveryCode: (account, typed) => use.run(hashOf(plainOf(typed)), account).changes === 1,
    clearFactors: ({ account, by, now }) =>
      audit.transaction((note) => {
        const { code, passkeys: keys } = factorsOf(account);
        if (!code && keys === 0) return false;
        forget(account);
        endSessions(account);
        note({ type: 'factor.removed', account, by }, now);
        return true;
      }),
  };
}

/** The condition that an account asks for more than its password, in SQL. `account`: an expression for its name. */
export const hasFactor = (account: string): string =>
  `(exists (select 1 from totp f where f.account = ${account} and f.confirmed_at is not null)
    or exists (select 1 from passkey p where p.account = ${account}))`;

/** As it is hashed: however it was parted and whatever case it was typed in. */
const plainOf = (code: string): string => code.replace(/[^A-Za-z0-9]/g, '').toUpperCase();

/** Whether a session, by its plain secret, is still one of an account's. Within somebody's transaction. */
export function openSessionOf(db: DatabaseSync): (plain: string, account: string) => boolean {
  const find = db.prepare(`select 1 from session where ${hasSecret('?1')} and account = ?2`);
  return (plain, account) => find.get(hashOf(plain), account) !== undefined;
}

/** Within somebody's transaction. */
export function forgetFactors(db: DatabaseSync): (account: string) => void {
  const all = ['totp', 'passkey', 'passkey_user', 'recovery_code'].map((table) =>
    db.prepare(`delete from ${table} where account = ?`),
  );
  return (account) => all.forEach((one) => one.run(account));
}

/**
 * Ends the other sessions, which know nothing of the change; without any factor left the recovery codes are worth nothing.
 * Within somebody's transaction.
 */
export function afterFactorChange(db: DatabaseSync): (account: string, keep: string | undefined) => void {
  const endOthers = endSessionsOf(db);
  const forgetCodes = db.prepare(`delete from recovery_code where account = ?1 and not ${hasFactor('?1')}`);
  return (account, keep) => {
    endOthers(account, keep);
    forgetCodes.run(account);
  };
}
