// The thread that owns the writing connection: a commit waits for the disk, and nothing else should have to.
import { parentPort, workerData } from 'node:worker_threads';
import { unreachable } from '../../shared/unreachable.ts';
import type { NewCheckpoint } from '../ledger/ledger.ts';
import type { PlacedRow, Row } from './row.ts';
import { inPlace, type Identity } from '../sqlite/in-place.ts';
import { isCorrupt, asOpenError } from '../sqlite/open-errors.ts';
import { openAgainForWriting } from './schema.ts';
import { prepareWrites } from './writes.ts';

export type WriteRequest =
  | { kind: 'append'; rows: readonly Row[] }
  | { kind: 'fill'; rows: readonly PlacedRow[]; read: number }
  | { kind: 'keep'; checkpoint: NewCheckpoint }
  | { kind: 'mark'; name: string; value: string }
  /** Tries whether events would be taken, and keeps none. */
  | { kind: 'probe' }
  /** Fault tests only: makes the medium fail through a pragma such as query_only or max_page_count. */
  | { kind: 'pragma'; sql: string }
  | { kind: 'close' };

/**
 * Answers come in the order of the requests. `ms`: how long the disk took. `positions`: as Writes.append and Writes.fill
 * return them.
 */
export type WriteAnswer = { kind: 'written'; positions: number[]; ms: number } | { kind: 'failed'; message: string };

const port = parentPort;
if (port === null) throw new Error('expected to run as a worker thread');
export type WriterData = { path: string; identity: Identity };
const { path, identity } = workerData as WriterData;
const place = inPlace(path, identity);
place.assert();
const db = openAgainForWriting(path);
const writes = prepareWrites(db, place.assert);

port.on('message', (request: WriteRequest) => {
  // A stopwatch, not a clock: it is measured where the wait happens.
  const start = performance.now();
  try {
    const positions = perform(request);
    answer({ kind: 'written', positions, ms: performance.now() - start });
  } catch (error) {
    answer({ kind: 'failed', message: messageOf(error) });
  }
  if (request.kind === 'close') port.close();
});

/** A damaged page is reported with its file and what to do; the rest in SQLite's own words. */
function messageOf(error: unknown): string {
  return isCorrupt(error) || !(error instanceof Error) ? asOpenError(path, error).message : error.message;
}

function answer(message: WriteAnswer): void {
  port?.postMessage(message);
}

function perform(request: WriteRequest): number[] {
  switch (request.kind) {
    case 'append':
      return writes.append(request.rows);
    case 'fill':
      return writes.fill(request.rows, request.read);
    case 'keep':
      writes.keep(request.checkpoint);
      return [];
    case 'mark':
      writes.setMark(request.name, request.value);
      return [];
    case 'probe':
      writes.probe();
      return [];
    case 'pragma':
      db.exec(request.sql);
      return [];
    case 'close':
      db.close();
      return [];
    default:
      return unreachable(request);
  }
}
