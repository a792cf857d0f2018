// What the server's heap holds at most beside what is alive.
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** Keeps 60,000 objects and replaces them one after another, so that each dies in the old generation. */
const churn = `
  const kept = [];
  let peak = 0;
  for (let n = 0; n < 3_000_000; n++) {
    kept[n % 60_000] = { n, list: [n, n + 1, n + 2], text: 'x' + n };
    if (n % 20_000 === 0) peak = Math.max(peak, process.memoryUsage().heapTotal);
  }
  process.stdout.write(String(peak));
`;
const peakOf = (...options: string[]): number => {
  // Collecting in threads of its own, V8 would have a peak that depends on how busy the machine is.
  const args = ['--single-threaded-gc', ...options, '-e', churn];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return Number(stdout);
};

it('garbage takes less memory than V8 would give it', () => {
  const bounded = peakOf('--import', new URL('../server/heap-growth.ts', import.meta.url).href);
  expect(bounded).toBeLessThan(peakOf());
});
