// Root runs commands in the folder of a service, whose user could not open what root has made there: systemd looks at the owner of
// the folder alone.
import { closeSync, constants, fchownSync, fstatSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files of root in a folder of somebody else become theirs. */
export function handOver(folder: string): void {
  const owner = process.getuid?.() === 0 ? statSync(folder, { throwIfNoEntry: false }) : undefined;
  if (!owner?.isDirectory() || owner.uid === 0) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = openOwn(join(folder, entry.name));
    if (file === undefined) continue;
    try {
      const { uid, nlink } = fstatSync(file);
      // A file with two names may be one of root's that its owner has linked here.
      if (uid === 0 && nlink === 1) fchownSync(file, owner.uid, owner.gid);
    } finally {
      closeSync(file);
    }
  }
}

/** The file itself, whatever its name leads to a moment later; undefined where it is none any more. */
function openOwn(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}
