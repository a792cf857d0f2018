// What a limit would have done today.
import { describe, expect, it } from 'vitest';
import { previewOf } from '../../server/alerts/preview.ts';

const T = Date.parse('2026-11-25T09:00:00+03:30');
const minutes = (n: number): number => T + n * 60_000;
const waits = (from: number, to: number) => ({
  joinedAt: minutes(from),
  endedAt: minutes(to),
  answeredAt: undefined,
  outcome: 'abandoned' as const,
  waited: (to - from) * 60,
  target: 20,
});

describe('the preview', () => {
  // Two wait from 10 to 20, a third from 12 to 15; two again from 40 to 41.
  const visits = [waits(10, 20), waits(10, 20), waits(12, 15), waits(40, 41), waits(40, 41)];

  it('counts how often and how long somebody would have been called', () => {
    expect(previewOf('waiting', { watch: 2, act: 3 }, visits, T, minutes(60))).toEqual({
      watch: { times: 2, seconds: 660 },
      act: { times: 1, seconds: 180 },
    });
    expect(previewOf('waiting', { watch: 9, act: 9 }, visits, T, minutes(60))?.watch).toEqual({ times: 0, seconds: 0 });
  });

  it('knows the longest wait, and shares once there are enough calls', () => {
    expect(previewOf('longest-wait', { watch: 300, act: 540 }, visits, T, minutes(60))).toMatchObject({
      watch: { times: 1 },
      act: { times: 1, seconds: 60 },
    });
    const many = Array.from({ length: 12 }, (_, n) => waits(n, n + 1));
    expect(previewOf('abandon-rate', { watch: 50, act: 90 }, many, T, minutes(20))?.watch.times).toBe(1);
    expect(previewOf('abandon-rate', { watch: 50, act: 90 }, many.slice(0, 9), T, minutes(20))?.watch.times).toBe(0);
  });

  it.each(['waiting', 'longest-wait', 'service-level', 'abandon-rate'] as const)(
    'of %s looks at a call a few times, not at every moment of a day',
    (rule) => {
      let looks = 0;
      const many = Array.from({ length: 200 }, (_, n) => ({
        ...waits(n, n + 1),
        get joinedAt() {
          looks += 1;
          return minutes(n);
        },
        get endedAt() {
          looks += 1;
          return minutes(n + 1);
        },
      }));
      previewOf(rule, { watch: 2, act: 2 }, many, T, minutes(600));
      expect(looks).toBeLessThan(200 * 10);
    },
  );

  it('says that calls alone cannot tell about officials and telephone systems', () => {
    expect(previewOf('source-down', { watch: 1, act: 2 }, visits, T, minutes(60))).toBeUndefined();
  });
});
