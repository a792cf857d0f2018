// The thread in which replays are computed, so that the living wall waits for none of it. It only reads, and gives way to other
// threads where the machine is short of processors.
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { createCalendar } from '../../shared/calendar.ts';
import type { Profile } from '../../shared/profile.ts';
import { errorText } from '../error-text.ts';
import { openForReading } from '../log/schema.ts';
import { createSqliteLedger } from '../log/sqlite-ledger.ts';
import { createPace } from '../reading/pace.ts';
import { createEngine, type Engine } from './engine.ts';

export type ThreadData = { path: string; profile: Profile };
export type ThreadRequest = { number: number; method: keyof Engine; asked: unknown };
export type ThreadAnswer = { number: number } & ({ value: unknown } | { failed: string });

/** One of several runs waits for another for so long at most, ms. */
const SLICE_MS = 10;

const port = parentPort;
if (port === null) throw new Error('expected to run as a worker thread');
const { path, profile } = workerData as ThreadData;
try {
  // Linux gives each thread a priority of its own; where a process has only one, it stays as it is.
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
} catch {
  // Not allowed here: then replays share as they may.
}
const refuse = (): Promise<never> => Promise.reject(new Error('this thread only reads'));
const engine = createEngine({
  ledger: createSqliteLedger(openForReading(path), { send: refuse, close: refuse }, path),
  profile,
  calendar: createCalendar(profile.timezone),
  pace: createPace({ sliceMs: SLICE_MS }),
});

port.on('message', ({ number, method, asked }: ThreadRequest) => {
  // The caller pairs method and argument by their types; here both came as a message.
  const run = engine[method] as (asked: unknown) => Promise<unknown>;
  run(asked).then(
    (value) => port.postMessage({ number, value } satisfies ThreadAnswer),
    (cause: unknown) => port.postMessage({ number, failed: errorText(cause) } satisfies ThreadAnswer),
  );
});
