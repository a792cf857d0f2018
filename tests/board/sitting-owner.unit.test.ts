import { expect, it } from 'vitest';
import { createSittingOwners } from '../../server/board/sitting-owner.ts';
import type { Sitting } from '../../server/board/sitting.ts';

const at = (moment: string): number => Date.parse(`${moment}:00Z`);
const sitting = (id: string, from: string, to: string, place: object): Sitting => ({
  id,
  official: { id, name: id },
  level: 'province',
  from: at(from),
  to: at(to),
  standing: 'planned',
  version: 1,
  editedAt: 0,
  ...place,
});
const sittings = [
  sitting('night', '2026-11-24T22:00', '2026-11-25T02:00', { desk: 'm-1' }),
  sitting('month', '2026-11-01T06:00', '2026-11-30T06:00', { desk: 'm-2', queue: 'q' }),
  sitting('noon', '2026-11-26T08:00', '2026-11-26T10:00', { desk: 'm-3', queue: 'r' }),
];
const { sittingOf } = createSittingOwners(sittings, { before: 15, after: 30 });
const answered = (moment: string, desk: string): string | undefined =>
  sittingOf({ outcome: 'answered', queue: 'x', desk, joinedAt: at(moment), answeredAt: at(moment) })?.id;

it('a sitting has the calls of its reach across midnight, and the quarter before and the half-hour after it', () => {
  expect(
    ['2026-11-24T21:44', '2026-11-24T21:45', '2026-11-25T00:00', '2026-11-25T02:29'].map((m) => answered(m, 'm-1')),
  ).toEqual([undefined, 'night', 'night', 'night']);
  expect(answered('2026-11-25T02:30', 'm-1')).toBeUndefined();
});

it('a sitting of many days has the calls of each of them', () => {
  expect(['2026-11-01T05:50', '2026-11-15T12:00', '2026-11-30T06:29'].map((m) => answered(m, 'm-2'))).toEqual(
    Array(3).fill('month'),
  );
  expect(answered('2026-12-01T06:00', 'm-2')).toBeUndefined();
});

it('a caller without an answer belongs to the only sitting of the queue', () => {
  const joined = (queue: string, moment: string) =>
    sittingOf({ outcome: 'abandoned', queue, desk: undefined, joinedAt: at(moment), answeredAt: undefined })?.id;
  expect([joined('q', '2026-11-15T12:00'), joined('r', '2026-11-26T09:00'), joined('r', '2026-11-27T09:00')]).toEqual([
    'month',
    'noon',
    undefined,
  ]);
});
