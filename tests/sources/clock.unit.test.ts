// How far the telephone system's clock is known.
import { describe, expect, it } from 'vitest';
import { createPbxClock } from '../../server/sources/clock.ts';

const BEGIN = Date.UTC(2026, 10, 23, 9);

describe('a telephone system whose clock is set while the link is up', () => {
  it('is followed within seconds, whether it is set forward or back', () => {
    for (const step of [90_000, -90_000]) {
      const clock = createPbxClock();
      for (let second = 0; second < 600; second += 2) clock.timeOf(BEGIN + second * 1000 - 40, BEGIN + second * 1000);
      expect(clock.skew()).toBe(40);
      for (let second = 600; second < 610; second += 2)
        clock.timeOf(BEGIN + second * 1000 - 40 + step, BEGIN + second * 1000);
      expect(clock.skew()).toBe(40 - step);
      expect(clock.now(BEGIN + 610_000)).toBe(BEGIN + 610_000 - 40 + step);
    }
  });

  it('is followed by the answers to pings where events are rare', () => {
    const clock = createPbxClock();
    clock.timeOf(BEGIN, BEGIN + 5);
    for (let second = 0; second < 60; second += 2) {
      const [ours, theirs] = [BEGIN + second * 1000, BEGIN + second * 1000 - (second < 30 ? 5 : 90_005)];
      clock.pinged(theirs, ours);
    }
    expect(clock.skew()).toBe(90_005);
  });

  it('is not taken for set back by events that come late, as long as one comes in time', () => {
    const clock = createPbxClock();
    for (let second = 0; second < 60; second++) {
      const late = second % 5 === 0 ? 10 : 4_000;
      clock.timeOf(BEGIN + second * 1000 - late, BEGIN + second * 1000);
    }
    expect(clock.skew()).toBe(10);
  });
});
