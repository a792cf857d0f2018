import { expect, it } from 'vitest';
import { momentOf, movesBetween } from '../../client/wall/answer-moves.ts';
import { endedSittings } from '../../client/wall/ended-sittings.ts';
import { frontCut } from '../../client/wall/front-cut.ts';
import { boards } from '../fixtures/boards.ts';

const board = () => {
  const one = boards.busy();
  for (const desk of Object.values(one.desks)) delete desk.call;
  return one;
};

it('a bead that leaves a queue goes to the desk that takes a call of that queue, the oldest first, and the others vanish', () => {
  const before = board();
  const after = structuredClone(before);
  const [queue = '', other = ''] = Object.keys(before.queues);
  const [first = '', second = ''] = Object.keys(before.queues[queue]!.waits);
  const [away = ''] = Object.keys(before.queues[other]!.waits);
  const [a = '', b = ''] = Object.keys(before.desks);
  for (const key of [first, second]) delete after.queues[queue]!.waits[key];
  delete after.queues[other]!.waits[away];
  after.desks[a]!.call = { queue, answeredAt: 20 };
  after.desks[b]!.call = { queue, answeredAt: 10 };
  expect(movesBetween(momentOf(before), momentOf(after))).toEqual({
    answered: [
      { bead: `${queue}/${first}`, desk: b },
      { bead: `${queue}/${second}`, desk: a },
    ],
    gone: [`${other}/${away}`],
  });
  expect(movesBetween(momentOf(after), momentOf(after))).toEqual({ answered: [], gone: [] });
});

it('a sitting has ended when it was live and its time is over, not when it was cancelled or taken back', () => {
  const { sittings } = boards.sitting();
  const { to } = sittings['s-live']!;
  expect(endedSittings(['s-live'], [], sittings, to)).toEqual(['s-live']);
  expect(endedSittings(['s-live'], ['s-live'], sittings, to)).toEqual([]);
  expect(endedSittings(['s-live'], [], sittings, to - 1)).toEqual([]);
  expect(endedSittings(['s-live'], [], {}, to)).toEqual([]);
  sittings['s-live']!.cancelled = true;
  expect(endedSittings(['s-live'], [], sittings, to)).toEqual([]);
});

it('a name that is too long for its lines loses words from the front, and keeps its end', () => {
  const letters = (text: string): number => text.length;
  expect(frontCut('head of water', 2, 20, letters)).toBe('head of water');
  expect(frontCut('head of the water company nine', 2, 14, letters)).toBe('… of the water company nine');
  expect(frontCut('head of the water company nine', 1, 6, letters)).toBe('… nine');
  expect(frontCut('incomprehensibility', 2, 4, letters)).toBe('incomprehensibility');
});
