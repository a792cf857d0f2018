// Files as logrotate packs them: what is read plainly, unpacked, or not at all.
import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

/** How a packed file begins, in hexadecimal. */
const beginnings: Readonly<Record<string, 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'zip'>> = {
  '1f8b': 'gzip',
  '28b52ffd': 'zstd',
  fd377a585a00: 'xz',
  '425a68': 'bzip2',
  '504b0304': 'zip',
};

/** Enough of a file's beginning to know how it is packed. */
export const PACKED_BYTES = 6;

export class CannotUnpack extends Error {}

/** What unpacks a file of that name that begins so; undefined where it is plain. Throws CannotUnpack for a packing that is not read. */
export function createUnpacker(begin: Uint8Array, name: string): Transform | undefined {
  const hex = Buffer.from(begin).toString('hex');
  const [, packing] = Object.entries(beginnings).find(([beginning]) => hex.startsWith(beginning)) ?? [];
  const named = name.endsWith('.gz') ? 'gzip' : name.endsWith('.zst') ? 'zstd' : undefined;
  switch (packing ?? (begin.length > 0 ? named : undefined)) {
    case undefined:
      return undefined;
    case 'gzip':
      return createGunzip();
    case 'zstd':
      return createZstdDecompress();
    default:
      throw new CannotUnpack(`expected plain text, gzip or zstd, got ${packing}: unpack it first`);
  }
}
