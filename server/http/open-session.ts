// Opens the session of somebody who has shown who they are, and sets both cookies.
import type { Request, Response } from 'express';
import { browserLabel } from '../access/browser-label.ts';
import { sessionCookie } from '../access/authentication.ts';
import { needsFactor, type SessionPolicy } from '../access/session-rules.ts';
import type { AccountFound } from '../vault/accounts.ts';
import { hashOf, sessionIdOf } from '../vault/secret.ts';
import type { SessionPlace } from '../vault/sessions.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { deviceCookie, isSecure, PERSON_DAYS, setDevice, setSession } from './cookies.ts';
import type { ErrorLog } from './error-log.ts';
import { addressOf } from './limits.ts';
import { Problem } from './problem.ts';

type Parts = {
  vault: Async<Pick<Vault, 'signIn' | 'signOut'>>;
  now: () => number;
  policy: SessionPolicy;
  /** The line of the server's log beside the audit, which has no addresses. */
  log?: Pick<ErrorLog, 'info'> | undefined;
};
/** By which second factor; a passkey is both, and an OpenID provider asks for its own. */
type Shown = 'code' | 'recovery' | 'passkey' | 'openid' | undefined;

export const placeOf = (request: Request): SessionPlace => ({
  browser: browserLabel(request.headers['user-agent']),
  address: addressOf(request),
  overTls: isSecure(request),
});

export const createSessionOpener =
  ({ vault, now, policy, log }: Parts) =>
  async (request: Request, response: Response, account: AccountFound, factor: Shown, providerSid?: string) => {
    const { name } = account;
    const place = placeOf(request);
    const entered = await vault.signIn({
      name,
      seen: account.password,
      device: deviceCookie(request),
      factor,
      providerSid,
      now: now(),
      days: PERSON_DAYS,
      ...place,
    });
    if (!entered) throw new Problem('login-refused', 'the account was changed at this very moment; sign in again');
    const old = sessionCookie(request.headers.cookie);
    if (old !== undefined) await vault.signOut(old, now());
    setSession(request, response, entered.session, PERSON_DAYS);
    setDevice(request, response, entered.device);
    const session = sessionIdOf(hashOf(entered.session));
    log?.info({ account: name, session, factor, address: place.address, browser: place.browser }, 'signed in');
    const { role } = entered;
    const mustSetUp = factor === undefined && needsFactor(role, policy);
    return { name, role, ...(mustSetUp && { mustSetUp: true as const }) };
  };

export type SessionOpener = ReturnType<typeof createSessionOpener>;
