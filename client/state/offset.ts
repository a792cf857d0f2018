// How far the server's clock is ahead of ours, from the times in its messages. A message can only be late, so the
// largest difference of the last minutes comes from the least-delayed one.
const KEPT_MS = 300_000;
const KEPT_SAMPLES = 300;

export type Offset = {
  /** A message that says serverNow arrived at `arrival` of our clock (ms). */
  hear: (serverNow: number, arrival: number) => void;
  /** Forget all, for instance after a reconnect to another server. */
  reset: () => void;
  readonly current: number;
};

export function createOffset(initial: number): Offset {
  let samples: { difference: number; arrival: number }[] = [];
  let current = initial;
  return {
    hear(serverNow, arrival) {
      samples = samples.filter((sample) => arrival - sample.arrival < KEPT_MS).slice(1 - KEPT_SAMPLES);
      samples.push({ difference: serverNow - arrival, arrival });
      current = samples.reduce((most, { difference }) => Math.max(most, difference), -Infinity);
    },
    reset() {
      samples = [];
    },
    get current() {
      return current;
    },
  };
}
