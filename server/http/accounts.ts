// Accounts as administrators see them: who may sign in, and as what.
import type { Passwords } from '../access/passwords.ts';
import { kindOfDirectory } from '../directory/kind.ts';
import { AccountRefused } from '../vault/accounts.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { invalidField } from './body.ts';
import { requireFitPassword } from './chosen-password.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';
import { requirePersonName } from './setup.ts';

type Options = {
  vault: Async<
    Pick<Vault, 'listAccounts' | 'fullNames' | 'createAccount' | 'findAccount' | 'changeAccount' | 'revokeAccount'>
  >;
  passwords: Passwords;
  isSource: (name: string) => boolean;
  /** Of the province; no password is made of them. */
  provinceWords: readonly string[];
  now: () => number;
};

/** The account that an address names, in whatever case. */
export const accountIn = ({ name }: { name: string }): string => name.toLowerCase();

export function accountRoutes({ vault, passwords, isSource, provinceWords: words, now }: Options): readonly Route[] {
  const hashed = async (password: string, name: string, by: string): Promise<string> => {
    await requireFitPassword(password, { name, words }, 'password');
    return passwords.hash(password, { key: by, priority: true });
  };

  return [
    serve('GET /api/accounts', async () => {
      const accounts = await vault.listAccounts();
      return {
        accounts: accounts.map(({ enteredAt, directory, ...account }) => ({
          ...account,
          ...(directory !== undefined && { directory: kindOfDirectory(directory) }),
          ...(enteredAt !== undefined && { lastEnteredAt: enteredAt }),
        })),
      };
    }),

    serve('GET /api/people', async () => {
      const named = await vault.fullNames();
      return { people: Object.fromEntries(named.map(({ name, fullName }) => [name, fullName])) };
    }),

    serve('POST /api/accounts', async ({ body: { name, role, password: typed, fullName }, who }) => {
      requirePersonName(name, isSource);
      const password = await hashed(typed, name, who.name);
      await vault.createAccount({ name, role, password, fullName, by: who.name, now: now() });
      return { name, role, ...(fullName !== undefined && { fullName }) };
    }),

    serve('PATCH /api/accounts/:name', async ({ params, body, who }) => {
      const name = accountIn(params);
      if (body.role === undefined && body.password === undefined && body.fullName === undefined)
        throw invalidField('role', 'expected it, or password, or fullName');
      if (body.password !== undefined && name === who.account)
        throw new Problem('own-account', 'one’s own password is changed under /account, with the old one');
      const account = await vault.findAccount(name);
      if (!account) throw new AccountRefused('unknown', 'there is no account of this name');
      const password = body.password === undefined ? undefined : await hashed(body.password, name, who.name);
      const { role = account.role, fullName } = body;
      await vault.changeAccount({ name, role: body.role, password, fullName, by: who.name, now: now() });
      const called = fullName === undefined ? account.fullName : (fullName ?? undefined);
      return { name, role, ...(called !== undefined && { fullName: called }) };
    }),

    serve('DELETE /api/accounts/:name', async ({ params, who }) => {
      await vault.revokeAccount({ name: accountIn(params), by: who.name, now: now() });
      return undefined;
    }),
  ];
}
