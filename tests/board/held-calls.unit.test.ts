// Which calls stay in memory: all that are needed, and some that ended lately (B7).
import { expect, it } from 'vitest';
import { createHeldCalls } from '../../server/board/held-calls.ts';

type One = { open: boolean };

const end = (calls: ReturnType<typeof createHeldCalls<One>>, id: string): void => {
  calls.set(id, { open: false });
  calls.hasEnded();
};

it('holds calls in progress however many others end, and lets those that ended go', () => {
  const calls = createHeldCalls<One>(({ open }) => open);
  calls.set('open', { open: true });
  for (let n = 0; n < 2_000; n++) end(calls, `ended-${n}`);
  expect(calls.get('open')).toEqual({ open: true });
  expect(calls.has('ended-0')).toBe(false);
  expect(calls.has('ended-1800')).toBe(true);
  expect(calls.entries().length).toBeLessThan(500);
});

it('goes through each call once, also one that was asked for again', () => {
  const calls = createHeldCalls<One>(({ open }) => open);
  for (let n = 0; n < 250; n++) end(calls, `ended-${n}`);
  expect(calls.get('ended-3')).toBeDefined();
  const ids = calls.entries().map(([id]) => id);
  expect(ids).toContain('ended-3');
  expect(new Set(ids).size).toBe(ids.length);
});

it('is gone through as it was, whatever comes and goes meanwhile', () => {
  const calls = createHeldCalls<One>(({ open }) => open);
  calls.set('open', { open: true });
  for (let n = 0; n < 250; n++) end(calls, `ended-${n}`);
  const before = calls.entries().map(([id]) => id);
  const seen: string[] = [];
  for (const [id] of calls.entries()) {
    if (seen.push(id) === 1) for (let n = 0; n < 600; n++) end(calls, `later-${n}`);
    calls.get('open');
  }
  expect(seen).toEqual(before);
  expect(seen).toContain('open');
});

it('keeps one that was asked for through the next generation', () => {
  const calls = createHeldCalls<One>(({ open }) => open);
  for (let n = 0; n < 250; n++) end(calls, `ended-${n}`);
  expect(calls.peek('ended-4')).toBeDefined();
  expect(calls.get('ended-3')).toBeDefined();
  for (let n = 0; n < 200; n++) end(calls, `later-${n}`);
  expect(calls.has('ended-3')).toBe(true);
  expect(calls.has('ended-4')).toBe(false);
});

it('where many are in progress, moves them seldom, and holds as many that ended', () => {
  let looks = 0;
  const calls = createHeldCalls<One>(({ open }) => {
    looks++;
    return open;
  });
  for (let n = 0; n < 3_000; n++) calls.set(`open-${n}`, { open: true });
  for (let n = 0; n < 10_000; n++) end(calls, `ended-${n}`);
  expect(calls.entries().filter(([, { open }]) => open)).toHaveLength(3_000);
  // Moved at every two hundredth end, they would have been looked at 150,000 times.
  expect(looks).toBeLessThan(50_000);
});
