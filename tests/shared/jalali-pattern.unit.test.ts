import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import { dayPattern, monthPattern, roughTimeOf } from '../../shared/jalali-pattern.ts';
import { DAY } from '../../shared/time.ts';

describe('the id of a Jalali day or month', () => {
  it.each(['1405-09-02', '1399-12-30', '1400-01-31'])('%s is a day', (id) => expect(dayPattern.test(id)).toBe(true));
  it.each(['1405-13-01', '1405-09-32', '1405-9-2', '2026-09-02', '1405-09', ' 1405-09-02'])('%s is none', (id) =>
    expect(dayPattern.test(id)).toBe(false),
  );
  it('of a month has no day', () => {
    expect(['1405-09', '1405-00', '1405-13', '1405-09-01'].map((id) => monthPattern.test(id))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
  it('leads to its time within two days, so that the middle of a month lies in it', () => {
    const calendar = createCalendar();
    for (let year = 1350; year < 1460; year++)
      for (const [month, date] of [
        ['01', 1],
        ['06', 31],
        ['07', 1],
        ['12', 29],
      ] as const) {
        const rough = roughTimeOf(`${year}-${month}`, date);
        const exact = calendar.startOf(`${year}-${month}-${String(date).padStart(2, '0')}`);
        expect(Math.abs(rough - exact)).toBeLessThan(2 * DAY);
      }
  });
});
