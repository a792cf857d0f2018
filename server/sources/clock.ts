// The telephone system's clock, as far as a link can know it. Times are epoch ms; `now` is our clock and comes in.

const WINDOW_MS = 300_000;
/** So little is less than the way of a packet and the whole seconds of a log: it need not be known. */
const NO_MATTER_MS = 1_000;

/** The ways in which a telephone system times its events. */
export type Timing = 'stamped' | 'unstamped';
export type PbxClock = ReturnType<typeof createPbxClock>;

/** The least of what was noted in the last 5 minutes: what is more than that is the way of the packet. */
function createLeast() {
  let windowStart = -Infinity;
  let current: number | undefined;
  let previous: number | undefined;
  return {
    note(value: number, at: number): void {
      if (at - windowStart > WINDOW_MS / 2) {
        previous = current;
        current = undefined;
        windowStart = at;
      }
      current = Math.min(current ?? Infinity, value);
    },
    value: (): number | undefined =>
      current === undefined ? previous : previous === undefined ? current : Math.min(current, previous),
  };
}

/** Skew is (arrival − Timestamp): our clock less the system's. */
export function createPbxClock() {
  const ofEvents = createLeast();
  const ofPings = createLeast();
  let ping: { timestamp: number; arrivedAt: number } | undefined;
  let events: Timing | undefined;
  let before: Timing | undefined;
  const timing = (): Timing | undefined => events ?? before;

  return {
    /** The time of an event: what it is stamped with (epoch ms), else its arrival. */
    timeOf(stamped: number | undefined, arrivedAt: number): number {
      if (stamped === undefined) {
        events ??= 'unstamped';
        return arrivedAt;
      }
      events = 'stamped';
      ofEvents.note(arrivedAt - stamped, arrivedAt);
      return Math.round(stamped);
    },

    /** The answer to a ping carries the telephone system's time (epoch ms) even where events have none. */
    pinged(timestamp: number | undefined, arrivedAt: number): void {
      if (timestamp === undefined) return;
      ping = { timestamp, arrivedAt };
      // Whole milliseconds, as the times of events are.
      ofPings.note(Math.round(arrivedAt - timestamp), arrivedAt);
    },

    /** How events were timed at an earlier time: so they are, until one is seen. */
    expect: (earlier: Timing | undefined): void => void (before = earlier),
    /** True once the way in which events are timed is known. */
    isKnown: (): boolean => events !== undefined,
    skew: ofEvents.value,

    /**
     * What must be added to a time in the system's own log to have it in the time of its events, ms: events without a time have
     * ours. Undefined where that is not known.
     */
    logShift(): number | undefined {
      const byPings = ofPings.value();
      switch (timing()) {
        case 'stamped':
          return 0;
        case 'unstamped':
          return byPings;
        case undefined:
          return byPings !== undefined && Math.abs(byPings) <= NO_MATTER_MS ? 0 : undefined;
      }
    },

    /** As far as it is known. */
    timing,

    /** The system's time now, by its events; without any by its answer to a ping; where events have no time, ours. */
    now(ours: number): number {
      const bySkew = ofEvents.value();
      if (bySkew !== undefined) return ours - bySkew;
      if (timing() === 'unstamped' || !ping) return ours;
      return ping.timestamp + (ours - ping.arrivedAt);
    },

    /** The system's time by ping alone, where its events are stamped by the same clock. */
    byPing: (ours: number): number | undefined =>
      ping && timing() !== 'unstamped' ? ping.timestamp + (ours - ping.arrivedAt) : undefined,
  };
}
