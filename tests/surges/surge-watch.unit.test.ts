// The alert about a topic of which many more calls come from a county than usual: raised, cleared, and silent where little is known.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { alertText } from '../../client/alerts/alert-text.ts';
import { en } from '../../client/text/messages.en.ts';
import { fa } from '../../client/text/messages.fa.ts';
import { numerals } from '../../client/text/numerals.ts';
import { createWatcher } from '../../server/alerts/watcher.ts';
import { createFold } from '../../server/board/fold.ts';
import type { Fold } from '../../server/board/fold-type.ts';
import { subjectOf } from '../../server/ledger/subject.ts';
import { createPace } from '../../server/reading/pace.ts';
import { onWire } from '../../server/profiles/on-wire.ts';
import { createSurgeWatch, type SurgeWatch } from '../../server/surges/surge-watch.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { eventSchema, type RawEvent, type StoredEvent } from '../../shared/event.ts';
import { levelsByRule, profileSchema } from '../../shared/profile.ts';
import { DAY, MINUTE, SECOND } from '../../shared/time.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedUnchecked } from '../support/stored-events.ts';

const calendar = createCalendar();
const profile = profileSchema.parse({
  id: 'test',
  name: { fa: 'آ', en: 'T' },
  counties: {
    juybar: { name: { fa: 'جویبار', en: 'Juybar' }, tile: [0, 0] },
    sari: { name: { fa: 'ساری', en: 'Sari' }, tile: [1, 0] },
  },
  topics: { water: { fa: 'آب', en: 'water' }, power: { fa: 'برق', en: 'power' } },
});
const NOW = Date.parse('2026-11-25T10:00:00+03:30');
const WATER = { topic: 'water', county: 'juybar' };

let fold: Fold;
let kept: StoredEvent[];
let now: number;
let watch: SurgeWatch;
let watcher: ReturnType<typeof createWatcher>;
const errors: unknown[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [kept, now] = [[], NOW + 20 * SECOND];
  errors.length = 0;
  fold = createFold({ profile, calendar, past: pastFrom(kept) });
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
  expect(errors).toEqual([]);
});

function fact(event: Record<string, unknown>, at: number): void {
  const stored = storedUnchecked('pbx', at)({ id: `e${kept.length}`, ...event });
  kept.push(stored);
  fold.apply({ position: kept.length, event: stored });
}
function start(): void {
  const entries = () => kept.map((event, n) => ({ position: n + 1, subject: subjectOf(event) ?? '', event }));
  const listed = () =>
    entries()
      .map((one) => ({ ...one, day: calendar.dayOf(one.event.at) }))
      .filter(({ subject }) => subject !== '');
  watch = createSurgeWatch({
    profile,
    calendar,
    fold,
    pace: createPace(),
    now: () => now,
    failed: (error) => errors.push(error),
    ledger: {
      bySubject: (subject) => entries().filter((one) => one.subject === subject),
      byDay: (day, after, limit) =>
        entries()
          .filter(({ position, event }) => position > after && calendar.dayOf(event.at) === day)
          .slice(0, limit),
      subjectsOfDay: (day, after, limit) =>
        listed()
          .filter((one) => one.day === day && one.position > after)
          .slice(0, limit),
      subjectsAfter: (after, upTo, limit) =>
        listed()
          .filter(({ position }) => position > after && position <= upTo)
          .slice(0, limit),
    },
  });
  watcher = createWatcher({ levels: levelsByRule(profile), lastFactAt: () => undefined, nextAlert: fold.nextAlert });
}
let calls = 0;
/** Calls of one county, one a minute from a moment on, tagged with a topic; without one they stay untagged. */
function come(count: number, from: number, { topic, county }: { topic?: string; county: string } = WATER): string[] {
  return Array.from({ length: count }, (_, n) => {
    const call = `c${calls++}`;
    fact({ type: 'call.joined', call, visit: 1, queue: 'q1', county }, from + n * MINUTE);
    if (topic !== undefined) fact({ type: 'call.tagged', call, topic, by: 'desk' }, from + n * MINUTE + SECOND);
    return call;
  });
}
/** One call a week, as is usual; `untagged` beside it. */
function weeks(count: number, untagged = 0): void {
  for (let week = count; week >= 1; week--) {
    const from = NOW - week * 7 * DAY - 30 * MINUTE;
    fact({ type: 'day.started', day: calendar.dayOf(from) }, from);
    come(1, from);
    come(untagged, from, { county: 'sari' });
  }
  fact({ type: 'day.started', day: calendar.dayOf(NOW) }, NOW - 60 * MINUTE);
}
async function look(at = now): Promise<RawEvent[]> {
  now = at;
  await watch.look();
  return decide();
}
function decide(): RawEvent[] {
  // The calls of these tests are never answered: what other rules make of that is not asked.
  const board = { ...structuredClone(fold.board), queues: {} };
  const due = watcher.due({ board, links: {}, now, surges: watch.current() });
  for (const event of due) {
    expect(eventSchema.safeParse(event).success, JSON.stringify(event)).toBe(true);
    fact(event, now);
  }
  return due;
}
const types = (events: RawEvent[]): string[] => events.map(({ type }) => type);
const onBoard = () => Object.values(fold.board.alerts);

