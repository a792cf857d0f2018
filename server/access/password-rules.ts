// What a password must be: long, and none that is guessed first. Rules about signs only make people write it down.
import { LONGEST_PASSWORD, passwordLength, SHORTEST_PASSWORD, type PasswordFault } from '../../shared/account-rules.ts';
import { isListed } from './common-passwords.ts';
import { isMostlyContext } from './context-words.ts';
import { folded, lettersOf, repeatedPart } from './folded-password.ts';

/** A part of so few characters, however often it is repeated, is guessed at once. */
const LONGEST_TRIVIAL_PART = 4;

/** `words`: of the province, see provinceWords. */
export type PasswordContext = { name: string; words: readonly string[] };
/** `expected`: what was expected instead. Never repeats the password. */
export type PasswordRefusal = { fault: PasswordFault; expected: string };

/** Why this password will not do; undefined when it will. Asked only when one is chosen: those that are set stay valid. */
export async function passwordRefusal(
  password: string,
  { name, words }: PasswordContext,
): Promise<PasswordRefusal | undefined> {
  const length = passwordLength(password);
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    const expected = `expected ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters, got ${length}`;
    return { fault: 'length', expected };
  }
  const text = folded(password);
  if (isMostlyContext(text, [name, ...words])) {
    const expected = 'expected something other than mostly the user name, the province or the name of this system';
    return { fault: 'context', expected };
  }
  if (await isCommon(text))
    return { fault: 'common', expected: 'expected a password that is not among the most common ones' };
  return undefined;
}

async function isCommon(text: string): Promise<boolean> {
  const part = repeatedPart(text);
  if ([...part].length <= LONGEST_TRIVIAL_PART || isSequence(text)) return true;
  const letters = lettersOf(text);
  // A common word with some digits or signs around it; with many it is no longer the main part.
  const cores = [text, letters].map(withoutEdges).filter((core) => core !== '' && core.length * 2 >= letters.length);
  return isListed([text, part, letters, repeatedPart(letters), ...cores]);
}

const withoutEdges = (text: string): string => text.replace(/^\P{L}+|\P{L}+$/gu, '');

/** Such as `0123456789` or `jihgfedcba`. */
function isSequence(text: string): boolean {
  const codes = Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
