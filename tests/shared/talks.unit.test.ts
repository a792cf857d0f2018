// Talks whose end was lost: after the longest that a talk can last nobody counts them as talking any more.
import { expect, it } from 'vitest';
import { deskView } from '../../client/wall/desk-view.ts';
import { paceOf } from '../../shared/forecast-input.ts';
import { isEndOverdue, talkingByCounty, talkingDesks } from '../../shared/talks.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { boardOf, NOW } from '../fixtures/boards.ts';

const links = { pbx111: { state: 'up', since: 0, lastHeardAt: NOW } } as const;
const talking = (ago: number) => {
  const board = boardOf({ queues: 1, desks: 2, sittings: true });
  board.desks['m-1201']!.call = { answeredAt: NOW - ago, queue: 'samad-sari', county: 'sari' };
  board.desks['m-1202']!.call = { answeredAt: NOW - MINUTE, queue: 'samad-sari' };
  return board;
};

it('a talk is doubted after an hour, or after the time at which conversations are cut', () => {
  const overdue = (ago: number, maxTalk?: number) =>
    isEndOverdue(talking(ago), talking(ago).desks['m-1201']!, { links, now: NOW, maxTalk });
  expect([overdue(HOUR), overdue(HOUR + 1_000)]).toEqual([false, true]);
  expect([overdue(6 * MINUTE, 360), overdue(361_000, 360)]).toEqual([false, true]);
});

it('a doubted talk no longer counts as talking, so that no more talk than are on duty', () => {
  const seen = { links, now: NOW };
  expect(talkingDesks(talking(MINUTE), seen)).toHaveLength(2);
  expect(talkingDesks(talking(2 * HOUR), seen)).toHaveLength(1);
  expect(talkingByCounty(talking(MINUTE), seen)).toEqual({ sari: 1, unknown: 1 });
  expect(talkingByCounty(talking(2 * HOUR), seen)).toEqual({ unknown: 1 });
});

it('the desk of a doubted talk shows that, and does not hold up the forecast', () => {
  const around = { before: 15, after: 30 };
  const view = (ago: number) =>
    deskView('m-1201', talking(ago).desks['m-1201']!, { board: talking(ago), links, around, now: NOW });
  expect([view(MINUTE).isEndOverdue, view(2 * HOUR).isEndOverdue]).toEqual([false, true]);
  expect(paceOf(talking(MINUTE), 's-live', NOW)?.elapsed).toEqual([60]);
  expect(paceOf(talking(2 * HOUR), 's-live', NOW)?.elapsed).toEqual([]);
});

it('a talk lasts no longer while its telephone system is silent', () => {
  const down = { pbx111: { state: 'down', since: NOW, lastHeardAt: NOW } } as const;
  const board = talking(HOUR - MINUTE);
  expect(isEndOverdue(board, board.desks['m-1201']!, { links: down, now: NOW + 5 * HOUR })).toBe(false);
});
