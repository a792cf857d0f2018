// The plan of a campaign: which version counts, its shifts in time, and lines counted to the second.
import { describe, expect, it } from 'vitest';
import { campaignsOf } from '../../server/campaigns/campaign-book.ts';
import { createLinesInUse } from '../../server/campaigns/lines-in-use.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { doShiftsOverlap, shiftsIn } from '../../shared/campaigns.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR, SECOND } from '../../shared/time.ts';
import { storedBy } from '../support/stored-events.ts';

const calendar = createCalendar();
const MIDNIGHT = calendar.startOf('1405-09-03');
const shift = (text: string) => {
  const [from = '', to = ''] = text.split('-');
  return { from, to };
};
const spans = (from: number, to: number, ...shifts: string[]): [number, number][] =>
  shiftsIn({ from: MIDNIGHT + from * HOUR, to: MIDNIGHT + to * HOUR }, shifts.map(shift), calendar).map((span) => [
    (span.from - MIDNIGHT) / HOUR,
    (span.to - MIDNIGHT) / HOUR,
  ]);

describe('the shifts of a campaign', () => {
  it('come every day, in order, cut at its ends', () => {
    expect(spans(10, 40, '08:00-14:00', '14:00-20:00')).toEqual([
      [10, 14],
      [14, 20],
      [32, 38],
      [38, 40],
    ]);
  });

  it('may end on the next day, also those of the day before', () => {
    expect(spans(1, 30, '22:00-02:00')).toEqual([
      [1, 2],
      [22, 26],
    ]);
  });

  it('are the days of the province where none are planned', () => {
    expect(spans(10, 30)).toEqual([
      [10, 24],
      [24, 30],
    ]);
  });

  it('may touch, but not overlap, over midnight neither', () => {
    const overlap = (...shifts: string[]): boolean => doShiftsOverlap(shifts.map(shift));
    expect(overlap('08:00-14:00', '14:00-20:00', '20:00-08:00')).toBe(false);
    expect(overlap('08:00-14:00', '13:59-20:00')).toBe(true);
    expect(overlap('22:00-02:00', '01:00-05:00')).toBe(true);
    expect(overlap('08:00-14:00', '08:00-10:00')).toBe(true);
  });
});

describe('the campaigns that were planned', () => {
  const planned = (campaign: string, version: number, name: string, day = 0): StoredEvent =>
    storedBy(
      'office',
      MIDNIGHT + version,
    )({
      type: 'campaign.planned',
      id: `campaign/${campaign}/${version}`,
      campaign,
      version,
      name,
      from: MIDNIGHT + day * DAY,
      to: MIDNIGHT + (day + 1) * DAY,
      by: 'lead',
    });
  const withdrawn = storedBy(
    'office',
    MIDNIGHT + DAY,
  )({ type: 'campaign.withdrawn', id: 'campaign/a/withdrawn', campaign: 'a', by: 'lead' });

  it('have of each the highest version, whichever was read first, and none that was withdrawn', () => {
    const events = [planned('a', 1, 'one'), planned('a', 2, 'two'), planned('b', 1, 'other', 3)];
    const names = (list: readonly StoredEvent[]): string[] => campaignsOf(list).map(({ name }) => name);
    expect(names(events)).toEqual(['other', 'two']);
    expect(names(events.toReversed())).toEqual(['other', 'two']);
    expect(names([withdrawn, ...events])).toEqual(['other']);
  });
});

describe('lines in use', () => {
  const lines = (...calls: [number, number][]) => {
    const counted = createLinesInUse(MIDNIGHT, MIDNIGHT + 100 * SECOND);
    for (const [from, to] of calls) counted.add(MIDNIGHT + from * SECOND, MIDNIGHT + to * SECOND);
    return counted;
  };
  const between = (counted: ReturnType<typeof lines>, from: number, to: number) =>
    counted.between(MIDNIGHT + from * SECOND, MIDNIGHT + to * SECOND);

  it('are the most calls of one second, and their mean', () => {
    const counted = lines([-5, 10], [5, 15], [10, 20], [90, 500]);
    expect(between(counted, 0, 100)).toEqual({ peak: 2, peakAt: MIDNIGHT + 5 * SECOND, mean: 0.4 });
    expect(between(counted, 15, 20)).toEqual({ peak: 1, peakAt: MIDNIGHT + 15 * SECOND, mean: 1 });
    expect(between(counted, 20, 90)).toEqual({ peak: 0, mean: 0 });
    expect(between(counted, 100, 100)).toEqual({ peak: 0 });
    expect(counted.at(MIDNIGHT + 100 * SECOND)).toBe(1);
    expect(counted.at(MIDNIGHT + 30 * SECOND)).toBe(0);
  });
});
