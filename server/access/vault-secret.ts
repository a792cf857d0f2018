// Secrets of the vault: made here, shown once, kept only as hashes.
import { createHash, randomBytes } from 'node:crypto';

/** The beginning says what a string is, to people and to scanners that look for leaked secrets. */
const prefixes = { token: 'w111_', session: 's111_', code: 'c111_' } as const;
const bytes = { token: 32, session: 32, code: 16 } as const;
export type SecretKind = keyof typeof prefixes;

/** A token or session has 256 random bits, a one-use code 128; in base64url. */
export const newSecret = (kind: SecretKind): string => prefixes[kind] + randomBytes(bytes[kind]).toString('base64url');

/**
 * SHA-256, and neither salt nor a slow hash: those protect what people choose, by making guesses dear. Nobody guesses 128
 * random bits, and a slow hash on every request would only help whoever wants to keep the server busy.
 */
export const hashOf = (plain: string): Buffer => createHash('sha256').update(plain).digest();

/** `t-` and 16 letters (64 bits), in the pattern of ids; without digits, so that no number can be read into it (B8). */
export const newTokenId = (): string =>
  `t-${Array.from(randomBytes(8), (byte) => letter(byte >> 4) + letter(byte & 15)).join('')}`;

const letter = (n: number): string => String.fromCharCode(97 + n);
