// How a desk spent a day: the parts add up to it, whatever was reported, and what was not reported is unknown.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timesOf, type DeskReport, type DeskTalk } from '../../server/desk-times/parts-of-day.ts';
import { talksOf } from '../../server/desk-times/talks.ts';
import { createPace } from '../../server/reading/pace.ts';
import { deskStates } from '../../shared/enums.ts';
import type { DeskState } from '../../shared/board.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR, SECOND } from '../../shared/time.ts';
import { storedBy } from '../support/stored-events.ts';

const FROM = Date.UTC(2026, 10, 30, -3, -30);
const TO = FROM + DAY;
const hour = (hours: number): number => FROM + hours * HOUR;
let ids = 0;
const report = (hours: number, state: DeskState, reason?: string, queue = 'q'): DeskReport => ({
  queue,
  report: {
    value: { state, reason },
    at: hour(hours),
    approx: false,
    id: `w-${String(++ids).padStart(9, '0')}`,
    source: 'pbx',
  },
});
const talk = (from: number, to: number, kind: DeskTalk['kind'] = 'exact'): DeskTalk => ({
  from: hour(from),
  to: hour(to),
  kind,
});
type Gap = { from: number; to: number };
const gap = (from: number, to: number): Gap => ({ from: hour(from), to: hour(to) });
const timesIn = (reports: DeskReport[], talks: DeskTalk[] = [], gaps: Gap[] = []) =>
  timesOf({ from: FROM, to: TO, reports, talks, gaps });
const inHours = (parts: Record<string, number>) =>
  Object.fromEntries(Object.entries(parts).flatMap(([name, time]) => (time > 0 ? [[name, time / 3_600]] : [])));

describe('the parts of a day', () => {
  it('are what was reported, from the state before the day on', () => {
    const reports = [
      report(-5, 'free'),
      report(8, 'paused', 'prayer'),
      report(9, 'free'),
      report(12, 'paused'),
      report(13, 'away'),
    ];
    const { parts, pausedBy } = timesIn(reports, [talk(9, 10), talk(11, 11.5)]);
    expect(inHours(parts)).toEqual({ idle: 9.5, paused: 2, talking: 1.5, away: 11 });
    expect(inHours(pausedBy)).toEqual({ prayer: 1, '': 1 });
  });

  it('are unknown before the first report', () => {
    expect(inHours(timesIn([report(6, 'free')]).parts)).toEqual({ unknown: 6, idle: 18 });
    expect(inHours(timesIn([]).parts)).toEqual({ unknown: 24 });
  });

  it('are unknown while nobody listened, but for a talk whose both ends are known', () => {
    const reports = [report(-1, 'free')];
    expect(inHours(timesIn(reports, [], [gap(10, 12), gap(11, 13)]).parts)).toEqual({ idle: 21, unknown: 3 });
    expect(inHours(timesIn(reports, [talk(9, 11)], [gap(10, 12)]).parts)).toEqual({ idle: 21, talking: 2, unknown: 1 });
    expect(inHours(timesIn(reports, [talk(9, 11, 'open')], [gap(10, 12)]).parts)).toEqual({
      idle: 21,
      talking: 1,
      unknown: 2,
    });
  });

  it('are unknown from an answer on whose end is lost, until the desk reports again', () => {
    const reports = [report(-1, 'free'), report(9, 'busy'), report(11, 'free')];
    expect(inHours(timesIn(reports, [talk(9, 11, 'lost')]).parts)).toEqual({ idle: 22, unknown: 2 });
  });

  it('of several queues: paused only where it is paused in all, away where it serves none', () => {
    const reports = [
      ...[report(0, 'free', undefined, 'a'), report(0, 'free', undefined, 'b'), report(1, 'paused', 'lunch', 'a')],
      ...[report(2, 'paused', 'lunch', 'b'), report(3, 'away', undefined, 'a'), report(4, 'away', undefined, 'b')],
    ];
    expect(inHours(timesIn(reports).parts)).toEqual({ idle: 2, paused: 2, away: 20 });
  });

  it('count the time of two talks at once only once, and a call of no queue as busy', () => {
    const { parts } = timesIn([report(-1, 'free'), report(8, 'busy'), report(9, 'free')], [talk(10, 12), talk(11, 13)]);
    expect(inHours(parts)).toEqual({ busy: 1, talking: 3, idle: 20 });
  });
});

