// The SQLite file of a log or ledger, opened by one server alone.
import type { DatabaseSync } from 'node:sqlite';
import { acquireLock } from './lock.ts';
import { ensurePrivateFile } from '../sqlite/private-file.ts';
import { openForReading, openForWriting } from './schema.ts';
import { asOpenError } from '../sqlite/open-errors.ts';

/**
 * The connection that reads, and the unlocking. The schema is brought up here, before the writing thread starts, so that
 * whatever is wrong with the file is thrown at once. Throws FileUnusable.
 */
export function prepareFile(path: string): { reading: DatabaseSync; unlock: () => void } {
  try {
    const unlock = acquireLock(path);
    try {
      ensurePrivateFile(path);
      const writing = openForWriting(path);
      const reading = openForReading(path);
      writing.close();
      return { reading, unlock };
    } catch (error) {
      unlock();
      throw error;
    }
  } catch (error) {
    throw asOpenError(path, error);
  }
}
