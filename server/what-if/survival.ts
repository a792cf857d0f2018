// How long something lasts that was not always seen to end: the patience of a caller who was answered, a talk that still goes on.
// Of these it is only known that they last longer (right-censored); the estimate of Kaplan and Meier counts them too. Pure.

/** `ended`: it was over after that time, otherwise it lasted longer. */
export type Span = { lasted: number; ended: boolean };

export type Survival = {
  /** A length beyond `lasted`, for a number in [0, 1). */
  beyond: (lasted: number, chance: number) => number;
};

/** `weight`: how often an observation counts. Behind the longest one, spans end at the mean rate of all. */
export function survivalOf(observed: readonly Span[], weight: () => number): Survival {
  const ordered = observed
    .map(({ lasted, ended }) => ({ lasted, ended, weight: weight() }))
    // Of one length, what ended comes before what was only seen until then.
    .sort((a, b) => a.lasted - b.lasted || Number(b.ended) - Number(a.ended));
  let left = ordered.reduce((sum, { weight }) => sum + weight, 0);
  let staying = 1;
  let [ends, exposed] = [0, 0];
  /** Lengths at which one ended, and which share lasts longer than each of them. */
  const times: number[] = [];
  const shares: number[] = [];
  for (const { lasted, ended, weight: own } of ordered) {
    exposed += own * lasted;
    if (ended) {
      ends += own;
      staying *= left > own ? 1 - own / left : 0;
      times.push(lasted);
      shares.push(staying);
    }
    left -= own;
  }
  const longest = ordered.at(-1)?.lasted ?? 0;
  const rate = ends > 0 && exposed > 0 ? ends / exposed : 0;
  /** How many of the times lie at or before one. */
  const upTo = (time: number): number => firstWhere(times.length, (n) => (times[n] ?? 0) > time);

  return {
    beyond(lasted, chance) {
      const known = upTo(lasted);
      const now = known === 0 ? 1 : (shares[known - 1] ?? 0);
      const wanted = now * (1 - chance);
      const next = firstWhere(times.length, (n) => n >= known && (shares[n] ?? 0) <= wanted);
      const time = times[next];
      if (now > 0 && time !== undefined && time > lasted) return time;
      if (rate === 0) return Infinity;
      const last = shares.at(-1) ?? 1;
      // What is left of the chance decides within the rest, which has no memory.
      const rest = now > 0 && last > 0 ? Math.log(last / wanted) : -Math.log(1 - chance);
      return Math.max(lasted, longest) + Math.max(0, rest) / rate;
    },
  };
}

/** The first number from 0 to `count` of which it is true, where it stays true from there on. */
export function firstWhere(count: number, isTrue: (n: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
