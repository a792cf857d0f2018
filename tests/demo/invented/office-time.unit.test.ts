import { expect, it } from 'vitest';
import { isWorkingDay, officeTime } from '../../../server/demo/invented/office-time.ts';
import { createCalendar } from '../../../shared/calendar.ts';
import { HOUR, MINUTE } from '../../../shared/time.ts';

const calendar = createCalendar();
/** 30 November 2026 is Monday, 9 Azar 1405. */
const at = (moment: string): number => Date.parse(`${moment}:00+03:30`);
const demoAt = (moment: string): string => {
  const ms = officeTime(at(moment), calendar);
  return new Date(ms + 3.5 * HOUR).toISOString().slice(0, 16);
};

it('in office hours the demo keeps the true time', () => {
  expect([demoAt('2026-11-30T09:30'), demoAt('2026-11-30T12:59')]).toEqual(['2026-11-30T09:30', '2026-11-30T12:59']);
});

it.each([
  ['in the evening it is the morning of that day', '2026-11-30T22:40', '2026-11-30T10:14'],
  ['at night it is the working day before', '2026-11-30T01:15', '2026-11-29T10:14'],
  ['on Saturday at dawn it is Wednesday', '2026-11-28T06:00', '2026-11-25T10:14'],
  ['on Friday it is Wednesday', '2026-11-27T11:00', '2026-11-25T10:14'],
  ['at Nowruz it is the last working day of the year', '2027-03-23T11:00', '2027-03-17T10:14'],
])('%s', (_, now, demo) => {
  expect(demoAt(now)).toBe(demo);
});

it('is never later than the true time, and always in office hours of a working day', () => {
  for (let now = at('2026-11-01T00:00'); now < at('2027-04-10T00:00'); now += 97 * MINUTE) {
    const demo = officeTime(now, calendar);
    expect(demo).toBeLessThanOrEqual(now);
    expect(isWorkingDay(calendar.dayOf(demo), calendar)).toBe(true);
    expect([9, 10, 11, 12]).toContain(calendar.hourOf(demo));
  }
});
