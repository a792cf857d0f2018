// B5: what a SQLite file must promise before anything in it is acknowledged.
import type { DatabaseSync } from 'node:sqlite';
import { FileUnusable } from './open-errors.ts';

/** B5: in WAL with synchronous=FULL (2) a commit returns after its fsync; https://www.sqlite.org/pragma.html#pragma_synchronous */
export function assertDurable(db: DatabaseSync, path: string): void {
  const mode = db.prepare('pragma journal_mode').get()?.['journal_mode'];
  const synchronous = db.prepare('pragma synchronous').get()?.['synchronous'];
  if (mode === 'wal' && synchronous === 2) return;
  throw new FileUnusable(
    'not-durable',
    `expected journal_mode wal and synchronous 2 (full) on ${path}, got ${mode} and ${synchronous}: ` +
      'put DATA_DIR on a local disk (WAL does not work on network file systems)',
  );
}
