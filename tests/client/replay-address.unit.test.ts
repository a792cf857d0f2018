// The address of a replay: what it leads to, and what becomes of a wrong one.
import { expect, it } from 'vitest';
import { replayHref, replayOfAlert, replayOfSitting, replayPlace } from '../../client/parts/replay-address.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';

const T = Date.parse('2026-11-30T07:00:00Z');
const place = (href: string, now = T + DAY) => replayPlace(new URL(href, 'http://x').searchParams, now);

it('leads to the same stretch and moment for everybody who opens it', () => {
  const href = replayHref({ from: T, to: T + HOUR, at: T + MINUTE }, 'queues');
  expect(href).toBe('/replay?from=2026-11-30T07:00:00Z&to=2026-11-30T08:00:00Z&at=2026-11-30T07:01:00Z&page=queues');
  expect(place(href)).toEqual({ from: T, to: T + HOUR, at: T + MINUTE });
  expect(place(replayHref({ from: T, to: T + HOUR }))).toEqual({ from: T, to: T + HOUR });
});

it('ends now at the latest, spans ten days at most, and is usual where the address says nothing of use', () => {
  expect(place('/replay', T)).toEqual({ from: T - 12 * HOUR, to: T });
  expect(place('/replay?from=x&to=y&at=z', T)).toEqual({ from: T - 12 * HOUR, to: T });
  expect(place(replayHref({ from: T - 90 * DAY, to: T + DAY }), T)).toEqual({ from: T - 10 * DAY, to: T });
  expect(place(replayHref({ from: T + HOUR, to: T - HOUR }), T).from).toBe(T - 13 * HOUR);
  expect(place(replayHref({ from: T - HOUR, to: T, at: T - DAY }), T).at).toBe(T - HOUR);
});

it('begins a while before an alert, and before a sitting as long as calls belong to it', () => {
  expect(place(replayOfAlert(T))).toEqual({ from: T - 10 * MINUTE, to: T + 20 * MINUTE });
  const sitting = replayOfSitting({ from: T, to: T + HOUR }, { before: 15, after: 30 });
  expect(place(sitting)).toEqual({ from: T - 15 * MINUTE, to: T + HOUR + 30 * MINUTE });
});
