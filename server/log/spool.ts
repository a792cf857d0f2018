// The spool in front of the log for telephone events: a telephone system reports nothing twice, so what the log cannot take
// now waits here, in memory and in order, until it can; where it is given a file, it waits there too.
import type { StoredEvent } from '../../shared/event.ts';
import type { Log } from './log.ts';
import type { SpoolStore } from './spool-file.ts';
import { errorText } from '../error-text.ts';

/** How many events go into one append; the log groups further. */
const BATCH = 1_000;
/** The longest wait between two tries, ms, unless given. */
const LONGEST_WAIT = 10_000;

export type SpoolState = {
  /** Since when the log takes nothing (epoch ms), and its error; absent while all is well. */
  since?: number;
  cause?: string;
  /** Events put and not yet durable. */
  waiting: number;
  /** Events refused because the spool was full, since it was made. */
  dropped: number;
};

export type SpoolOptions = {
  log: Pick<Log, 'append'>;
  /** Most events that may wait; beyond it the newest are refused and counted. */
  limit?: number;
  /** Epoch ms. */
  now: () => number;
  /** Hears when the log stops taking events, takes them again, and when events were refused. */
  onState?: (state: SpoolState) => void;
  /** Wait before the second try, ms; doubled after each further one, up to `longestRetryMs` (10 s). */
  retryMs?: number;
  longestRetryMs?: number;
  /** Keeps what waits while the log takes nothing; what it holds from before comes first. */
  store?: SpoolStore | undefined;
};

export type Spool = {
  /** Never throws or rejects; what was put comes into the log in that order. */
  put: (events: readonly StoredEvent[]) => void;
  state: () => SpoolState;
  /** Resolves when all that was put until now, and not refused, is durable. */
  drained: () => Promise<void>;
  /** Tries no more. What still waits is in the store, if there is one, and else lost: see `state().waiting`. */
  stop: () => void;
};

export function createSpool(options: SpoolOptions): Spool {
  const { log, limit = 200_000, now, onState, retryMs = 250, longestRetryMs = LONGEST_WAIT, store } = options;
  let queue: StoredEvent[] = store?.load() ?? [];
  /** How many of the first ones the store holds. */
  let stored = queue.length;
  let trouble: { since: number; cause: string } | undefined;
  let dropped = 0;
  let busy = false;
  let stopped = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let taken = queue.length;
  let durable = 0;
  let watchers: { upTo: number; resolve: () => void }[] = [];

  const state = (): SpoolState => ({ ...trouble, waiting: queue.length, dropped });
  const reportState = (): void => onState?.(state());

  const settle = (count: number): void => {
    durable += count;
    for (const { upTo, resolve } of watchers) if (upTo <= durable) resolve();
    watchers = watchers.filter(({ upTo }) => upTo > durable);
  };

  const keep = (): void => {
    store?.add(queue.slice(stored));
    stored = queue.length;
  };

  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    let wait = retryMs;
    while (queue.length > 0 && !stopped) {
      const batch = queue.slice(0, BATCH);
      try {
        // A telephone system does not wait for those who post.
        await log.append(batch, true);
      } catch (error) {
        // Whatever the reason, giving up would lose calls; the error is reported, not swallowed.
        const first = trouble === undefined;
        trouble = { since: trouble?.since ?? now(), cause: errorText(error) };
        keep();
        if (first) reportState();
        await pause(wait);
        wait = Math.min(wait * 2, longestRetryMs);
        continue;
      }
      queue = queue.slice(batch.length);
      const inStore = Math.min(stored, batch.length);
      // One that is still in the file is sent again at the next start, and dropped by the log.
      if (inStore > 0 && !stopped) store?.drop(inStore);
      stored -= inStore;
      wait = retryMs;
      settle(batch.length);
      if (trouble === undefined) continue;
      trouble = undefined;
      reportState();
    }
    busy = false;
  };

  const pause = (ms: number): Promise<void> => new Promise((resolve) => (retry = setTimeout(resolve, ms)));
  void pump();

  return {
    put: (events) => {
      if (stopped) return;
      const room = Math.max(0, limit - queue.length);
      const fits = events.slice(0, room);
      for (const event of fits) queue.push(event);
      taken += fits.length;
      if (trouble !== undefined) keep();
      if (fits.length < events.length) {
        dropped += events.length - fits.length;
        reportState();
      }
      void pump();
    },
    state,
    drained: () =>
      durable >= taken
        ? Promise.resolve()
        : new Promise((resolve) => {
            watchers.push({ upTo: taken, resolve });
          }),
    stop: () => {
      if (stopped) return;
      stopped = true;
      clearTimeout(retry);
      keep();
      store?.close();
    },
  };
}
