// When no link of a telephone system was up, from what was recorded of its links.
import { expect, it } from 'vitest';
import type { LinkChange } from '../../server/ledger/link-changes.ts';
import { gapsWithin, linkGaps } from '../../server/ledger/link-gaps.ts';

type Recorded = LinkChange extends infer C ? (C extends LinkChange ? Omit<C, 'position' | 'system'> : never) : never;

const gaps = (...changes: Recorded[]): unknown =>
  gapsWithin(linkGaps(changes.map((one, n): LinkChange => ({ ...one, position: n + 1, system: 'pbx' }))), 0, 1_440).map(
    ({ from, to, isRemoved }) => [from, to, ...(isRemoved ? ['removed'] : [])],
  );
const up = (at: number, link = 'a'): Recorded => ({ type: 'up', link, at });
const down = (at: number, link = 'a', code?: string): Recorded => ({ type: 'down', link, at, code });
const resynced = (at: number, since: number): Recorded => ({ type: 'resynced', link: 'a', at, since, asOf: at });

it('a system has a gap while none of its links is up, the last one until now', () => {
  expect(gaps(up(0), down(100), up(160))).toEqual([[100, 160]]);
  expect(gaps(up(0), down(100))).toEqual([[100, 1_440]]);
  expect(gaps(up(0), up(1, 'b'), down(5), up(9))).toEqual([]);
  expect(gaps(up(0), down(5), up(9), resynced(9, 4), down(20))).toEqual([
    [5, 9],
    [20, 1_440],
  ]);
});

it('a server that was killed and started again missed what came after the latest fact that it knew', () => {
  expect(gaps(up(0), up(30), resynced(30, 22))).toEqual([[22, 30]]);
  expect(gaps(up(0), up(1_900), resynced(1_900, 1_200))).toEqual([[1_200, 1_440]]);
  expect(gaps(up(0), down(1_500), up(1_600))).toEqual([]);
});

it('a system without links since the last one was removed has a gap of another kind', () => {
  expect(gaps(up(0), down(5), down(9, 'a', 'removed'), up(20))).toEqual([
    [5, 9],
    [9, 20, 'removed'],
  ]);
  expect(gaps(up(0), down(9, 'a', 'removed'), down(12, 'b'))).toEqual([
    [9, 12, 'removed'],
    [12, 1_440],
  ]);
});
