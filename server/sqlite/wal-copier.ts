// SQLite copies a WAL back into its file within the commit that made it long, and waits for the disk: tens of milliseconds in which
// the wall would stand still. For a database that the main thread writes, a thread of its own does it.
import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { errorText } from '../error-text.ts';

/** Beyond this many bytes a WAL is copied; SQLite's own limit is the same. */
const LONG = 4 * 1024 * 1024;
/** Beyond 64 MB SQLite copies by itself: where the thread cannot start, or does not catch up. */
const MOST_PAGES = 16_384;

export type WalCopier = {
  /** To be called with the connection that writes: its commits copy nothing any more, as long as the thread does. */
  begin: (db: DatabaseSync) => void;
  /** To be called after every commit. */
  committed: () => void;
  /** Resolves when the thread has ended. */
  close: () => Promise<void>;
};

/** Its thread starts with the first copy. A copy that fails is made after a later commit; `onError` gets the first failure, and the next after one that succeeded. */
export function createWalCopier(
  path: string,
  onError: (error: unknown) => void,
  start: () => Worker = () => startThread(path),
): WalCopier {
  let thread: Worker | undefined;
  let isCopying = false;
  let isClosed = false;

  /** A full disk fails every copy: one report is enough until one succeeds. */
  let isFailing = false;
  const failed = (cause: unknown): void => {
    if (!isFailing) onError(new Error(`its WAL is not copied: ${errorText(cause)}`, { cause }));
    isFailing = true;
  };
  const started = (): Worker => {
    const worker = start();
    worker.unref();
    worker.on('message', (failure: unknown) => {
      isCopying = false;
      if (failure === undefined) isFailing = false;
      else failed(failure);
    });
    worker.on('error', failed); // It could not open the file, say; the exit follows.
    worker.on('exit', () => {
      thread = undefined;
      isCopying = false;
    });
    return worker;
  };
  const isLong = (): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > LONG;

  return {
    // What has been copied is written over from the beginning, and the file is cut to that length: it grows again when it is long.
    begin: (db) => db.exec(`pragma wal_autocheckpoint = ${MOST_PAGES}; pragma journal_size_limit = ${LONG}`),
    committed() {
      if (isCopying || isClosed) return;
      try {
        if (!isLong()) return;
        thread ??= started();
        thread.postMessage('copy');
        isCopying = true;
      } catch (error) {
        failed(error);
      }
    },
    async close() {
      isClosed = true;
      await thread?.terminate();
    },
  };
}

const startThread = (path: string): Worker =>
  new Worker(new URL('./wal-copier-thread.ts', import.meta.url), { workerData: { path } });
