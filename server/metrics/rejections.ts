// How many events this process rejected, by code.
export function createRejections() {
  const counts = new Map<string, number>();
  return {
    count: (code: string): void => void counts.set(code, (counts.get(code) ?? 0) + 1),
    counts: (): ReadonlyMap<string, number> => counts,
  };
}
