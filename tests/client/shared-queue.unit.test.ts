// Several officials with one queue: nobody knows whom its people wait for, and no figure says that it does.
import { expect, it } from 'vitest';
import { sittingView } from '../../client/sittings/sitting-view.ts';
import { sittingsNow } from '../../client/wall/sittings-now.ts';
import { boardOf, NOW, snapshotOf } from '../fixtures/boards.ts';

const { board, links, profile } = snapshotOf(
  boardOf({ queues: 3, desks: 6, waits: [90, 60, 30, 20, 9], sittings: true }),
  NOW,
);
const seen = { board, links, profile, now: NOW };
const live = board.sittings['s-live']!;
const queue = board.queues['samad-sari']!;

it('a sitting that has its queue alone shows how many wait for it', () => {
  expect(queue.waiting).toBeGreaterThan(0);
  expect(sittingView('s-live', seen)).toMatchObject({ inQueue: undefined, sitting: { waiting: queue.waiting } });
});

it('a sitting that shares its queue shows how many wait in the whole queue, not zero', () => {
  const shared = { ...board, sittings: { ...board.sittings, 's-live': { ...live, waiting: 0 } } };
  expect(sittingView('s-live', { ...seen, board: shared })).toMatchObject({ inQueue: queue.waiting, beads: [] });
});

it('the forecast of the wall names how many callers it covers', () => {
  const { forecast } = sittingsNow(seen);
  expect(forecast?.waiting).toBe(live.waiting);
  expect(board.now.waiting).toBeGreaterThan(live.waiting);
});
