// The thread that copies what was committed to a WAL back into its file, and waits for the disk. Nobody waits for it: reading and
// writing go on in the WAL meanwhile.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

const port = parentPort;
if (port === null) throw new Error('expected to run as a worker thread');
const { path } = workerData as { path: string };
const db = new DatabaseSync(path);

port.on('message', () => {
  let failure: unknown;
  try {
    db.exec('pragma wal_checkpoint(passive)');
  } catch (error) {
    failure = error; // A full disk, say: the WAL keeps all, and the next commit asks again.
  }
  port.postMessage(failure);
});
