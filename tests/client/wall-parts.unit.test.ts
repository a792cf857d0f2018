// What the parts of the wall make of the board.
import { describe, expect, it } from 'vitest';
import { layoutDesks } from '../../client/wall/desk-layout.ts';
import { ownDirection } from '../../client/parts/own-direction.ts';
import { beadsOf, longestWait, layoutBeads } from '../../client/parts/beads.ts';
import { comparison } from '../../shared/month-comparison.ts';
import { axisTop, dayHeights, looksAlike } from '../../client/wall/day-heights.ts';
import { reuseIfEqual, deskView } from '../../client/wall/desk-view.ts';
import { heroSize } from '../../client/wall/hero-size.ts';
import { shade } from '../../client/parts/shade.ts';
import { emptyMonth } from '../../shared/board.ts';
import { boardOf, boards, NOW } from '../fixtures/boards.ts';

const limits = { watch: 120, act: 240 };

describe('beads', () => {
  it('stand oldest first over all queues, coloured by their own wait', () => {
    const beads = beadsOf(boards.busy().queues, {}, limits, NOW);
    expect(beads.map(({ seconds }) => seconds)).toEqual([252, 214, 180, 151, 122, 96, 70, 41, 12]);
    expect(beads.map(({ urgency }) => urgency).slice(0, 6)).toEqual([
      'act', 'watch', 'watch', 'watch', 'watch', 'calm',
    ]); // prettier-ignore
  });
  it('are corrected by the skew of their telephone system', () => {
    const links = { pbx111: { state: 'up', since: 0, skew: 20_000 } } as const;
    const { queues } = boards.busy();
    expect(beadsOf(queues, links, limits, NOW)[0]).toMatchObject({ seconds: 232, urgency: 'watch' });
    expect(longestWait(queues, links, NOW)?.seconds).toBe(232);
  });
  it('leave room for the count of those who do not fit', () => {
    const beads = beadsOf(boards.breach().queues, {}, limits, NOW);
    const { shown, rest } = layoutBeads(beads, 200, 11);
    expect(shown).toHaveLength(9);
    expect(rest).toBe(191);
    expect(layoutBeads(beads.slice(0, 11), 11, 11)).toMatchObject({ rest: 0 });
  });
  it('never swap places while time goes by', () => {
    const queues = boards.busy().queues;
    const samad = Object.values(queues)[0];
    if (!samad) throw new Error('expected a queue on the busy board');
    const waits = { b: NOW - 5_100, a: NOW - 5_900, d: NOW - 5_900, c: NOW - 5_500 };
    const keys = (now: number) => beadsOf({ q: { ...samad, waits } }, {}, limits, now).map(({ key }) => key);
    for (let ms = 0; ms < 1_000; ms += 100) expect(keys(NOW + ms)).toEqual(['q/a', 'q/d', 'q/c', 'q/b']);
  });
  it('are none when nobody waits', () => expect(longestWait(boards.empty().queues, {}, NOW)).toBeUndefined());
});

describe('a desk', () => {
  const board = boardOf({ desks: 4 });
  const view = (id: string, change: object = {}) => {
    const desk = board.desks[id];
    if (!desk) throw new Error(`no desk ${id}`);
    return deskView(id, { ...desk, ...change }, { board, links: {}, around: { before: 15, after: 30 }, now: NOW });
  };
  it('shows its official', () => expect(view('m-1201')).toMatchObject({ name: 'مهدی رستمی', title: 'فرماندار بابل' }));
  it('counts a talk from its answer', () => expect(view('m-1201').timed).toMatchObject({ since: NOW - 187_000 }));
  it('has no time while its start was not reported', () => {
    expect(view('m-1203', { since: 0 }).timed).toBeUndefined();
    expect(view('m-1203', { state: undefined })).toMatchObject({ state: 'unknown', timed: undefined });
  });
});

describe('a desk of which nothing changed', () => {
  const at = (now: number, change: object = {}) => {
    const board = boardOf({ desks: 4 });
    const desk = board.desks['m-1201'];
    if (!desk) throw new Error('no desk m-1201');
    return deskView('m-1201', { ...desk, ...change }, { board, links: {}, around: { before: 15, after: 30 }, now });
  };
  it('keeps its view while time goes by', () => {
    const before = at(NOW);
    expect(reuseIfEqual(at(NOW + 1_000), before)).toBe(before);
  });
  it.each([
    ['its state', { state: 'paused' }],
    ['its counts', { today: { answered: 99, completed: 0, missed: 0, talkSeconds: 0 } }],
    ['the moment that it counts from', { call: { answeredAt: NOW - 1, queue: 'samad-sari' } }],
  ])('has another view when %s changes', (_what, change) => {
    const view = at(NOW, change);
    expect(reuseIfEqual(view, at(NOW))).toBe(view);
  });
});

