// What a language makes of numbers, durations and moments.
import { describe, expect, it } from 'vitest';
import { breakable } from '../../client/text/county-name.ts';
import { duration } from '../../client/text/duration.ts';
import { moments } from '../../client/text/moment.ts';
import { monthName, placesOf } from '../../client/text/month-name.ts';
import { parseNumber } from '../../client/text/parse-number.ts';
import { numerals } from '../../client/text/numerals.ts';
import { en } from '../../client/text/messages.en.ts';
import { fa } from '../../client/text/messages.fa.ts';
import { roughLength } from '../../client/text/rough-length.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';

/** 2 Azar 1405, 00:54:07 in Tehran: still 1 Azar in UTC. */
const MOMENT = Date.UTC(2026, 10, 22, 21, 24, 7);

describe('numbers', () => {
  it('stand in Persian digits with a Persian separator', () => {
    expect(numerals('fa').count(9_999_999)).toBe('۹٬۹۹۹٬۹۹۹');
    expect(numerals('en').count(1_234)).toBe('1,234');
  });
  it('are shortened only from a hundred thousand on', () => {
    expect(numerals('en').short(99_999)).toBe('99,999');
    expect(numerals('en').short(1_234_567)).toMatch(/^1\.23\s?(m|M)/);
  });
});

describe('a number in a field', () => {
  it.each(['fa', 'en'] as const)('is written in %s as it can be read again', (lang) => {
    for (const value of [0, 6, 2.5, 33.333, 1_234_567])
      expect(parseNumber(numerals(lang).plain(value)), numerals(lang).plain(value)).toBe(value);
  });
  it('stands in the digits of its language', () => {
    expect([numerals('fa').plain(1240.5), numerals('en').plain(1240.5)]).toEqual(['۱۲۴۰٫۵', '1240.5']);
  });
});

describe('a rough length of time', () => {
  it.each([
    [2_400, '۲ ثانیه', '2 seconds'],
    [1_000, '۱ ثانیه', '1 second'],
    [119_400, '۱۱۹ ثانیه', '119 seconds'],
    [119_600, '۱۲۰ ثانیه', '120 seconds'],
    [2 * MINUTE, '۲ دقیقه', '2 minutes'],
    [119 * MINUTE, '۱۱۹ دقیقه', '119 minutes'],
    [3.5 * HOUR, '۴ ساعت', '4 hours'],
    [575_603_000, '۷ روز', '7 days'],
  ])('of %i ms stands in the unit that people use for it', (ms, persian, english) => {
    expect([roughLength(ms, fa.lengths, numerals('fa')), roughLength(ms, en.lengths, numerals('en'))]).toEqual([
      persian,
      english,
    ]);
  });
});

describe('a duration', () => {
  it.each([
    [0, '۰:۰۰'],
    [9, '۰:۰۹'],
    [252, '۴:۱۲'],
    [3_599, '۵۹:۵۹'],
    [3_661, '۱:۰۱:۰۱'],
  ])('of %i seconds reads %s', (seconds, text) => expect(duration(seconds, numerals('fa'))).toBe(text));
  it('never runs below zero', () => expect(duration(-5, numerals('en'))).toBe('0:00'));
});

describe('a moment', () => {
  it('is shown in the time of the server, whatever the zone of the browser', () => {
    expect(moments('en').clock(MOMENT, 210)).toBe('00:54');
    expect(moments('fa').clock(MOMENT, 210)).toBe('۰۰:۵۴');
    expect(moments('en').clock(MOMENT, 0)).toBe('21:24');
    expect(moments('fa').seconds(MOMENT, 210)).toBe('۰۷');
  });
  it('has the Jalali date of that time', () => {
    expect(moments('fa').date(MOMENT, 210)).toBe('دوشنبه ۲ آذر ۱۴۰۵');
    expect(moments('en').date(MOMENT, 0)).toBe('Sunday 1 Azar 1405');
  });
  it('of another day has its day, in little room only where its clock is ambiguous', () => {
    const at = (ms: number): string[] =>
      (['clockOrDay', 'clockOrDate'] as const).map((name) => moments('en')[name](MOMENT, MOMENT + ms, 210));
    expect(at(HOUR)).toEqual(['00:54', '00:54']);
    expect(at(23 * HOUR)).toEqual(['00:54', '00:54']);
    expect(at(DAY)).toEqual(['00:54 Monday 2 Azar', '2 Azar']);
    const evening = MOMENT - HOUR;
    expect(moments('en').clockOrDay(evening, MOMENT, 210)).toBe('23:54 Sunday 1 Azar');
    expect(moments('en').clockOrDate(evening, MOMENT, 210)).toBe('23:54');
    expect(moments('fa').clockOrDate(evening, MOMENT + 12 * HOUR, 210)).toBe('۱ آذر');
  });
  it('is described in words by how long ago it was', () => {
    expect(moments('en').ago(7)).toBe('7 seconds ago');
    expect(moments('en').ago(190)).toBe('3 minutes ago');
    expect(moments('fa').ago(7)).toBe('۷ ثانیه پیش');
    expect(moments('en').ago((47 * HOUR) / 1000)).toBe('47 hours ago');
    expect(moments('fa').ago((10 * DAY) / 1000)).toBe('۱۰ روز پیش');
  });
});

describe('a Jalali month', () => {
  it('is named by Intl', () => {
    expect(monthName('1405-01', 'fa')).toBe('فروردین');
    expect(monthName('1405-09', 'fa')).toBe('آذر');
    expect(monthName('1404-12', 'en')).toBe('Esfand');
  });
  it('has 31 places in its first half and 30 in its second', () => {
    expect(placesOf('1405-06')).toBe(31);
    expect(placesOf('1405-07')).toBe(30);
  });
});

describe('a county in a narrow tile', () => {
  it('may break before the last part of a long Latin name', () => {
    expect(breakable('Fereydunkenar')).toBe('Fereydun\u00adkenar');
    expect(breakable('North Savadkuh')).toBe('North Savad\u00adkuh');
    expect(breakable('Sari')).toBe('Sari');
    expect(breakable('محمودآباد')).toBe('محمودآباد');
  });
});
