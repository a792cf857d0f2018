// Chance that can be repeated: the same seed and purpose give the same numbers, so a demo or a simulation can be shown twice.

/** `next`: in [0, 1). `pick`: an id, each as often as its weight. `about`: exponential around a mean, at most five times it. */
export type Chance = {
  next: () => number;
  within: (least: number, most: number) => number;
  is: (share: number) => boolean;
  about: (mean: number) => number;
  pick: <Id extends string>(weights: Readonly<Record<Id, number>>) => Id;
};

/** `purpose`: a day's letters do not depend on how many calls it had. */
export function createChance(seed: number, purpose: string): Chance {
  let state = hashed(purpose) ^ Math.imul(seed, 0x9e3779b1);
  /** mulberry32 */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    within: (least, most) => least + Math.floor(next() * (most - least + 1)),
    is: (share) => next() < share,
    about: (mean) => Math.min(5, -Math.log(1 - next())) * mean,
    pick<Id extends string>(weights: Readonly<Record<Id, number>>): Id {
      const all = Object.entries<number>(weights) as [Id, number][];
      let left = next() * all.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [id, weight] of all) if ((left -= weight) < 0) return id;
      return all.at(-1)![0];
    },
  };
}

/** 32-bit FNV-1a */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
