// The account of a person whom a directory knows, as the directory has them now.
import { nameSchema } from '../../shared/event-fields.ts';
import type { AccountRole } from '../../shared/role.ts';
import type { AccountFound } from '../vault/accounts.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { accountNames, shownName } from './login-name.ts';
import { NotLetIn } from './outcome.ts';

type Options = {
  vault: Async<Pick<Vault, 'takeFromDirectory'>>;
  /** Whether a telephone system or the server itself is a source of this name. */
  isSource: (name: string) => boolean;
  now: () => number;
};
export type Known = {
  directory: string;
  subject: string;
  login: string;
  fullName: string | undefined;
  role: AccountRole | undefined;
};
export type AccountOf = (person: Known) => Promise<AccountFound>;

/** Throws NotLetIn for somebody without a role. */
export const createAccountOf =
  ({ vault, isSource, now }: Options): AccountOf =>
  async ({ directory, subject, login, fullName, role }) => {
    if (role === undefined) throw new NotLetIn('no-role', 'no group of this person gives a role here');
    return vault.takeFromDirectory({
      directory,
      subject,
      names: accountNames(login, `${directory} ${subject}`).filter((name) => !isSource(name)),
      role,
      fullName: shownName(fullName, (name) => nameSchema.safeParse(name).success),
      now: now(),
    });
  };
