// The life of a sitting and what is foreseen of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBoard, noVisits, type Board, type SittingOnBoard } from '../../shared/board.ts';
import { fatesOf, forecast, type Pace } from '../../shared/forecast.ts';
import { isManned, statusOf, notReachedOf } from '../../shared/sitting-status.ts';
import { forecastFor } from '../../shared/forecast-input.ts';
import { MINUTE } from '../../shared/time.ts';

const T = Date.parse('2026-11-25T08:00:00+03:30');
const sitting: SittingOnBoard = {
  official: 'o',
  from: T,
  to: T + 105 * MINUTE,
  level: 'province',
  desk: 'm-1',
  queue: 'q',
  ...noVisits(),
  lastTalks: {},
};
const links = { pbx: { state: 'up' as const, since: 0 } };

describe('a sitting', () => {
  it('is scheduled until its first answer, then live until its time is over and its last talk has ended', () => {
    const live = { ...sitting, firstAnswerAt: T + MINUTE, talking: 1 };
    expect(statusOf(sitting, true, T - MINUTE)).toBe('scheduled');
    expect(statusOf(sitting, true, T + 30 * MINUTE)).toBe('scheduled');
    expect(statusOf(live, false, T + 30 * MINUTE)).toBe('live');
    expect(statusOf(live, true, sitting.to + MINUTE)).toBe('live');
    expect(statusOf({ ...live, talking: 0 }, true, sitting.to)).toBe('closed');
    expect(statusOf(sitting, false, sitting.to)).toBe('closed');
    expect(statusOf({ ...live, cancelled: true }, true, T)).toBe('cancelled');
  });

  it('is late when nobody is on its desk five minutes after it should have begun, and only where that is known', () => {
    expect(statusOf(sitting, false, T + 5 * MINUTE - 1)).toBe('scheduled');
    expect(statusOf(sitting, false, T + 5 * MINUTE)).toBe('late');
    expect(statusOf(sitting, undefined, T + 50 * MINUTE)).toBe('scheduled');
    const board: Board = emptyBoard({ id: 'x', fa: 'x', en: 'x' }, []);
    expect(isManned(board, links, 'm-1')).toBe(false);
    expect(isManned(board, { pbx: { state: 'down', since: 0 } }, 'm-1')).toBeUndefined();
    expect(isManned(board, links, undefined)).toBeUndefined();
    board.desks['m-1'] = { name: 'm', state: 'free', today: { answered: 0, completed: 0, missed: 0, talkSeconds: 0 } };
    expect(isManned(board, links, 'm-1')).toBe(true);
    board.desks['m-1'].state = 'paused';
    expect(isManned(board, links, 'm-1')).toBe(false);
  });

  it('is over two hours after its time, though the end of a talk was lost', () => {
    const talking = { ...sitting, firstAnswerAt: T, talking: 1 };
    expect(statusOf(talking, true, sitting.to + 119 * MINUTE)).toBe('live');
    expect(statusOf(talking, true, sitting.to + 120 * MINUTE)).toBe('closed');
  });

  it('did not reach whom it kept waiting to its end', () => {
    expect(notReachedOf({ notReached: 2, waiting: 3 }, 'live')).toBe(2);
    expect(notReachedOf({ notReached: 2, waiting: 3 }, 'closed')).toBe(5);
  });
});

const pace: Pace = {
  waiting: 9,
  talks: [180, 200, 220],
  span: 640,
  completed: 3,
  elapsed: [60],
  desks: 1,
  secondsLeft: 1800,
  leaving: 0,
};

