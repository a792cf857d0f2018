// Whether the queue_log that is read is the one that Asterisk writes. Pure.
import type { QueueLogOnWire } from '../../../shared/links.ts';

/** Each of these is written to queue_log as it happens. */
const LOGGED = new Set([
  ...['QueueCallerJoin', 'QueueCallerAbandon', 'AgentConnect', 'AgentComplete', 'AgentRingNoAnswer'],
]);
/** A line may be so much older than its event, and come so much later. */
const OLDER_MS = 10_000;
const WITHIN_MS = 15_000;

export type Seen = {
  isReadable: boolean;
  /** There is text in it, and no line of queue_log. */
  isForeign: boolean;
  /** It has been read for so long that it is reported. */
  isLong: boolean;
  /** Time of the newest line that was read, epoch ms in the time of the events; undefined where none was. */
  newest: number | undefined;
};

export function createQueueLogState() {
  /** The newest event that must have a line, and when it came. */
  let written: { at: number; arrivedAt: number } | undefined;

  return {
    /** Every event. Times are epoch ms: of the telephone system, and of ours. */
    heard(event: string | undefined, at: number, arrivedAt: number): void {
      if (event !== undefined && LOGGED.has(event)) written = { at, arrivedAt };
    },

    /** Up to then (epoch ms, of the telephone system) it lacks calls that Asterisk counted. */
    lacks(at: number): void {
      written = { at, arrivedAt: -Infinity };
    },

    /** What people should know; `now`: our clock, epoch ms. */
    state({ isReadable, isForeign, isLong, newest }: Seen, now: number): QueueLogOnWire | undefined {
      const until = newest !== undefined && { until: Math.round(newest) };
      if (isLong) return { code: 'reading', ...until };
      if (!isReadable) return { code: 'unreadable' };
      if (isForeign) return { code: 'foreign' };
      const isBehind =
        written !== undefined && (newest ?? -Infinity) < written.at - OLDER_MS && now - written.arrivedAt > WITHIN_MS;
      return isBehind ? { code: 'stale', ...until } : undefined;
    },
  };
}
