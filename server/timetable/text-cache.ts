// Texts that are made again when their edition changes, or when they are no longer fresh.

type Cached = { edition: string; at: number; text: string };
/** Texts in the cache; beyond it they are made more often. */
const MOST = 500;

export function createTextCache({ freshMs, now }: { freshMs: number; now: () => number }) {
  const cached = new Map<string, Cached>();
  return (key: string, edition: string, make: () => string): string => {
    const known = cached.get(key);
    // Also after the clock was set back.
    if (known?.edition === edition && Math.abs(now() - known.at) < freshMs) return known.text;
    const text = make();
    if (cached.size >= MOST) cached.clear();
    cached.set(key, { edition, at: now(), text });
    return text;
  };
}
