// Jalali days and months in Tehran, held against known almanac facts and against Intl and Luxon.
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { createCalendar, monthAfter, monthBefore, monthOf } from '../../shared/calendar.ts';
import { HOUR, MINUTE, WEEK } from '../../shared/time.ts';

const { dayOf, dayAfter, hourOf, lengthOf, startOf, utcOffset } = createCalendar();
const utc = (iso: string): number => Date.parse(iso);

describe('a Jalali year', () => {
  it.each([1399, 1403, 1408])('%i is a leap year: Esfand has 30 days', (year) => {
    expect(lengthOf(`${year}-12`)).toBe(30);
    expect(dayAfter(`${year}-12-29`)).toBe(`${year}-12-30`);
    expect(dayAfter(`${year}-12-30`)).toBe(`${year + 1}-01-01`);
  });

  it.each([1400, 1401, 1402, 1404, 1405, 1406, 1407])('%i is a common year: Esfand has 29 days', (year) => {
    expect(lengthOf(`${year}-12`)).toBe(29);
    expect(dayAfter(`${year}-12-29`)).toBe(`${year + 1}-01-01`);
    expect(() => startOf(`${year}-12-30`)).toThrow(RangeError);
  });

  it('begins on the day of Nowruz', () => {
    const nowruz = {
      1399: '2020-03-20',
      1400: '2021-03-21',
      1403: '2024-03-20',
      1404: '2025-03-21',
      1405: '2026-03-21',
    };
    for (const [year, date] of Object.entries({ ...nowruz, 1408: '2029-03-20', 1409: '2030-03-21' }))
      expect(dayOf(utc(`${date}T12:00:00+03:30`)), date).toBe(`${year}-01-01`);
  });

  it('has six months of 31 days, then five of 30', () => {
    const lengths = Array.from({ length: 11 }, (_, i) => lengthOf(`1405-${String(i + 1).padStart(2, '0')}`));
    expect(lengths).toEqual([31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30]);
    expect(dayAfter('1405-06-31')).toBe('1405-07-01');
    expect(dayAfter('1405-07-30')).toBe('1405-08-01');
  });
});

describe('a Tehran day', () => {
  it('turns at midnight of Tehran, 20:30 UTC, summer and winter', () => {
    expect(dayOf(utc('2026-11-22T20:29:59.999Z'))).toBe('1405-09-01');
    expect(dayOf(utc('2026-11-22T20:30:00.000Z'))).toBe('1405-09-02');
    expect(dayOf(utc('2026-07-22T20:29:59.999Z'))).toBe('1405-04-31');
    expect(dayOf(utc('2026-07-22T20:30:00.000Z'))).toBe('1405-05-01');
    expect(startOf('1405-09-02')).toBe(utc('2026-11-22T20:30:00Z'));
  });

  it('turned at 19:30 UTC in the summers before, when the clock stood at +4:30', () => {
    expect(utcOffset(utc('2021-07-22T12:00:00Z'))).toBe(270);
    expect(dayOf(utc('2021-07-22T19:29:59.999Z'))).toBe('1400-04-31');
    expect(dayOf(utc('2021-07-22T19:30:00.000Z'))).toBe('1400-05-01');
    expect(startOf('1400-05-01')).toBe(utc('2021-07-22T19:30:00Z'));
    expect(utcOffset(utc('2021-12-22T12:00:00Z'))).toBe(210);
    expect(dayOf(utc('2021-12-21T20:29:59.999Z'))).toBe('1400-09-30');
    expect(dayOf(utc('2021-12-21T20:30:00.000Z'))).toBe('1400-10-01');
  });

  it('of 23 and of 25 hours is still one day', () => {
    // The clock went forward at the first midnight of 2 Farvardin 1400 and back at the end of 30 Shahrivar.
    const spring = startOf(dayAfter('1400-01-02')) - startOf('1400-01-02');
    const autumn = startOf(dayAfter('1400-06-30')) - startOf('1400-06-30');
    expect([spring, autumn]).toEqual([23 * 60 * MINUTE, 25 * 60 * MINUTE]);
    expect(dayOf(startOf('1400-01-02'))).toBe('1400-01-02');
    expect(dayOf(startOf('1400-06-30') + 24.5 * 60 * MINUTE)).toBe('1400-06-30');
  });

  it('has had +3:30 all year since the autumn of 1401, the last year with a summer time', () => {
    expect(utcOffset(utc('2022-07-22T12:00:00Z'))).toBe(270);
    for (let ms = utc('2022-09-22T00:00:00Z'); ms < utc('2035-01-01T00:00:00Z'); ms += WEEK)
      expect(utcOffset(ms)).toBe(210);
  });

  it('knows its hour to the minute', () => {
    expect(hourOf(utc('2026-11-22T20:29:59.999Z'))).toBe(23);
    expect(hourOf(utc('2026-11-22T20:30:00.000Z'))).toBe(0);
    expect(hourOf(utc('2026-11-23T04:29:59.999Z'))).toBe(7);
    expect(hourOf(utc('2026-11-23T04:30:00.000Z'))).toBe(8);
    expect(hourOf(utc('2021-07-22T19:30:00.000Z'))).toBe(0);
  });
});

