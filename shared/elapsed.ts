// Durations up to now. A fact's time stands in the clock of the telephone system that told it; `skew` is how far our
// clock runs ahead of that one (ms), so its present moment is now − skew.

/** Whole seconds from a moment to now; never negative, because a fact from the near future is a fact of this moment. */
export const secondsSince = (at: number, now: number, skew = 0): number =>
  Math.max(0, Math.floor((now - skew - at) / 1000));
