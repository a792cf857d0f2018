// Messages for the screens on the board, and what was done about its alerts: the same in any order.
import { expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { profileSchema } from '../../shared/profile.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedBy } from '../support/stored-events.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

const calendar = createCalendar();
const name = { fa: 'الف', en: 'A' };
const profile = profileSchema.parse({ id: 'test', name, counties: { sari: { name, tile: [0, 0] } } });
const MIDNIGHT = calendar.startOf('1405-09-09');
const stored = storedBy('office', MIDNIGHT + 8 * HOUR);
const day = (n: number): StoredEvent =>
  storedBy(
    'clock',
    MIDNIGHT + (n - 9) * 24 * HOUR,
  )({
    type: 'day.started',
    id: `day/${n}`,
    day: `1405-09-${String(n).padStart(2, '0')}`,
  });
const posted = (message: string, from: number, to: number): StoredEvent =>
  stored({ type: 'message.posted', id: `message/${message}/posted`, message, level: 'info', fa: message, from, to });
const withdrawn = (message: string): StoredEvent =>
  stored({ type: 'message.withdrawn', id: `message/${message}/withdrawn`, message });

function boardOf(events: readonly StoredEvent[]) {
  const kept: StoredEvent[] = [];
  const fold = createFold({ profile, calendar, past: pastFrom(kept) });
  for (const event of events) {
    kept.push(event);
    fold.apply({ position: kept.length, event });
  }
  return fold.board;
}

it('a message stands on the board until the day after its end, whether it was withdrawn or not', () => {
  const [short, long] = [
    posted('short', MIDNIGHT + 9 * HOUR, MIDNIGHT + 10 * HOUR),
    posted('long', MIDNIGHT, MIDNIGHT + 30 * HOUR),
  ];
  expect(Object.keys(boardOf([day(9), short, long]).messages)).toEqual(['short', 'long']);
  expect(Object.keys(boardOf([day(9), short, long, day(10)]).messages)).toEqual(['long']);
  expect(Object.keys(boardOf([day(9), short, long, day(10), day(11)]).messages)).toEqual([]);
  expect(Object.keys(boardOf([day(9), day(10), short, long]).messages)).toEqual(['long']);
});

it('a message that was withdrawn is gone, in whatever order that is reported', () => {
  const one = posted('one', MIDNIGHT, MIDNIGHT + 10 * HOUR);
  expect(boardOf([day(9), one, withdrawn('one')]).messages).toEqual({});
  expect(boardOf([day(9), withdrawn('one'), one]).messages).toEqual({});
  expect(boardOf([withdrawn('one'), one, day(9)]).messages).toEqual({});
});

it('of what was done about an alert the latest stands, and of those who saw it the first', () => {
  const alert = 'waiting/province/1405-09-09-1';
  const raised = stored({
    type: 'alert.raised',
    id: 'r',
    alert,
    rule: 'waiting',
    level: 'act',
    subject: 'province',
    value: 9,
    limit: 6,
    step: 1,
  });
  const seen = (by: string, minutes: number, more: object = {}): StoredEvent =>
    storedBy(
      'office',
      MIDNIGHT + minutes * MINUTE,
    )({
      type: 'alert.seen',
      id: `seen/${by}/${minutes}`,
      alert,
      by,
      ...more,
    });
  const events = [
    seen('maryam', 1),
    seen('lead', 2, { action: 'called', remark: 'می‌آید' }),
    seen('chief', 4, { action: 'extended' }),
    seen('maryam', 5),
  ];
  for (const order of [events, events.toReversed()])
    expect(boardOf([day(9), raised, ...order]).alerts[alert]).toMatchObject({
      seenBy: 'maryam',
      action: 'extended',
      actedBy: 'chief',
    });
  expect(boardOf([day(9), raised, ...events]).alerts[alert]).not.toHaveProperty('remark');
  expect(boardOf([day(9), raised, seen('maryam', 1)]).alerts[alert]).not.toHaveProperty('action');
});
