// Group commit: what is appended while the disk is busy goes down together in the next transaction.
import { LogUnwritable } from '../log-unwritable.ts';

/** Beyond this many, a transaction takes no further append: the first ones should not wait for the last. */
const MOST_IN_ONE = 1_000;

type Waiting<In, Out> = { items: readonly In[]; resolve: (results: Out[]) => void; reject: (error: unknown) => void };

export type Group<In, Out> = {
  /** `first`: before all that waits without it. */
  add: (items: readonly In[], first?: boolean) => Promise<Out[]>;
  /** Takes nothing more; resolves when all that was added is answered. */
  close: () => Promise<void>;
};

/**
 * `write` is called with all that waits, in order, those that go first before the others, and answers one result per item; the
 * next call comes when fewer than `atOnce` of them are unanswered. When it rejects, every append of that transaction does. A lone append is written at the
 * end of the present tick, without a timer.
 */
export function createGroup<In, Out>(write: (items: readonly In[]) => Promise<Out[]>, atOnce = 1): Group<In, Out> {
  let ahead: Waiting<In, Out>[] = [];
  let waiting: Waiting<In, Out>[] = [];
  let running: Promise<void> | undefined;
  let closed = false;

  const nextBatch = (): Waiting<In, Out>[] => {
    const all = [...ahead, ...waiting];
    let count = 0;
    const past = all.findIndex(({ items }, n) => (count += items.length) > MOST_IN_ONE && n > 0);
    const batch = past === -1 ? all : all.slice(0, past);
    waiting = waiting.slice(Math.max(0, batch.length - ahead.length));
    ahead = ahead.slice(batch.length);
    return batch;
  };
  const isWaiting = (): boolean => ahead.length + waiting.length > 0;

  const answer = async (batch: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const results = await write(batch.flatMap(({ items }) => items));
      let from = 0;
      for (const { items, resolve } of batch) resolve(results.slice(from, (from += items.length)));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  const run = async (): Promise<void> => {
    // The rest of the tick may add more.
    await Promise.resolve();
    const unanswered = new Set<Promise<void>>();
    while (isWaiting() || unanswered.size > 0) {
      while (isWaiting() && unanswered.size < atOnce) {
        const one = answer(nextBatch()).finally(() => unanswered.delete(one));
        unanswered.add(one);
      }
      await Promise.race(unanswered);
    }
    running = undefined;
  };

  return {
    add: (items, first = false) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new LogUnwritable(new Error('it is closed')));
        (first ? ahead : waiting).push({ items, resolve, reject });
        running ??= run();
      }),
    close: async () => {
      closed = true;
      await running;
    },
  };
}
