// The options of a command: which were given, and a sentence for everything that is not one.
import { parseArgs } from 'node:util';

/** `texts` take a value, `flags` none. Adds to `problems`: what was expected, what came. */
export function readOptions<Text extends string, Flag extends string = never>(
  args: readonly string[],
  known: { texts: readonly Text[]; flags?: readonly Flag[] },
  problems: string[],
): { texts: Partial<Record<Text, string>>; flags: ReadonlySet<Flag> } {
  const { texts: textNames, flags: flagNames = [] } = known;
  const texts: Partial<Record<Text, string>> = {};
  const flags = new Set<Flag>();
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(textNames.map((name) => [name, { type: 'string' as const }])),
      ...Object.fromEntries(flagNames.map((name) => [name, { type: 'boolean' as const }])),
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      problems.push(`expected only options, got "${token.value}"`);
      continue;
    }
    const text = textNames.find((name) => name === token.name);
    const flag = flagNames.find((name) => name === token.name);
    const again = (text !== undefined && texts[text] !== undefined) || (flag !== undefined && flags.has(flag));
    if (again) problems.push(`--${token.name}: expected once, got it again`);
    else if (text !== undefined) texts[text] = token.value ?? '';
    else if (flag === undefined)
      problems.push(`expected ${listed([...textNames, ...flagNames])}, got ${token.rawName}`);
    else if (token.value === undefined) flags.add(flag);
    else problems.push(`--${flag}: expected no value, got "${token.value}"`);
  }
  return { texts, flags };
}

export const shown = (value: string | undefined): string => (value === undefined ? 'nothing' : `"${value}"`);

const listed = (names: readonly string[]): string =>
  `${names
    .slice(0, -1)
    .map((name) => `--${name}`)
    .join(', ')} or --${names.at(-1)}`;