describe('the forecast', () => {
  it('is absent before a talk has ended, and after the end', () => {
    expect(forecast({ ...pace, talks: [], completed: 0 })).toBeUndefined();
    const nobody = { expected: 0, low: 0, high: 0, givingUp: 0 };
    expect(forecast({ ...pace, secondsLeft: 0 })).toEqual({ ...nobody, unreached: 9 });
    expect(forecast({ ...pace, desks: 0 })).toEqual({ ...nobody, unreached: 9 });
    expect(forecast({ ...pace, waiting: 0 })).toEqual({ ...nobody, unreached: 0 });
  });

  it('is what fits into the time left at this pace', () => {
    // The present talk takes 140 s more, then one caller every 213 s or so: seven or eight in half an hour.
    const said = forecast(pace);
    expect(said?.expected).toBeGreaterThan(6);
    expect(said?.expected).toBeLessThan(9);
    expect(forecast({ ...pace, desks: 3, elapsed: [60, 10] })?.expected).toBe(9);
    expect(forecast({ ...pace, secondsLeft: 100 })?.expected).toBe(0);
  });

  it('sees shorter talks where they are cut, and fewer to answer where people give up', () => {
    const usual = forecast({ ...pace, talks: [600, 620], span: 1240, completed: 2, elapsed: [] })?.expected ?? 0;
    const cut = forecast({ ...pace, talks: [600, 620], span: 1240, completed: 2, elapsed: [], maxTalk: 360 });
    expect(cut?.expected).toBeGreaterThan(usual);
    expect(forecast({ ...pace, leaving: 0.01 })?.expected).toBeLessThan(forecast(pace)?.expected ?? 0);
  });

  it('distinguishes callers who hang up from those whom the end of the time cuts off', () => {
    // Half a minute a caller and an hour left: time is no reason, impatience is.
    const impatient = { ...pace, talks: [25, 25, 25], span: 90, elapsed: [], secondsLeft: 3600, leaving: 0.01 };
    const leaving = forecast(impatient)!;
    expect(leaving.unreached).toBe(0);
    expect(leaving.givingUp).toBeGreaterThan(1);
    expect(forecast({ ...impatient, leaving: 0 })).toMatchObject({ expected: 9, givingUp: 0, unreached: 0 });
    // Nobody hangs up, and time is over: the rest is not reached.
    const short = forecast({ ...pace, secondsLeft: 600 })!;
    expect(short.givingUp).toBeCloseTo(0);
    expect(short.unreached).toBeCloseTo(9 - short.expected);
    const both = forecast({ ...pace, secondsLeft: 600, leaving: 0.001 })!;
    expect(both.givingUp).toBeGreaterThan(1);
    expect(both.unreached).toBeGreaterThan(1);
  });

  it('counts whole callers that add up, and foresees nobody hanging up where hardly anybody has', () => {
    const said = { expected: 3.4, low: 2, high: 5, givingUp: 1.7, unreached: 0.9 };
    expect(fatesOf(said, 6, 3)).toEqual({ answered: 3, givingUp: 2, unreached: 1 });
    expect(fatesOf(said, 6, 2)).toEqual({ answered: 3, givingUp: 0, unreached: 1 });
  });

  it('stays between nobody and all who wait, its range around it, and grows with the time left', () => {
    const natural = (max: number) => fc.integer({ min: 0, max });
    const paces = fc.record({
      waiting: natural(60),
      talks: fc.array(natural(900), { maxLength: 12 }),
      span: natural(20_000),
      completed: natural(60),
      elapsed: fc.array(natural(2_000), { maxLength: 4 }),
      desks: natural(8),
      secondsLeft: fc.integer({ min: -100, max: 9_000 }),
      leaving: fc.constantFrom(0, 0.001, 0.02),
      maxTalk: fc.constantFrom(undefined, 360),
    });
    fc.assert(
      fc.property(paces, (one) => {
        const said = forecast(one);
        if (!said) return void expect(one.talks.length).toBe(0);
        const { low, expected, high } = said;
        for (const value of [low, expected, high]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(one.waiting);
        }
        expect(low).toBeLessThanOrEqual(expected);
        expect(high).toBeGreaterThanOrEqual(expected);
        const { givingUp, unreached } = said;
        expect(expected + givingUp + unreached).toBeCloseTo(one.waiting);
        expect(Math.min(givingUp, unreached)).toBeGreaterThanOrEqual(-1e-9);
        const later = forecast({ ...one, secondsLeft: one.secondsLeft + 60 });
        expect(later?.expected ?? 0).toBeGreaterThanOrEqual(expected - 1e-9);
      }),
    );
  });

  it('is for the time of the sitting only', () => {
    const board: Board = emptyBoard({ id: 'x', fa: 'x', en: 'x' }, []);
    board.sittings['s'] = {
      ...sitting,
      waiting: 2,
      completed: 3,
      firstAnswerAt: T,
      lastEndAt: T + 3 * MINUTE,
      lastTalks: { 1: 60, 2: 60, 3: 60 },
    };
    expect(forecastFor(board, 's', T - 1)).toBeUndefined();
    expect(forecastFor(board, 's', T + 10 * MINUTE)).toEqual({
      expected: 2,
      low: 2,
      high: 2,
      givingUp: 0,
      unreached: 0,
    });
    board.sittings['s'].lastTalks = { 1: 60, 2: 60 };
    expect(forecastFor(board, 's', T + 10 * MINUTE), 'two talks tell too little').toBeUndefined();
    expect(forecastFor(board, 's', sitting.to)).toBeUndefined();
    expect(forecastFor(board, 'other', T)).toBeUndefined();
  });
});