describe('startOf', () => {
  it.each([
    '1405-13-01',
    '1405-00-10',
    '1405-07-31',
    '1405-01-32',
    '1405-01-00',
    '1405-12-30',
    '1405-1-1',
    '',
    'x',
    '1405-09',
  ])('refuses %s, which is no day', (day) => {
    expect(() => startOf(day)).toThrow(/expected a day of the Jalali calendar/);
  });
});

describe('months', () => {
  it('know their neighbours, also over the year', () => {
    expect([monthBefore('1405-01'), monthBefore('1405-10'), monthBefore('1405-11')]).toEqual([
      '1404-12',
      '1405-09',
      '1405-10',
    ]);
    expect([monthAfter('1404-12'), monthAfter('1405-09'), monthAfter('1405-10')]).toEqual([
      '1405-01',
      '1405-10',
      '1405-11',
    ]);
    let month = '1399-01';
    for (let i = 0; i < 120; i++) {
      expect(monthBefore(monthAfter(month))).toBe(month);
      expect(monthAfter(month) > month).toBe(true);
      month = monthAfter(month);
    }
    expect(month).toBe('1409-01');
    expect(monthOf('1405-09-02')).toBe('1405-09');
  });
});

describe('over thirty years', () => {
  it('agrees with Intl and Luxon on every day, its start and its successor', () => {
    const intl = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { timeZone: 'Asia/Tehran', dateStyle: 'short' });
    let time = DateTime.fromISO('2005-03-21T00:00', { zone: 'Asia/Tehran' });
    let day = dayOf(time.toMillis());
    expect(day).toBe('1384-01-01');
    const wrong: string[] = [];
    for (let n = 0; n < 30 * 365.25; n++) {
      // "9/2/1405 AP"
      const [month = '', date = '', year = ''] = intl
        .format(time.toMillis())
        .replace(/[^\d/]/g, '')
        .split('/');
      const told = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
      const start = time.startOf('day').toMillis();
      const next = time.plus({ days: 1 });
      if (day !== told || startOf(day) !== start || dayOf(start) !== day || dayOf(start - 1) === day) wrong.push(day);
      if (dayOf(next.startOf('day').toMillis() - 1) !== day || hourOf(start + 12 * HOUR) < 11)
        wrong.push(`${day}, end`);
      day = dayAfter(day);
      time = next;
    }
    expect(wrong).toEqual([]);
    expect(day > '1413-12-01').toBe(true);
  });
});

describe('in another zone', () => {
  it('the day turns at that zone’s midnight', () => {
    const utcCalendar = createCalendar('UTC');
    expect(utcCalendar.dayOf(utc('2026-11-22T23:59:59Z'))).toBe('1405-09-01');
    expect(utcCalendar.dayOf(utc('2026-11-23T00:00:00Z'))).toBe('1405-09-02');
    expect(utcCalendar.utcOffset(0)).toBe(0);
  });
});
