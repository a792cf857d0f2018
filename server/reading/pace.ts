// Long reading in short slices: one slice in each turn of the event loop, however many read, so that the wall never waits. While
// something is on its way to the wall, it passes many turns: then reading keeps still for most of the time.

/** How long one slice may last, ms. Many of them lie between an event and its patch, so they are short. */
const SLICE_MS = 1;
/** From one slice to the next while something is on its way, ms: reading goes on, at a fifth of its speed. */
const REST_MS = 5;

export type Pace = {
  /** To be awaited before the first piece of work and whenever a slice is used up. */
  turn: () => Promise<void>;
  isUsedUp: () => boolean;
  /** Something is on its way to the wall; to be called back once when it is there. */
  urgent: () => () => void;
};

export function createPace({ sliceMs = SLICE_MS, restMs = REST_MS, clock = () => performance.now() } = {}): Pace {
  const waiting: (() => void)[] = [];
  let began = -Infinity;
  let onTheWay = 0;

  const next = (): void => {
    if (onTheWay > 0 && clock() - began < restMs) return void setTimeout(next, 1);
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
    urgent: () => {
      onTheWay++;
      let isThere = false;
      return () => {
        if (!isThere) onTheWay--;
        isThere = true;
      };
    },
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
