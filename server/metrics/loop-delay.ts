// How late the event loop runs its timers. Node's histogram holds the whole interval between two samples, so an idle loop
// shows the interval itself: it is subtracted. Windows turn by a separate timer, so that readers change nothing.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const SAMPLED_MS = 20;
export const WINDOW_MS = 15_000;

export function createLoopDelay(windowMs = WINDOW_MS) {
  const histogram = monitorEventLoopDelay({ resolution: SAMPLED_MS });
  histogram.enable();
  let p99: number | undefined;
  const turn = (): void => {
    // No sample in a window: the loop stood still for all of it, and the next one shows for how long.
    if (histogram.count > 0) p99 = Math.max(0, histogram.percentile(99) / 1e9 - SAMPLED_MS / 1e3);
    histogram.reset();
  };
  const timer = setInterval(turn, windowMs);
  timer.unref();
  return {
    /** Seconds, of the last full window; undefined during the first. */
    p99: (): number | undefined => p99,
    stop(): void {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
