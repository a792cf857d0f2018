// How far the server's clock is ahead of ours, from the times in its messages. A message can only be late, so the
// largest difference of the last minutes comes from the least-delayed one.
import { MINUTE } from '../../shared/time.ts';

const KEPT_MS = 5 * MINUTE;
const KEPT_SAMPLES = 300;
/** After a long silence what was known is believed for so long: messages that lay on the way come first. */
const BELIEVED_MS = 10_000;

export type Offset = {
  /** A message with `serverNow` arrived at `arrival` of our clock (ms). */
  observe: (serverNow: number, arrival: number) => void;
  /** Our clock stood still for that long (ms). */
  skip: (ms: number) => void;
  /** Forget all, for instance after a reconnect to another server. */
  reset: () => void;
  readonly current: number;
};

export function createOffset(initial: number): Offset {
  let samples: { difference: number; arrival: number }[] = [];
  let current = initial;
  return {
    observe(serverNow, arrival) {
      const kept = samples.filter((sample) => arrival - sample.arrival < KEPT_MS).slice(1 - KEPT_SAMPLES);
      if (kept.length === 0 && samples.length > 0)
        kept.push({ difference: current, arrival: arrival - KEPT_MS + BELIEVED_MS });
      kept.push({ difference: serverNow - arrival, arrival });
      samples = kept;
      current = samples.reduce((most, { difference }) => Math.max(most, difference), -Infinity);
    },
    skip(ms) {
      current += ms;
      samples = samples.map(({ difference, arrival }) => ({ difference: difference + ms, arrival }));
    },
    reset() {
      samples = [];
    },
    get current() {
      return current;
    },
  };
}
