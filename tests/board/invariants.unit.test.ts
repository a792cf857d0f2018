// The laws of the board (server/README.md: B1–B4, B7) over random sets of events.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { emptyMonth, type CallCounters, type MonthOnBoard } from '../../shared/board.ts';
import { createCalendar, monthBefore, monthOf } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { applyPatch, canonical, diff } from '../../shared/patch.ts';
import { profileSchema } from '../../shared/profile.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { cases, eventsOf } from '../support/events-of-every-kind.ts';
import { generateCalls } from '../support/generated-calls.ts';
import { pastFrom } from '../support/memory-log.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { storedBy } from '../support/stored-events.ts';
import { randomRuns } from '../support/random-runs.ts';

const calendar = createCalendar();
const name = { fa: 'الف', en: 'A' };
const county = { name, tile: [0, 0] };
const profile = profileSchema.parse({ id: 'test', name, counties: { sari: county, babol: county, amol: county } });

/** Folds events in the order given, dropping repeated (source, id) as the log does. */
function foldOf(events: readonly StoredEvent[], each?: (fold: ReturnType<typeof createFold>) => void) {
  const kept: StoredEvent[] = [];
  const ids = new Set<string>();
  const fold = createFold({ profile, calendar, past: pastFrom(kept) });
  for (const event of events) {
    if (ids.has(event.id)) continue;
    ids.add(event.id);
    kept.push(event);
    fold.apply({ position: kept.length, event });
    each?.(fold);
  }
  return fold;
}

/** The months in which anything lies. */
const monthsOf = (events: readonly StoredEvent[]): string[] => [
  ...new Set(events.map(({ at }) => monthOf(calendar.dayOf(at)))),
];
/** A month as it counts: one in which nothing counts any more is like one in which nothing ever did. */
const counted = (fold: ReturnType<typeof foldOf>, name: string): MonthOnBoard =>
  JSON.parse(JSON.stringify(fold.month(name) ?? emptyMonth())) as MonthOnBoard;

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}

const balance = (c: CallCounters): number =>
  c.answered + c.abandoned + c.timedOut + c.leftByKey + c.leftOtherwise + c.lost + c.waiting;

