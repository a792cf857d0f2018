// Compares a typed name and password: throttled, recorded when refused, and the same answer for a wrong name.
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Passwords } from '../access/passwords.ts';
import { localCounters, type CounterFactory } from '../access/sliding-window.ts';
import type { Pause } from '../access/account-delay.ts';
import { createLoginThrottle } from '../access/login-throttle.ts';
import { createFairSemaphore, Overloaded, type Lane } from '../access/fair-semaphore.ts';
import type { LdapDoor } from '../directory/directories.ts';
import type { AccountFound } from '../vault/accounts.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { deviceCookie } from './cookies.ts';
import { addressOf, tooMany } from './limits.ts';
import { Problem } from './problem.ts';
import { MINUTE } from '../../shared/time.ts';

/**
 * Refusals that are noted in a quarter of an hour, in each of so many groups of typed names: a crowd of guessers must not fill
 * the log. Whether one is noted costs time and so must not depend on whether the name is an account's.
 */
const MOST_NOTED = 100;
const GROUPS = 256;
const STRETCH_MS = 15 * MINUTE;
/** Sign-ins that a directory is asked about at a time: each may last until it is given up. */
const AT_DIRECTORY = { atOnce: 10, mostWaiting: 60, mostOfLane: 8 };

type Options = {
  vault: Async<Pick<Vault, 'findAccount' | 'isKnownDevice' | 'noteRefused' | 'rehash'>>;
  passwords: Passwords;
  now: () => number;
  counts?: CounterFactory | undefined;
  /** Waits so many ms. */
  sleep?: Pause | undefined;
  /** Whose people sign in with their name and password there. */
  ldap?: LdapDoor | undefined;
};
/** `isOwn`: the name is that of an account that is signed in, not what somebody typed. */
type Typed = { name: string; password: string; isOwn?: true };
/** Looks at a second factor once the password is right, within the same attempt: a wrong one counts as a guess. */
export type SecondCheck<T> = (account: AccountFound) => Promise<T>;
export type PasswordCheck = <T>(
  request: Request,
  typed: Typed,
  second: SecondCheck<T>,
) => Promise<{ account: AccountFound; shown: T }>;

/** Answers the account when all fits. Throws Problem `login-refused`, `code-wrong` or `too-many-requests`, and Overloaded. */
export function createPasswordCheck(options: Options): PasswordCheck {
  const { vault, passwords, now, counts = localCounters, sleep, ldap } = options;
  const turns = createFairSemaphore(AT_DIRECTORY);
  const slowDown = createLoginThrottle(counts, sleep);
  const noted = counts('noted', MOST_NOTED, STRETCH_MS);

  /** The same password in a record of today's cost; when there is no time for that now, at another login. */
  const renewed = async (account: AccountFound, password: string, lane: Lane): Promise<AccountFound> => {
    try {
      const record = await passwords.hash(password, lane);
      await vault.rehash(account.name, account.password, record);
      return { ...account, password: record };
    } catch (cause) {
      if (cause instanceof Overloaded) return account;
      throw cause;
    }
  };

  const noteRefused = async (name: string, account: AccountFound | undefined): Promise<void> => {
    if (!(await noted.hit(groupOf(name), now()))) await vault.noteRefused(account?.name, now());
  };

  /** An account of this server first: nobody who shares its name in a directory gets into it, and its password goes nowhere else. */
  const compare = async (
    account: AccountFound | undefined,
    { name, password, isOwn }: Typed,
    lane: Lane,
  ): Promise<AccountFound | undefined> => {
    const isLocal = account !== undefined && account.directory === undefined;
    if (ldap !== undefined && !isLocal) {
      if (!isOwn) return turns.take(lane, () => ldap.signIn(name, password));
      return account && (await turns.take(lane, () => ldap.confirm(account, password))) ? account : undefined;
    }
    const fit = await passwords.fit(password, isLocal ? account.password : undefined, lane);
    if (!isLocal || fit === 'no') return undefined;
    return fit === 'yes' ? account : renewed(account, password, lane);
  };

  return async (request, typed, second) => {
    const { name } = typed;
    const cookie = deviceCookie(request);
    const device = cookie !== undefined && (await vault.isKnownDevice(cookie, name, now())) ? cookie : undefined;
    const address = addressOf(request);
    const begun = await slowDown.begin({ address, account: name, device }, now());
    if ('retryAfterMs' in begun) throw tooMany(begun.retryAfterMs);
    const lane = { key: device ?? address, priority: device !== undefined };
    let account: AccountFound | undefined;
    try {
      account = await vault.findAccount(name);
      const right = await compare(account, typed, lane);
      if (right !== undefined) {
        account = right;
        const shown = await second(right);
        await begun.succeed();
        return { account: right, shown };
      }
      await noteRefused(name, account);
    } catch (cause) {
      // A wrong code was a guess, like a wrong password.
      if (cause instanceof Problem && cause.code === 'code-wrong') await noteRefused(name, account);
      else await begun.cancel();
      throw cause;
    }
    throw new Problem('login-refused', 'expected the name of an account and its password');
  };
}

const groupOf = (name: string): string => String(createHash('sha256').update(name).digest().readUInt32BE() % GROUPS);
