// What the token command was asked for, or everything that is wrong with it.
import { isRole, roles } from '../../shared/role.ts';
import { readOptions, shown } from './options.ts';
import { expectedName, isValidName, isOwnSource } from '../vault/names.ts';
import { MOST_DAYS } from '../vault/limits.ts';
import type { NewToken } from '../vault/tokens.ts';

export type Asked = Omit<NewToken, 'now'>;

/** One sentence per problem: what was expected, what came. `counties` is asked only when a county was given. */
export async function readTokenArguments(
  args: readonly string[],
  counties: () => Promise<readonly string[]>,
): Promise<Asked | { problems: string[] }> {
  const problems: string[] = [];
  const { role, name, county, days } = readOptions(args, { texts: ['role', 'name', 'county', 'days'] }, problems).texts;

  if (!isRole(role)) problems.push(`--role: expected one of ${roles.join(', ')}, got ${shown(role)}`);
  if (name === undefined || !isValidName(name) || isOwnSource(name))
    problems.push(`--name: ${expectedName}, got ${shown(name)}`);
  if (days !== undefined && !(/^[1-9]\d*$/.test(days) && Number(days) <= MOST_DAYS))
    problems.push(`--days: expected a whole number from 1 to ${MOST_DAYS}, got ${shown(days)}`);
  if (county !== undefined) {
    const ids = await counties();
    if (!ids.includes(county)) problems.push(`--county: expected one of ${ids.join(', ')}, got ${shown(county)}`);
    // Only a display's view is cut to a county; any other role would read the whole province against all appearance.
    if (isRole(role) && role !== 'display')
      problems.push(`--county: expected only with --role display, got it with --role ${role}`);
  }

  if (problems.length > 0 || !isRole(role) || name === undefined) return { problems };
  return {
    role,
    name,
    ...(county !== undefined && { county }),
    ...(days !== undefined && { days: Number(days) }),
  };
}
