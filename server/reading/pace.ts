// Long reading in short slices: one slice in each turn of the event loop, however many read, so that the wall never waits.

/** How long one slice may last, ms. Many of them lie between an event and its patch, so they are short. */
const SLICE_MS = 1;

export type Pace = {
  /** To be awaited before the first piece of work and whenever a slice is used up. */
  turn: () => Promise<void>;
  isUsedUp: () => boolean;
};

export function createPace({ sliceMs = SLICE_MS, clock = () => performance.now() } = {}): Pace {
  const waiting: (() => void)[] = [];
  let began = -Infinity;

  const next = (): void => {
    const start = waiting.shift();
    if (waiting.length > 0) setImmediate(next);
    began = clock();
    start?.();
  };
  return {
    turn: () =>
      new Promise((start) => {
        waiting.push(start);
        if (waiting.length === 1) setImmediate(next);
      }),
    isUsedUp: () => clock() - began >= sliceMs,
  };
}

/** Calls `work` with one after the other, slice by slice. */
export async function inSlices<T>(pace: Pace, all: Iterable<T>, work: (one: T) => void): Promise<void> {
  await pace.turn();
  for (const one of all) {
    if (pace.isUsedUp()) await pace.turn();
    work(one);
  }
}
