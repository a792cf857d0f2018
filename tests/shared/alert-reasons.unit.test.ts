import { describe, expect, it } from 'vitest';
import { alertReasons, type AlertReason } from '../../shared/alert-reasons.ts';
import { emptyBoard, emptyMonth, noCalls, noVisits, type Board } from '../../shared/board.ts';
import type { Links } from '../../shared/links.ts';
import { MINUTE } from '../../shared/time.ts';

const TEHRAN = 210;
/** 10:15 in Tehran: half of the half-hour 20 is over. */
const NOW = Date.parse('2026-11-30T06:45:00Z');
const links: Links = { pbx: { state: 'up', since: 0, lastHeardAt: NOW } };

function boardOf(change: (board: Board) => void = () => {}): Board {
  const board = emptyBoard({ id: 'mazandaran', fa: 'م', en: 'M' }, ['sari']);
  for (const id of ['q1', 'q2'])
    board.queues[id] = { name: id, system: 'pbx', waiting: 0, talking: 0, waits: {}, today: noCalls() };
  board.day = '1405-09-09';
  change(board);
  return board;
}
const reasons = (board: Board, subject = 'province', rule = 'waiting', now = NOW): AlertReason[] =>
  alertReasons({ rule, subject }, { board, links, now, utcOffset: TEHRAN });

const calls = (today: Record<string, number>, usual: Record<string, number>, usualDays = 6) =>
  boardOf((board) => (board.halfHours = { today, usual, usualDays }));

describe('more calls than usual', () => {
  it('are those of the last half-hour and of this one, which is not over', () => {
    // Usual by 10:15: 8 of the half-hour before, and half of 12.
    expect(reasons(calls({ 19: 12, 20: 10 }, { 19: 8, 20: 12 }))).toEqual([{ kind: 'calls', now: 22, usual: 14 }]);
    expect(reasons(calls({ 19: 12, 20: 8 }, { 19: 8, 20: 12 }))).toEqual([]);
  });

  it('are not spoken of where few are usual, or nothing usual is known', () => {
    expect(reasons(calls({ 19: 9 }, { 19: 2 }))).toEqual([]);
    expect(reasons(calls({ 19: 7 }, { 19: 4 }))).toEqual([]);
    expect(reasons(calls({ 19: 40 }, { 19: 10 }, 1))).toEqual([]);
    expect(reasons(calls({ 19: 40 }, {}))).toEqual([]);
    expect(reasons(boardOf())).toEqual([]);
  });

  it('are counted from midnight on in the first half-hour', () => {
    const midnight = Date.parse('2026-11-29T20:45:00Z');
    const board = calls({ 0: 12 }, { 0: 10, 47: 30 });
    expect(reasons(board, 'province', 'waiting', midnight)).toEqual([{ kind: 'calls', now: 12, usual: 5 }]);
  });

  it('are not said of one queue among several: what is usual there is not known', () => {
    const board = calls({ 19: 40 }, { 19: 10 });
    expect(reasons(board, 'q1')).toEqual([]);
    delete board.queues['q2'];
    expect(reasons(board, 'q1')).toHaveLength(1);
  });

  it('explain no alert that does not come of work', () => {
    const board = calls({ 19: 40 }, { 19: 10 });
    for (const rule of ['late-official', 'source-down', 'quiet-source', 'unknown'])
      expect(reasons(board, 'province', rule)).toEqual([]);
    for (const rule of ['longest-wait', 'service-level', 'abandon-rate'])
      expect(reasons(board, 'province', rule)).toHaveLength(1);
  });
});

describe('longer talks than usual', () => {
  const talks = (today: [count: number, seconds: number], before: [count: number, seconds: number]): Board =>
    boardOf((board) => {
      Object.assign(board.queues['q1']!.today, { completed: today[0], talkSeconds: today[1] });
      const [month, past] = [emptyMonth(), emptyMonth()];
      Object.assign(month.calls, { completed: today[0] + 5, talkSeconds: today[1] + 500 });
      Object.assign(past.calls, { completed: before[0] - 5, talkSeconds: before[1] - 500 });
      board.months = { '1405-09': month, '1405-08': past };
    });

  it('are compared with this month before today and the month before', () => {
    expect(reasons(talks([10, 4_300], [100, 20_000]))).toEqual([{ kind: 'talks', now: 430, usual: 200 }]);
    expect(reasons(talks([10, 2_500], [100, 20_000]))).toEqual([]);
  });

  it('are not spoken of after few talks, today or before', () => {
    expect(reasons(talks([4, 4_000], [100, 20_000]))).toEqual([]);
    expect(reasons(talks([10, 4_300], [29, 5_800]))).toEqual([]);
  });

  it('are unknown on a screen of some counties', () => {
    const board = talks([10, 4_300], [100, 20_000]);
    for (const month of Object.values(board.months)) Reflect.deleteProperty(month, 'calls');
    expect(reasons(board)).toEqual([]);
  });
});

describe('fewer desks than planned', () => {
  const desks = (states: Record<string, 'free' | 'busy' | 'away' | undefined>, queue = 'q1'): Board =>
    boardOf((board) => {
      for (const [id, state] of Object.entries(states)) {
        board.desks[id] = { name: id, system: 'pbx', today: { answered: 0, completed: 0, missed: 0, talkSeconds: 0 } };
        if (state) board.desks[id].state = state;
        board.sittings[`s-${id}`] = {
          ...noVisits(),
          official: id,
          from: NOW - MINUTE,
          to: NOW + MINUTE,
          level: 'province',
          queue,
          desk: id,
          lastTalks: {},
        };
      }
    });

  it('are those of the sittings that are on', () => {
    const board = desks({ a: 'busy', b: 'free', c: 'away', d: undefined });
    expect(reasons(board)).toEqual([{ kind: 'desks', now: 2, planned: 4 }]);
    expect(reasons(board, 'q1')).toEqual([{ kind: 'desks', now: 2, planned: 4 }]);
    expect(reasons(board, 'q2')).toEqual([]);
    board.sittings['s-c']!.cancelled = true;
    board.sittings['s-d']!.from = NOW + 1;
    expect(reasons(board)).toEqual([]);
  });

  it('are unknown while their telephone system does not speak', () => {
    const board = desks({ a: 'away' });
    const down: Links = { pbx: { ...links['pbx']!, state: 'down' } };
    expect(
      alertReasons({ rule: 'waiting', subject: 'province' }, { board, links: down, now: NOW, utcOffset: TEHRAN }),
    ).toEqual([]);
  });
});