describe('the alert about a surge of a topic', () => {
  it('is raised with its figures, said in both languages, and cleared when the calls are over', async () => {
    weeks(12);
    come(12, NOW - 35 * MINUTE);
    start();
    expect(await look()).toMatchObject([
      { type: 'alert.raised', rule: 'topic-surge', subject: 'juybar--water', calls: 12, usual: 1, minutes: 40 },
    ]);
    expect(onBoard()).toMatchObject([{ calls: 12, usual: 1, minutes: 40 }]);
    const seen = { board: fold.board, links: {}, profile: onWire(profile), now };
    const [alert] = onBoard();
    expect(alertText(alert!, { ...seen, lang: 'en' }, en.alert, numerals('en'))).toEqual({
      text: 'water, Juybar: 12 calls in 40 minutes, usually 1',
      limit: '0.1 false alarms a month',
    });
    expect(alertText(alert!, { ...seen, lang: 'fa' }, fa.alert, numerals('fa')).text).toBe(
      'آب، جویبار: ۱۲ تماس در ۴۰ دقیقه، معمولاً ۱',
    );
    expect(await look(now + 5 * MINUTE)).toEqual([]);
    expect(types(await look(now + 40 * MINUTE))).toEqual(['alert.cleared']);
    expect(onBoard()).toEqual([]);
  });

  it('is silent where as many are usual, where few weeks are known, and where most calls have no topic', async () => {
    weeks(3);
    come(12, NOW - 35 * MINUTE);
    start();
    expect(await look()).toEqual([]);
    watch.stop();
    kept = [];
    fold = createFold({ profile, calendar, past: pastFrom(kept) });
    weeks(12, 9);
    come(12, NOW - 35 * MINUTE);
    start();
    expect(await look()).toEqual([]);
    expect(watch.current()).toEqual([]);
  });

  it('follows the limit at once: a lower rate of false alarms ends it, a higher one raises it', async () => {
    weeks(12);
    come(7, NOW - 35 * MINUTE);
    start();
    expect(await look()).toEqual([]);
    const [surge] = watch.current()!;
    expect(surge!.alarms).toBeGreaterThan(1);
    const set = { type: 'threshold.set', rule: 'topic-surge', level: 'watch', by: 'lead' };
    fact({ ...set, limit: Math.ceil(surge!.alarms) }, now);
    expect(types(decide())).toEqual(['alert.raised']);
    fact({ ...set, limit: 0.5 }, now + SECOND);
    now += MINUTE;
    decide();
    now += MINUTE;
    expect(types(decide())).toEqual(['alert.cleared']);
  });

  it('is off where its limits are 0, and ends then', async () => {
    weeks(12);
    come(30, NOW - 35 * MINUTE);
    start();
    expect(await look()).toMatchObject([{ level: 'act' }]);
    for (const level of ['watch', 'act'])
      fact({ type: 'threshold.set', rule: 'topic-surge', level, limit: 0, by: 'lead' }, now);
    now += MINUTE;
    decide();
    now += MINUTE;
    expect(types(decide())).toEqual(['alert.cleared']);
    now += MINUTE;
    expect(decide()).toEqual([]);
  });

  it('counts a tag that comes late, and no call that was withdrawn or tagged otherwise', async () => {
    weeks(12);
    const some = come(12, NOW - 35 * MINUTE, { county: 'juybar' });
    start();
    expect(await look()).toEqual([]);
    for (const call of some) fact({ type: 'call.tagged', call, topic: 'water', by: 'desk' }, now + MINUTE);
    now += 5 * MINUTE;
    expect(types(await look())).toEqual(['alert.raised']);
    for (const call of some.slice(0, 10)) fact({ type: 'call.withdrawn', call, by: 'desk' }, now + MINUTE);
    now += 3 * MINUTE;
    expect(types(await look())).toEqual(['alert.cleared']);
  });

  it('outlives a restart: until the new server has looked, it neither ends nor is raised again', async () => {
    weeks(12);
    come(12, NOW - 35 * MINUTE);
    start();
    await look();
    watch.stop();
    start();
    expect(watch.current()).toBeUndefined();
    expect(decide()).toEqual([]);
    expect(await look(now + MINUTE)).toEqual([]);
    expect(onBoard()).toHaveLength(1);
  });

  it('is looked for every five minutes without being asked', async () => {
    weeks(12);
    start();
    await watch.look();
    come(12, NOW - 32 * MINUTE);
    now += 5 * MINUTE;
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    await vi.waitFor(() => expect(watch.current()).toHaveLength(1), { timeout: 5_000 });
  });
});
