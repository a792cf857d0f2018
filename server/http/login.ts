// People sign in with a name, a password and perhaps a second factor, and out again, here or everywhere.
import type { RequestHandler } from 'express';
import type { Passwords } from '../access/passwords.ts';
import { sessionCookie } from '../access/authentication.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { requireFitPassword } from './chosen-password.ts';
import { clearSession, deviceCookie, PERSON_DAYS, setSession } from './cookies.ts';
import { accountOf } from './fresh.ts';
import type { SessionOpener } from './open-session.ts';
import { kindOfDirectory } from '../directory/kind.ts';
import type { PasswordCheck } from './password-check.ts';
import { Problem } from './problem.ts';
import { sameOriginOnly, identityOf, type Route } from './route.ts';
import type { SecondFactor } from './second-factor.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<Pick<Vault, 'signOutEverywhere' | 'changeAccount' | 'confirmSession' | 'findAccount'>>;
  passwords: Passwords;
  check: PasswordCheck;
  second: SecondFactor;
  enter: SessionOpener;
  /** Of the province; no password is made of them. */
  provinceWords: readonly string[];
  now: () => number;
  origin?: string | undefined;
};

export function loginRoutes(options: Options): readonly Route[] {
  const { vault, passwords, check, second, enter, provinceWords: words, now, origin } = options;

  const login = serve(
    'POST /api/auth/login',
    async ({ body: { code, ...typed }, request, response }) => {
      const { account, shown } = await check(request, typed, (found) => second(found, code));
      return enter(request, response, account, shown);
    },
    { before: [sameOriginOnly(origin)] },
  );

  const me = serve('GET /api/auth/me', async ({ who: { name, role, account, page, counties, mustSetUp } }) => {
    const directory = account === undefined ? undefined : (await vault.findAccount(account))?.directory;
    return {
      name,
      role,
      account: account !== undefined,
      page,
      counties,
      mustSetUp,
      ...(directory && { directory: kindOfDirectory(directory.id) }),
    };
  });

  // The guard has noted it already, as of everything that a person does.
  const active = serve('POST /api/auth/active', () => undefined);

  const confirm = serve(
    'POST /api/auth/confirm',
    async ({ body: { password, code }, who, request, response }) => {
      const name = accountOf(who);
      await check(request, { name, password, isOwn: true }, (found) => second(found, code));
      const old = sessionCookie(request.headers.cookie);
      const session = old === undefined ? undefined : await vault.confirmSession(old, now());
      if (session !== undefined) setSession(request, response, session, PERSON_DAYS);
      return undefined;
    },
    { before: [accountsOnly] },
  );

  const signOutEverywhere = serve('POST /api/auth/leave-everywhere', async ({ who, request, response }) => {
    await vault.signOutEverywhere(accountOf(who), now());
    clearSession(request, response);
    return undefined;
  });

  const changePassword = serve(
    'POST /api/auth/password',
    async ({ body: typed, who, request }) => {
      const name = accountOf(who);
      if ((await vault.findAccount(name))?.directory)
        throw new Problem('of-directory', 'this password is changed in the directory');
      await requireFitPassword(typed.new, { name, words }, 'new');
      const { account } = await check(request, { name, password: typed.old }, async () => undefined);
      const password = await passwords.hash(typed.new, { key: name, priority: true });
      const keep = { session: sessionCookie(request.headers.cookie), device: deviceCookie(request) };
      await vault.changeAccount({ name, password, seen: account.password, keep, by: name, now: now() });
      return undefined;
    },
    { before: [accountsOnly] },
  );

  const setFullName = serve(
    'PUT /api/auth/full-name',
    async ({ body: { fullName }, who }) => {
      const name = accountOf(who);
      await vault.changeAccount({ name, fullName, by: name, now: now() });
      return undefined;
    },
    { before: [accountsOnly] },
  );

  return [login, me, active, confirm, signOutEverywhere, changePassword, setFullName];
}

/** Refused before the body is read: a token has no password, whatever was sent. */
const accountsOnly: RequestHandler = (_request, response, next) => {
  accountOf(identityOf(response));
  next();
};
