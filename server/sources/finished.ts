// How many calls the log has as finished since a resync, counted on as the log grows: that may be months of calls.
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { SECOND } from '../../shared/time.ts';
import type { OpenCall } from '../board/call-store.ts';
import type { Finished } from './known-calls.ts';
import { isGone, type Alive } from './resynced.ts';

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
  /** The visits in progress, and the latest lists of them. */
  const open = new Map<string, OpenCall>();
  let lists: { calls: Readonly<Record<string, Alive>>; asOf: number } = { calls: {}, asOf: 0 };
  /** Those that lists showed to be over while the counters could not be compared. */
  const gone = new Set<string>();
  const reported: Record<string, number> = {};

  const goesOn = (one: OpenCall): void => {
    if (!isGone(one, lists.calls, lists.asOf)) open.set(keyOf(one), one);
  };
  const takeLists = ({ id, calls = {}, asOf = 0, complete, ahead = {} }: StoredOf<'source.resynced'>): void => {
    if (!complete) return;
    lists = { calls, asOf };
    for (const [key, one] of open) {
      if (!isGone(one, calls, asOf)) continue;
      open.delete(key);
      if (id !== resync && ahead[one.queue] !== undefined) gone.add(key);
    }
    for (const [call, { visit = 1, queue }] of Object.entries(calls))
      if (queue !== undefined)
        goesOn({ call, visit, queue, joinedAt: open.get(keyOf({ call, visit, queue }))?.joinedAt ?? 0 });
  };

  return {
    resync,
    /** By queue, each visit once. */
    counts,
    /** Those of them that were recorded after the counters, but may have finished before these were asked for, by queue. */
    late,
    /** Those of them that a list had shown to be over before, as of calls ahead of the counters, by queue. */
    reported,
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
      if (event.type === 'source.resynced' && event.system === system) takeLists(event);
      if (event.source !== system || !('queue' in event) || !('call' in event)) return;
      if (event.queue === undefined) return;
      const visit = ('visit' in event ? event.visit : undefined) ?? 1;
      const one = { call: event.call, visit, queue: event.queue, joinedAt: event.at };
      const key = keyOf(one);
      if (event.type === 'call.joined') goesOn(one);
      if (event.type === 'call.left' || event.type === 'call.ended') open.delete(key);
      if (counter === undefined || seen.has(key)) return; // two reports of one fact
      seen.add(key);
      const [oldest] = seen.size > REMEMBERED ? seen : [];
      if (oldest !== undefined) seen.delete(oldest);
      (counts[event.queue] ??= { completed: 0, abandoned: 0 })[counter]++;
      if (gone.delete(key)) reported[event.queue] = (reported[event.queue] ?? 0) + 1;
      if (isAfter && event.at <= at + STAMPED_LATE_MS) late[event.queue] = (late[event.queue] ?? 0) + 1;
      newest.push({ queue: event.queue, at: event.at });
      if (newest.length > 2 * NEWEST) newest = newest.slice(-NEWEST);
    },
  };
}

/** Nodes may have given one number to visits of several queues. */
const keyOf = ({ call, visit, queue }: Pick<OpenCall, 'call' | 'visit' | 'queue'>): string =>
  `${call}/${visit}/${queue}`;
