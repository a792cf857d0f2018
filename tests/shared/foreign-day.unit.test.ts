// Dates of other calendars that people type or paste where a Jalali day belongs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import { foreignDay } from '../../shared/foreign-day.ts';
import { DAY } from '../../shared/time.ts';

const TODAY = '1405-09-09';
const found = (text: string) => foreignDay(text, TODAY);

describe('a date of another calendar', () => {
  it('is a Gregorian one by its year, in the ways in which spreadsheets write it', () => {
    const same = { calendar: 'gregorian', days: ['1405-09-09'] };
    for (const text of ['2026/11/30', '2026-11-30', '30.11.2026', '11/30/2026', '۲۰۲۶/۱۱/۳۰', ' 2026-11-30 14:20:05 '])
      expect(found(text), text).toEqual(same);
  });
  it('may be two days where day and month can be exchanged, and the one that has come already is named first', () => {
    expect(found('3/4/2026')).toEqual({ calendar: 'gregorian', days: ['1405-01-14', '1404-12-13'] });
    expect(found('12/5/2026')).toEqual({ calendar: 'gregorian', days: ['1405-02-22', '1405-09-14'] });
  });
  it('is a lunar one where a Jalali year would lie far ahead', () => {
    expect(found('1448/06/20')).toEqual({ calendar: 'lunar', days: ['1405-09-09'] });
  });
  it('is none where it is Jalali, no date, or a day that its calendar lacks', () => {
    for (const text of ['1405/09/09', '1406/01/01', '98/11/02', '', 'دیروز', '2026-02-30', '1448/13/01', '12345'])
      expect(found(text), text).toBeUndefined();
  });
  it('is the Jalali day that the calendar has for that day, whichever it is', () => {
    const calendar = createCalendar();
    const first = Date.UTC(1990, 0, 1) / DAY;
    fc.assert(
      fc.property(fc.integer({ min: first, max: first + 20_000 }), (days) => {
        const noon = days * DAY + DAY / 2;
        const written = new Date(noon).toISOString().slice(0, 10);
        expect(found(written)?.days).toEqual([calendar.dayOf(noon)]);
      }),
    );
  });
});
