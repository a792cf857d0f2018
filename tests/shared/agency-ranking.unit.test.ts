// Agencies compared by what is known of them: with intervals, and only with others of like volume.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankAgencies, wilson } from '../../shared/agency-ranking.ts';
import { noDeadlines, type Deadlines } from '../../shared/deadlines.ts';

const cases = (more: Partial<Deadlines>): Deadlines => ({ ...noDeadlines(), ...more });
const placeOf = (agency: string, all: Record<string, Deadlines>) =>
  rankAgencies(all).find((one) => one.agency === agency);

describe('the interval of a share', () => {
  // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I,
  // method 3 (score, without continuity correction).
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('is that of Wilson, as Newcombe gives it for %i of %i', (successes, trials, low, high) => {
    const found = wilson(successes, trials);
    expect(found?.low).toBeCloseTo(low, 4);
    expect(found?.high).toBeCloseTo(high, 4);
  });
  it('holds the share, lies between none and all, and is unknown without cases', () => {
    expect(wilson(0, 0)).toBeUndefined();
    fc.assert(
      fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 5_000 }), (some, trials) => {
        const successes = Math.min(some, trials);
        const { low, high } = wilson(successes, trials) ?? { low: NaN, high: NaN };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(successes / trials);
        expect(high).toBeGreaterThanOrEqual(successes / trials);
      }),
    );
  });
});

describe('agencies', () => {
  it('with three of three do not come before one with 190 of 200', () => {
    const all = { small: cases({ inTime: 3 }), large: cases({ inTime: 190, late: 10 }), other: cases({ inTime: 210 }) };
    expect(placeOf('small', all)).toMatchObject({ unranked: 'few' });
    expect(placeOf('small', all)?.ranked).toBeUndefined();
    expect(placeOf('large', all)?.ranked).toMatchObject({ group: 0, of: 2 });
    expect(wilson(3, 3)?.low).toBeLessThan(wilson(190, 200)?.low ?? 0);
  });
  it('are compared only with others of like volume, each group by itself', () => {
    const all = {
      a: cases({ inTime: 12 }),
      b: cases({ inTime: 10, overdue: 2 }),
      c: cases({ inTime: 300, late: 100 }),
      d: cases({ inTime: 100, late: 300 }),
    };
    expect(rankAgencies(all).map(({ agency, ranked }) => [agency, ranked?.group])).toEqual([
      ['c', 0],
      ['d', 0],
      ['a', 2],
      ['b', 2],
    ]);
    expect(placeOf('c', all)?.ranked).toEqual({ group: 0, from: 1, to: 1, of: 2 });
  });
  it('that cannot be told apart share their places', () => {
    const all = { a: cases({ inTime: 12 }), b: cases({ inTime: 11, late: 1 }), c: cases({ late: 40 }) };
    expect(placeOf('a', all)?.ranked).toEqual({ group: 2, from: 1, to: 2, of: 3 });
    expect(placeOf('b', all)?.ranked).toEqual({ group: 2, from: 1, to: 2, of: 3 });
    expect(placeOf('c', all)?.ranked).toEqual({ group: 2, from: 3, to: 3, of: 3 });
  });
  it('have no place with a reason: nothing to judge, fewer than ten cases, nobody of like volume', () => {
    const all = {
      waiting: cases({ open: 60 }),
      free: cases({ noDeadline: 15 }),
      few: cases({ inTime: 9, open: 30 }),
      alone: cases({ inTime: 10 }),
    };
    expect(rankAgencies(all).map(({ agency, unranked }) => [agency, unranked])).toEqual([
      ['waiting', 'none'],
      ['few', 'few'],
      ['free', 'none'],
      ['alone', 'alone'],
    ]);
  });
  it('an open case whose day is over counts against an agency, one whose day is to come does not', () => {
    expect(placeOf('a', { a: cases({ inTime: 5, overdue: 5, open: 50 }) })).toMatchObject({ judged: 10, inTime: 5 });
  });
  it('cases of no known agency are nobody’s', () =>
    expect(rankAgencies({ unknown: cases({ inTime: 50 }) })).toEqual([]));
});
