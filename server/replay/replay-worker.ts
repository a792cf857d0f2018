// The main thread's end of the replays' thread: it starts when it is needed, and ends, with all its memory, when nobody needs it.
import { Worker } from 'node:worker_threads';
import type { Profile } from '../../shared/profile.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Engine } from './engine.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './replay-thread.ts';

const IDLE_MS = MINUTE;
/** Of the thread alone; where it needs more it ends, and the server stays. */
const MOST_MEMORY_MB = 1_024;

export type ReplayWorker = Engine & {
  /** Whether the thread runs. */
  isRunning: () => boolean;
  close: () => Promise<void>;
};

type Waiting = { resolve: (value: unknown) => void; reject: (cause: Error) => void };
type Thread = { worker: Worker; waiting: Map<number, Waiting> };

/** `path`: the file of the ledger, which is there. Rejects what a thread that dies has not answered; the next request starts another. */
export function createReplayWorker(options: { path: string; profile: Profile; idleMs?: number }): ReplayWorker {
  const { path, profile, idleMs = IDLE_MS } = options;
  let thread: Thread | undefined;
  let count = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const runs = new Set<string>();
  let isClosed = false;

  const start = (): Thread => {
    const worker = new Worker(new URL('./replay-thread.ts', import.meta.url), {
      workerData: { path, profile } satisfies ThreadData,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    const started: Thread = { worker, waiting: new Map() };
    const dead = (cause: Error): void => {
      if (thread === started) {
        thread = undefined;
        runs.clear();
      }
      for (const { reject } of started.waiting.values()) reject(cause);
      started.waiting.clear();
    };
    worker.on('message', (answer: ThreadAnswer) => {
      const waiting = started.waiting.get(answer.number);
      started.waiting.delete(answer.number);
      if ('failed' in answer) waiting?.reject(new Error(answer.failed));
      else waiting?.resolve(answer.value);
      endWhenIdle();
    });
    worker.on('error', (cause) => dead(cause instanceof Error ? cause : new Error(String(cause))));
    worker.on('exit', (code) => dead(new Error(`the thread of replays ended with ${code}`)));
    return started;
  };

  const endWhenIdle = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (!thread || runs.size > 0 || thread.waiting.size > 0) return;
      void thread.worker.terminate();
      thread = undefined;
    }, idleMs);
    idle.unref();
  };

  const ask = <Method extends keyof Engine>(
    method: Method,
    asked: Parameters<Engine[Method]>[0],
  ): ReturnType<Engine[Method]> => {
    if (isClosed) return Promise.reject(new Error('the server stops')) as ReturnType<Engine[Method]>;
    const { worker, waiting } = (thread ??= start());
    const number = ++count;
    const answer = new Promise<unknown>((resolve, reject) => {
      waiting.set(number, { resolve, reject });
      worker.postMessage({ number, method, asked } satisfies ThreadRequest);
    });
    return answer as ReturnType<Engine[Method]>;
  };

  return {
    board: (asked) => ask('board', asked),
    survey: (asked) => ask('survey', asked),
    start(asked) {
      runs.add(asked.run);
      const started = ask('start', asked);
      // One that never began is never stopped, and would hold the thread for good.
      started.catch(() => runs.delete(asked.run));
      return started;
    },
    show: (asked) => ask('show', asked),
    move: (asked) => ask('move', asked),
    async stop(asked) {
      // A run of a thread that has ended is over already.
      if (runs.delete(asked.run)) await ask('stop', asked);
    },
    isRunning: () => thread !== undefined,
    async close() {
      isClosed = true;
      clearTimeout(idle);
      await thread?.worker.terminate();
    },
  };
}
