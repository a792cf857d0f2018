// B6 for each telephone system: what it told lasts as long as it is heard, and stands still from then on.
import { describe, expect, it } from 'vitest';
import { deskView } from '../../client/wall/desk-view.ts';
import { beadsOf, longestWait } from '../../client/parts/beads.ts';
import { sittingView } from '../../client/sittings/sitting-view.ts';
import { dataUntil, lagOf, elapsedOnLink, skewOf } from '../../shared/link-clock.ts';
import { isManned } from '../../shared/sitting-status.ts';
import { measure } from '../../shared/rules.ts';
import type { Links } from '../../shared/links.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { boardOf, NOW, snapshotOf } from '../fixtures/boards.ts';

const up: Links = { pbx111: { state: 'up', since: NOW - HOUR, lastHeardAt: NOW - 400, skew: 2_000 } };
const down: Links = { pbx111: { state: 'down', since: NOW - 300, lastHeardAt: NOW - 400, skew: 2_000 } };

describe('a telephone system', () => {
  it('has current data while any link to it is up, and else up to its last message', () => {
    expect([dataUntil(up, 'pbx111'), dataUntil(down, 'pbx111')]).toEqual([Infinity, NOW - 400]);
    expect(dataUntil({ pbx111: { state: 'refused', since: NOW - 9_000 } }, 'pbx111')).toBe(NOW - 9_000);
    expect([dataUntil(down, 'other'), dataUntil({}, 'pbx111'), dataUntil(down, 'constructor')]).toEqual(
      Array(3).fill(Infinity),
    );
  });

  it('that is the only one also has the desks without a queue', () => {
    expect([skewOf(up, undefined), dataUntil(down, undefined)]).toEqual([2_000, NOW - 400]);
    const two = { ...down, other: { state: 'up', since: NOW } } as const;
    expect([skewOf(two, undefined), dataUntil(two, undefined)]).toEqual([0, Infinity]);
  });

  it('lags by its clock, and by the time since its last message', () => {
    expect([lagOf(up, 'pbx111', NOW + MINUTE), lagOf(down, 'pbx111', NOW + MINUTE)]).toEqual([2_000, 62_400]);
    expect(elapsedOnLink(down, 'pbx111', NOW - 12_400, NOW)).toBe(10);
    expect(elapsedOnLink(down, 'pbx111', NOW - 12_400, NOW + HOUR)).toBe(10);
  });
});

describe('while nothing is heard of it', () => {
  const board = boardOf({ queues: 3, desks: 6, waits: [252, 214, 151, 96, 41, 12], sittings: true });
  const { profile } = snapshotOf(board, NOW);
  for (const queue of Object.values(board.queues)) queue.system = 'pbx111';
  const limits = { watch: 1, act: 2 };
  const later = NOW + 5 * MINUTE;
  const lasting = (links: Links, now: number) => ({
    beads: beadsOf(board.queues, links, limits, now).map(({ seconds }) => seconds),
    longest: longestWait(board.queues, links, now),
    desks: Object.entries(board.desks).map(([id, desk]) => {
      const { timed } = deskView(id, desk, { board, links, around: profile.around, now });
      return timed && Math.min(now, timed.until) - timed.since;
    }),
    talks: Object.keys(board.sittings).map((id) => sittingView(id, { board, links, profile, now })?.talks),
    alerts: measure({ board, links, now, lastFactAt: () => undefined }).find(({ rule }) => rule === 'longest-wait'),
  });

  it('waits, talks and states stand still, on the wall, beside it and for alerts', () => {
    expect(lasting(down, NOW).beads.length).toBeGreaterThan(3);
    expect(lasting(down, later)).toEqual(lasting(down, NOW));
    // A live one runs on.
    for (const [name, value] of Object.entries(lasting(up, later)))
      if (JSON.stringify(value) !== '[]') expect(value, name).not.toEqual(lasting(up, NOW)[name as 'beads']);
  });
});

describe('of two systems, while one is not heard', () => {
  const board = boardOf({ queues: 1, desks: 2 });
  const [queue] = Object.keys(board.queues);
  const at = board.desks['m-1201']!;
  const links: Links = { ...down, other: { state: 'up', since: NOW, skew: -5_000 } };
  const shown = (system: string) => {
    board.queues[queue!]!.system = system;
    board.desks['m-1201'] = { ...at, state: 'paused', since: NOW - MINUTE, queue: queue! };
    delete board.desks['m-1201'].call;
    const { timed } = deskView('m-1201', board.desks['m-1201'], {
      board,
      links,
      around: { before: 15, after: 30 },
      now: NOW + 5 * MINUTE,
    });
    return { timed, onDuty: isManned(board, links, 'm-1201') };
  };

  it('a desk stands still with the system of its queue, and no official is called late there', () => {
    expect(shown('pbx111')).toMatchObject({
      timed: { since: NOW - 58_000, until: NOW - 400 },
      onDuty: undefined,
    });
  });
  it('a desk of the other one runs on', () => {
    expect(shown('other')).toMatchObject({ timed: { since: NOW - 65_000, until: Infinity }, onDuty: false });
  });
});
