// What changed of a sitting since its day was announced.
import { describe, expect, it } from 'vitest';
import { announced, type Announced } from '../../server/timetable/announced.ts';
import type { Publication } from '../../server/timetable/publications.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';

const { dayOf } = createCalendar();
const MORNING = Date.parse('2026-11-25T08:00:00+03:30');
const PLANNED = MORNING - 7 * DAY;
const day = dayOf(MORNING);

let n = 0;
const edit = (type: string, at: number, version: number, more: object = {}): StoredEvent =>
  ({
    id: `sitting/s-1/${version}-${++n}`,
    type,
    at,
    sitting: 's-1',
    version,
    source: 'office',
    recordedAt: at,
    v: 1,
    ...more,
  }) as StoredEvent;
const place = { official: { id: 'gov', name: 'رستمی' }, level: 'province', from: MORNING, to: MORNING + HOUR };
const scheduled = edit('sitting.scheduled', PLANNED, 1, place);
const published = (at: number, from = day, to = day): Publication => ({ at, from, to });
const seen = (events: StoredEvent[], publications: Publication[]): Announced | undefined =>
  announced('s-1', events, publications, dayOf);

describe('a sitting', () => {
  it('of a day that was not announced is nobody’s business', () => {
    expect(seen([scheduled], [])).toBeUndefined();
    expect(seen([scheduled], [published(PLANNED + HOUR, '1405-09-10', '1405-09-11')])).toBeUndefined();
  });

  it('that stands as it was announced has no mark', () => {
    expect(seen([scheduled], [published(PLANNED + HOUR)])).not.toHaveProperty('change');
  });

  it('planned after its day was announced was added, until the day is announced again', () => {
    const first = published(PLANNED - HOUR);
    expect(seen([scheduled], [first])).toMatchObject({ change: 'added' });
    expect(seen([scheduled], [first, published(PLANNED + HOUR)])).not.toHaveProperty('change');
  });

  it('that was moved since says when it was, also when the day is announced again', () => {
    const moved = edit('sitting.moved', PLANNED + 2 * HOUR, 2, { from: MORNING + HOUR, to: MORNING + 2 * HOUR });
    const publications = [published(PLANNED + HOUR), published(PLANNED + 3 * HOUR)];
    expect(seen([scheduled, moved], publications)).toMatchObject({ change: 'moved', was: { from: MORNING } });
    const back = edit('sitting.moved', PLANNED + 4 * HOUR, 3, { from: MORNING, to: MORNING + HOUR });
    expect(seen([moved, back, scheduled], publications)).not.toHaveProperty('change');
  });

  it('moved to a day that was not announced is still told of', () => {
    const moved = edit('sitting.moved', PLANNED + 2 * HOUR, 2, { from: MORNING + DAY, to: MORNING + DAY + HOUR });
    expect(seen([scheduled, moved], [published(PLANNED + HOUR)])).toMatchObject({ change: 'moved' });
  });

  it('that was cancelled, or taken back as a mistake, is cancelled for those who read of it', () => {
    for (const more of [{}, { mistaken: true }]) {
      const off = edit('sitting.cancelled', PLANNED + 2 * HOUR, 2, more);
      expect(seen([scheduled, off], [published(PLANNED + HOUR)])).toMatchObject({ change: 'cancelled' });
      expect(seen([scheduled, off], [published(PLANNED - MINUTE)])).toBeUndefined();
    }
  });

  it('that has another official now says so', () => {
    const other = edit('sitting.scheduled', PLANNED + 2 * HOUR, 2, {
      ...place,
      official: { id: 'dep', name: 'کریمی' },
    });
    const found = seen([scheduled, other], [published(PLANNED + HOUR)]);
    expect(found).toMatchObject({
      change: 'changed',
      was: { official: { id: 'gov' } },
      sitting: { official: { id: 'dep' } },
    });
  });

  it('is the same in whatever order its edits are read', () => {
    const moved = edit('sitting.moved', PLANNED + 2 * HOUR, 2, { from: MORNING + HOUR, to: MORNING + 2 * HOUR });
    const off = edit('sitting.cancelled', PLANNED + 3 * HOUR, 3);
    const publications = [published(PLANNED + HOUR)];
    expect(seen([off, moved, scheduled], publications)).toEqual(seen([scheduled, moved, off], publications));
  });
});
