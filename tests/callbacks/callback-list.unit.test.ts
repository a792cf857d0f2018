// Who is to be called back: the same in any order, with corrections, and without citizens who called again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCallback, readCallbacks, type CallbackFacts } from '../../server/callbacks/callback-list.ts';
import type { CallbackOutcome } from '../../shared/callbacks.ts';
import { isCallbackEvent, type CallbackEvent, type StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { storedBy } from '../support/stored-events.ts';

const T0 = Date.parse('2026-11-23T07:00:00Z');
const one = (event: StoredEvent): CallbackEvent => {
  if (!isCallbackEvent(event)) throw new Error(`expected an event of calling back, got ${event.type}`);
  return event;
};
const kept = (call: string, hour: number, instead?: string): CallbackEvent =>
  one(
    storedBy(
      'pbx',
      T0 + hour * HOUR,
    )({ type: 'call.kept', id: `${call}/kept`, call, handle: '412345', ...(instead !== undefined && { instead }) }),
  );
let n = 0;
const tried = (call: string, hour: number, outcome: CallbackOutcome, mistaken = false, by?: string): CallbackEvent =>
  one(
    storedBy(
      by === undefined ? 'pbx' : 'office',
      T0 + hour * HOUR,
    )({
      type: 'call.calledback',
      id: `${call}/calledback/${++n}`,
      call,
      outcome,
      ...(mistaken && { mistaken: true as const }),
      ...(by !== undefined && { by }),
    }),
  );

function listOf(events: readonly CallbackEvent[], now = T0 + DAY) {
  const known = new Map<string, CallbackFacts>();
  for (const event of events) {
    const facts = known.get(event.call) ?? { tries: new Map() };
    known.set(event.call, facts);
    mergeCallback(facts, event);
  }
  return readCallbacks(known, now);
}
const states = (events: readonly CallbackEvent[], now?: number): [string, string][] =>
  listOf(events, now).map(({ call, state }) => [call, state]);

describe('the list of call-backs', () => {
  it('has the latest call first, and knows when the handle dies', () => {
    expect(listOf([kept('a', 0), kept('b', 1)])).toMatchObject([
      { call: 'b', state: 'open', handle: '412345', keptAt: T0 + HOUR, expiresAt: T0 + HOUR + 7 * DAY, times: 1 },
      { call: 'a', state: 'open', tries: 0, last: undefined },
    ]);
    expect(states([kept('a', 0), kept('b', 1)], T0 + 7 * DAY)).toEqual([
      ['b', 'open'],
      ['a', 'expired'],
    ]);
  });

  it('keeps a citizen who did not answer open, with the number of tries', () => {
    const events = [kept('a', 0), tried('a', 1, 'unreached'), tried('a', 2, 'unreached', false, 'maryam')];
    expect(listOf(events)).toMatchObject([
      { state: 'open', tries: 2, last: { at: T0 + 2 * HOUR, outcome: 'unreached', by: 'maryam' } },
    ]);
    expect(states(events, T0 + 8 * DAY)).toEqual([['a', 'expired']]);
  });

  it('is done with a citizen who was talked to, also when the handle has died since', () => {
    for (const outcome of ['reached', 'wrong', 'declined', 'again'] as const)
      expect(states([kept('a', 0), tried('a', 1, outcome)], T0 + 9 * DAY), outcome).toEqual([['a', 'done']]);
  });

  it('lets a clerk correct what the telephone system reported: the later result counts', () => {
    const events = [kept('a', 0), tried('a', 1, 'reached'), tried('a', 1.1, 'unreached', false, 'maryam')];
    expect(states(events)).toEqual([['a', 'open']]);
  });

  it('goes back to the result before one that was taken back', () => {
    const events = [kept('a', 0), tried('a', 1, 'unreached'), tried('a', 2, 'reached'), tried('a', 3, 'reached', true)];
    expect(listOf(events)).toMatchObject([{ state: 'open', tries: 1, last: { outcome: 'unreached' } }]);
  });

  it('does not take it for an answer that somebody who was called back calls once more', () => {
    const events = [kept('a', 0), tried('a', 1, 'reached', false, 'maryam'), tried('a', 2, 'again')];
    expect(listOf(events)).toMatchObject([{ state: 'done', tries: 1, last: { outcome: 'reached', by: 'maryam' } }]);
  });

  it('has one row for a number that called several times in vain, and a second one after it was called back', () => {
    const again = [kept('a', 0), kept('b', 1, 'a'), kept('c', 2, 'b')];
    expect(listOf(again)).toMatchObject([{ call: 'c', times: 3 }]);
    expect(listOf([...again, tried('a', 1.5, 'reached')])).toMatchObject([
      { call: 'c', times: 2, state: 'open' },
      { call: 'a', times: 1, state: 'done' },
    ]);
  });

  it('has no row for a result without its call, such as one that is two weeks old', () => {
    expect(listOf([tried('a', 1, 'reached')])).toEqual([]);
  });

  const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
  it(`is the same in any order and with any repetition (seed ${seed})`, () => {
    const fact = fc.record({
      call: fc.constantFrom('a', 'b', 'c'),
      hour: fc.integer({ min: 0, max: 200 }),
      outcome: fc.constantFrom('reached', 'unreached', 'again', 'wrong'),
      kind: fc.constantFrom('kept', 'instead', 'tried', 'mistaken'),
      other: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 14 }), fc.func(fc.integer()), (facts, order) => {
        const events = facts.map(({ call, hour, outcome, kind, other }) =>
          kind === 'kept'
            ? kept(call, hour)
            : kind === 'instead'
              ? kept(call, hour, other)
              : tried(call, hour, outcome as CallbackOutcome, kind === 'mistaken'),
        );
        const unique = events.map((event, place): CallbackEvent => ({ ...event, id: `${event.id}/${place}` }));
        const mixed = [...unique].sort((x, y) => order(x.id) - order(y.id));
        expect(listOf(mixed)).toEqual(listOf(unique));
        expect(listOf([...unique, ...mixed])).toEqual(listOf(unique));
      }),
      { seed, numRuns: 300 },
    );
  });
});
