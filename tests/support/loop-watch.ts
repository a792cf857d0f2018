// To be imported before the server's main module: tells the process that forked it how long the event loop was held. Each message
// that comes in is answered with the longest hold since the one before, in ms.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const SAMPLED_MS = 1;
const histogram = monitorEventLoopDelay({ resolution: SAMPLED_MS });
histogram.enable();

process.on('message', () => {
  // An interval between two samples holds the pause that was meant, too.
  process.send?.(Math.max(0, histogram.max / 1e6 - SAMPLED_MS));
  histogram.reset();
});
// Whoever watches does not keep the server from ending.
process.channel?.unref();
