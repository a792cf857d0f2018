// How an announced sitting is judged: by what was promised, what was reported, and nothing else.
import { describe, expect, it } from 'vitest';
import { judgeSitting, promisedAs, type Presence } from '../../server/promises/judge-sitting.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { storedBy } from '../support/stored-events.ts';

const calendar = createCalendar();
const TEN = Date.parse('2026-11-23T10:00:00+03:30');
const promised = { from: TEN, to: TEN + 2 * HOUR };
const planned = { ...promised, standing: 'planned' as const };
const never: Presence = () => false;
const unknown: Presence = () => undefined;
const over = TEN + DAY;
const judged = (more: Partial<Parameters<typeof judgeSitting>[0]>) =>
  judgeSitting({ promised, sitting: planned, presence: never, now: over, ...more });

describe('a sitting', () => {
  it('is kept with an answer or an official at the desk within five minutes', () => {
    expect(judged({ firstAnswerAt: TEN + 5 * MINUTE })).toEqual({ standing: 'kept' });
    expect(judged({ firstAnswerAt: TEN - 10 * MINUTE })).toEqual({ standing: 'kept' });
    expect(judged({ presence: (from) => from === TEN })).toEqual({ standing: 'kept' });
  });

  it('is late when the official came later, or when it was held at another time than announced', () => {
    expect(judged({ firstAnswerAt: TEN + 6 * MINUTE })).toEqual({ standing: 'late', reason: 'delayed' });
    const moved = { from: TEN + HOUR, to: TEN + 3 * HOUR, standing: 'planned' as const };
    expect(judged({ sitting: moved, firstAnswerAt: TEN + HOUR })).toEqual({ standing: 'late', reason: 'moved' });
  });

  it('is broken when it was cancelled, or nobody came', () => {
    expect(judged({ sitting: { ...planned, standing: 'cancelled' }, now: TEN - DAY })).toEqual({
      standing: 'broken',
      reason: 'cancelled',
    });
    expect(judged({})).toEqual({ standing: 'broken', reason: 'absent' });
  });

  it('is unknown when nothing was reported, and open until it is over', () => {
    expect(judged({ presence: unknown })).toEqual({ standing: 'unknown', reason: 'not-reported' });
    expect(judged({ presence: unknown, firstAnswerAt: TEN + HOUR })).toMatchObject({ standing: 'unknown' });
    expect(judged({ now: TEN + HOUR, firstAnswerAt: TEN })).toEqual({ standing: 'open' });
  });
});

describe('what was promised', () => {
  const stored = storedBy('office', TEN - 9 * DAY);
  const scheduled = (from: number, at: number): StoredEvent =>
    stored({
      ...{ type: 'sitting.scheduled', id: `sitting/s/${at}`, sitting: 's', version: 1, at },
      ...{ official: { id: 'o', name: 'علی' }, level: 'province', from, to: from + HOUR },
    });
  const moved = (from: number, at: number): StoredEvent =>
    stored({ type: 'sitting.moved', id: `sitting/s/${at}`, sitting: 's', version: 2, at, from, to: from + HOUR });
  const cancelled = (at: number, mistaken?: true): StoredEvent =>
    stored({
      type: 'sitting.cancelled',
      id: `sitting/s/${at}`,
      sitting: 's',
      version: 3,
      at,
      ...(mistaken && { mistaken }),
    });
  const published = [{ at: TEN - 5 * DAY, from: calendar.dayOf(TEN), to: calendar.dayOf(TEN) }];
  const found = (events: StoredEvent[], publications = published) =>
    promisedAs('s', events, publications, calendar)?.from;

  it('is the time that was first published, whatever it was moved to later', () => {
    expect(found([scheduled(TEN, TEN - 6 * DAY), moved(TEN + HOUR, TEN - 4 * DAY)])).toBe(TEN);
    expect(found([scheduled(TEN, TEN - 6 * DAY), cancelled(TEN - DAY)])).toBe(TEN);
  });

  it('of a day that was not published is the time as it stood when the day began', () => {
    const plan = scheduled(TEN, TEN - 6 * DAY);
    expect(found([plan, moved(TEN + HOUR, TEN - DAY)], [])).toBe(TEN + HOUR);
    expect(found([plan, moved(TEN + HOUR, TEN - HOUR)], [])).toBe(TEN);
    expect(found([plan, moved(TEN + 2 * DAY, TEN - HOUR)], [])).toBe(TEN);
    expect(found([plan, cancelled(TEN - HOUR)], [])).toBe(TEN);
  });

  it('is nothing where nobody could rely on it', () => {
    const plan = scheduled(TEN, TEN - 6 * DAY);
    expect(found([plan, cancelled(TEN - DAY)], [])).toBeUndefined();
    expect(found([plan, cancelled(TEN + HOUR, true)], [])).toBeUndefined();
    expect(found([scheduled(TEN, TEN - HOUR), cancelled(TEN)], [])).toBeUndefined();
  });
});
