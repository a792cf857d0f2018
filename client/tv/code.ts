// A pairing code as people read it out and type it in.
export const CODE_LENGTH = 6;

/** ABC and DEF of ABCDEF: two short groups are remembered on the way from the screen to the phone. */
export const formatCode = (code: string): [string, string] => [code.slice(0, 3), code.slice(3)];

const digits = '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩';

/** What was meant by what was typed: small letters, Persian digits, spaces and dashes are all the same code. */
export const parseCode = (typed: string): string =>
  [...typed]
    .map((letter) => (digits.includes(letter) ? String(digits.indexOf(letter) % 10) : letter.toUpperCase()))
    .filter((letter) => /[A-Z0-9]/.test(letter))
    .join('')
    .slice(0, CODE_LENGTH);
