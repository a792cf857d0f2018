// People sign in with a name and a password, and out again, here or everywhere.
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { passwordFault } from '../access/password-rules.ts';
import type { Passwords } from '../access/passwords.ts';
import { sessionCookie } from '../access/requests.ts';
import type { AccountFound } from '../vault/accounts.ts';
import type { Far, Vault } from '../vault/vault.ts';
import { badField, readBody, smallJson } from './body.ts';
import { clearSession, deviceCookie, PERSON_DAYS, setDevice, setSession } from './cookies.ts';
import type { PasswordCheck } from './password-check.ts';
import { Problem } from './problem.ts';
import { ourPage, whoOf, type Route } from './route.ts';

/** Longer than any password; its real length is judged by the rules. */
export const typedPassword = z.string().max(1_000);
/** As it is typed, on a keyboard that begins with a capital. */
export const typedName = z
  .string()
  .max(100)
  .transform((name) => name.trim().toLowerCase());

const loginBody = z.strictObject({ name: typedName, password: typedPassword });
const passwordBody = z.strictObject({ old: typedPassword, new: typedPassword });

type Options = {
  vault: Far<Pick<Vault, 'enterAccount' | 'closeSession' | 'leaveEverywhere' | 'changeAccount'>>;
  passwords: Passwords;
  check: PasswordCheck;
  now: () => number;
  origin?: string | undefined;
};

export function loginRoutes({ vault, passwords, check, now, origin }: Options): readonly Route[] {
  const enter = createEntrance({ vault, now });

  const login: RequestHandler = async (request, response) => {
    const { name, password } = readBody(loginBody, request.body);
    const role = await enter(request, response, await check(request, name, password));
    response.json({ name, role });
  };

  const me: RequestHandler = (_request, response) => {
    const { name, role, account, page, counties } = whoOf(response);
    response.json({ name, role, account: account !== undefined, page, counties });
  };

  const leaveEverywhere: RequestHandler = async (request, response) => {
    await vault.leaveEverywhere(accountOf(response), now());
    clearSession(request, response);
    response.status(204).end();
  };

  const changePassword: RequestHandler = async (request, response) => {
    const name = accountOf(response);
    const typed = readBody(passwordBody, request.body);
    const fault = passwordFault(typed.new, name);
    if (fault !== undefined) throw badField('new', fault);
    const { password: seen } = await check(request, name, typed.old);
    const password = await passwords.hash(typed.new, { key: name, first: true });
    const keep = { session: sessionCookie(request.headers.cookie), device: deviceCookie(request) };
    await vault.changeAccount({ name, password, seen, keep, by: name, now: now() });
    response.status(204).end();
  };

  return [
    { key: 'POST /api/auth/login', steps: [ourPage(origin), smallJson, login], body: loginBody },
    { key: 'GET /api/auth/me', steps: [me] },
    { key: 'POST /api/auth/leave-everywhere', steps: [leaveEverywhere] },
    { key: 'POST /api/auth/password', steps: [smallJson, changePassword], body: passwordBody },
  ];
}

type Entrance = {
  vault: Far<Pick<Vault, 'enterAccount' | 'closeSession'>>;
  now: () => number;
};

/** Opens a session for somebody whose password fitted, and sets both cookies. Returns the role. */
export const createEntrance =
  ({ vault, now }: Entrance) =>
  async (request: Request, response: Response, account: AccountFound) => {
    const entered = await vault.enterAccount({
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

function accountOf(response: Response): string {
  const { account, role } = whoOf(response);
  if (account !== undefined) return account;
  throw new Problem('accounts-only', `expected somebody who signed in to an account, got a token of the role ${role}`);
}
