// Where the index of contacts is: beside the log, never in a backup, and free to be deleted while no server runs.
import { rmSync } from 'node:fs';
import path from 'node:path';

export const contactIndexFile = (dataDir: string): string => path.join(dataDir, 'contacts.sqlite');

export function removeContactIndex(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
}
