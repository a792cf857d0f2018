// An account for every role of the demo, with one password. The data folder is thrown away with the demo, and they with it.
import { randomInt } from 'node:crypto';
import { accountRoles, type AccountRole } from '../../shared/role.ts';
import { createPasswords } from '../access/passwords.ts';
import type { Accounts } from '../vault/accounts.ts';
import { COMMAND_LINE } from '../vault/names.ts';
import type { Async } from '../vault/vault.ts';

/** Each account is named as its role. What the terminal says of it. */
const purposes: Record<AccountRole, string> = {
  admin: 'everything: accounts, names, screens, the activity list',
  supervisor: 'calls, sessions, limits, months, screens',
  deputy: 'reads: sessions, months, alerts',
  clerk: 'registers contacts and follows cases up',
};

export type DemoAccounts = { password: string; accounts: { name: AccountRole; purpose: string }[] };

export async function demoAccounts(vault: Async<Pick<Accounts, 'createAccount'>>, now: number): Promise<DemoAccounts> {
  const group = (): string => Array.from({ length: 4 }, () => String.fromCharCode(97 + randomInt(26))).join('');
  const password = [group(), group(), group()].join('-');
  const passwords = createPasswords();
  for (const role of accountRoles) {
    const record = await passwords.hash(password, { key: role, priority: true });
    await vault.createAccount({ name: role, role, password: record, by: COMMAND_LINE, now });
  }
  const shown = ['admin', 'supervisor', 'deputy', 'clerk'] as const satisfies readonly AccountRole[];
  return { password, accounts: shown.map((name) => ({ name, purpose: purposes[name] })) };
}
