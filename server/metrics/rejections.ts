// How many events this process rejected, by code. The codes of the door stand there from the start, because Prometheus does not
// see the first of a series that begins at 1.
const CODES = ['invalid', 'unknown-type', 'unknown-county', 'at-in-future', 'type-not-allowed', 'source-taken'];

export type Rejections = ReturnType<typeof createRejections>;

export function createRejections() {
  const counts = new Map<string, number>(CODES.map((code) => [code, 0]));
  return {
    count: (code: string): void => void counts.set(code, (counts.get(code) ?? 0) + 1),
    counts: (): ReadonlyMap<string, number> => counts,
  };
}
