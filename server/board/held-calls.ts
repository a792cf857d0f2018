// The calls in memory: those that are needed, above all in progress, and those that ended lately, for their last facts (B7).

/**
 * So many ended calls are kept at least, and at most about twice as many, or twice as many as are needed; facts about older ones are read
 * back from the ledger. Few, so that most are let go while they lie in V8's young space, where that costs nothing.
 */
const ENDED_KEPT = 200;

export type HeldCalls<T> = ReturnType<typeof createHeldCalls<T>>;

/**
 * In two generations, of which the older is dropped as a whole: a Map from which calls are deleted one by one is copied by V8 again
 * and again, and far more calls reached its old space.
 */
export function createHeldCalls<T>(isNeeded: (call: T) => boolean) {
  let recent = new Map<string, T>();
  let older = new Map<string, T>();
  let ended = 0;
  let endedAtMost = ENDED_KEPT;

  const dropOlder = (): void => {
    const left: [id: string, call: T][] = [];
    for (const [id, call] of older) if (isNeeded(call) && !recent.has(id)) left.push([id, call]);
    older = recent;
    recent = new Map(left);
    ended = 0;
    // Where many are needed, they are not moved for each few that end.
    endedAtMost = Math.max(ENDED_KEPT, left.length);
  };

  return {
    get(id: string): T | undefined {
      const call = recent.get(id);
      if (call !== undefined) return call;
      const found = older.get(id);
      if (found !== undefined) recent.set(id, found);
      return found;
    },
    /** As `get`, for a question that keeps no call for longer. */
    peek: (id: string): T | undefined => recent.get(id) ?? older.get(id),
    set: (id: string, call: T): void => void recent.set(id, call),
    has: (id: string): boolean => recent.has(id) || older.has(id),
    /** Those of this moment: readers take their time over them, while calls come and go. */
    entries: (): readonly (readonly [id: string, call: T])[] => [
      ...recent,
      ...[...older].filter(([id]) => !recent.has(id)),
    ],
    /** To be called for each call that is no longer in progress. */
    hasEnded(): void {
      if (++ended >= endedAtMost) dropOlder();
    },
  };
}
