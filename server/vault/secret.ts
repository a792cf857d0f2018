// Secrets of the vault: made here, shown once, kept only as hashes.
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** The prefix shows what a string is, to people and to scanners for leaked secrets. */
const prefixes = {
  token: 'w111_',
  session: 's111_',
  code: 'c111_',
  display: 'd111_',
  offer: 'o111_',
  device: 'k111_',
  feed: 'f111_',
} as const;
const bytes = { token: 32, session: 32, code: 16, display: 32, offer: 32, device: 32, feed: 32 } as const;
export type SecretKind = keyof typeof prefixes;

/** 256 random bits, of a one-use code 128; in base64url. */
export const newSecret = (kind: SecretKind): string => prefixes[kind] + randomBytes(bytes[kind]).toString('base64url');

/** Whether a cookie's secret is a paired display's, by its beginning. */
export const isDisplaySecret = (plain: string): boolean => plain.startsWith(prefixes.display);

/**
 * SHA-256, without a salt or a slow hash: those protect passwords that people choose, by making guesses expensive. 128 random
 * bits cannot be guessed, and a slow hash on every request would only help a client that wants to keep the server busy.
 */
export const hashOf = (plain: string): Buffer => createHash('sha256').update(plain).digest();

/** `t-` and 16 letters (64 bits), in the pattern of ids; without digits, so that no number can be read into it (B8). */
export const newTokenId = (): string => `t-${randomLetters(8)}`;
export const newRecipientId = (): string => `r-${randomLetters(8)}`;
export const newFeedId = (): string => `f-${randomLetters(8)}`;
export const newDisplayId = (): string => `d-${randomLetters(8)}`;
/** 128 bits: the id of an event in the log, the same however often it is sent. */
export const newEventId = (): string => randomLetters(16);

/** Without what looks alike across a room: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const CODE_LETTERS = 'ACDEFGHJKMNPQRTVWXY34679';
/** Six characters that a person reads off a TV, of 191 million. */
export const newPairingCode = (): string => codeLetters(6);

/** Five groups of five: 114 bits, so that a plain hash suffices. */
export const newRecoveryCode = (): string => Array.from({ length: 5 }, () => codeLetters(5)).join('-');

const codeLetters = (count: number): string =>
  Array.from({ length: count }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');

/** What a session is called in lists, from its hash: `s-` and 16 letters (64 bits). */
export const sessionIdOf = (hash: Uint8Array): string => `s-${asLetters(hash.subarray(0, 8))}`;

const randomLetters = (count: number): string => asLetters(randomBytes(count));
const asLetters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => letter(byte >> 4) + letter(byte & 15)).join('');
const letter = (n: number): string => String.fromCharCode(97 + n);
