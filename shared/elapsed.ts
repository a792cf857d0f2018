// Durations up to now. A fact's time is by the clock of the telephone system that reported it; `lag` is how far our clock runs
// ahead of that one, or of the last message from it (ms): its present moment is now − lag.

/** Whole seconds from a moment to now; never negative, because a fact from the near future is a fact of this moment. */
export const secondsSince = (at: number, now: number, lag = 0): number =>
  Math.max(0, Math.floor((now - lag - at) / 1000));
