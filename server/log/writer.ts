// The main thread's end of the writer: requests go over in order, answers come back in order.
import { Worker } from 'node:worker_threads';
import { LogUnwritable } from '../log-unwritable.ts';
import { identityOf } from '../sqlite/in-place.ts';
import type { WriteAnswer, WriteRequest, WriterData } from './writer-thread.ts';

export type Written = Extract<WriteAnswer, { kind: 'written' }>;

export type Writer = {
  /** Resolves when the request is durable; rejects with LogUnwritable when the medium did not take it. */
  send: (request: Exclude<WriteRequest, { kind: 'close' }>) => Promise<Written>;
  /** Resolves when everything sent before is answered and the file is closed. Later requests are rejected. */
  close: () => Promise<void>;
};

type Waiting = { resolve: (written: Written) => void; reject: (error: LogUnwritable) => void };
type Thread = { worker: Worker; waiting: Waiting[] };

/** `path`: a file that was opened and brought up before. A thread that dies takes what it had not answered with it, as rejected; the next request starts another. */
export function startWriter(path: string): Writer {
  const identity = identityOf(path);
  let thread: Thread | undefined;
  let closed = false;

  const start = (): Thread => {
    const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
      workerData: { path, identity } satisfies WriterData,
    });
    const started: Thread = { worker, waiting: [] };
    const dead = (cause: unknown): void => {
      if (thread === started) thread = undefined;
      for (const { reject } of started.waiting.splice(0)) reject(new LogUnwritable(cause));
    };
    worker.on('message', (answer: WriteAnswer) => {
      const next = started.waiting.shift();
      if (answer.kind === 'written') next?.resolve(answer);
      else next?.reject(new LogUnwritable(new Error(answer.message)));
    });
    worker.on('error', dead);
    worker.on('exit', (code) => dead(new Error(`the writing thread ended with ${code}`)));
    return started;
  };

  const post = (request: WriteRequest): Promise<Written> =>
    new Promise((resolve, reject) => {
      const { worker, waiting } = (thread ??= start());
      waiting.push({ resolve, reject });
      worker.postMessage(request);
    });

  return {
    send: (request) => (closed ? Promise.reject(new LogUnwritable(new Error('it is closed'))) : post(request)),
    close: async () => {
      if (closed) return;
      closed = true;
      if (thread) await post({ kind: 'close' });
    },
  };
}
