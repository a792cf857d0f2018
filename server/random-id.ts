// Ids that nobody else chose, in the pattern of ids.
import { randomBytes } from 'node:crypto';

/** `s-` and 16 letters (64 bits); without digits, so that no number can be read into it (B8). */
export const randomId = (prefix: string): string =>
  `${prefix}-${Array.from(randomBytes(8), (byte) => letter(byte >> 4) + letter(byte & 15)).join('')}`;

const letter = (n: number): string => String.fromCharCode(97 + n);
