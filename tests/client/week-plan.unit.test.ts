// The week as a grid: lanes, hours, holidays, repetition, and the desk that is called like a title.
import { describe, expect, it } from 'vitest';
import { bundled, hoursOf, inLanes, legible } from '../../client/sittings/plan/lanes.ts';
import { deskNamed, MOST_WEEKS, weekly } from '../../client/sittings/plan/repeated.ts';
import { dayId } from '../../client/text/jalali.ts';
import { holidayOf } from '../../shared/holidays.ts';
import { HOUR, WEEK } from '../../shared/time.ts';
import { UTC_OFFSET } from '../fixtures/boards.ts';

const span = (from: number, to: number): { from: number; to: number } => ({ from, to });
const lanesOf = (...rows: [number, number][]): string[] =>
  inLanes(rows.map((row) => span(...row))).map(({ row, lane, lanes }) => `${row.from}-${row.to} ${lane}/${lanes}`);

describe('sittings of one day', () => {
  it('have the whole width when nothing overlaps', () =>
    expect(lanesOf([8, 9], [9, 10])).toEqual(['8-9 0/1', '9-10 0/1']));
  it('share it as far as they overlap, also through a third', () => {
    expect(lanesOf([8, 12], [9, 10], [11, 13], [13, 14])).toEqual(['8-12 0/2', '9-10 1/2', '11-13 1/2', '13-14 0/1']);
    expect(lanesOf([8, 10], [8, 10], [8, 10])).toEqual(['8-10 0/3', '8-10 1/3', '8-10 2/3']);
    expect(lanesOf()).toEqual([]);
  });
  it('stand together when more than three have the same time', () => {
    const same = Array.from({ length: 4 }, () => span(8, 10));
    expect(bundled([...same, span(10, 12), span(10, 12)]).map(({ from, rows }) => [from, rows.length])).toEqual([
      [8, 4],
      [10, 1],
      [10, 1],
    ]);
    expect(bundled(same.slice(1)).map(({ rows }) => rows.length)).toEqual([1, 1, 1]);
  });
  it('are as long as a line of text, within the hours of the axis', () => {
    const hours = { first: 7, last: 24 };
    expect(legible(span(480, 585), 30, hours)).toEqual(span(480, 585));
    expect(legible(span(480, 490), 30, hours)).toEqual(span(480, 510));
    expect(legible(span(1_425, 1_439), 30, hours)).toEqual(span(1_410, 1_440));
  });
  it('widen the hours of the axis', () => {
    expect(hoursOf([])).toEqual({ first: 7, last: 16 });
    expect(hoursOf([span(6 * 60 + 30, 18 * 60 + 1)])).toEqual({ first: 6, last: 19 });
  });
});

describe('official holidays', () => {
  it('are those of the solar calendar in every year, and the province’s own', () => {
    for (const day of ['01-01', '01-04', '01-12', '01-13', '03-14', '03-15', '11-22', '12-29'])
      expect(holidayOf(`1406-${day}`), day).toBeDefined();
    for (const day of ['01-05', '01-14', '03-16', '11-23', '12-28', '09-09'])
      expect(holidayOf(`1406-${day}`)).toBeUndefined();
    expect(holidayOf('1405-04-15', { '1405-04-15': { fa: 'عاشورا', en: 'Ashura' } })?.en).toBe('Ashura');
    expect(holidayOf('__proto__')).toBeUndefined();
  });
});

describe('a sitting of every week', () => {
  /** Wednesday 15 Bahman 1405, nine in the morning; a week later is 22 Bahman. */
  const from = Date.UTC(2027, 1, 4, 5, 30);
  const plan = { official: { name: 'الف' }, level: 'province', from, to: from + 2 * HOUR } as const;
  const days = (until: number): string[] =>
    weekly(plan, until, UTC_OFFSET, {}).map((one) => dayId(one.from, UTC_OFFSET));
  it('becomes single sittings up to the last day, none on an official holiday', () => {
    expect(days(from - 9 * HOUR + 3 * WEEK)).toEqual(['1405-11-15', '1405-11-29', '1405-12-06']);
    expect(days(from - 9 * HOUR)).toEqual(['1405-11-15']);
    expect(weekly(plan, from + WEEK * 500, UTC_OFFSET, {}).length).toBeLessThanOrEqual(MOST_WEEKS + 1);
    expect(weekly(plan, from + 2 * WEEK, UTC_OFFSET, {}).every((one) => one.to - one.from === 2 * HOUR)).toBe(true);
  });
});

it('the desk of a title is the one desk that is called so, however its letters are typed', () => {
  const desks = { a: { name: 'فرماندار بابل' }, b: { name: 'میز ۲' }, c: { name: 'میز ۳' }, d: { name: 'میز ۳' } };
  expect(deskNamed('فرماندار بابل', desks)).toBe('a');
  expect(deskNamed(' فرماندار  بابل ', desks)).toBe('a');
  expect(deskNamed('میز ۳', desks)).toBeUndefined();
  expect(deskNamed('', desks)).toBeUndefined();
});
