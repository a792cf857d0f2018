// Sealed events from which numbers were taken out: what stands for each in its seal, and by what it is known now. Pure.
import type { StoredEvent } from '../../shared/event.ts';

/** `by`: positions of the records that say so. */
export type Before = { leaf: string; by: number[] };
export type Rehashed = {
  /** What stood for the event at a position when it was sealed, if one that hashes to `leaf` may stand there now. */
  before: (position: number, leaf: string) => Before | undefined;
};

/** `records`: those of the log, oldest first. An event may have been changed several times. */
export function readRehashed(records: readonly { position: number; event: StoredEvent }[]): Rehashed {
  const steps = new Map<number, { was: string; is: string; by: number }[]>();
  for (const { position: by, event } of records) {
    if (event.type !== 'log.rehashed') continue;
    for (const { position, was, is } of event.events) {
      const known = steps.get(position) ?? [];
      known.push({ was, is, by });
      steps.set(position, known);
    }
  }
  return {
    before(position, leaf) {
      const found: Before = { leaf, by: [] };
      for (const { was, is, by } of (steps.get(position) ?? []).toReversed()) {
        if (is !== found.leaf) return undefined;
        found.leaf = was;
        found.by.push(by);
      }
      return found.by.length > 0 ? found : undefined;
    },
  };
}
