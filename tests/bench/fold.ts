// How fast a board is folded: a million events of 25 days, against a bare loop that only parses the same lines.
import { performance } from 'node:perf_hooks';
import { createFold } from '../../server/board/fold.ts';
import { subjectOf } from '../../server/ledger/subject.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import { generateCalls } from '../support/generated-calls.ts';
import type { BenchResult } from './measure.ts';

const DAYS = 25;
/** A start folds page by page. */
const PAGE = 5_000;
const HOURS_MS = 3_600_000;
/** Events of one call of the scene, on average. */
const EVENTS_A_CALL = 4.6;

/** The days' events as lines, each day with its own first event. The last day is that of `until`. */
export function* days(events: number, until: number): Generator<StoredEvent[]> {
  const calendar = createCalendar('Asia/Tehran');
  const calls = Math.ceil(events / DAYS / EVENTS_A_CALL);
  for (let n = DAYS - 1; n >= 0; n--) {
    const day = calendar.dayOf(until - n * 24 * HOURS_MS);
    const from = calendar.startOf(day);
    const at = { id: `day/${day}`, source: 'clock', type: 'day.started', at: from, recordedAt: from, v: 1, day };
    yield [
      at as StoredEvent,
      ...generateCalls({
        calls,
        from: from + HOURS_MS,
        spread: 20 * HOURS_MS,
        seed: n,
        unheard: 0,
        queues: 6,
        desks: 12,
      }),
    ];
  }
}

export async function benchFold(events = 1_000_000): Promise<BenchResult[]> {
  const profile = loadProfile('mazandaran');
  const calendar = createCalendar(profile.timezone);
  let bySubject = new Map<string, LogEntry[]>();
  const recall = (subject: string, before: number): StoredEvent[] =>
    bySubject
      .get(subject)
      ?.filter(({ position }) => position < before)
      .map(({ event }) => event) ?? [];
  const fold = createFold({
    profile,
    calendar,
    past: { eventsOf: recall, callsBetween: () => [], entries: () => [], sittings: () => [], month: () => undefined },
  });
  let [position, bareMs, foldMs, patches] = [0, 0, 0, 0];

  for (const day of days(events, Date.UTC(2026, 10, 23, 9))) {
    const lines = day.map((event) => JSON.stringify(event));
    bySubject = new Map();
    for (const [n, event] of day.entries()) {
      const subject = subjectOf(event);
      if (subject === undefined) continue;
      const list = bySubject.get(subject) ?? [];
      list.push({ position: position + n + 1, event });
      bySubject.set(subject, list);
    }
    // Both take turns, so that a noisy neighbour disturbs both.
    const bare = performance.now();
    let at = 0;
    for (const line of lines) at += (JSON.parse(line) as StoredEvent).at;
    bareMs += performance.now() - bare;
    const began = performance.now();
    for (const line of lines) {
      fold.apply({ position: ++position, event: JSON.parse(line) as StoredEvent });
      if (position % PAGE === 0) patches += fold.takePatches().length;
    }
    foldMs += performance.now() - began;
    if (Number.isNaN(at)) throw new Error('expected times');
    await new Promise((resolve) => setImmediate(resolve));
  }
  const rate = (ms: number): number => position / (ms / 1000);
  return [
    {
      name: `fold: ${position.toLocaleString('en')} events, parsed and folded`,
      value: rate(foldMs),
      unit: 'events/s',
      ratio: bareMs / foldMs,
    },
    { name: 'fold: the same lines, only parsed', value: rate(bareMs), unit: 'events/s' },
    {
      name: 'fold: a million events, without their parsing',
      value: ((foldMs - bareMs) / position) * 1000,
      unit: 's',
      ratio: foldMs / bareMs - 1,
    },
    { name: 'fold: patches taken, one a page of 5,000', value: patches, unit: 'patches' },
    { name: 'fold: its checkpoint', value: fold.save().state.length / 1024, unit: 'kB' },
  ];
}
