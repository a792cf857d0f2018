// Time as push needs it; the real one is wired in main.

export type Clock = {
  /** Epoch ms. */
  now: () => number;
  /** Runs once after this many ms. Returns the stop. */
  after: (ms: number, run: () => void) => () => void;
};

/** The real one, by the clock that all machines share. */
export const systemClock = (now: () => number): Clock => ({
  now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});
