// What the account command was asked for, or everything that is wrong with it.
import { accountRoles, isAccountRole, type AccountRole } from '../../shared/role.ts';
import { readOptions, shown } from './options.ts';
import { expectedName, isValidName, isOwnSource } from '../vault/names.ts';

/**
 * `reset`: the account is there, and gets another password; its role stays when none is given. `noFactors`: its second factors
 * go.
 */
export type AskedAccount = { name: string } & (
  { reset: false; role: AccountRole } | { reset: true; role: AccountRole | undefined; noFactors: boolean }
);

/** One sentence per problem: what was expected, what came. */
export function readAccountArguments(args: readonly string[]): AskedAccount | { problems: string[] } {
  const problems: string[] = [];
  const { texts, flags } = readOptions(args, { texts: ['role', 'name'], flags: ['reset', 'no-factors'] }, problems);
  const { role } = texts;
  const name = texts.name?.trim().toLowerCase();
  const reset = flags.has('reset');

  if (!(isAccountRole(role) || (reset && role === undefined)))
    problems.push(`--role: expected one of ${accountRoles.join(', ')}, got ${shown(role)}`);
  if (name === undefined || !isValidName(name) || isOwnSource(name))
    problems.push(`--name: ${expectedName}, got ${shown(name)}`);

  const noFactors = flags.has('no-factors');
  if (noFactors && !reset) problems.push('--no-factors: expected --reset beside it');

  if (problems.length > 0 || name === undefined) return { problems };
  if (reset) return { name, reset, role: isAccountRole(role) ? role : undefined, noFactors };
  return isAccountRole(role) ? { name, reset, role } : { problems };
}
