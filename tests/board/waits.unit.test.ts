// Waits that nobody reported: reckoned where one source reported both ends, else unknown, and never a missed target (B10).
import { describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { asa, serviceLevel } from '../../shared/measure.ts';
import { profileSchema } from '../../shared/profile.ts';
import { urgencyOf, usualLevels } from '../../shared/rules.ts';
import { MINUTE } from '../../shared/time.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedUnchecked } from '../support/stored-events.ts';

const T = Date.parse('2026-11-23T08:00:00+03:30');
const profile = profileSchema.parse({ id: 'test', name: { fa: 'الف', en: 'A' }, counties: {} });
const stored = storedUnchecked('collector', T);
type More = { source?: string; approx?: true; waited?: number };
const at = (call: string, seconds: number, type: string, more: More & Record<string, unknown> = {}): StoredEvent =>
  stored({ call, queue: 'q-gov', id: `${call}/${type}`, type, at: T + seconds * 1000, ...more });
const answered = (call: string, wait: number, joined: More = {}, end: More = {}): StoredEvent[] => [
  at(call, 0, 'call.joined', joined),
  at(call, wait, 'call.answered', { desk: 'd1', ...end }),
];
const left = (call: string, wait: number, joined: More = {}): StoredEvent[] => [
  at(call, 0, 'call.joined', joined),
  at(call, wait, 'call.left', { reason: 'abandoned' }),
];

function foldOf(told: readonly StoredEvent[]) {
  const events = [{ ...at('', 0, 'day.started'), day: '1405-09-02' } as StoredEvent, ...told];
  const fold = createFold({ profile, calendar: createCalendar(), past: pastFrom(events) });
  events.forEach((event, n) => fold.apply({ position: n + 1, event }));
  return fold;
}
const today = (events: readonly StoredEvent[]) => foldOf(events).board.queues['q-gov']!.today;

describe('a wait that was not reported', () => {
  it('is reckoned from the times of joining and answering, in whatever order they come', () => {
    const events = [...answered('a', 5), ...answered('b', 95.4), ...left('c', 3), ...left('d', 60)];
    const counted = { answered: 2, answeredInTarget: 1, waitUnknown: 0, waitSecondsAnswered: 100 };
    for (const told of [events, events.toReversed()])
      expect(today(told)).toMatchObject({
        ...counted,
        abandonedInTarget: 1,
        abandonWaitUnknown: 0,
        waitSecondsAbandoned: 63,
      });
  });

  it('is marked as reckoned in the list of calls, and a reported one is not', () => {
    const fold = foldOf([]);
    expect(fold.readCall('a', answered('a', 5)).visits[0]).toMatchObject({ waited: 5, waitApprox: true });
    const reported = fold.readCall('a', answered('a', 5, {}, { waited: 7 })).visits[0];
    expect(reported).toMatchObject({ waited: 7, waitApprox: false });
  });

  it.each([
    ['two sources saw its ends', answered('a', 5, { source: 'pbx' })],
    ['its joining is only guessed', answered('a', 5, { approx: true })],
    ['its answer is only guessed', answered('a', 5, {}, { approx: true })],
    ['nobody saw it join', answered('a', 5).slice(1)],
    ['it was answered before it joined', answered('a', -5)],
  ])('stays unknown where %s', (_what, events) => {
    const counters = today(events);
    expect(counters).toMatchObject({ answered: 1, answeredInTarget: 0, waitUnknown: 1, waitSecondsAnswered: 0 });
    expect([serviceLevel(counters), asa(counters)]).toEqual([undefined, undefined]);
  });

  it('of somebody who hung up leaves the service level too', () => {
    const counters = today([...answered('a', 5), ...left('b', 60).slice(1)]);
    expect(counters).toMatchObject({ abandoned: 1, abandonWaitUnknown: 1 });
    expect(serviceLevel(counters)).toBe(1);
  });
});

it('a feed that never reports waits raises no alarm about its service level', () => {
  const events = Array.from({ length: 40 }, (_, n) => answered(`c${n}`, 5, { source: 'pbx' })).flat();
  const queues = Object.values(foldOf(events).board.queues);
  const seen = { queues, links: {}, now: T + MINUTE };
  expect(urgencyOf('service-level', usualLevels['service-level'], seen)).toBe('calm');
});

it('a desk names the telephone system that mentioned it last', () => {
  const state = (source: string, n: number): StoredEvent =>
    ({ ...at('', n, 'desk.state', { source }), desk: 'd1', state: 'free', queue: `q${n}`, id: `s${n}` }) as StoredEvent;
  for (const events of [
    [state('pbx-a', 1), state('pbx-b', 2)],
    [state('pbx-b', 2), state('pbx-a', 1)],
  ])
    expect(foldOf(events).board.desks['d1']).toMatchObject({ system: 'pbx-b' });
});
