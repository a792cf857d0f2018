// From which day a month was counted, and that a part of a month is compared with no whole one.
import { describe, expect, it } from 'vitest';
import { emptyMonth } from '../../shared/board.ts';
import { comparison, countedFrom, paceOf, reachedBy } from '../../shared/month-comparison.ts';
import { exceeds } from '../../shared/month-page.ts';

const callsOn = (...days: string[]) => ({ byHour: Object.fromEntries(days.map((day) => [day, { 8: 1 }])) });

describe('the day on which the counting of a month began', () => {
  it('is that on which a server first ran here', () => {
    const board = { startedOn: '1405-07-24', firstCallOn: '1405-07-25' };
    expect(countedFrom('1405-07', callsOn('1405-07-25'), board)).toBe('1405-07-24');
    expect(countedFrom('1405-08', callsOn('1405-08-05'), board)).toBeUndefined();
    expect(countedFrom('1405-07', callsOn(), board)).toBe('1405-07-24');
    // Letters that were registered later for a month before it.
    expect(countedFrom('1405-06', callsOn(), board)).toBe('1405-07-24');
    expect(countedFrom('1405-07', callsOn(), { startedOn: '1405-07-01' })).toBeUndefined();
    expect(countedFrom('1405-07', callsOn(), {})).toBeUndefined();
  });

  it('is where an imported telephone log begins, if that is earlier', () => {
    const board = { startedOn: '1405-07-24', firstCallOn: '1405-06-10' };
    expect(countedFrom('1405-06', callsOn('1405-06-10'), board)).toBe('1405-06-10');
    // The log goes on through Mehr, whose first days had no session.
    expect(countedFrom('1405-07', callsOn('1405-07-03', '1405-07-25'), board)).toBeUndefined();
    // A log of Shahrivar only: nothing of Mehr before the server.
    expect(countedFrom('1405-07', callsOn('1405-07-25'), board)).toBe('1405-07-24');
    expect(
      countedFrom('1405-07', callsOn('1405-07-01'), { startedOn: '1405-07-24', firstCallOn: '1405-07-01' }),
    ).toBeUndefined();
  });
});

describe('a comparison', () => {
  const before = {
    ...emptyMonth(),
    contacts: 110,
    byDay: { '1405-08-01': 30, '1405-08-02': 80 },
    byHour: { '1405-08-02': { 8: 80 } },
  };

  it('is of no percentage where either month was not counted from its first day', () => {
    const time = { hour: 12, minute: 0 };
    expect(comparison(60, before, '1405-09-02', time, { before: '1405-08-24' })).toEqual({
      before: 110,
      upTo: 'partial',
      change: undefined,
      countedFrom: '1405-08-24',
    });
    expect(comparison(60, before, '1405-09-02', time, { own: '1405-09-02' })).toMatchObject({
      upTo: 'partial',
      change: undefined,
      countedFrom: '1405-09-02',
    });
  });

  it('is the same on the wall, on the page and in texts at each moment', () => {
    for (let minute = 0; minute < 24 * 60; minute += 7) {
      const time = { hour: Math.floor(minute / 60), minute: minute % 60 };
      const wall = comparison(60, before, '1405-09-02', time);
      const page = { month: '1405-08', ...reachedBy(paceOf(before, '02'), time) };
      expect([page.contacts, page.upTo, exceeds(60, page, true)]).toEqual([wall?.before, wall?.upTo, wall?.change]);
    }
  });

  it('of a running month with the whole of another has no percentage', () => {
    expect(exceeds(60, { month: '1405-08', contacts: 820, upTo: 'whole', imported: true }, true)).toBeUndefined();
    expect(exceeds(1025, { month: '1405-08', contacts: 820, upTo: 'whole', imported: true }, false)).toBe(0.25);
  });
});
