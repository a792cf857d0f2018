// The days of a board that were started and taken back, and the first of them.
import { expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { applyPatch } from '../../shared/patch.ts';
import { profileSchema } from '../../shared/profile.ts';
import { DAY } from '../../shared/time.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedBy } from '../support/stored-events.ts';

const calendar = createCalendar();
const name = { fa: 'الف', en: 'A' };
const profile = profileSchema.parse({ id: 'test', name, counties: { sari: { name, tile: [0, 0] } } });
const FIRST = Date.parse('2026-03-21T08:00:00Z');
const dayAfter = (days: number): string => calendar.dayOf(FIRST + days * DAY);

const byClock = storedBy('clock', FIRST);
const started = (day: string, nth = 1): StoredEvent =>
  byClock({ id: `day/${day}/${nth}`, type: 'day.started', day, nth });
const withdrawn = (day: string, nth = 1): StoredEvent =>
  byClock({ id: `day/${day}/${nth}/withdrawn`, type: 'day.withdrawn', day, nth });

function boardOf(events: readonly StoredEvent[]) {
  const fold = createFold({ profile, calendar, past: pastFrom(events) });
  events.forEach((event, n) => fold.apply({ position: n + 1, event }));
  return fold.board;
}

it('a first day that was withdrawn is not the first, whether its withdrawal or its start came first', () => {
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

it('folds again in steps where it is asked to: the board of before goes on, and the last step brings the right one', () => {
  const [right, wrong] = [dayAfter(3), dayAfter(9)];
  const byPbx = storedBy('pbx', FIRST + 3 * DAY);
  const call = (n: number): StoredEvent[] => {
    const visit = { call: `c-${n}`, queue: 'q-1' };
    return [
      byPbx({ ...visit, type: 'call.joined', id: `c-${n}/joined` }),
      byPbx({ ...visit, type: 'call.left', id: `c-${n}/left`, reason: 'abandoned', waited: 3 }),
    ];
  };
  const calls = Array.from({ length: 100 }, (_, n) => call(n)).flat();
  const log = [started(right), ...calls, started(wrong), withdrawn(wrong), ...call(100)];
  const fold = createFold({ profile, calendar, past: pastFrom(log), inSteps: true });
  let shown = structuredClone(fold.board);
  const show = (): void => {
    for (const patch of fold.takePatches()) shown = applyPatch(shown, patch);
  };
  const apply = (from: number, to: number): void =>
    log.slice(from, to).forEach((event, n) => fold.apply({ position: from + n + 1, event }));

  apply(0, 203);
  show();
  expect([fold.isBehind(), fold.board.day, fold.board.queues['q-1']?.today.offered]).toEqual([true, wrong, 0]);
  for (let n = 0; n < 3; n++) fold.catchUp(50);
  expect([fold.isBehind(), fold.board.day]).toEqual([true, wrong]);
  // What comes meanwhile is there afterwards.
  apply(203, log.length);
  for (let n = 0; n < 3; n++) fold.catchUp(50);
  show();
  expect([fold.isBehind(), fold.board.day, fold.board.queues['q-1']?.today.offered]).toEqual([false, right, 101]);
  expect(shown).toEqual(fold.board);
  expect(fold.position).toBe(log.length);
  expect(fold.board).toEqual(boardOf(log));
});

it('starts again when another day is withdrawn meanwhile', () => {
  const [right, wrong, other] = [dayAfter(3), dayAfter(9), dayAfter(6)];
  const log = [
    started(right),
    started(other),
    started(wrong),
    withdrawn(wrong),
    withdrawn(other),
    started(dayAfter(4)),
  ];
  const fold = createFold({ profile, calendar, past: pastFrom(log), inSteps: true });
  const apply = (from: number, to: number): void =>
    log.slice(from, to).forEach((event, n) => fold.apply({ position: from + n + 1, event }));
  apply(0, 4);
  fold.catchUp(2);
  apply(4, 6);
  while (fold.isBehind()) fold.catchUp(1);
  expect(fold.board).toEqual(boardOf(log));
  expect(fold.board.day).toBe(dayAfter(4));
});

it('a day that the calendar lacks turns nothing, and the board goes on', () => {
  const events = [started(dayAfter(0)), started('1428-12-31'), started('1404-12-30'), started(dayAfter(1))];
  const fold = createFold({ profile, calendar, past: pastFrom(events) });
  events.forEach((event, n) => fold.apply({ position: n + 1, event }));
  expect(fold.board).toMatchObject({ day: dayAfter(1), startedOn: dayAfter(0) });
});
