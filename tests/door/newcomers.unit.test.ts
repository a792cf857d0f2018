// How many queues and desks that nobody named a machine may bring onto the board.
import { beforeEach, expect, it } from 'vitest';
import { emptyBoard, type Board } from '../../shared/board.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { createNewcomers } from '../../server/door/newcomers.ts';
import { storedBy } from '../support/stored-events.ts';

let board: Board;
let now = 0;
let refuse: ReturnType<typeof createNewcomers>;
const name = { fa: 'آ', en: 'A' };
beforeEach(() => {
  board = emptyBoard({ id: 'p', ...name }, []);
  const isNamed = (kind: string, id: string): boolean => kind === 'queues' && id === 'named';
  refuse = createNewcomers({ isNamed, board: () => board, now: () => now, most: 3 });
});
const stored = storedBy('s', 1);
const joined = (queue: string): StoredEvent => stored({ type: 'call.joined', id: queue, call: 'c', queue });
const state = (desk: string): StoredEvent => stored({ type: 'desk.state', id: desk, desk, state: 'free' });

it('so many unnamed queues come in, also when none of them is on the board yet; one more is refused with a code', () => {
  for (const queue of ['a', 'b', 'c', 'a']) expect(refuse(joined(queue)), queue).toBeUndefined();
  expect(refuse(joined('d'))).toMatchObject({ ok: false, code: 'too-many-queues' });
});

it('named queues, and those that the board shows, are taken always', () => {
  for (const queue of ['a', 'b', 'c']) {
    expect(refuse(joined(queue))).toBeUndefined();
    board.queues[queue] = {} as never;
  }
  for (const queue of ['a', 'named', 'c']) expect(refuse(joined(queue)), queue).toBeUndefined();
  expect(refuse(joined('d'))).toMatchObject({ code: 'too-many-queues' });
});

it('when one leaves the board there is room for another', () => {
  for (const queue of ['a', 'b', 'c']) {
    expect(refuse(joined(queue))).toBeUndefined();
    board.queues[queue] = {} as never;
  }
  expect(refuse(joined('d'))).toBeDefined();
  delete board.queues['a'];
  expect(refuse(joined('d'))).toBeUndefined();
});

it('desks are counted separately', () => {
  for (const desk of ['a', 'b', 'c']) expect(refuse(state(desk))).toBeUndefined();
  expect(refuse(state('d'))).toMatchObject({ code: 'too-many-desks' });
  expect(refuse(joined('q'))).toBeUndefined();
});

it('names that never come onto the board, because their events are old, take no room for long', () => {
  for (const queue of ['a', 'b', 'c']) refuse(joined(queue));
  expect(refuse(joined('d'))).toBeDefined();
  now += 11_000;
  expect(refuse(joined('d'))).toBeUndefined();
});
