// Compares a typed name and password: throttled, recorded when refused, and the same answer for a wrong name.
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Passwords } from '../access/passwords.ts';
import { localCounters, type CounterFactory } from '../access/sliding-window.ts';
import { createLoginThrottle } from '../access/login-throttle.ts';
import { Overloaded, type Lane } from '../access/fair-semaphore.ts';
import type { AccountFound } from '../vault/accounts.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { deviceCookie } from './cookies.ts';
import { addressOf, tooMany } from './limits.ts';
import { Problem } from './problem.ts';

/**
 * Refusals that are noted in a quarter of an hour, in each of so many groups of typed names: a crowd of guessers must not fill
 * the log. Whether one is noted costs time and so must not depend on whether the name is an account's.
 */
const MOST_NOTED = 100;
const GROUPS = 256;
const STRETCH_MS = 15 * 60_000;

type Options = {
  vault: Async<Pick<Vault, 'findAccount' | 'isKnownDevice' | 'noteRefused' | 'rehash'>>;
  passwords: Passwords;
  now: () => number;
  counts?: CounterFactory | undefined;
};
export type PasswordCheck = (request: Request, name: string, password: string) => Promise<AccountFound>;

/** Answers the account when both fit. Throws Problem `login-refused` or `too-many-requests`, and Overloaded. */
export function createPasswordCheck({ vault, passwords, now, counts = localCounters }: Options): PasswordCheck {
  const slowDown = createLoginThrottle(counts);
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

  return async (request, name, password) => {
    const shown = deviceCookie(request);
    const device = shown !== undefined && (await vault.isKnownDevice(shown, name, now())) ? shown : undefined;
    const address = addressOf(request);
    const begun = await slowDown.begin({ address, account: name, device }, now());
    if ('retryAfterMs' in begun) throw tooMany(begun.retryAfterMs);
    const lane = { key: device ?? address, priority: device !== undefined };
    try {
      const account = await vault.findAccount(name);
      const fit = await passwords.fit(password, account?.password, lane);
      if (account !== undefined && fit !== 'no') {
        await begun.succeed();
        return fit === 'yes' ? account : await renewed(account, password, lane);
      }
      if (!(await noted.hit(groupOf(name), now()))) await vault.noteRefused(account?.name, now());
    } catch (cause) {
      await begun.cancel();
      throw cause;
    }
    throw new Problem('login-refused', 'expected the name of an account and its password');
  };
}

const groupOf = (name: string): string => String(createHash('sha256').update(name).digest().readUInt32BE() % GROUPS);
