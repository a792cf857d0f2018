import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LogEntry } from '../../shared/event.ts';
import { createFollowers } from '../../server/log/subscribers.ts';
import { joined } from '../support/joined-calls.ts';

const entry = (position: number): LogEntry => ({ position, event: joined(position) });
const entries = (from: number, to: number): LogEntry[] =>
  Array.from({ length: to - from + 1 }, (_, n) => entry(from + n));
const tick = () => new Promise((resolve) => setImmediate(resolve));

/** A store of `size` entries, which may be ahead of what was published. */
function store(size: number) {
  const state = { size, pages: 0 };
  const followers = createFollowers((after, limit) => {
    state.pages++;
    return entries(after + 1, Math.min(state.size, after + limit));
  });
  const seen: number[] = [];
  return { state, followers, seen, take: (batch: readonly LogEntry[]) => seen.push(...batch.map((e) => e.position)) };
}

it('does not show again what a page had shown before it was published', async () => {
  const { state, followers, seen, take } = store(3);
  followers.follow(0, take);
  await tick();
  await tick();
  state.size = 5;
  const late = store(5);
  late.followers.follow(2, late.take);
  await tick();
  await tick();
  followers.publish(entries(4, 5));
  late.followers.publish(entries(4, 5));
  late.followers.publish(entries(5, 7));
  expect(seen).toEqual([1, 2, 3, 4, 5]);
  expect(late.seen).toEqual([3, 4, 5, 6, 7]);
});

it('yields to the event loop between pages of old entries', async () => {
  const { state, followers, seen, take } = store(6_500);
  followers.follow(0, take);
  expect(state.pages).toBe(0);
  const after: number[] = [];
  while (seen.length < 6_500) {
    await tick();
    after.push(seen.length);
  }
  expect(after).toEqual(expect.arrayContaining([2_000, 4_000, 6_000]));
});

it('gives what is published while it still reads old entries after them, in order', async () => {
  const { state, followers, seen, take } = store(2_500);
  followers.follow(0, take);
  await tick();
  state.size = 2_501;
  followers.publish([entry(2_501)]);
  for (let n = 0; n < 4; n++) await tick();
  followers.publish([entry(2_502)]);
  expect(seen).toEqual(entries(1, 2_502).map(({ position }) => position));
});

it('stops at once, also from inside a batch, and only the one that was stopped', async () => {
  const { followers, seen, take } = store(0);
  const stop = followers.follow(0, () => stop());
  followers.follow(0, take);
  await tick();
  followers.publish([entry(1)]);
  followers.publish([entry(2)]);
  expect(seen).toEqual([1, 2]);
});

const uncaught: unknown[] = [];
beforeEach(
  () =>
    void vi.stubGlobal('queueMicrotask', (run: () => void) => {
      try {
        run();
      } catch (error) {
        uncaught.push(error);
      }
    }),
);
afterEach(() => void vi.unstubAllGlobals());

it('serves the other followers after one failed, and reports that failure', async () => {
  const { followers, seen, take } = store(0);
  followers.follow(0, () => {
    throw new Error('a fold that forgot an event');
  });
  followers.follow(0, take);
  await tick();
  followers.publish([entry(1)]);
  expect(seen).toEqual([1]);
  expect(uncaught).toEqual([expect.objectContaining({ message: 'a fold that forgot an event' })]);
});
