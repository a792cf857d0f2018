// Desks that ask for help on the board: the same in any order, until somebody takes them, and over midnight.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { profileSchema } from '../../shared/profile.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedBy } from '../support/stored-events.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';

const calendar = createCalendar();
const name = { fa: 'الف', en: 'A' };
const profile = profileSchema.parse({ id: 'test', name, counties: { sari: { name, tile: [0, 0] } } });
const MIDNIGHT = calendar.startOf('1405-09-09');
const day = (n: number): StoredEvent =>
  storedBy(
    'clock',
    MIDNIGHT + (n - 9) * DAY,
  )({ type: 'day.started', id: `day/${n}`, day: `1405-09-${n < 10 ? '0' : ''}${n}` });
const asked = (help: string, desk: string, at: number): StoredEvent =>
  storedBy('pbx', at)({ type: 'help.asked', id: `pbx/help/${help}`, help, desk });
const taken = (help: string, by: string, at: number): StoredEvent =>
  storedBy('office', at)({ type: 'help.taken', id: `help/${help}/taken`, help, desk: 'm-1', by });

function helpsOf(events: readonly StoredEvent[]) {
  const kept: StoredEvent[] = [];
  const fold = createFold({ profile, calendar, past: pastFrom(kept) });
  for (const event of events) {
    kept.push(event);
    fold.apply({ position: kept.length, event });
  }
  return fold.board.helps;
}

it('a request stands there until somebody takes it, and then with who did until the end of the day', () => {
  const [call, hand] = [asked('a', 'm-1', MIDNIGHT + 9 * HOUR), taken('a', 'lead', MIDNIGHT + 10 * HOUR)];
  expect(helpsOf([day(9), call])).toEqual({ a: { desk: 'm-1', since: MIDNIGHT + 9 * HOUR } });
  const shown = { a: { desk: 'm-1', since: MIDNIGHT + 9 * HOUR, takenBy: 'lead', takenAt: MIDNIGHT + 10 * HOUR } };
  expect(helpsOf([day(9), call, hand])).toEqual(shown);
  expect(helpsOf([hand, call, day(9)])).toEqual(shown);
  expect(helpsOf([day(9), call, hand, day(10)])).toEqual({});
});

it('of two people who take it the first counts', () => {
  const call = asked('a', 'm-1', MIDNIGHT + 9 * HOUR);
  const late = { ...taken('a', 'second', MIDNIGHT + 11 * HOUR), id: 'help/a/taken-late' };
  const early = taken('a', 'first', MIDNIGHT + 10 * HOUR);
  for (const order of [
    [early, late],
    [late, early],
  ])
    expect(helpsOf([day(9), call, ...order])['a']?.takenBy).toBe('first');
});

it('a request before midnight is not gone at midnight, but at the next one', () => {
  const call = asked('a', 'm-1', MIDNIGHT + DAY - MINUTE);
  expect(Object.keys(helpsOf([day(9), call, day(10)]))).toEqual(['a']);
  expect(helpsOf([day(9), call, day(10), day(11)])).toEqual({});
});

const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
it(`is the same in any order and with any repetition (seed ${seed})`, () => {
  const fact = fc.record({
    n: fc.integer({ min: 0, max: 4 }),
    hour: fc.integer({ min: 0, max: 70 }),
    isTaken: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 12 }), fc.func(fc.integer()), (facts, order) => {
      const events = facts.map(({ n, hour, isTaken }) => {
        const at = MIDNIGHT - DAY + hour * HOUR;
        return isTaken ? taken(`h-${n}`, `p-${hour}`, at) : asked(`h-${n}`, `m-${n % 2}`, at);
      });
      // A repeated id is dropped at the log; here each fact has its own.
      const unique = events.map((event, place): StoredEvent => ({ ...event, id: `${event.id}/${place}` }));
      const days = [day(8), day(9), day(10)];
      const mixed = [...unique, ...days].sort((a, b) => order(a.id) - order(b.id));
      expect(helpsOf(mixed)).toEqual(helpsOf([...days, ...unique]));
      expect(helpsOf([...unique, ...mixed])).toEqual(helpsOf(mixed));
    }),
    { seed, numRuns: 200 },
  );
});
