// A file that is deleted or replaced while it is open: what is written into it then is gone at its closing, and SQLite does
// not notice.
import { statSync } from 'node:fs';

/** The message names the file and what to do. */
export class FileGone extends Error {
  constructor(path: string) {
    super(
      `${path} was deleted or replaced while the server runs: put the same file back, or stop the server and restore a backup`,
    );
  }
}

export type Identity = { dev: number; ino: number } | undefined;
export type InPlace = {
  /** Throws FileGone unless the path still leads to the file of the beginning. */
  assert: () => void;
  identity: Identity;
};

export function identityOf(path: string): Identity {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && { dev: found.dev, ino: found.ino };
}

const isSame = (a: Identity, b: Identity): boolean => a?.dev === b?.dev && a?.ino === b?.ino;

/**
 * Watches an open SQLite file in WAL mode, and its `-wal` from when it is first seen: acknowledged transactions may be in
 * that one alone. `identity`: which file it has to be, where another part opened it.
 */
export function inPlace(path: string, identity: Identity = identityOf(path)): InPlace {
  const wal = `${path}-wal`;
  let ofWal: Identity;
  return {
    identity,
    assert() {
      if (identity === undefined || !isSame(identityOf(path), identity)) throw new FileGone(path);
      const now = identityOf(wal);
      ofWal ??= now;
      if (ofWal !== undefined && !isSame(now, ofWal)) throw new FileGone(wal);
    },
  };
}
