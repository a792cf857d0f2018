// The days of a board that were started and taken back, and the first of them.
import { expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { profileSchema } from '../../shared/profile.ts';
import { pastFrom } from '../support/memory-log.ts';

const calendar = createCalendar();
const name = { fa: 'الف', en: 'A' };
const profile = profileSchema.parse({ id: 'test', name, counties: { sari: { name, tile: [0, 0] } } });
const FIRST = Date.parse('2026-03-21T08:00:00Z');
const dayAfter = (days: number): string => calendar.dayOf(FIRST + days * 24 * 3600_000);

const stamped = { source: 'clock', recordedAt: 0, v: 1, at: FIRST } as const;
const started = (day: string, nth = 1): StoredEvent => ({
  ...stamped,
  id: `day/${day}/${nth}`,
  type: 'day.started',
  day,
  nth,
});
const withdrawn = (day: string, nth = 1): StoredEvent => ({
  ...stamped,
  id: `day/${day}/${nth}/withdrawn`,
  type: 'day.withdrawn',
  day,
  nth,
});

function boardOf(events: readonly StoredEvent[]) {
  const fold = createFold({ profile, calendar, past: pastFrom(events) });
  events.forEach((event, n) => fold.apply({ position: n + 1, event }));
  return fold.board;
}

it('a first day that was taken back is not the first, whether its withdrawal or its start came first', () => {
  const [wrong, right, later] = [dayAfter(0), dayAfter(2), dayAfter(5)];
  const events = [started(wrong), started(right), started(later), withdrawn(wrong)];
  for (const order of [events, events.toReversed(), [...events.slice(1), started(wrong)]])
    expect(boardOf(order)).toMatchObject({ startedOn: right, day: later });
  expect(boardOf([...events, started(wrong, 2)])).toMatchObject({ startedOn: wrong, day: later });
});

it('the first day stays the first after years, also when the board is folded again because a clock was wrong', () => {
  const days = Array.from({ length: 800 }, (_, n) => started(dayAfter(n)));
  const events = [...days, started(dayAfter(2000)), withdrawn(dayAfter(2000))];
  expect(boardOf(events)).toMatchObject({ startedOn: dayAfter(0), day: dayAfter(799) });
  expect(boardOf(events.toReversed())).toMatchObject({ startedOn: dayAfter(0), day: dayAfter(799) });
});
