// One's own second factors: an authenticator app and recovery codes. Passkeys are beside it, in passkeys.ts.
import { sessionCookie } from '../access/authentication.ts';
import { enrolmentUri, newOneTimeSecret, oneTimeCode, stepOf } from '../access/one-time-code.ts';
import { relyingParty } from '../access/relying-party.ts';
import { needsFactor, type SessionPolicy } from '../access/session-rules.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { isOfOpenId } from '../directory/directories.ts';
import { accountOf } from './fresh.ts';
import { tooMany } from './limits.ts';
import { requireOwnFactors } from './own-factors.ts';
import { Problem } from './problem.ts';
import { firstRecoveryCodes } from './recovery.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';
import { localCounters, type CounterFactory } from '../access/sliding-window.ts';
import { MINUTE } from '../../shared/time.ts';

type Options = {
  vault: Async<
    Pick<
      Vault,
      | 'findAccount'
      | 'factorsOf'
      | 'listPasskeys'
      | 'findTotp'
      | 'beginTotp'
      | 'confirmTotp'
      | 'removeTotp'
      | 'newRecoveryCodes'
    >
  >;
  policy: SessionPolicy;
  now: () => number;
  origin?: string | undefined;
  counts?: CounterFactory | undefined;
};

/** Codes that did not fit while an app is set up: a person mistypes, and needs no more. */
const MOST_WRONG = 10;
const STRETCH_MS = 15 * MINUTE;

export function factorRoutes({ vault, policy, now, origin, counts = localCounters }: Options): readonly Route[] {
  const wrong = counts('wrong-first-code', MOST_WRONG, STRETCH_MS);

  const read = serve('GET /api/auth/factors', async ({ who, query }) => {
    const account = accountOf(who);
    const { code, recoveryLeft } = await vault.factorsOf(account);
    const passkeys = await vault.listPasskeys(account);
    const party = relyingParty(query.page, origin);
    return {
      code,
      passkeys,
      recoveryLeft,
      // Who signs in at a provider has shown it there.
      required: needsFactor(who.role, policy) && !isOfOpenId((await vault.findAccount(account)) ?? {}),
      ...(typeof party === 'string' && { obstacle: party }),
    };
  });

  const begin = serve('POST /api/auth/totp', async ({ who }) => {
    const account = accountOf(who);
    await requireOwnFactors(vault, account);
    const secret = newOneTimeSecret();
    if (!(await vault.beginTotp({ account, secret })))
      throw new Problem('factor-there', 'there is an authenticator app already: remove it first');
    return { secret, uri: enrolmentUri(secret, account) };
  });

  const confirm = serve('POST /api/auth/totp/confirm', async ({ body, who, request }) => {
    const account = accountOf(who);
    const at = now();
    const tooOften = await wrong.hit(account, at);
    if (tooOften) throw tooMany(tooOften.retryAfterMs);
    const code = oneTimeCode(body.code);
    const pending = await vault.findTotp(account);
    if (!pending || pending.isConfirmed) throw new Problem('not-found', 'no authenticator app is being set up');
    const fit = code === undefined ? undefined : stepOf(code, { secret: pending.secret }, at);
    if (fit === undefined)
      throw new Problem('code-wrong', 'expected the code that the app shows now', { more: { now: at } });
    await wrong.refund(account, at);
    const keep = sessionCookie(request.headers.cookie);
    if (!(await vault.confirmTotp({ account, ...fit, keep, by: account, now: at })))
      throw new Problem('factor-there', 'it was confirmed meanwhile');
    return firstRecoveryCodes(vault, account, at);
  });

  const remove = serve('DELETE /api/auth/totp', async ({ who, request }) => {
    const account = accountOf(who);
    const keep = sessionCookie(request.headers.cookie);
    if (!(await vault.removeTotp({ account, keep, by: account, now: now() })))
      throw new Problem('not-found', 'there is no authenticator app');
    return undefined;
  });

  const renew = serve('POST /api/auth/recovery', async ({ who }) => {
    const account = accountOf(who);
    const { code, passkeys } = await vault.factorsOf(account);
    if (!code && passkeys === 0)
      throw new Problem('not-found', 'recovery codes belong to a second factor: set one up first');
    return { recovery: await vault.newRecoveryCodes({ account, by: account, now: now() }) };
  });

  return [read, begin, confirm, remove, renew];
}
