// Backups that only the holder of a key can read, in the format of age (https://age-encryption.org), whose own tool opens them
// too. The server holds the public part alone: what it writes at night it cannot read itself.
import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { FileUnusable } from '../sqlite/open-errors.ts';
import { errorText } from '../error-text.ts';

export const SEALED = '.age';
const HEAD = 'age-encryption.org/v1\n';

/** By its first bytes, whatever it is called. */
export function isSealed(file: string): boolean {
  const head = Buffer.alloc(HEAD.length);
  let opened: number | undefined;
  try {
    opened = openSync(file, 'r');
    readSync(opened, head);
  } catch {
    return false; // Restoring it reports what is wrong with it.
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
  return head.toString('latin1') === HEAD;
}

/** Undefined when it is a public key that backups can be sealed to. */
export async function faultOfRecipient(recipient: string): Promise<string | undefined> {
  // It is not repeated: somebody may give the secret part.
  const expected = 'expected a public key of age such as age1…, or several separated by commas';
  if (recipient.startsWith('AGE-SECRET-KEY')) return `${expected}, got a secret one`;
  const { Encrypter } = await import('age-encryption');
  try {
    new Encrypter().addRecipient(recipient);
    return undefined;
  } catch {
    return expected;
  }
}

/** Makes `into` (0600), which any of the recipients can open. */
export async function seal(file: string, into: string, recipients: readonly string[]): Promise<void> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  await copyThrough(file, into, (plain) => encrypter.encrypt(plain));
}

/** Makes `into` (0600). `identity`: the file with the secret key. Rejects with FileUnusable. */
export async function unseal(file: string, into: string, identity: string): Promise<void> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  const keys = readIdentities(identity);
  try {
    for (const key of keys) decrypter.addIdentity(key);
    await copyThrough(file, into, (sealed) => decrypter.decrypt(sealed));
  } catch (cause) {
    throw new FileUnusable('corrupt', `${file} cannot be opened with the key in ${identity}: ${errorText(cause)}`);
  }
}

/** Writes a new key pair into a file (0600) that is not there yet; returns the public part. */
export async function writeNewKey(file: string): Promise<string> {
  // Not the hybrid kind: the age of today's Debian does not know it.
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  writeFileSync(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return recipient;
}

function readIdentities(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const keys = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (keys.length > 0) return keys;
  throw new FileUnusable('unopened', `expected a secret key of age in ${file}, such as AGE-SECRET-KEY-1…`);
}

type Bytes = ReadableStream<Uint8Array>;
/** Piece by piece: a backup may be larger than the memory. */
async function copyThrough(from: string, to: string, turn: (bytes: Bytes) => Promise<Bytes>): Promise<void> {
  const read = Readable.toWeb(createReadStream(from)) as unknown as Bytes;
  const turned = (await turn(read)) as unknown as WebStream<Uint8Array>;
  await pipeline(Readable.fromWeb(turned), createWriteStream(to, { mode: 0o600, flags: 'wx', flush: true }));
}
