// The telephone system's clock, as far as a link can know it. Times are epoch ms; `now` is our clock and comes in.

const WINDOW_MS = 300_000;

export type PbxClock = ReturnType<typeof createPbxClock>;

/** Skew is the least (arrival − Timestamp) over the last 5 minutes: what is more than that is the way of the packet. */
export function createPbxClock() {
  let windowStart = -Infinity;
  let current: number | undefined;
  let previous: number | undefined;
  let ping: { timestamp: number; arrivedAt: number } | undefined;
  let events: 'unseen' | 'stamped' | 'unstamped' = 'unseen';

  const skew = (): number | undefined =>
    current === undefined ? previous : previous === undefined ? current : Math.min(current, previous);

  return {
    /** The time of an event: what it is stamped with (epoch ms), else its arrival. */
    timeOf(stamped: number | undefined, arrivedAt: number): number {
      if (stamped === undefined) {
        if (events === 'unseen') events = 'unstamped';
        return arrivedAt;
      }
      events = 'stamped';
      if (arrivedAt - windowStart > WINDOW_MS / 2) {
        previous = current;
        current = undefined;
        windowStart = arrivedAt;
      }
      current = Math.min(current ?? Infinity, arrivedAt - stamped);
      return Math.round(stamped);
    },

    /** The answer to a ping carries the telephone system's time (epoch ms) even where events have none. */
    pinged(timestamp: number | undefined, arrivedAt: number): void {
      if (timestamp !== undefined) ping = { timestamp, arrivedAt };
    },

    /** True once the way in which events are timed is known. */
    isKnown: (): boolean => events !== 'unseen',
    skew,

    /** The system's time now, by its events; without any by its answer to a ping; where events have no time, ours. */
    now(ours: number): number {
      const bySkew = skew();
      if (bySkew !== undefined) return ours - bySkew;
      if (events === 'unstamped' || !ping) return ours;
      return ping.timestamp + (ours - ping.arrivedAt);
    },

    /** The system's time by ping alone, where its events are stamped by the same clock. */
    byPing: (ours: number): number | undefined =>
      ping && events !== 'unstamped' ? ping.timestamp + (ours - ping.arrivedAt) : undefined,
  };
}
