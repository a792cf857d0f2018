// Names that must not be read back from what stands for them: there are so few telephone numbers that every plain hash of
// one can be tried out, so the hash takes a key of the vault.
import { createHmac } from 'node:crypto';

/** The vault's key for it. */
export const NAMES_KEY = 'names';

/** 16 letters (64 bits) for a text, the same wherever the key is the same; without digits, so that no number can be read into them. */
export const keyedBy =
  (key: string) =>
  (text: string): string =>
    Array.from(createHmac('sha256', key).update(text).digest().subarray(0, 8), (byte) =>
      String.fromCharCode(97 + (byte >> 4), 97 + (byte & 15)),
    ).join('');
