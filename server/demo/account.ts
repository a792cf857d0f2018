// A supervisor account for the demo. The data folder is thrown away with the demo, and the password with it.
import { randomInt } from 'node:crypto';
import { COMMAND_LINE } from '../vault/names.ts';
import { createPasswords } from '../access/passwords.ts';
import type { Accounts } from '../vault/accounts.ts';
import type { Async } from '../vault/vault.ts';

const NAME = 'demo';

export async function demoAccount(
  vault: Async<Pick<Accounts, 'createAccount'>>,
  now: number,
): Promise<{ name: string; password: string }> {
  const group = (): string => Array.from({ length: 4 }, () => String.fromCharCode(97 + randomInt(26))).join('');
  const password = [group(), group(), group()].join('-');
  const record = await createPasswords().hash(password, { key: NAME, priority: true });
  await vault.createAccount({ name: NAME, role: 'supervisor', password: record, by: COMMAND_LINE, now });
  return { name: NAME, password };
}
