// The second factor of an account whose password was right: a code of its app, or one of its recovery codes.
import { latinDigits } from '../../shared/digits.ts';
import { oneTimeCode, stepOf } from '../access/one-time-code.ts';
import { localCounters, type CounterFactory } from '../access/sliding-window.ts';
import { MINUTE } from '../../shared/time.ts';
import type { AccountFound } from '../vault/accounts.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { tooMany } from './limits.ts';
import { Problem } from './problem.ts';

/** Wrong codes after a right password: more than anybody mistypes, and far too few to meet a code by chance. */
const MOST_WRONG = 30;
const WRONG_WITHIN_MS = 15 * MINUTE;

type Options = {
  vault: Async<Pick<Vault, 'factorsOf' | 'findTotp' | 'takeStep' | 'useRecoveryCode'>>;
  counts?: CounterFactory | undefined;
  now: () => number;
};
/** Which one was shown; undefined where the account has none. */
export type SecondFactor = (
  account: AccountFound,
  typed: string | undefined,
) => Promise<'code' | 'recovery' | undefined>;

/** Throws Problem `code-needed`, with the ways there are, `code-wrong`, or `too-many-requests`: passkeys go on then. */
export function createSecondFactor({ vault, counts = localCounters, now }: Options): SecondFactor {
  const wrong = counts('wrong-second', MOST_WRONG, WRONG_WITHIN_MS);
  return async ({ name }, typed) => {
    const { code: hasCode, passkeys, recoveryLeft } = await vault.factorsOf(name);
    if (!hasCode && passkeys === 0) return undefined;
    if (typed === undefined || typed.trim() === '') {
      const ways = [
        ...(hasCode ? ['code'] : []),
        ...(passkeys > 0 ? ['passkey'] : []),
        ...(recoveryLeft > 0 ? ['recovery'] : []),
      ];
      throw new Problem('code-needed', `this account asks for one of: ${ways.join(', ')}`, { more: { ways } });
    }
    const at = now();
    const over = await wrong.hit(name, at);
    if (over) throw tooMany(over.retryAfterMs);
    const right = async <Shown extends 'code' | 'recovery'>(shown: Shown): Promise<Shown> => {
      await wrong.refund(name, at);
      return shown;
    };
    const code = oneTimeCode(typed);
    const totp = code === undefined ? undefined : await vault.findTotp(name);
    const fit = code !== undefined && totp?.isConfirmed ? stepOf(code, totp, at) : undefined;
    if (fit !== undefined && (await vault.takeStep(name, fit.step))) return right('code');
    if (code === undefined && (await vault.useRecoveryCode(name, latinDigits(typed)))) return right('recovery');
    // The likely fault on a closed network is a clock.
    throw new Problem(
      'code-wrong',
      'expected the code that the app shows now, or a recovery code, each of which works once',
      { more: { now: at } },
    );
  };
}
