// The thread that owns the writing connection: a commit waits for the disk, and nobody else should have to.
import { parentPort, workerData } from 'node:worker_threads';
import { unreachable } from '../../shared/unreachable.ts';
import type { NewCheckpoint } from '../ledger/ledger.ts';
import type { PlacedRow, Row } from './row.ts';
import { openForWriting } from './schema.ts';
import { prepareWrites } from './writes.ts';

export type WriteRequest =
  | { kind: 'append'; rows: readonly Row[] }
  | { kind: 'fill'; rows: readonly PlacedRow[]; read: number }
  | { kind: 'keep'; checkpoint: NewCheckpoint }
  | { kind: 'mark'; name: string; value: string }
  /** Fault tests only: makes the medium fail through a pragma such as query_only or max_page_count. */
  | { kind: 'pragma'; sql: string }
  | { kind: 'close' };

/** Answers come in the order of the requests. `ms`: how long the disk took. `positions`: as Writes.append and Writes.fill say. */
export type WriteAnswer = { kind: 'written'; positions: number[]; ms: number } | { kind: 'failed'; message: string };

const port = parentPort;
if (port === null) throw new Error('expected to run as a worker thread');
const db = openForWriting((workerData as { path: string }).path);
const writes = prepareWrites(db);

port.on('message', (request: WriteRequest) => {
  // A stopwatch, not a clock: it is measured where the wait happens.
  const start = performance.now();
  try {
    const positions = perform(request);
    answer({ kind: 'written', positions, ms: performance.now() - start });
  } catch (error) {
    answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  if (request.kind === 'close') port.close();
});

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
