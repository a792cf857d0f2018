import { expect, it } from 'vitest';
import { noCalls, type QueueOnBoard } from '../../shared/board.ts';
import { queueNeed } from '../../client/wall/queues/queue-need.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const limits = {
  waiting: { watch: 6, act: 12 },
  longestWait: { watch: 120, act: 300 },
  serviceLevel: { watch: 50, act: 30 },
};
const queue = (waiting: number, seconds?: number): QueueOnBoard => ({
  name: 'q',
  waiting,
  talking: 0,
  waits: {},
  today: noCalls(),
  ...(seconds !== undefined && { oldestJoinedAt: NOW - seconds * 1000 }),
});

it.each([
  ['nobody waits', queue(0), 0],
  ['somebody waits', queue(1, 10), 1],
  ['somebody waits too long', queue(1, 130), 2],
  ['too many wait', queue(6, 10), 2],
  ['somebody waits far too long', queue(1, 301), 3],
  ['far too many wait', queue(12, 10), 3],
  ['twice too many wait', queue(24, 10), 4],
  ['somebody waits four times too long', queue(1, 1_200), 5],
])('where %s a queue needs its attention', (_what, one, need) => {
  expect(queueNeed(one, {}, limits, NOW)).toBe(need);
});
