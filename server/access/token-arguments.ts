// What the token command was asked for, or everything that is wrong with it.
import { parseArgs } from 'node:util';
import { isRole, roles } from '../../shared/role.ts';
import { namePattern, type NewToken } from './vault-tokens.ts';

const known = ['role', 'name', 'county', 'days'] as const;
const MOST_DAYS = 3_650;

export type Asked = Omit<NewToken, 'now'>;

/** One sentence per problem: what was expected, what came. `counties` is asked only when a county was given. */
export async function readTokenArguments(
  args: readonly string[],
  counties: () => Promise<readonly string[]>,
): Promise<Asked | { problems: string[] }> {
  const problems: string[] = [];
  const given = collect(args, problems);
  const { role, name, county, days } = given;

  if (!isRole(role)) problems.push(`--role: expected one of ${roles.join(', ')}, got ${shown(role)}`);
  if (name === undefined || !namePattern.test(name))
    problems.push(
      `--name: expected a-z, 0-9, "_" or "-", at most 32 characters, beginning with a letter or digit, got ${shown(name)}`,
    );
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

type Given = Partial<Record<(typeof known)[number], string>>;

function collect(args: readonly string[], problems: string[]): Given {
  const given: Given = {};
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(known.map((option) => [option, { type: 'string' as const }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    const option = token.kind === 'option' ? known.find((one) => one === token.name) : undefined;
    if (token.kind === 'positional') problems.push(`expected only options, got "${token.value}"`);
    else if (option === undefined) problems.push(`expected --role, --name, --county or --days, got ${token.rawName}`);
    else if (given[option] !== undefined) problems.push(`--${option}: expected once, got it again`);
    else given[option] = token.value ?? '';
  }
  return given;
}

const shown = (value: string | undefined): string => (value === undefined ? 'nothing' : `"${value}"`);
