// Random ids, in the pattern of ids.
import { createHash, randomBytes } from 'node:crypto';

/** `s-` and 16 letters (64 bits); without digits, so that no number can be read into it (B8). */
export const randomId = (prefix: string): string => `${prefix}-${letters(randomBytes(8))}`;

/** As `randomId`, but always the same for the same parts. */
export const derivedId = (prefix: string, ...parts: readonly string[]): string =>
  `${prefix}-${letters(createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 8))}`;

const letters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => letter(byte >> 4) + letter(byte & 15)).join('');

const letter = (n: number): string => String.fromCharCode(97 + n);
