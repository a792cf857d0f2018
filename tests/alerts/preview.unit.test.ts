// What a limit would have done today.
import { describe, expect, it } from 'vitest';
import { previewOf } from '../../server/alerts/preview.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';

const T = Date.parse('2026-11-25T09:00:00+03:30');
const minutes = (n: number): number => T + n * MINUTE;
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

  it('agrees with a check of every visit at every moment, in any order', () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
    const random = seededRandom(seed);
    const to = T + 400_007;
    for (let round = 0; round < 40; round++) {
      const visits = Array.from({ length: 50 }, () => {
        const joinedAt = T + Math.floor(random() * 40) * 5_000;
        const left = random() < 0.8 ? joinedAt + Math.floor(random() * 60) * SECOND : undefined;
        const isAnswered = random() < 0.4;
        return {
          joinedAt,
          answeredAt: isAnswered ? left : undefined,
          endedAt: isAnswered ? undefined : left,
          outcome:
            left === undefined ? ('waiting' as const) : isAnswered ? ('answered' as const) : ('abandoned' as const),
          waited: undefined,
          target: 20,
        };
      });
      const seconds = { waiting: 0, 'longest-wait': 0 };
      for (let at = T; at <= to; at += 10_000) {
        const there = visits.filter((one) => one.joinedAt <= at && (one.answeredAt ?? one.endedAt ?? Infinity) > at);
        const oldest = Math.min(...there.map(({ joinedAt }) => joinedAt));
        if (there.length >= 8) seconds.waiting += 10;
        if (at - oldest >= 30_000) seconds['longest-wait'] += 10;
      }
      const secondsOf = (rule: 'waiting' | 'longest-wait', act: number) =>
        previewOf(rule, { watch: act, act }, visits, T, to)?.act.seconds;
      // An alert goes a little below its limit: it is on at least as long as the limit is reached.
      expect(secondsOf('waiting', 8), `SEED=${seed}`).toBeGreaterThanOrEqual(seconds.waiting);
      expect(secondsOf('longest-wait', 30), `SEED=${seed}`).toBeGreaterThanOrEqual(seconds['longest-wait']);
      expect(previewOf('longest-wait', { watch: 30, act: 30 }, visits.toReversed(), T, to)).toEqual(
        previewOf('longest-wait', { watch: 30, act: 30 }, visits, T, to),
      );
    }
  });

  it('states that calls alone show nothing of officials and telephone systems', () => {
    expect(previewOf('source-down', { watch: 1, act: 2 }, visits, T, minutes(60))).toBeUndefined();
  });
});
