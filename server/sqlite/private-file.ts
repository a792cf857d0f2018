// Files that only the server's own user may read.
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes sure that a file exists: 0600, its folder 0700 if it has to be made. SQLite gives its -wal and -shm the same mode.
 * A file that exists is not even opened: closing any descriptor of it would drop the locks that SQLite holds on it in
 * this process (https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
export function ensurePrivateFile(path: string): void {
  ensurePrivateFolder(dirname(path));
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** Makes a folder (0700) and those above it, where they are missing. Node's own `recursive` never returns under /proc. */
export function ensurePrivateFolder(path: string): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) ensurePrivateFolder(above);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process was faster.
    if (!existsSync(path)) throw error;
  }
}
