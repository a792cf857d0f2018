// The first administrator, made once with the code that the server printed.
import { expectedName, isValidName } from '../vault/names.ts';
import type { Passwords } from '../access/passwords.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { invalidField } from './body.ts';
import { requireFitPassword } from './chosen-password.ts';
import { addressOf, limitAttempts, type Limits } from './limits.ts';
import type { SessionOpener } from './open-session.ts';
import { Problem } from './problem.ts';
import { sameOriginOnly, type Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<Pick<Vault, 'isSetUp' | 'whyNoSetup' | 'setUp'>>;
  passwords: Passwords;
  enter: SessionOpener;
  /** Names of telephone systems and of our own sources. */
  isSource: (name: string) => boolean;
  /** Of the province; no password is made of them. */
  provinceWords: readonly string[];
  now: () => number;
  origin?: string | undefined;
  limits: Limits;
};

export function setupRoutes(options: Options): readonly Route[] {
  const { vault, passwords, enter, isSource, provinceWords: words, now, origin, limits } = options;

  const make = serve(
    'POST /api/auth/setup',
    async ({ body: { code, name, password: typed }, request, response }) => {
      // Checked before anything is revealed, and again in the transaction that makes the account.
      const refused = await vault.whyNoSetup(code, now());
      if (refused) throw refused;
      requirePersonName(name, isSource);
      await requireFitPassword(typed, { name, words }, 'password');
      const password = await passwords.hash(typed, { key: addressOf(request), priority: true });
      await vault.setUp({ code, name, password, now: now() });
      return enter(request, response, { name, role: 'admin', password }, undefined);
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
