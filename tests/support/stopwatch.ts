// Measures what is promised in ms, without what a busy machine adds: the time in which this thread had work and waited for its turn.
// What it works itself counts, so that a server that holds its event loop is as slow as it is.
const SAMPLED_MS = 5;

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Returns what ends the measure: ms from now to then. */
export function startStopwatch(): () => number {
  const began = performance.now();
  let last = began;
  let used = cpuMs();
  let waited = 0;
  const sample = (): void => {
    const [now, cpu] = [performance.now(), cpuMs()];
    waited += Math.max(0, now - last - SAMPLED_MS - (cpu - used));
    [last, used] = [now, cpu];
  };
  const timer = setInterval(sample, SAMPLED_MS);
  return () => {
    clearInterval(timer);
    sample();
    return performance.now() - began - waited;
  };
}
