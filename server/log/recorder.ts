// The way into the log for everything that happens here, and whether it is open: what the wall calls "being recorded".
import type { StoredEvent } from '../../shared/event.ts';
import type { Recording } from '../../shared/wire.ts';
import type { Log } from './log.ts';
import { LogUnwritable } from '../log-unwritable.ts';
import { createSpool } from './spool.ts';
import type { SpoolStore } from './spool-file.ts';
import { errorText } from '../error-text.ts';

type Outage = { since: number; cause: string };
type Parts = {
  log: Pick<Log, 'append'>;
  now: () => number;
  /** A small durable write that probes whether the log takes events again. */
  probe: () => Promise<void>;
  onTrouble: (trouble: Outage | undefined) => void;
  /** Keeps telephone events while the log takes none; without it they wait in memory. */
  store?: SpoolStore | undefined;
  /** Called when events are on their way to the wall, and what it returns when they are there. */
  urgent?: (() => () => void) | undefined;
};

const PROBE_MS = 2_000;
/** The longest time for which a wall stands still after the log takes events again. */
const RETRY_MS = 1_000;
/** How long shutdown waits for buffered events to be written. */
const LAST_WAIT_MS = 3_000;

export type Recorder = ReturnType<typeof createRecorder>;

export function createRecorder({ log, now, probe, onTrouble, store, urgent }: Parts) {
  let trouble: Outage | undefined;
  let probing: NodeJS.Timeout | undefined;

  const markUp = (): void => {
    if (!trouble) return;
    trouble = undefined;
    clearInterval(probing);
    onTrouble(undefined);
  };
  const markDown = (cause: unknown): void => {
    if (trouble) return;
    trouble = { since: now(), cause: errorText(cause) };
    probing = setInterval(() => void probe().then(markUp, () => {}), PROBE_MS);
    onTrouble(trouble);
  };

  const append: Log['append'] = async (events, first) => {
    const isThere = urgent?.();
    try {
      const appended = await log.append(events, first);
      markUp();
      return appended;
    } catch (cause) {
      if (cause instanceof LogUnwritable) markDown(cause);
      throw cause;
    } finally {
      isThere?.();
    }
  };
  const spool = createSpool({ log: { append }, now, longestRetryMs: RETRY_MS, store });

  return {
    append,
    /** Telephone events: in order, buffered while the log takes none. */
    put: (events: readonly StoredEvent[]): void => spool.put(events),
    drained: spool.drained,
    /** Another part found that the log cannot be reached, or that it can again. */
    reached: (cause: unknown): void => (cause === undefined ? markUp() : markDown(cause)),

    recording(): Recording {
      // The spool also waits after an error that is not the medium's; that is no less unrecorded.
      const { waiting, since = trouble?.since } = spool.state();
      return since === undefined ? {} : { since: trouble?.since ?? since, waiting };
    },

    async stop(): Promise<void> {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, LAST_WAIT_MS)));
      await Promise.race([spool.drained(), late]);
      clearTimeout(timer);
      clearInterval(probing);
      spool.stop();
    },
  };
}
