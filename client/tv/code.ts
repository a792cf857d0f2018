// A pairing code as people read it out and type it in.
import { latinDigits } from '../../shared/digits.ts';

export const CODE_LENGTH = 6;

/** ABC and DEF of ABCDEF: two short groups are remembered on the way from the screen to the phone. */
export const formatCode = (code: string): [string, string] => [code.slice(0, 3), code.slice(3)];

/** What was meant by what was typed: small letters, Persian digits, spaces and dashes are all the same code. */
export const parseCode = (typed: string): string =>
  latinDigits(typed)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, CODE_LENGTH);
