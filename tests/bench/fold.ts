// How fast a board is folded: a million events of 25 days, against a bare loop that only parses the same lines.
import { createFold } from '../../server/board/fold.ts';
import { subjectOf } from '../../server/ledger/subject.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { generateCalls } from '../support/generated-calls.ts';
import type { BenchResult } from './measure.ts';

const DAYS = 25;
/** A start folds page by page. */
const PAGE = 5_000;
/** Lines that are parsed, then folded, in turns. */
const SLICE = 1_000;
/** Events of one call of the scene, on average. */
const EVENTS_A_CALL = 4.6;

/** The days' events as lines, each day with its own first event. The last day is that of `until`. */
export function* days(events: number, until: number): Generator<StoredEvent[]> {
  const calendar = createCalendar('Asia/Tehran');
  const calls = Math.ceil(events / DAYS / EVENTS_A_CALL);
  for (let n = DAYS - 1; n >= 0; n--) {
    const day = calendar.dayOf(until - n * DAY);
    const from = calendar.startOf(day);
    const at = { id: `day/${day}`, source: 'clock', type: 'day.started', at: from, recordedAt: from, v: 1, day };
    yield [
      at as StoredEvent,
      ...generateCalls({
        calls,
        from: from + HOUR,
        spread: 20 * HOUR,
        seed: n,
        unheard: 0,
        queues: 6,
        desks: 12,
      }),
    ];
  }
}

/** Processor time of this process, ms: what neighbours on the machine do is not in it, what the collector's threads do is. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export async function benchFold(events = 1_000_000): Promise<BenchResult[]> {
  const profile = loadProfile('mazandaran');
  const calendar = createCalendar(profile.timezone);
  let day: readonly string[] = [];
  let before = 0;
  /** Per subject the lines of the day: as in a ledger, they are parsed only when they are read back. */
  let bySubject = new Map<string, number[]>();
  const recall = (subject: string, upTo: number): StoredEvent[] =>
    (bySubject.get(subject) ?? [])
      .filter((line) => before + line + 1 < upTo)
      .map((line) => JSON.parse(day[line] ?? '') as StoredEvent);
  const fold = createFold({
    profile,
    calendar,
    past: { eventsOf: recall, callsBetween: () => [], entries: () => [], sittings: () => [], month: () => undefined },
  });
  let [position, bareMs, foldMs, patches] = [0, 0, 0, 0];

  for (const written of days(events, Date.UTC(2026, 10, 23, 9))) {
    before = position;
    day = written.map((event) => JSON.stringify(event));
    bySubject = new Map();
    for (const [line, event] of written.entries()) {
      const subject = subjectOf(event);
      if (subject === undefined) continue;
      const lines = bySubject.get(subject);
      if (lines) lines.push(line);
      else bySubject.set(subject, [line]);
    }
    // Both take turns, so that a noisy neighbour disturbs both.
    for (let from = 0; from < day.length; from += SLICE) {
      const lines = day.slice(from, from + SLICE);
      const bare = cpuMs();
      let at = 0;
      for (const line of lines) at += (JSON.parse(line) as StoredEvent).at;
      const began = cpuMs();
      bareMs += began - bare;
      for (const line of lines) {
        fold.apply({ position: ++position, event: JSON.parse(line) as StoredEvent });
        if (position % PAGE === 0) patches += fold.takePatches().length;
      }
      foldMs += cpuMs() - began;
      if (Number.isNaN(at)) throw new Error('expected times');
    }
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
      unit: 's of CPU',
      ratio: foldMs / bareMs - 1,
    },
    { name: 'fold: patches taken, one a page of 5,000', value: patches, unit: 'patches' },
    { name: 'fold: its checkpoint', value: fold.save().state.length / 1024, unit: 'kB' },
    { name: 'fold: memory of the process at most', value: process.resourceUsage().maxRSS / 1024, unit: 'MB' },
  ];
}
