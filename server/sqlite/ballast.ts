// Room that is kept free on the disk for what must be possible when it is full: a file that is given up then.
import { rmSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Some dozens of writes of the vault with its write-ahead log. */
const BYTES = 2 * 1024 * 1024;
/** While there is less the log needs it more. */
const LEAST_FREE = 16 * BYTES;
const AGAIN_MS = 5_000;

export type Ballast = { giveUp: () => void; stop: () => void };

/** Fills the file soon, and again when there is room after it was given up. */
export function createBallast(path: string, againMs = AGAIN_MS): Ballast {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const later = (): void => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void fill(), againMs).unref();
  };
  const fill = async (): Promise<void> => {
    try {
      const { bavail, bsize } = await statfs(dirname(path));
      if (bavail * bsize < LEAST_FREE) return later();
      await writeFile(path, Buffer.alloc(BYTES), { mode: 0o600, flush: true });
    } catch {
      // Full or not to be written: the room that a part of it holds is needed elsewhere.
      await rm(path, { force: true }).catch(() => {});
      later();
    }
  };
  later();

  return {
    giveUp: () => {
      try {
        rmSync(path, { force: true });
      } catch {
        // A disk that takes no change gives no room either.
      }
      later();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
