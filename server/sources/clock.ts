// The telephone system's clock, as far as a link can know it. Times are epoch ms; `now` is our clock and comes in.
import { MINUTE } from '../../shared/time.ts';

const WINDOW_MS = 5 * MINUTE;
/** Offsets below this are within network delay and queue_log's whole seconds; they are ignored. */
const NO_MATTER_MS = 1_000;

/** A clock was set back where all that was noted for STEP_MS, STEP_NOTES values or more, lies so much above the least. */
const STEP_BY_MS = 2_000;
const STEP_MS = 6_000;
const STEP_NOTES = 3;

/** The ways in which a telephone system times its events. */
export type Timing = 'stamped' | 'unstamped';
export type PbxClock = ReturnType<typeof createPbxClock>;

/** The least of what was noted in the last 5 minutes: what is more than that is the way of the packet. */
function createSlidingMinimum() {
  let windowStart = -Infinity;
  let current: number | undefined;
  let previous: number | undefined;
  let above: { since: number; least: number; notes: number } | undefined;
  const least = (): number | undefined =>
    current === undefined ? previous : previous === undefined ? current : Math.min(current, previous);
  const restart = (value: number, at: number): void => {
    previous = above = undefined;
    current = value;
    windowStart = at;
  };

  /** True when the clock was set back by this. */
  const isStep = (value: number, at: number): boolean => {
    if (value - (least() ?? Infinity) <= STEP_BY_MS || least() === undefined) {
      above = undefined;
      return false;
    }
    above ??= { since: at, least: value, notes: 0 };
    above.least = Math.min(above.least, value);
    return ++above.notes >= STEP_NOTES && at - above.since >= STEP_MS;
  };

  return {
    restart,
    /** Returns whether the clock was found to be set back. */
    note(value: number, at: number): boolean {
      if (isStep(value, at)) {
        restart(above?.least ?? value, at);
        return true;
      }
      if (at - windowStart > WINDOW_MS / 2) {
        previous = current;
        current = undefined;
        windowStart = at;
      }
      current = Math.min(current ?? Infinity, value);
      return false;
    },
    value: least,
  };
}

/** Skew is (arrival − Timestamp): our clock less the system's. */
export function createPbxClock() {
  const ofEvents = createSlidingMinimum();
  const ofPings = createSlidingMinimum();
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
      const isSetBack = ofPings.note(Math.round(arrivedAt - timestamp), arrivedAt);
      // Events may be rare; they are stamped by the same clock.
      if (isSetBack && ofEvents.value() !== undefined) ofEvents.restart(ofPings.value() ?? 0, arrivedAt);
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
    logOffset(): number | undefined {
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
    pingTime: (ours: number): number | undefined =>
      ping && timing() !== 'unstamped' ? ping.timestamp + (ours - ping.arrivedAt) : undefined,
  };
}
