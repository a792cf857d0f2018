// Unheard calls are shown with the times of their gap, and go with the day (shared/README.md: unheard).
import { describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedBy } from '../support/stored-events.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { profileSchema } from '../../shared/profile.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';

const T = Date.parse('2026-11-23T08:00:00+03:30');
const profile = profileSchema.parse({ id: 'test', name: { fa: 'الف', en: 'A' }, counties: {} });
const stored = storedBy('pbx', T);
const day = (name: string, at: number): StoredEvent =>
  stored({ type: 'day.started', id: `day/${name}`, at, day: name });
const resynced = stored({
  type: 'source.resynced',
  id: 'r1',
  at: T + 10 * MINUTE,
  system: 'pbx',
  link: 'a',
  since: T,
  asOf: T + 1,
  complete: true,
  unheard: { q1: 2, q2: 1 },
});

function boardOf(...events: StoredEvent[]) {
  const fold = createFold({ profile, calendar: createCalendar(), past: pastFrom(events) });
  events.forEach((event, i) => fold.apply({ position: i + 1, event }));
  return fold.board;
}

describe('a gap with unheard calls', () => {
  it('stands on the board of its day, beside the totals and not in them', () => {
    const board = boardOf(day('1405-09-02', T), resynced);
    expect(Object.values(board.gaps)).toEqual([{ system: 'pbx', from: T, to: T + 10 * MINUTE, unheard: 3 }]);
    expect(board.queues['q1']?.today).toMatchObject({ offered: 0, unheard: 2 });
    expect(board.months['1405-09']?.calls).toMatchObject({ offered: 0, unheard: 3 });
  });
  it('waits for a day that has not begun, whatever comes first', () => {
    expect(Object.values(boardOf(resynced, day('1405-09-02', T)).gaps)).toHaveLength(1);
  });
  it('over midnight stands on the board of the day on which it ended', () => {
    const evening: StoredEvent = { ...resynced, asOf: T - 15 * HOUR, since: T - 15 * HOUR };
    const board = boardOf(day('1405-09-01', T - DAY), day('1405-09-02', T), evening);
    expect(Object.values(board.gaps)).toMatchObject([{ from: T - 15 * HOUR, unheard: 3 }]);
    expect(board.queues['q1']?.today.unheard).toBe(2);
  });
  it('goes when the day turns', () => {
    const board = boardOf(day('1405-09-02', T), resynced, day('1405-09-03', T + DAY));
    expect(board.gaps).toEqual({});
    expect(board.queues['q1']?.today.unheard).toBeUndefined();
  });
});
