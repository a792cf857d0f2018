// Time as push needs it; the real one is wired in main.

export type Clock = {
  /** Epoch ms. */
  now: () => number;
  /** Runs once after so many ms. Returns the stop. */
  after: (ms: number, run: () => void) => () => void;
};
