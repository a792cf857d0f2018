// Accounts as administrators see them: who may sign in, and as what.
import { passwordFault } from '../access/password-rules.ts';
import type { Passwords } from '../access/passwords.ts';
import { AccountRefused } from '../vault/accounts.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { invalidField } from './body.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';
import { requirePersonName } from './setup.ts';

type Options = {
  vault: Async<Pick<Vault, 'listAccounts' | 'createAccount' | 'findAccount' | 'changeAccount' | 'revokeAccount'>>;
  passwords: Passwords;
  isSource: (name: string) => boolean;
  now: () => number;
};

export function accountRoutes({ vault, passwords, isSource, now }: Options): readonly Route[] {
  const hashed = (password: string, name: string, field: string, by: string): Promise<string> => {
    const fault = passwordFault(password, name);
    if (fault !== undefined) throw invalidField(field, fault);
    return passwords.hash(password, { key: by, priority: true });
  };

  return [
    serve('GET /api/accounts', async () => {
      const accounts = await vault.listAccounts();
      return {
        accounts: accounts.map(({ enteredAt, ...account }) => ({
          ...account,
          ...(enteredAt !== undefined && { lastEnteredAt: enteredAt }),
        })),
      };
    }),

    serve('POST /api/accounts', async ({ body: { name, role, password: typed }, who }) => {
      requirePersonName(name, isSource);
      const password = await hashed(typed, name, 'password', who.name);
      await vault.createAccount({ name, role, password, by: who.name, now: now() });
      return { name, role };
    }),

    serve('PATCH /api/accounts/:name', async ({ params: { name }, body, who }) => {
      if (body.role === undefined && body.password === undefined)
        throw invalidField('role', 'expected it, or password');
      const account = await vault.findAccount(name);
      if (!account) throw new AccountRefused('unknown', 'there is no account of this name');
      const password =
        body.password === undefined ? undefined : await hashed(body.password, name, 'password', who.name);
      await vault.changeAccount({ name, role: body.role, password, by: who.name, now: now() });
      return { name, role: body.role ?? account.role };
    }),

    serve('DELETE /api/accounts/:name', async ({ params: { name }, who }) => {
      await vault.revokeAccount({ name, by: who.name, now: now() });
      return undefined;
    }),
  ];
}
