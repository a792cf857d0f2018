// The estimate of Kaplan and Meier: what was cut off counts as longer, not as ended.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { survivalOf } from '../../server/what-if/survival.ts';
import { seededRandom } from '../support/seeded-random.ts';

const once = (): number => 1;
const span = (lasted: number, ended = true) => ({ lasted, ended });

describe('how long something lasts', () => {
  it('is drawn from what was seen, each as often', () => {
    const { beyond } = survivalOf(
      [10, 20, 30, 40].map((lasted) => span(lasted)),
      once,
    );
    expect([0, 0.3, 0.6, 0.9].map((chance) => beyond(0, chance))).toEqual([10, 20, 30, 40]);
    expect(beyond(20, 0.2)).toBe(30);
  });

  it('counts one that was cut off among those that last longer, as Kaplan and Meier do', () => {
    // At 10 one of four ends; at 30 one of the two that are left: the shares that last longer are 3/4 and 3/8.
    const { beyond } = survivalOf([span(10), span(20, false), span(30), span(40, false)], once);
    expect(beyond(0, 0.24)).toBe(10);
    expect(beyond(0, 0.26)).toBe(30);
    expect(beyond(0, 0.62)).toBe(30);
    expect(beyond(0, 0.63)).toBeGreaterThan(40);
  });

  it('has no end where none was seen', () => {
    expect(survivalOf([span(10, false)], once).beyond(5, 0.9)).toBe(Infinity);
    expect(survivalOf([], once).beyond(0, 0.9)).toBe(Infinity);
  });

  it('is never shorter than what was seen of it already', () => {
    const spans = fc.array(fc.record({ lasted: fc.nat(1_000), ended: fc.boolean() }), { maxLength: 30 });
    const chances = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(spans, fc.nat(1_200), chances, fc.nat(), (seen, lasted, chance, seed) => {
        const next = seededRandom(seed);
        expect(survivalOf(seen, () => next() + 0.01).beyond(lasted, chance)).toBeGreaterThanOrEqual(lasted);
      }),
    );
  });
});
