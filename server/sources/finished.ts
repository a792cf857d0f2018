// How many calls the log has as finished since a resync, counted on as the log grows: that may be months of calls.
import type { StoredEvent } from '../../shared/event.ts';
import type { Finished } from './known-calls.ts';

/** Two reports of one fact lie nearer together than this many finished calls. */
const REMEMBERED = 50_000;

/** `resync`: the id of the event from which it counts. */
export function createFinished(system: string, resync: string) {
  const counts: Record<string, Finished> = {};
  const seen = new Set<string>();

  return {
    resync,
    /** By queue, each visit once. */
    counts,

    /** The next event, and the counter that has it, if any. */
    take(event: StoredEvent, counter: keyof Finished | undefined): void {
      if (counter === undefined || event.source !== system || !('queue' in event) || !('call' in event)) return;
      if (event.queue === undefined) return;
      const key = `${event.call}/${('visit' in event ? event.visit : undefined) ?? 1}`;
      if (seen.has(key)) return; // two tellings of one fact
      seen.add(key);
      const [oldest] = seen.size > REMEMBERED ? seen : [];
      if (oldest !== undefined) seen.delete(oldest);
      (counts[event.queue] ??= { completed: 0, abandoned: 0 })[counter]++;
    },
  };
}
