// What is true of every simulation, whatever happened in the queue and whatever is drawn.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChance } from '../../server/chance.ts';
import { draw } from '../../server/what-if/draws.ts';
import { recordOf, type QueueRecord } from '../../server/what-if/record.ts';
import { simulate } from '../../server/what-if/simulate.ts';
import type { Scenario } from '../../shared/what-if.ts';
import { morning } from '../support/queue-mornings.ts';
import { randomRuns } from '../support/random-runs.ts';

const mornings = fc
  .record({
    seed: fc.nat(),
    perHour: fc.integer({ min: 2, max: 120 }),
    talk: fc.integer({ min: 20, max: 600 }),
    patience: fc.integer({ min: 10, max: 3_000 }),
    desks: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ seed, ...habits }) => morning(seed, habits));
const scenarios = fc.record({
  desks: fc.nat(3),
  minutes: fc.nat(60),
  talkLimit: fc.option(fc.integer({ min: 60, max: 900 }), { nil: undefined }),
});
const asItWas: Scenario = { desks: 0, minutes: 0 };
const numRuns = randomRuns(300);
/** As it was, with all desks closing together: what one desk does at the end is not another's. */
const together = (record: QueueRecord): QueueRecord => {
  const until = Math.max(0, ...record.desks.map((desk) => desk.until));
  return { ...record, desks: record.desks.map((desk) => ({ ...desk, until, own: true })) };
};

describe('a simulated sitting', () => {
  it('accounts for every caller: answered, gave up, or not reached', () => {
    fc.assert(
      fc.property(mornings, scenarios, fc.nat(), ({ visits, window }, scenario, seed) => {
        const record = recordOf(visits, window);
        const { answered, gaveUp, unreached } = simulate(record, scenario, draw(record, createChance(seed, 'test')));
        for (const count of [answered, gaveUp, unreached]) expect(count).toBeGreaterThanOrEqual(0);
        expect(answered + gaveUp + unreached).toBe(record.callers.length);
        const { real } = record;
        expect(real.answered + real.gaveUp + real.unreached).toBe(record.callers.length);
      }),
      { numRuns },
    );
  });

  it('never has fewer answers with one more desk, more time or a lower limit of talks, on the same draws', () => {
    fc.assert(
      fc.property(mornings, scenarios, fc.nat(), ({ visits, window }, scenario, seed) => {
        const record = together(recordOf(visits, window));
        const draws = draw(record, createChance(seed, 'test'));
        const answered = (changed: Partial<Scenario>): number =>
          simulate(record, { ...scenario, ...changed }, draws).answered;
        const before = answered({});
        expect(answered({ desks: scenario.desks + 1 })).toBeGreaterThanOrEqual(before);
        expect(answered({ minutes: scenario.minutes + 20 })).toBeGreaterThanOrEqual(before);
        expect(answered({ talkLimit: Math.min(scenario.talkLimit ?? 900, 900) - 30 })).toBeGreaterThanOrEqual(before);
      }),
      { numRuns },
    );
  });

  it('with nothing changed is the one that was, up to the last talk, where one desk was always busy', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (morningSeed, seed) => {
        const { visits, window } = morning(morningSeed, { perHour: 300, patience: 600 });
        const whole = recordOf(visits, window);
        // How long the desk rested after the last talk, and whom it took then, was not seen.
        const last = Math.max(...visits.map(({ answeredAt }) => answeredAt ?? -Infinity)) - window.start;
        const record = { ...whole, desks: whole.desks.map((desk) => ({ ...desk, until: last + 1 })) };
        const { answered } = simulate(record, asItWas, draw(record, createChance(seed, 'test')));
        expect(answered).toBe(whole.real.answered);
      }),
      { numRuns: randomRuns(100), examples: [[783_994_531, 18]] },
    );
  });

  it('is the same for the same seed', () => {
    const { visits, window } = morning(7);
    const record = recordOf(visits, window);
    const once = (): unknown => simulate(record, { desks: 1, minutes: 0 }, draw(record, createChance(3, 's-1')));
    expect(once()).toEqual(once());
  });

  it('of an empty queue brings nothing', () => {
    const { window } = morning(1);
    const record = recordOf([], window);
    const draws = draw(record, createChance(1, 'test'));
    expect(simulate(record, { desks: 1, minutes: 20 }, draws)).toEqual({ answered: 0, gaveUp: 0, unreached: 0 });
  });
});
