// When each source last reported of a call or desk, by its own clock.

export type SavedLastFacts = Record<string, number>;

export function createLastFacts(saved: SavedLastFacts = {}) {
  const last = new Map(Object.entries(saved).map(([source, at]) => [source, { at }]));

  return {
    take(source: string, at: number): void {
      const known = last.get(source);
      if (!known) last.set(source, { at });
      else if (known.at < at) known.at = at;
    },
    of: (source: string): number | undefined => last.get(source)?.at,
    isAnySince(from: number): boolean {
      for (const { at } of last.values()) if (at >= from) return true;
      return false;
    },
    save: (): SavedLastFacts => Object.fromEntries([...last].map(([source, { at }]) => [source, at])),
  };
}
