// Long reading keeps out of the way of what goes to the wall, and goes on all the same.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPace } from '../../server/reading/pace.ts';

/** Reads without end; counts its slices. */
function read(clock: () => number) {
  const pace = createPace({ sliceMs: 1, restMs: 5, clock });
  let slices = 0;
  let going = true;
  const done = (async () => {
    while (going) {
      await pace.turn();
      slices++;
    }
  })();
  return { pace, slices: () => slices, stop: () => ((going = false), done) };
}

it('pauses between two slices while a request is open, and reads on without pause when none is', async () => {
  let now = 0;
  const { pace, slices, stop } = read(() => now);
  const isThere = pace.urgent();
  await sleep(5);
  const first = slices();
  expect(first).toBeLessThanOrEqual(1);
  await sleep(20);
  expect(slices()).toBe(first);
  now += 5;
  await sleep(20);
  expect(slices()).toBe(first + 1);
  isThere();
  isThere();
  await sleep(5);
  for (let n = 0; n < 20; n++) await setImmediate();
  expect(slices()).toBeGreaterThan(first + 5);
  await stop();
});

it('pauses until the last of several has ended', async () => {
  const { pace, slices, stop } = read(() => 0);
  const [one, other] = [pace.urgent(), pace.urgent()];
  await sleep(5);
  const first = slices();
  one();
  await sleep(20);
  expect(slices()).toBe(first);
  other();
  await sleep(20);
  expect(slices()).toBeGreaterThan(first);
  await stop();
});
