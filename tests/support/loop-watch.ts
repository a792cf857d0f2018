// To be imported before the server's main module: tells the process that forked it how long the event loop was held. Each message
// that comes in is answered with the longest hold since the one before, in ms.
const SAMPLED_MS = 1;
let longest = 0;
let last = performance.now();
let used = cpuMs();

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

setInterval(() => {
  const [now, cpu] = [performance.now(), cpuMs()];
  // On a machine that does other things as well the loop also waits for its turn: what the thread worked is what it held.
  longest = Math.max(longest, Math.min(now - last - SAMPLED_MS, cpu - used));
  [last, used] = [now, cpu];
}, SAMPLED_MS).unref();

process.on('message', () => {
  process.send?.(longest);
  longest = 0;
});
// The watcher does not keep the server from ending.
process.channel?.unref();
