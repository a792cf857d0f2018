// How soon an agency answers: figures that leaving cases alone cannot improve.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answering, medianDays } from '../../shared/answering.ts';
import { noFollowUp } from '../../shared/board.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { dayNumber, daysBetween } from '../../shared/jalali-day.ts';

describe('the median of days to answer', () => {
  it('is that of all cases, in which one without an answer is longer than any answer', () => {
    expect(medianDays({}, 0)).toBeUndefined();
    expect(medianDays({ 3: 1 }, 1)).toBe(3);
    expect(medianDays({ 0: 5, 9: 4 }, 9)).toBe(0);
    expect(medianDays({ 1: 1, 2: 1 }, 2)).toBe(1);
    expect(medianDays({ 1: 3, 9: 3 }, 8)).toBe(9);
  });

  it('is not yet known while fewer than half are answered', () => {
    expect(medianDays({ 1: 3 }, 43)).toBe('not-yet');
    expect(medianDays({}, 1)).toBe('not-yet');
    expect(medianDays({ 1: 2 }, 4)).toBe(1);
  });

  it('never falls when one more case is left lying', () => {
    const tally = fc.dictionary(fc.nat(60).map(String), fc.integer({ min: 1, max: 9 }), { maxKeys: 8 });
    const rank = (median: ReturnType<typeof medianDays>): number =>
      median === 'not-yet' ? Infinity : (median ?? -Infinity);
    fc.assert(
      fc.property(tally, fc.nat(50), (days, open) => {
        const answered = Object.values(days).reduce((sum, count) => sum + count, 0);
        expect(rank(medianDays(days, answered + open + 1))).toBeGreaterThanOrEqual(
          rank(medianDays(days, answered + open)),
        );
      }),
    );
  });
});

describe('an agency', () => {
  it('shows the age of its oldest open case beside the median', () => {
    const one = {
      ...noFollowUp(),
      referred: 43,
      answered: 3,
      days: { 1: 3 },
      open: { '1405-08-12': 1, '1405-08-03': 39 },
    };
    expect(answering(one, '1405-09-08')).toEqual({
      open: 40,
      median: 'not-yet',
      oldestOpen: '1405-08-03',
      oldestOpenDays: 35,
    });
    expect(answering({ ...noFollowUp(), registered: 4 }, '1405-09-08')).toEqual({ open: 0 });
  });
});

describe('days of the Jalali calendar', () => {
  it('are counted as the calendar counts them, over leap years too', () => {
    expect(daysBetween('1403-12-30', '1404-01-01')).toBe(1);
    expect(daysBetween('1404-12-29', '1405-01-01')).toBe(1);
    expect(daysBetween('1405-09-08', '1405-08-03')).toBe(-35);
    for (const wrong of ['1404-12-30', '1405-07-31', '1405-13-01', 'x', ''])
      expect(daysBetween(wrong, '1405-01-01'), wrong).toBeUndefined();
    const calendar = createCalendar();
    let day = '1399-12-25';
    for (let n = dayNumber(day) ?? 0; day < '1405-01-10'; n++, day = calendar.dayAfter(day))
      expect(dayNumber(day), day).toBe(n);
  });
});