describe('the laws of the board', () => {
  it('B2: any order and any repetition of the same events gives the same document', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const events = eventsOf(one);
        const random = seededRandom(one.seed);
        const again = shuffled([...events, ...events.filter(() => random() < 0.3)], random);
        const [straight, other] = [foldOf(events), foldOf(again)];
        expect(diff(straight.board, other.board)).toBeUndefined();
        for (const name of monthsOf(events)) expect(counted(other, name), name).toEqual(counted(straight, name));
      }),
      { numRuns: randomRuns(300) },
    );
  });

  it('B2: seconds with fractions have the same sum in any order, and none once they are withdrawn', () => {
    const at = Date.parse('2026-11-25T06:00:00Z');
    const stored = storedBy('x', at);
    const day = stored({ id: 'day', type: 'day.started', day: calendar.dayOf(at) });
    const told = [10.1, 20.2, 30.3].flatMap((seconds): StoredEvent[] => {
      const its = { call: `c${Math.floor(seconds)}`, queue: 'q' };
      return [
        stored({ ...its, id: `a${seconds}`, type: 'call.answered', desk: 'd', waited: seconds }),
        stored({ ...its, id: `e${seconds}`, type: 'call.ended', by: 'caller', talked: seconds }),
      ];
    });
    const withdrawn = told.map((event) =>
      stored({ id: `w${event.id}`, type: 'call.withdrawn', call: 'call' in event ? (event.call ?? '') : '' }),
    );
    const documentOf = (events: readonly StoredEvent[]): string => {
      const fold = createFold({ profile, calendar, past: pastFrom([]) });
      events.forEach((event, n) => fold.apply({ position: n + 1, event }));
      return canonical({ ...fold.board, queues: fold.board.queues['q']?.today, desks: fold.board.desks['d']?.today });
    };
    expect(documentOf([day, ...told])).toContain('"talkSeconds":60,');
    expect(documentOf([day, ...told])).toBe(documentOf([day, ...told.toReversed()]));
    expect(documentOf([day, ...told, ...withdrawn])).not.toContain('e-');
  });

  it('B3: offered is the sum of what became of it, per queue, day and month, at every moment, also of truncated sets', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const random = seededRandom(one.seed + 1);
        const events = shuffled(
          eventsOf(one).filter(() => random() < 0.8),
          random,
        );
        foldOf(events, ({ board }) => {
          let waiting = 0;
          for (const queue of Object.values(board.queues)) {
            expect(queue.today.offered).toBe(balance(queue.today));
            expect(queue.today.answered).toBeGreaterThanOrEqual(queue.today.completed + queue.today.talkUnknown);
            expect(Object.keys(queue.waits).length).toBe(Math.min(60, queue.waiting));
            waiting += queue.waiting;
          }
          expect(board.now.waiting).toBe(waiting);
          for (const month of Object.values(board.months)) expect(month.calls.offered).toBe(balance(month.calls));
          for (const sitting of Object.values(board.sittings)) {
            expect(sitting.offered).toBeGreaterThanOrEqual(sitting.answered + sitting.waiting + sitting.abandoned);
            expect(sitting.answered).toBeGreaterThanOrEqual(sitting.completed + sitting.talking);
          }
        });
      }),
      { numRuns: randomRuns(150) },
    );
  });

  it('B4: the patches from any snapshot give the next one, however many events one patch covers', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0.05, max: 1, noNaN: true }), (one, often) => {
        const random = seededRandom(one.seed + 2);
        const events = shuffled(eventsOf(one), random);
        let screen: unknown;
        foldOf(events, (fold) => {
          screen ??= (fold.takePatches(), JSON.parse(JSON.stringify(fold.board)));
          if (random() > often) return;
          for (const patch of fold.takePatches()) screen = applyPatch(screen, JSON.parse(JSON.stringify(patch)));
          expect(canonical(screen)).toBe(canonical(fold.board));
          expect(JSON.stringify(fold.board)).not.toContain('null');
        });
      }),
      { numRuns: randomRuns(150) },
    );
  });

  it('contacts are the sum over days, counties, channels, topics and kinds; answers the sum over officials', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const events = shuffled(eventsOf(one), seededRandom(one.seed + 3));
        const fold = foldOf(events);
        const { board } = fold;
        const sum = (tally: Record<string, number>) => Object.values(tally).reduce((a, b) => a + b, 0);
        const everyMonth = monthsOf(events).map((name) => fold.month(name));
        for (const month of everyMonth) {
          if (month) expect(sum(month.byChannel), 'channels').toBe(month.contacts);
          if (!month || month.imported) continue;
          for (const by of ['byDay', 'byCounty', 'byChannel', 'byTopic', 'byKind', 'byAgency'] as const)
            expect(sum(month[by]), by).toBe(month.contacts);
          const hours = Object.values(month.byHour).reduce((total, tally) => total + sum(tally), 0);
          expect(hours).toBe(month.byChannel['phone'] ?? 0);
          const followed = Object.values(month.followUp);
          const kinds = Object.values(month.followUpByKind);
          for (const step of ['registered', 'advised', 'unrelated', 'referred', 'answered', 'closed'] as const) {
            expect(followed.reduce((total, agency) => total + agency[step], 0)).toBe(month.cases[step]);
            expect(kinds.reduce((total, kind) => total + kind[step], 0)).toBe(month.cases[step]);
          }
          const { registered, advised, unrelated, referred } = month.cases;
          expect(advised + unrelated + referred, 'settled at once or a case').toBeLessThanOrEqual(registered);
          for (const [kind, one] of Object.entries(month.followUpByKind))
            expect(one.registered).toBe(month.byKind[kind]);
          expect(month.cases.registered).toBe(month.contacts);
          expect(followed.reduce((total, { days }) => total + sum(days), 0)).toBe(month.cases.answered);
          for (const { open, referred, answered } of followed)
            expect(sum(open)).toBeLessThanOrEqual(referred - answered);
          const officials = Object.values(month.byOfficial).reduce((total, one) => total + one.answered, 0);
          expect(officials).toBe(month.calls.answered);
        }
        const months = board.month === undefined ? [] : [board.months[board.month]?.byCounty ?? {}];
        for (const byCounty of months)
          for (const [id, one] of Object.entries(board.counties)) expect(one.month).toBe(byCounty[id] ?? 0);
      }),
      { numRuns: randomRuns(150) },
    );
  });

  it('B1: a checkpoint taken anywhere and gone on from gives the same document', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), (one, where) => {
        const events = shuffled(eventsOf(one), seededRandom(one.seed + 4));
        const cut = Math.floor(events.length * where);
        const whole = foldOf(events);
        const head = createFold({ profile, calendar, past: pastFrom(events) });
        events.slice(0, cut).forEach((event, i) => head.apply({ position: i + 1, event }));
        const { state, months } = head.save();
        const read = (name: string) =>
          months[name] === undefined ? undefined : (JSON.parse(months[name]) as MonthOnBoard);
        const tail = createFold({ profile, calendar, past: pastFrom(events, read), saved: state });
        events.slice(cut).forEach((event, i) => tail.apply({ position: cut + i + 1, event }));
        expect(canonical(tail.board)).toBe(canonical(whole.board));
        for (const name of monthsOf(events)) expect(counted(tail, name)).toEqual(counted(whole, name));
      }),
      { numRuns: randomRuns(150) },
    );
  });

  it('B7: memory holds the calls in progress and two months, not history', () => {
    const from = Date.parse('2026-01-01T06:00:00Z');
    const fold = createFold({ profile, calendar, past: pastFrom([]) });
    const sizes: number[] = [];
    let position = 0;
    for (let month = 0; month < 6; month++) {
      const start = from + month * 31 * DAY;
      for (let day = 0; day < 31; day++) {
        const at = start + day * DAY;
        const started = storedBy('x', at)({ id: `day/${at}`, type: 'day.started', day: calendar.dayOf(at) });
        fold.apply({ position: ++position, event: started });
        for (const event of generateCalls({
          calls: 20,
          from: at,
          spread: HOUR,
          seed: month * 100 + day,
          unheard: 0,
        }))
          fold.apply({ position: ++position, event });
      }
      const { state, months } = fold.save();
      fold.kept(months);
      sizes.push(state.length);
    }
    expect(Object.keys(fold.board.months)).toEqual([monthBefore(fold.board.month ?? ''), fold.board.month]);
    expect(sizes.at(-1) ?? 0).toBeLessThan((sizes[2] ?? 0) * 1.1);
    expect(Object.values(fold.board.queues).every((queue) => queue.waiting === 0)).toBe(true);
  });
});
