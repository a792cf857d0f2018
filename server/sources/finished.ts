// How many calls the log has as finished since a resync, counted on as the log grows: that may be months of calls.
import type { StoredEvent } from '../../shared/event.ts';
import { SECOND } from '../../shared/time.ts';
import type { Finished } from './known-calls.ts';

/** Two reports of one fact lie nearer together than this many finished calls. */
const REMEMBERED = 50_000;
/** More calls do not finish while counters are on their way. */
const NEWEST = 500;
/** Asterisk on a starved machine stamps what it counted later: joinings up to 4.3 s (board/visit-numbers.ts). */
const STAMPED_LATE_MS = 5 * SECOND;

/** `resync`: the id of the event from which it counts, `at`: when its counters were asked for. */
export function createFinished(system: string, resync: string, at: number) {
  const counts: Record<string, Finished> = {};
  const late: Record<string, number> = {};
  let newest: { queue: string; at: number }[] = [];
  const seen = new Set<string>();
  let isAfter = false;

  return {
    resync,
    /** By queue, each visit once. */
    counts,
    /** Those of them that were recorded after the counters, but may have finished before these were asked for, by queue. */
    late,
    /** Those of them that finished after that time (epoch ms), by queue. */
    after(time: number): Record<string, number> {
      const later: Record<string, number> = {};
      for (const one of newest) if (one.at > time) later[one.queue] = (later[one.queue] ?? 0) + 1;
      return later;
    },

    /** The next event, and the counter that has it, if any. */
    take(event: StoredEvent, counter: keyof Finished | undefined): void {
      if (event.id === resync) isAfter = true;
      // Another node may have recorded what finished after the counters were asked for, but before they were recorded.
      if (!isAfter && event.at <= at) return;
      if (counter === undefined || event.source !== system || !('queue' in event) || !('call' in event)) return;
      if (event.queue === undefined) return;
      // Nodes may have given one number to visits of several queues.
      const key = `${event.call}/${('visit' in event ? event.visit : undefined) ?? 1}/${event.queue}`;
      if (seen.has(key)) return; // two reports of one fact
      seen.add(key);
      const [oldest] = seen.size > REMEMBERED ? seen : [];
      if (oldest !== undefined) seen.delete(oldest);
      (counts[event.queue] ??= { completed: 0, abandoned: 0 })[counter]++;
      if (isAfter && event.at <= at + STAMPED_LATE_MS) late[event.queue] = (late[event.queue] ?? 0) + 1;
      newest.push({ queue: event.queue, at: event.at });
      if (newest.length > 2 * NEWEST) newest = newest.slice(-NEWEST);
    },
  };
}
