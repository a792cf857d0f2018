// How far figures from telephone systems may be trusted: what dims, what is unknown, and up to when the rest is true.
import { describe, expect, it } from 'vitest';
import type { Links } from '../../shared/links.ts';
import {
  contributing,
  isFed,
  nextStep,
  presenceOf,
  presenceOfBoard,
  presenceOfDesk,
  presenceOfQueue,
  presenceOfQueues,
  telephonyOf,
  trueUntil,
} from '../../shared/telephony.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { boardOf, boards, NOW } from '../fixtures/boards.ts';

const up: Links[string] = { state: 'up', since: NOW - HOUR, lastHeardAt: NOW - 400 };
const heard = (ago: number): Links[string] => ({ state: 'down', since: NOW - ago, lastHeardAt: NOW - ago });
const never: Links[string] = { state: 'refused', code: 'login-refused', since: NOW - 10 * MINUTE };

describe('one telephone system', () => {
  it.each([
    ['up', up, { heard: 'live' }],
    ['cut a moment ago', heard(5_000), { heard: 'live' }],
    ['cut for more than five seconds', heard(5_001), { heard: 'stale', until: NOW - 5_001 }],
    ['cut for half a minute', heard(30_000), { heard: 'stale', until: NOW - 30_000 }],
    ['cut for longer', heard(30_001), { heard: 'lost', until: NOW - 30_001 }],
    ['never reached', never, { heard: 'never' }],
  ] as const)('that is %s', (_what, link, expected) => expect(presenceOf({ a: link }, ['a'], NOW)).toEqual(expected));

  it.each(['down', 'refused', 'denied'] as const)('is not heard while it is %s', (state) =>
    expect(presenceOf({ a: { ...up, state, lastHeardAt: NOW - 9_000 } }, ['a'], NOW)?.heard).toBe('stale'),
  );

  it('becomes stale at a moment that is known before', () => {
    const at = nextStep({ a: heard(3_000), b: up, c: never }, NOW);
    expect([
      presenceOf({ a: heard(3_000) }, ['a'], at - 1)?.heard,
      presenceOf({ a: heard(3_000) }, ['a'], at)?.heard,
    ]).toEqual(['live', 'stale']);
    expect(nextStep({ b: up, c: never }, NOW)).toBe(Infinity);
  });
});

describe('several telephone systems', () => {
  const links: Links = { a: up, b: heard(9_000), c: heard(90_000), d: never };
  it('are as the worst of those asked, and all true up to the earliest', () => {
    expect(presenceOf(links, ['a', 'b'], NOW)).toEqual({ heard: 'stale', until: NOW - 9_000 });
    expect(presenceOf(links, ['c', 'b'], NOW)).toEqual({ heard: 'lost', until: NOW - 90_000 });
    expect(presenceOf(links, ['a', 'd'], NOW)).toEqual({ heard: 'never' });
  });
  it('a figure whose system is unknown may come from any that ever reported', () => {
    expect(presenceOf({ a: up, d: never }, [undefined], NOW)).toEqual({ heard: 'live' });
    expect(presenceOf({ a: up, b: heard(9_000), d: never }, [undefined], NOW)?.heard).toBe('stale');
    expect(presenceOf({ d: never }, [undefined], NOW)).toEqual({ heard: 'never' });
  });
  it('what other programs post, and what stands behind no link, is not dimmed', () => {
    expect(presenceOf(links, ['collector'], NOW)).toBeUndefined();
    expect(presenceOf(links, ['constructor'], NOW)).toBeUndefined();
    expect(presenceOf({}, [undefined], NOW)).toBeUndefined();
  });
  it('the page shows the worst of all', () => {
    expect(telephonyOf({}, NOW)).toBe('none');
    expect(telephonyOf({ a: up }, NOW)).toBe('live');
    expect(telephonyOf({ a: up, b: heard(9_000) }, NOW)).toBe('stale');
    expect(telephonyOf({ a: up, d: never }, NOW)).toBe('lost');
  });
});

describe('on the board', () => {
  const board = boardOf({ queues: 2, desks: 3 });
  const [first = '', second = ''] = Object.keys(board.queues);
  const links: Links = { pbx111: up, babol: heard(MINUTE) };
  board.queues[second]!.system = 'babol';
  board.desks['m-1201']!.queue = first;
  board.desks['m-1202']!.queue = second;
  board.desks['m-1203']!.system = 'babol';

  it('only the queues and desks of a silent system dim', () => {
    expect(presenceOfQueue(board.queues[first]!, links, NOW)?.heard).toBe('live');
    expect(presenceOfQueue(board.queues[second]!, links, NOW)?.heard).toBe('lost');
    const desks = ['m-1201', 'm-1203'].map((desk) => presenceOfDesk(board, desk, links, NOW)?.heard);
    expect(desks).toEqual(['live', 'lost']);
  });
  it('a sum is as its worst part, and a system that reported nothing yet has no part in it', () => {
    expect(presenceOfBoard(board, links, NOW)?.heard).toBe('lost');
    expect(presenceOfBoard(board, { ...links, babol: up }, NOW)?.heard).toBe('live');
    expect(presenceOfBoard(board, { ...links, babol: up, sari: never }, NOW)?.heard).toBe('live');
    expect(contributing(board).sort()).toEqual(['babol', 'pbx111']);
  });
  it('the sum of some queues is unknown where a part of it is, and where each of them is', () => {
    expect(presenceOfQueues(board.queues, links, NOW)).toEqual({ heard: 'lost', until: NOW - MINUTE });
    expect(presenceOfQueues(board.queues, { ...links, babol: never }, NOW)?.heard).toBe('never');
    const { system: _, ...profiled } = board.queues[first]!;
    expect(presenceOfQueues({ profiled }, { pbx111: up, babol: never }, NOW)?.heard).toBe('never');
    expect(presenceOfQueues({ ...board.queues, profiled }, { pbx111: up, babol: up, sari: never }, NOW)?.heard).toBe(
      'live',
    );
    const posted = boardOf({ queues: 2, desks: 0 });
    for (const queue of Object.values(posted.queues)) queue.system = 'collector';
    expect(presenceOfQueues(posted.queues, links, NOW)).toBeUndefined();
  });
  it('B10: where nothing was ever reported there is no figure, not even zero', () => {
    const empty = boards.empty();
    expect(isFed(empty)).toBe(false);
    expect(presenceOfBoard(empty, {}, NOW)?.heard).toBe('never');
    expect(presenceOfBoard(empty, { a: never }, NOW)?.heard).toBe('never');
    expect(presenceOfBoard(empty, { a: up }, NOW)?.heard).toBe('live');
    expect(presenceOfQueue({}, { a: up, d: never }, NOW)?.heard).toBe('never');
  });
  it('a site that only posts events is not dimmed, also where a link never came up', () => {
    const posted = boardOf({ queues: 1, desks: 0 });
    for (const queue of Object.values(posted.queues)) queue.system = 'collector';
    expect(presenceOfBoard(posted, {}, NOW)).toBeUndefined();
    expect(presenceOfBoard(posted, { a: never }, NOW)).toBeUndefined();
  });
});

it('"true until" is the earlier of the server’s and the telephone systems’ last report', () => {
  expect(trueUntil(NOW, { heard: 'lost', until: NOW - MINUTE })).toBe(NOW - MINUTE);
  expect(trueUntil(NOW - 90_000, { heard: 'lost', until: NOW - MINUTE })).toBe(NOW - 90_000);
  expect(trueUntil(NOW, { heard: 'live' })).toBe(NOW);
  expect(trueUntil(undefined, { heard: 'stale', until: NOW })).toBe(NOW);
});
