// A password as somebody who guesses sees it: without capitals, signs, and the keyboard that typed it.
import { normalizedPassword } from '../../shared/account-rules.ts';

const DIGIT = /^\p{Nd}$/u;

/** Capitals, digits of every script, Arabic forms of Persian letters and characters that nobody sees make no difference. */
export const folded = (text: string): string =>
  normalizedPassword(text)
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replace(/\p{Nd}/gu, latinDigit);

/** Of a folded text what is left without blanks and signs. */
export const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

/** The shortest part that a text repeats from its beginning to its end; the whole text when it repeats none. */
export function repeatedPart(text: string): string {
  const signs = [...text];
  for (let length = 1; length <= signs.length / 2; length++)
    if (signs.every((sign, at) => at < length || sign === signs[at - length])) return signs.slice(0, length).join('');
  return text;
}

/** Unicode has the digits of a script from nought to nine in one run; some runs follow each other without a gap. */
function latinDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}
