// When the data folder was last saved: a file beside the log, because a backup is made by another process, which must not write
// into the log of a running server.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const fileIn = (dataDir: string): string => path.join(dataDir, 'last-backup');

/** A backup is good also where this cannot be written. */
export function noteBackup(dataDir: string): void {
  try {
    writeFileSync(fileIn(dataDir), `${new Date().toISOString()}\n`, { mode: 0o644 });
  } catch {
    // A read-only data folder, or a full disk.
  }
}

export function hasBackup(dataDir: string): boolean {
  try {
    return !Number.isNaN(Date.parse(readFileSync(fileIn(dataDir), 'utf8').trim()));
  } catch {
    return false; // None was made, or the folder belongs to somebody else.
  }
}