describe('the direction of a name', () => {
  it('is that of its first letter', () => {
    expect(ownDirection('۱۲ بابل Babol')).toBe(ownDirection('ساری'));
    expect(ownDirection('12 Babol بابل')).toBe(ownDirection('m-1201'));
    expect(ownDirection('Babol')).not.toBe(ownDirection('بابل'));
  });
  it('is that of its surroundings when it has no letter', () => {
    expect(ownDirection('1201')).toBeUndefined();
    expect(ownDirection('')).toBeUndefined();
  });
});

describe('the arrangement of desks', () => {
  it.each([1, 3, 6, 12, 30])('shows all of %i in a usual room', (count) => {
    const found = layoutDesks({ width: 905, height: 410 }, count);
    expect(found.shown).toBe(count);
    expect(found.columns * found.rows).toBeGreaterThanOrEqual(count);
  });
  it('takes the largest size that fits', () => {
    expect(layoutDesks({ width: 905, height: 410 }, 3).size).toBe('grand');
    expect(layoutDesks({ width: 905, height: 410 }, 30).size).toBe('tight');
  });
  it('counts the rest when not even the smallest fits', () => {
    expect(layoutDesks({ width: 460, height: 110 }, 30)).toMatchObject({ size: 'tight', shown: 3 });
  });
});

describe('the month before', () => {
  const month = { ...emptyMonth(), contacts: 100, byDay: { '1405-08-01': 30, '1405-08-02': 20, '1405-08-03': 50 } };
  it('is compared to the same day', () => {
    expect(comparison(60, month, '1405-09-02')).toEqual({ before: 50, upTo: 'same-day', change: 60 / 50 - 1 });
  });
  it('is shown whole when its days are unknown, and not at all when it is unknown', () => {
    expect(comparison(60, { ...month, byDay: {} }, '1405-09-02')).toMatchObject({ before: 100, upTo: 'whole' });
    expect(comparison(60, undefined, '1405-09-02')).toBeUndefined();
  });
});

describe('small measures', () => {
  it('shade zero, small and largest counties differently', () => {
    expect([shade(0, 312), shade(1, 312), shade(312, 312), shade(0, 0)]).toEqual([0, 1, 6, 0]);
  });
  it('keep the hero number above 160 up to four digits', () => {
    for (const letters of [1, 2, 3, 5]) expect(heroSize(letters)).toBeGreaterThan(160);
  });
  it('place the days of a month and leave the coming ones empty', () => {
    const { current, today, busiest } = dayHeights('1405-09', { '1405-09-01': 4, '1405-09-02': 9 }, {}, '1405-09-02');
    expect(current.slice(0, 3)).toEqual([4, 9, null]);
    expect(current).toHaveLength(30);
    expect([today, busiest]).toEqual([1, { day: 2, count: 9 }]);
  });
  describe('the chart of days', () => {
    const days = (first: number, second?: number, before = 0) =>
      dayHeights(
        '1405-09',
        { '1405-09-01': first, ...(second === undefined ? {} : { '1405-09-02': second }) },
        { '1405-08-01': before },
        '1405-09-02',
      );
    it('ends above its highest bar, at a round number', () => {
      const ends = [0, 1, 9, 41, 100, 694, 950, 9_999_999].map((count) => axisTop(days(count)));
      expect(ends).toEqual([4, 4, 10, 50, 120, 800, 1_200, 12_000_000]);
      expect(axisTop(days(5, 7, 80))).toBe(100);
    });
    it('is drawn again when a bar is a pixel higher, appears, or the axis ends elsewhere, and otherwise stays', () => {
      expect(looksAlike(days(1_000, 500), days(1_000, 500), 200)).toBe(true);
      expect(looksAlike(days(1_000, 500), days(1_000, 499), 200)).toBe(true);
      expect(looksAlike(days(1_000, 500), days(1_000, 506), 200)).toBe(false);
      expect(looksAlike(days(1_000), days(1_000, 0), 200)).toBe(false);
      expect(looksAlike(days(1_000, 500, 20), days(1_000, 500, 30), 200)).toBe(false);
      expect(looksAlike(days(1_130, 500), days(1_140, 500), 200)).toBe(false);
      expect(looksAlike(days(3, 1), days(3, 2), 200)).toBe(false);
    });
    it('changes with the day', () => {
      const then = dayHeights('1405-09', { '1405-09-01': 4 }, {}, '1405-09-01');
      expect(looksAlike(then, { ...then, today: 1 }, 200)).toBe(false);
    });
  });
});
