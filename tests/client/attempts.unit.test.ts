// When a page tries to connect: quickly past a node that hangs, patiently on a slow line, and never against its own probe.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAttempts } from '../../client/state/attempts.ts';

let connects: number[];
let attempts: ReturnType<typeof createAttempts>;
const now = (): number => Math.round(performance.now());

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  connects = [];
  const began = now();
  attempts = createAttempts({ connect: () => connects.push(now() - began), random: () => 0.5 });
});
afterEach(() => void vi.useRealTimers());

/** As a wall that stood for a while: its handshake took so long. */
const measured = (handshakeMs: number): void => {
  attempts.begin();
  vi.advanceTimersByTime(handshakeMs);
  attempts.opened();
  attempts.ended();
  connects.length = 0;
};

describe('attempts that hang', () => {
  it('follow each other at once on a line whose handshake is quick: ten within six seconds', () => {
    measured(20);
    const from = now();
    attempts.begin();
    vi.advanceTimersByTime(5_999);
    expect(connects).toEqual(Array.from({ length: 10 }, (_, n) => from + 600 * n));
  });
  it('are not accompanied by a probe while they are short, so that a round robin cannot fall into step', () => {
    measured(20);
    attempts.begin();
    for (let n = 0; n < 9; n++) {
      expect(attempts.wantsProbe()).toBe(false);
      vi.advanceTimersByTime(600);
    }
    vi.advanceTimersByTime(700);
    expect(attempts.wantsProbe()).toBe(true);
  });
  it('last longer after ten, because Chromium then delays each by seconds', () => {
    measured(20);
    attempts.begin();
    vi.advanceTimersByTime(6_000 + 30_000);
    expect(connects).toHaveLength(14);
  });
  it('get the time that the line is known to need', () => {
    measured(1_500);
    attempts.begin();
    vi.advanceTimersByTime(5_999);
    expect(connects).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(connects).toHaveLength(2);
  });
});

describe('a probe that finds the server', () => {
  it('ends a pause, and is followed by two attempts in a row', () => {
    attempts.again();
    attempts.reachable();
    attempts.again();
    expect(connects).toEqual([0, 0]);
    attempts.again();
    expect(connects).toEqual([0, 0]);
  });
  it('does not drop an attempt that is younger than a second', () => {
    measured(20);
    attempts.begin();
    vi.advanceTimersByTime(6_500);
    const before = connects.length;
    attempts.reachable();
    expect(connects).toHaveLength(before);
    vi.advanceTimersByTime(1_000);
    attempts.reachable();
    expect(connects).toHaveLength(before + 1);
  });
  it('does not touch a connection that is open', () => {
    attempts.begin();
    attempts.opened();
    attempts.reachable();
    expect(connects).toEqual([0]);
  });
});

describe('attempts that are refused', () => {
  it('pause longer each time, five seconds at most', () => {
    const pauses: number[] = [];
    for (let n = 0; n < 9; n++) {
      const from = performance.now();
      attempts.again();
      vi.advanceTimersToNextTimer();
      pauses.push(Math.round(performance.now() - from));
    }
    expect(pauses).toEqual([300, 480, 768, 1_228, 1_966, 3_145, 5_000, 5_000, 5_000]);
  });
  it('begin again from the shortest pause once a screen was admitted', () => {
    for (let n = 0; n < 9; n++) attempts.again();
    attempts.begin();
    attempts.opened();
    attempts.ended();
    connects.length = 0;
    const from = now();
    attempts.again();
    vi.advanceTimersByTime(300);
    expect(connects).toEqual([from + 300]);
  });
});
