// `npm run -s account -- --role supervisor --name NAME [--reset [--no-factors]]` adds an account, or gives it another password. It
// is read from standard input: an argument would stand in everybody's list of processes.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { conclude, type CommandResult } from './conclude.ts';
import { readAccountArguments, type AskedAccount } from './account-arguments.ts';
import { openCommandVault, whereVault, type WhereVault } from './open-vault.ts';
import { loadSettings } from '../load-settings.ts';
import { COMMAND_LINE } from '../vault/names.ts';
import { provinceWords } from '../access/context-words.ts';
import { passwordRefusal } from '../access/password-rules.ts';
import { createPasswords } from '../access/passwords.ts';
import { AccountRefused } from '../vault/accounts.ts';
import { loadProfile } from '../profiles/load.ts';
import { provinceNames } from '../profiles/provinces.ts';
import { errorText } from '../error-text.ts';

export type AccountCommand = WhereVault & {
  args: readonly string[];
  now: number;
  /** Asked once the arguments are right; undefined when there is none. */
  password: (name: string) => Promise<string | undefined>;
};

/** Exit 2: bad arguments or a bad password, all of them named; 1: the account could not be made or changed. */
export async function runAccountCommand({ args, now, password, ...where }: AccountCommand): Promise<CommandResult> {
  try {
    const asked = readAccountArguments(args);
    if ('problems' in asked) return refused(asked.problems);
    const typed = (await password(asked.name)) ?? '';
    const refusal = await passwordRefusal(typed, { name: asked.name, words: wordsOf(where) });
    if (refusal) return refused([`password: ${refusal.expected}, as one line on standard input`]);
    const record = await createPasswords().hash(typed, { key: asked.name, priority: true });
    return { exit: 0, stdout: `${await write(where, asked, record, now)}\n`, stderr: '' };
  } catch (error) {
    const isTaken = error instanceof AccountRefused && error.code === 'name-taken';
    const more = isTaken ? ', or add --reset to give that account another password' : '';
    return { exit: 1, stdout: '', stderr: `${errorText(error)}${more}\n` };
  }
}

/** Which province was chosen on the screens stands in the log, which is not read here: the names of all of them count. */
const wordsOf = ({ profile }: WhereVault): string[] => [
  ...provinceNames().flatMap(({ id, name }) => [id, name.fa, name.en]),
  ...(profile === undefined ? [] : provinceWords(loadProfile(profile))),
];

const refused = (problems: readonly string[]): CommandResult => ({
  exit: 2,
  stdout: '',
  stderr: problems.map((said) => `${said}\n`).join(''),
});

/** Rejects with AccountRefused. Resolves with what was done. */
async function write(where: WhereVault, asked: AskedAccount, password: string, now: number): Promise<string> {
  const vault = await openCommandVault(where);
  try {
    const { name, role } = asked;
    if (asked.reset) {
      await vault.changeAccount({ name, role, password, by: COMMAND_LINE, now });
      if (asked.noFactors) await vault.clearFactors({ account: name, by: COMMAND_LINE, now });
      return `${name} has a new password; all its sessions ended`;
    }
    await vault.createAccount({ name, role: asked.role, password, by: COMMAND_LINE, now });
    return `${name} may sign in as ${role}`;
  } finally {
    vault.close();
  }
}

/** The first line of standard input; from a terminal it is asked for, and not shown. */
async function readPassword(name: string): Promise<string | undefined> {
  const { stdin: input, stderr } = process;
  if (!input.isTTY) {
    for await (const line of createInterface({ input })) return line;
    return undefined;
  }
  stderr.write(`Password of ${name} (10 to 200 characters, not shown): `);
  const dark = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: dark, terminal: true });
  const given = new AbortController();
  lines.once('SIGINT', () => given.abort(new Error('nothing was changed')));
  try {
    return await lines.question('', { signal: given.signal });
  } finally {
    lines.close();
    stderr.write('\n');
  }
}

if (import.meta.main) {
  loadSettings();
  conclude(
    await runAccountCommand({
      ...whereVault(process.env),
      args: process.argv.slice(2),
      now: Date.now(),
      password: readPassword,
    }),
  );
}
