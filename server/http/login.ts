// People sign in with a name and a password, and out again, here or everywhere.
import type { Request, RequestHandler, Response } from 'express';
import { passwordFault } from '../access/password-rules.ts';
import type { Passwords } from '../access/passwords.ts';
import { sessionCookie } from '../access/authentication.ts';
import type { AccountFound } from '../vault/accounts.ts';
import type { Async, Vault } from '../vault/vault.ts';
import type { Identity } from '../access/authentication.ts';
import { invalidField } from './body.ts';
import { clearSession, deviceCookie, PERSON_DAYS, setDevice, setSession } from './cookies.ts';
import type { PasswordCheck } from './password-check.ts';
import { Problem } from './problem.ts';
import { sameOriginOnly, identityOf, type Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<Pick<Vault, 'signIn' | 'closeSession' | 'signOutEverywhere' | 'changeAccount'>>;
  passwords: Passwords;
  check: PasswordCheck;
  now: () => number;
  origin?: string | undefined;
};

export function loginRoutes({ vault, passwords, check, now, origin }: Options): readonly Route[] {
  const enter = createSessionOpener({ vault, now });

  const login = serve(
    'POST /api/auth/login',
    async ({ body: { name, password }, request, response }) => {
      const role = await enter(request, response, await check(request, name, password));
      return { name, role };
    },
    { before: [sameOriginOnly(origin)] },
  );

  const me = serve('GET /api/auth/me', ({ who: { name, role, account, page, counties } }) => ({
    name,
    role,
    account: account !== undefined,
    page,
    counties,
  }));

  const leaveEverywhere = serve('POST /api/auth/leave-everywhere', async ({ who, request, response }) => {
    await vault.signOutEverywhere(accountOf(who), now());
    clearSession(request, response);
    return undefined;
  });

  const changePassword = serve(
    'POST /api/auth/password',
    async ({ body: typed, who, request }) => {
      const name = accountOf(who);
      const fault = passwordFault(typed.new, name);
      if (fault !== undefined) throw invalidField('new', fault);
      const { password: seen } = await check(request, name, typed.old);
      const password = await passwords.hash(typed.new, { key: name, priority: true });
      const keep = { session: sessionCookie(request.headers.cookie), device: deviceCookie(request) };
      await vault.changeAccount({ name, password, seen, keep, by: name, now: now() });
      return undefined;
    },
    { before: [accountsOnly] },
  );

  return [login, me, leaveEverywhere, changePassword];
}

type SessionOpenerParts = {
  vault: Async<Pick<Vault, 'signIn' | 'closeSession'>>;
  now: () => number;
};

/** Opens a session after a correct password, and sets both cookies. Returns the role. */
export const createSessionOpener =
  ({ vault, now }: SessionOpenerParts) =>
  async (request: Request, response: Response, account: AccountFound) => {
    const entered = await vault.signIn({
      name: account.name,
      seen: account.password,
      device: deviceCookie(request),
      now: now(),
      days: PERSON_DAYS,
    });
    if (!entered) throw new Problem('login-refused', 'the account was changed at this very moment; sign in again');
    const old = sessionCookie(request.headers.cookie);
    if (old !== undefined) await vault.closeSession(old);
    setSession(request, response, entered.session, PERSON_DAYS);
    setDevice(request, response, entered.device);
    return entered.role;
  };

/** Said before the body is read: a token has no password, whatever was sent. */
const accountsOnly: RequestHandler = (_request, response, next) => {
  accountOf(identityOf(response));
  next();
};

function accountOf({ account, role }: Identity): string {
  if (account !== undefined) return account;
  throw new Problem('accounts-only', `expected somebody who signed in to an account, got a token of the role ${role}`);
}
