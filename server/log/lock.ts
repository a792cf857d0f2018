// One server per log file: positions have one giver, and so have the board's folds of them.
import { DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { ensurePrivateFile } from '../sqlite/private-file.ts';
import { FileUnusable, isBusy } from '../sqlite/open-errors.ts';

/**
 * Holds a write lock on `<path>.lock` until the returned function is called or the process ends, however it ends: the lock is
 * the kernel's. It is on a separate file so that backups and readers can still open the log. Throws FileUnusable `in-use`
 * when another server holds it.
 */
export function acquireLock(path: string): () => void {
  const lock = `${path}.lock`;
  ensurePrivateFile(lock);
  const db = new DatabaseSync(lock, { timeout: 0 });
  try {
    db.exec('begin immediate');
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw error;
    throw new FileUnusable(
      'in-use',
      `another server already runs on DATA_DIR ${dirname(path)}: stop it first, or give this one a DATA_DIR of its own`,
      error,
    );
  }
  return () => db.close();
}