const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
describe(`any day (seed ${seed})`, () => {
  const moment = fc.integer({ min: -2 * HOUR, max: DAY + HOUR }).map((ms) => FROM + ms);
  const spans = fc.tuple(moment, moment).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
  const facts = fc.record({
    reports: fc.array(
      fc.record({
        at: moment,
        state: fc.constantFrom(...deskStates),
        queue: fc.constantFrom('', 'a', 'b'),
        approx: fc.boolean(),
      }),
      { maxLength: 25 },
    ),
    talks: fc.array(fc.tuple(spans, fc.constantFrom('exact' as const, 'open' as const, 'lost' as const)), {
      maxLength: 10,
    }),
    gaps: fc.array(spans, { maxLength: 5 }),
    to: fc.integer({ min: 0, max: DAY }),
  });

  it('adds up to the day until now, to the second, and pauses by reason to the pauses, in any order of the facts', () => {
    fc.assert(
      fc.property(facts, fc.func(fc.integer()), ({ reports, talks, gaps, to }, order) => {
        const given = {
          from: FROM,
          to: FROM + to,
          reports: reports.map(({ at, state, queue, approx }, n): DeskReport => ({
            queue,
            report: {
              value: { state, reason: state === 'paused' ? `r-${n % 2}` : undefined },
              at,
              approx,
              id: `w-${n}`,
            },
          })),
          talks: talks.map(([span, kind]) => ({ ...span, kind })),
          gaps,
        };
        const times = timesOf(given);
        const sum = (of: Record<string, number>): number => Object.values(of).reduce((all, one) => all + one, 0);
        expect(sum(times.parts)).toBe(Math.round(given.to / SECOND) - Math.round(FROM / SECOND));
        expect(sum(times.pausedBy)).toBe(times.parts.paused);
        expect(Object.values(times.parts).every((time) => Number.isInteger(time) && time >= 0)).toBe(true);
        const mixed = <T>(list: T[]): T[] => [...list].sort((a, b) => order(a) - order(b));
        const again = { ...given, reports: mixed(given.reports), talks: mixed(given.talks), gaps: mixed(given.gaps) };
        expect(timesOf(again)).toEqual(times);
      }),
      { seed, numRuns: 500 },
    );
  });
});

describe('talks', () => {
  const stored = storedBy('pbx', FROM);
  const answered = (call: string, hours: number, more: object = {}): StoredEvent =>
    stored({
      type: 'call.answered',
      id: `${call}/a${JSON.stringify(more)}`,
      at: hour(hours),
      call,
      queue: 'q',
      desk: 'm-1',
      ...more,
    });
  const ended = (call: string, hours: number, more: object = {}): StoredEvent =>
    stored({ type: 'call.ended', id: `${call}/e`, at: hour(hours), call, by: 'caller', ...more });
  const found = async (day: StoredEvent[], all = day, talking: number | undefined = undefined, pace = createPace()) => {
    const known = { from: FROM, to: TO, talking: () => talking, nextReport: () => TO };
    const eventsOf = (call: string) => all.filter((event) => 'call' in event && event.call === call);
    return (await talksOf(day, eventsOf, known, pace)).get('m-1');
  };

  it('give way to others as soon as a slice is used up', async () => {
    const day = Array.from({ length: 50 }, (_, n) => [answered(`c${n}`, 9), ended(`c${n}`, 10)]).flat();
    let turns = 0;
    const pace = { ...createPace(), isUsedUp: () => true, turn: () => Promise.resolve(void turns++) };
    expect(await found(day, day, undefined, pace)).toHaveLength(50);
    expect(turns).toBeGreaterThan(day.length);
  });
  it('go from the answer to the end, also over midnight', async () => {
    expect(await found([answered('c', 9), ended('c', 10)])).toEqual([talk(9, 10)]);
    expect(await found([ended('c', 1)], [answered('c', -1), ended('c', 1)])).toEqual([talk(-1, 1)]);
    expect(await found([answered('c', 23)], [answered('c', 23), ended('c', 25)])).toEqual([talk(23, 25)]);
    expect(await found([answered('c', 9), ended('c', 10), answered('c', 9), ended('c', 10)])).toEqual([talk(9, 10)]);
  });
  it('that go on are open, and those without an end are lost until the next answer', async () => {
    expect(await found([answered('c', 9)], undefined, hour(9))).toEqual([talk(9, 24, 'open')]);
    expect(await found([answered('c', 9), answered('d', 11), ended('d', 12)])).toEqual([
      talk(9, 11, 'lost'),
      talk(11, 12),
    ]);
    expect(await found([answered('c', 9), ended('c', 10, { approx: true })])).toEqual([talk(9, 10, 'open')]);
  });
});
