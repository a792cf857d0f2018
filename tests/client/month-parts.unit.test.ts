// What the pages beside the living one make of the board.
import { describe, expect, it } from 'vitest';
import { comparison, timeOfDay } from '../../shared/month-comparison.ts';
import { comparedPath, monthView } from '../../client/wall/month-view.ts';
import { officialRows } from '../../client/wall/officials/official-rows.ts';
import { ranking } from '../../client/wall/ranking.ts';
import { redactBoard } from '../../server/access/views.ts';
import { emptyMonth } from '../../shared/board.ts';
import { boardOf, boards, NOW, UTC_OFFSET } from '../fixtures/boards.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : 1);

describe('the month before', () => {
  const before = {
    ...emptyMonth(),
    contacts: 110,
    byDay: { '1405-08-01': 30, '1405-08-02': 40, '1405-08-03': 40 },
    byHour: { '1405-08-02': { '8': 10, '9': 10, '10': 20 } },
  };
  it('is compared to the same moment, the present hour evenly', () => {
    expect(comparison(60, before, '1405-09-02', { hour: 10, minute: 30 })).toMatchObject({
      before: 60,
      upTo: 'same-moment',
      change: 0,
    });
    expect(comparison(60, before, '1405-09-02', { hour: 7, minute: 59 })).toMatchObject({ before: 30 });
    expect(comparison(60, before, '1405-09-02', { hour: 23, minute: 0 })).toMatchObject({ before: 70 });
  });
  it('is compared to the same day where its hours are unknown', () => {
    expect(comparison(60, before, '1405-09-03', { hour: 10, minute: 30 })).toMatchObject({
      before: 110,
      upTo: 'same-day',
    });
  });
  it('counts a letter whose hour nobody knows with its day', () => {
    const letters = { ...before, byDay: { ...before.byDay, '1405-08-02': 80 } };
    expect(comparison(60, letters, '1405-09-02', { hour: 10, minute: 30 })?.before).toBe(30 + 60);
  });
  it('had fewer days: its whole stands against a thirty-first', () => {
    expect(comparison(60, before, '1405-09-31', { hour: 8, minute: 0 })?.before).toBe(110);
  });
  it('is known from the board, by the wall’s own time of day', () => {
    expect(timeOfDay(NOW, UTC_OFFSET)).toEqual({ hour: 11, minute: 22 });
    const view = monthView(boards.busy(), NOW, UTC_OFFSET)!;
    expect(view).toMatchObject({ month: '1405-09', before: '1405-08', compared: { upTo: 'same-moment' } });
    expect(comparedPath(view)).toBe('derived.monthToSameMoment.1405-08');
    expect(
      monthView({ ...boards.empty(), day: undefined, month: undefined } as never, NOW, UTC_OFFSET),
    ).toBeUndefined();
  });
});

describe('a ranking', () => {
  const tally = { a: 5, b: 9, c: 1, d: 5, unknown: 3, e: 0 };
  it('shows the most first, equal ones by their id, and the unknown apart', () => {
    const found = ranking(tally, 10);
    expect(found.shown.map(({ key }) => key)).toEqual(['b', 'a', 'd', 'c']);
    expect(found).toMatchObject({ others: undefined, unknown: 3, largest: 9, total: 23 });
  });
  it('gathers those without a place, and sums up all the same', () => {
    const { shown, others, unknown, total } = ranking(tally, 4);
    expect(shown.map(({ key }) => key)).toEqual(['b', 'a']);
    expect(others).toEqual({ kinds: 2, count: 6 });
    expect(shown.reduce((sum, { count }) => sum + count, 0) + others!.count + unknown).toBe(total);
  });
  it('of nothing divides by nothing', () => {
    expect(ranking({}, 5)).toEqual({ shown: [], others: undefined, unknown: 0, largest: 1, total: 0 });
  });
});

describe('the officials of a month', () => {
  const board = boardOf({ desks: 4 });
  it('stand in the order of their answers, and add up with those at desks to all answered calls', () => {
    const { rows, atDesks } = officialRows(board, '1405-09', { links: {}, now: NOW, compare });
    const counts = rows.map(({ answered }) => answered);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts.reduce((sum, count) => sum + count, atDesks)).toBe(board.months['1405-09']?.calls.answered);
  });
  it('have a mean talk and the day at their desk, each only where it is known', () => {
    const { rows } = officialRows(board, '1405-09', { links: {}, now: NOW, compare });
    expect(rows.find(({ id }) => id === 'official-1')).toMatchObject({ today: { answered: 16, missed: 1 } });
    expect(rows.find(({ id }) => id === 'official-absent-0')?.today).toBeUndefined();
    expect(rows.every(({ meanTalk }) => meanTalk !== undefined && meanTalk >= 170)).toBe(true);
    const { rows: forDisplay } = officialRows(redactBoard(board, { kind: 'display', topics: true }), '1405-09', {
      links: {},
      now: NOW,
      compare,
    });
    expect(forDisplay.map(({ meanTalk }) => meanTalk)).toEqual(rows.map(() => undefined));
  });
  it('divide what they talked by the talks that are over', () => {
    const talking = boardOf({ desks: 4 });
    Object.assign(talking.months['1405-09']!.byOfficial, {
      'official-1': { answered: 3, completed: 2, talkSeconds: 80 },
      'official-2': { answered: 1, completed: 0, talkSeconds: 0 },
    });
    const of = (asked: string) =>
      officialRows(talking, '1405-09', { links: {}, now: NOW, compare }).rows.find(({ id }) => id === asked)?.meanTalk;
    expect([of('official-1'), of('official-2')]).toEqual([40, undefined]);
  });
  it('are none in a month without answers', () => {
    expect(officialRows(boards.empty(), '1405-09', { links: {}, now: NOW, compare })).toEqual({
      rows: [],
      atDesks: 0,
      largest: 1,
    });
  });
});
