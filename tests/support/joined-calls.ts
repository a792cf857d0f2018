// Events for tests of the log; one day of Azar 1405, one call after the other.
import type { StoredEvent } from '../../shared/event.ts';

export const NOON = Date.parse('2026-11-23T12:00:00+03:30');

/** The n-th call joins. Other fields as given. */
export function joined(
  n: number,
  more: { source?: string; id?: string; at?: number; recordedAt?: number; name?: string } = {},
): StoredEvent {
  const call = `pbx111-${n}`;
  const at = NOON + n;
  return {
    id: `${call}/1/joined`,
    type: 'call.joined',
    at,
    call,
    visit: 1,
    queue: 'samad-sari',
    county: 'sari',
    source: 'pbx111',
    recordedAt: at + 40,
    v: 1,
    ...more,
  };
}

export const joinedCalls = (from: number, count: number): StoredEvent[] =>
  Array.from({ length: count }, (_, n) => joined(from + n));
