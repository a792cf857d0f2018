// A call that is turned away counts at each queue that turned it away, once (shared/README.md: refused).
import { expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { profileSchema } from '../../shared/profile.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedBy } from '../support/stored-events.ts';

const T = Date.parse('2026-11-23T08:00:00+03:30');
const profile = profileSchema.parse({ id: 'test', name: { fa: 'الف', en: 'A' }, counties: {} });
const stored = storedBy('pbx', T);
const refused = (queue: string, at: number, n = 0): StoredEvent =>
  stored({ type: 'call.refused', id: `c/${queue}/${n}`, at, call: 'c', queue, reason: 'full' });

it.each([
  [refused('a', T), refused('b', T + 5_000), refused('a', T + 9_000, 1)],
  [refused('a', T + 9_000, 1), refused('b', T + 5_000), refused('a', T)],
])('in whatever order they come', (...told) => {
  const events: StoredEvent[] = [stored({ type: 'day.started', id: 'd', day: '1405-09-02' }), ...told];
  const fold = createFold({ profile, calendar: createCalendar(), past: pastFrom(events) });
  events.forEach((event, n) => fold.apply({ position: n + 1, event }));
  const { queues, months } = fold.board;
  expect([queues['a']?.today.refused, queues['b']?.today.refused]).toEqual([1, 1]);
  expect(months['1405-09']?.calls).toMatchObject({ offered: 0, refused: 2 });
  events.push(stored({ type: 'call.withdrawn', id: 'w', call: 'c' }));
  fold.apply({ position: events.length, event: events.at(-1)! });
  expect(fold.board.months['1405-09']?.calls.refused).toBeUndefined();
});
