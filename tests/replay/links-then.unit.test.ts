// How the links to the telephone systems stood at a moment, and how far their clocks were from ours.
import { expect, it } from 'vitest';
import { createLinkChanges } from '../../server/ledger/link-changes.ts';
import { createLinksThen } from '../../server/replay/links-then.ts';
import { gapsKnown } from '../../server/replay/survey.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import { storedBy } from '../support/stored-events.ts';

const T = Date.parse('2026-11-30T07:00:00Z');
const stored = storedBy('pbx', T);

function ledgerOf(events: readonly StoredEvent[]) {
  const entries: LogEntry[] = events.map((event, n) => ({ position: n + 1, event }));
  return {
    after: (position: number, limit: number) => entries.slice(position, position + limit),
    bySubjects: (_beginning: string, after = 0) =>
      entries.filter(({ position, event }) => position > after && 'system' in event),
    last: () => entries.length,
  };
}
function linksOf(events: readonly StoredEvent[]) {
  const ledger = ledgerOf(events);
  return createLinksThen(ledger, createLinkChanges(ledger));
}
const link = (type: 'source.up' | 'source.down', n: number, name = 'one') =>
  stored({ type, id: `${type}/${n}`, at: T + n * SECOND, system: 'pbx', link: name });

it('a system is up while any of its links was, and down since the last of them broke', () => {
  const links = linksOf([
    link('source.up', 1),
    link('source.up', 2, 'two'),
    link('source.down', 3),
    link('source.down', 4, 'two'),
    link('source.up', 5),
  ]);
  const states = [0, 1, 2, 3, 4, 5].map((position) => links(position, T + 9 * SECOND)['pbx']);
  expect(states.map((one) => one?.state)).toEqual([undefined, 'up', 'up', 'up', 'down', 'up']);
  expect(states[4]).toEqual({ state: 'down', since: T + 4 * SECOND, lastHeardAt: T + 4 * SECOND });
});

it('a system whose clock is ahead has its skew from its facts, whatever was found in its log later', () => {
  const fact = (n: number, lateBy: number) =>
    stored({
      type: 'call.joined',
      id: `call/${n}`,
      at: T + n * SECOND,
      recordedAt: T + n * SECOND + lateBy,
      call: `c${n}`,
      queue: 'q',
    });
  const ahead = [link('source.up', 0), fact(1, -40_000), fact(2, -39_990), fact(3, 10 * MINUTE)];
  expect(linksOf(ahead)(4, T)['pbx']?.skew).toBe(-40_000);
  expect(linksOf([link('source.up', 0), fact(1, 300), fact(2, 10 * MINUTE)])(3, T)['pbx']?.skew).toBeUndefined();
});

it('a gap lasts while no link of its system is up, also one that began before the stretch of time or goes on after it', () => {
  const events = [
    link('source.up', 1),
    link('source.up', 2, 'two'),
    link('source.down', 3),
    link('source.down', 5, 'two'),
    link('source.up', 8),
    link('source.down', 12),
  ];
  const gaps = (from: number, to: number, position = events.length) =>
    gapsKnown(createLinkChanges(ledgerOf(events))(), position, T + from * SECOND, T + to * SECOND).map((gap) => [
      gap.system,
      (gap.from - T) / SECOND,
      (gap.to - T) / SECOND,
    ]);
  expect(gaps(0, 4)).toEqual([]);
  expect(gaps(0, 20)).toEqual([
    ['pbx', 5, 8],
    ['pbx', 12, 20],
  ]);
  expect(gaps(6, 7)).toEqual([['pbx', 6, 7]]);
  expect(gaps(14, 16)).toEqual([['pbx', 14, 16]]);
  expect(gaps(0, 20, 4)).toEqual([['pbx', 5, 20]]);
});

it('a system whose last link was removed is neither up nor down, and has no gap from then on', () => {
  const removed = stored({
    type: 'source.down',
    id: 'one/down/9',
    at: T + 9 * SECOND,
    system: 'pbx',
    link: 'one',
    code: 'removed',
  });
  const events = [link('source.up', 1), link('source.down', 5), removed, link('source.up', 20)];
  const links = linksOf(events);
  expect([1, 2, 3, 4].map((position) => links(position, T)['pbx']?.state)).toEqual(['up', 'down', undefined, 'up']);
  const gaps = gapsKnown(createLinkChanges(ledgerOf(events))(), events.length, T, T + 30 * SECOND);
  expect(gaps).toEqual([{ system: 'pbx', from: T + 5 * SECOND, to: T + 9 * SECOND }]);
});
