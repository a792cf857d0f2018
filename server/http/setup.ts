// The first administrator, made once with the code that the server printed.
import { expectedName, isValidName } from '../vault/names.ts';
import { passwordFault } from '../access/password-rules.ts';
import type { Passwords } from '../access/passwords.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { invalidField } from './body.ts';
import { addressOf, limitAttempts, type Limits } from './limits.ts';
import { createSessionOpener } from './login.ts';
import { Problem } from './problem.ts';
import { sameOriginOnly, type Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<Pick<Vault, 'isSetUp' | 'whyNoSetup' | 'setUp' | 'signIn' | 'closeSession'>>;
  passwords: Passwords;
  /** Names of telephone systems and of our own sources. */
  isSource: (name: string) => boolean;
  now: () => number;
  origin?: string | undefined;
  limits: Limits;
};

export function setupRoutes({ vault, passwords, isSource, now, origin, limits }: Options): readonly Route[] {
  const enter = createSessionOpener({ vault, now });

  const make = serve(
    'POST /api/auth/setup',
    async ({ body: { code, name, password: typed }, request, response }) => {
      // Asked before anything else is told, and again in the transaction that makes the account.
      const refused = await vault.whyNoSetup(code);
      if (refused) throw refused;
      requirePersonName(name, isSource);
      const fault = passwordFault(typed, name);
      if (fault !== undefined) throw invalidField('password', fault);
      const password = await passwords.hash(typed, { key: addressOf(request), priority: true });
      await vault.setUp({ code, name, password, now: now() });
      const role = await enter(request, response, { name, role: 'admin', password });
      return { name, role };
    },
    { before: [sameOriginOnly(origin), limitAttempts(limits)] },
  );
  return [serve('GET /api/auth/setup', async () => ({ done: await vault.isSetUp() })), make];
}

/** Throws when no account may be called so. */
export function requirePersonName(name: string, isSource: (name: string) => boolean): void {
  if (!isValidName(name)) throw invalidField('name', expectedName);
  requireNoSource(name, isSource);
}

/** Throws when the log has the name for another person. */
export function requireNoSource(name: string, isSource: (name: string) => boolean): void {
  if (isSource(name)) throw new Problem('name-taken', 'a telephone system, or the server itself, has this name');
}
