// `npm run -s token -- --role display --name lobby [--county sari] [--days 30]` prints one token and nothing else.
import { conclude, type CommandResult } from './conclude.ts';
import { openCommandVault, whereVault, type WhereVault } from './open-vault.ts';
import { loadSettings } from '../load-settings.ts';
import { COMMAND_LINE } from '../vault/names.ts';
import { readTokenArguments } from './token-arguments.ts';
import { errorText } from '../error-text.ts';

export type TokenCommand = WhereVault & {
  args: readonly string[];
  now: number;
  /** Ids of the counties of the profile in force; asked only when a county was given. */
  counties: () => Promise<readonly string[]>;
};

/** Adds a token to the vault. Exit 2: bad arguments, all of them named; 1: the token could not be made. */
export async function runTokenCommand({ args, now, counties, ...where }: TokenCommand): Promise<CommandResult> {
  try {
    const asked = await readTokenArguments(args, counties);
    if ('problems' in asked) return { exit: 2, stdout: '', stderr: asked.problems.map((said) => `${said}\n`).join('') };
    const vault = await openCommandVault(where);
    try {
      const { plain } = await vault.createToken({ ...asked, by: COMMAND_LINE, now });
      return { exit: 0, stdout: `${plain}\n`, stderr: '' };
    } finally {
      vault.close();
    }
  } catch (error) {
    return { exit: 1, stdout: '', stderr: `${errorText(error)}\n` };
  }
}

if (import.meta.main) {
  loadSettings();
  const where = whereVault(process.env);
  conclude(
    await runTokenCommand({
      ...where,
      args: process.argv.slice(2),
      now: Date.now(),
      counties: async () => {
        const { loadProfile } = await import('../profiles/load.ts');
        const { provinceChosenIn } = await import('./chosen-province.ts');
        const named = process.env['PROFILE']?.trim() || provinceChosenIn(where);
        return Object.keys(loadProfile(named ?? 'mazandaran').counties);
      },
    }),
  );
}
