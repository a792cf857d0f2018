// A surge of a topic is what chance would bring less often than the limit says, and nothing is said where too little is known.
import { describe, expect, it } from 'vitest';
import { chanceOf, dispersionOf, falseAlarmsAMonth } from '../../server/surges/surge-test.ts';
import { STRETCH_MS, surgesAt, type TopicCall } from '../../server/surges/surges.ts';
import { DAY, MINUTE } from '../../shared/time.ts';

describe('the chance of so many calls', () => {
  it('is that of a Poisson count where the past is long, and greater where it is short', () => {
    // P(X ≥ 4) of a Poisson count with mean 1 is 0.018988.
    expect(chanceOf(4, { calls: 1e6, weeks: 1e6 })).toBeCloseTo(0.018988, 5);
    const few = [4, 12, 100].map((weeks) => chanceOf(4, { calls: weeks, weeks }));
    expect(few).toEqual(few.toSorted((a, b) => b - a));
    expect(few[0]).toBeGreaterThan(0.04);
  });

  it('falls with every further call, down to what rounding would lose, and is 1 for none', () => {
    const chances = [0, 1, 2, 5, 9, 20, 60].map((calls) => chanceOf(calls, { calls: 12, weeks: 12 }));
    expect(chances[0]).toBe(1);
    expect(chances).toEqual([...new Set(chances)].sort((a, b) => b - a));
    expect(chances.at(-1)).toBeGreaterThan(0);
    expect(chances.at(-1)).toBeLessThan(1e-20);
  });

  it('all counts together have the probability 1, also where days differ by more than chance', () => {
    for (const dispersion of [1, 2.5]) {
      const past = { calls: 30, weeks: 12 };
      const each = Array.from(
        { length: 200 },
        (_, k) => chanceOf(k, past, dispersion) - chanceOf(k + 1, past, dispersion),
      );
      expect(each.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      const mean = each.reduce((sum, one, k) => sum + k * one, 0);
      const variance = each.reduce((sum, one, k) => sum + (k - mean) ** 2 * one, 0);
      expect(mean).toBeCloseTo(30.5 / 12, 6);
      expect(variance / mean).toBeCloseTo(dispersion * (1 + 1 / 12), 4);
    }
  });

  it('of a past without any call is no certainty', () => {
    expect(chanceOf(1, { calls: 0, weeks: 12 })).toBeGreaterThan(0.03);
  });

  it('counts for a month by all that is looked at', () => {
    expect(falseAlarmsAMonth(1e-6, { cells: 300, momentsAMonth: 2_880 })).toBeCloseTo(0.864, 6);
  });
});

describe('how days differ', () => {
  it('is 1 where they differ by chance or less, and more where they do', () => {
    expect(dispersionOf([[2, 2, 2], [1]])).toBe(1);
    expect(
      dispersionOf([
        [0, 8],
        [8, 0],
      ]),
    ).toBe(8);
    expect(dispersionOf([])).toBe(1);
  });
});

describe('a surge', () => {
  const now = 100 * DAY + 10 * 60 * MINUTE;
  const calls = (count: number, from: number, tags: object = { topic: 'water', county: 'juybar' }): TopicCall[] =>
    Array.from({ length: count }, (_, n) => ({ at: from + n * MINUTE, ...tags }));
  const looks = { cells: 330, momentsAMonth: 2_880 };
  const found = (count: number, past: (from: number) => TopicCall[] | undefined) =>
    surgesAt({ now, recent: calls(count, now - STRETCH_MS), past, looks }, 1);

  it('is found in eleven calls where one is usual, and says both', () => {
    expect(found(11, (from) => calls(1, from))).toMatchObject([
      { topic: 'water', county: 'juybar', calls: 11, usual: 1, weeks: 12 },
    ]);
  });

  it('is none where so many are usual, and none in a few calls', () => {
    expect(found(9, (from) => calls(6, from))).toEqual([]);
    expect(found(3, () => [])).toEqual([]);
  });

  it('is none while fewer than four such days are known, or most of their calls were not tagged', () => {
    const weeksAgo = (from: number): number => Math.round((now - from) / (7 * DAY));
    expect(found(30, (from) => (weeksAgo(from) <= 3 ? calls(1, from) : undefined))).toEqual([]);
    expect(found(30, (from) => (weeksAgo(from) <= 4 ? calls(1, from) : undefined))).toHaveLength(1);
    expect(found(30, (from) => [...calls(1, from), ...calls(9, from, {})])).toEqual([]);
  });
});
