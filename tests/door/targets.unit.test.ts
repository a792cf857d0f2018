// A change of the service-level target holds from the next Tehran day, so no day has two.
import { describe, expect, it } from 'vitest';
import { targetOn, withTarget, type Target } from '../../server/door/targets.ts';

const [TODAY, TOMORROW, AFTER] = ['1405-09-02', '1405-09-03', '1405-09-04'] as const;

describe('the target', () => {
  it('of a new installation holds from today, and for events of earlier days', () => {
    const targets = withTarget([], 20, TODAY, TOMORROW);
    expect(targets).toEqual([{ target: 20, from: TODAY }]);
    expect(targetOn(targets, TODAY)).toBe(20);
    expect(targetOn(targets, '1404-01-01')).toBe(20);
    expect(targetOn([], TODAY)).toBeUndefined();
  });

  it('that is the same is no change', () => {
    const targets: Target[] = [{ target: 20, from: TODAY }];
    expect(withTarget(targets, 20, TODAY, TOMORROW)).toBe(targets);
  });

  it('changed today holds from tomorrow', () => {
    const targets = withTarget([{ target: 20, from: '1405-01-01' }], 30, TODAY, TOMORROW);
    expect(['1404-12-29', '1405-01-01', TODAY, TOMORROW, '1406-01-01'].map((day) => targetOn(targets, day))).toEqual([
      20, 20, 20, 30, 30,
    ]);
  });

  it('changed twice in a day is the last value, and changed back is as it was', () => {
    const first: Target[] = [{ target: 20, from: '1405-01-01' }];
    const once = withTarget(first, 30, TODAY, TOMORROW);
    const twice = withTarget(once, 40, TODAY, TOMORROW);
    expect(targetOn(twice, TOMORROW)).toBe(40);
    const back = withTarget(twice, 20, TODAY, TOMORROW);
    expect([TODAY, TOMORROW, AFTER].map((day) => targetOn(back, day))).toEqual([20, 20, 20]);
  });

  it('of past days never changes', () => {
    let targets: readonly Target[] = [];
    const days = Array.from({ length: 28 }, (_, i) => `1405-09-${String(i + 1).padStart(2, '0')}`);
    const told = new Map<string, number>();
    for (let i = 0; i + 1 < days.length; i++) {
      targets = withTarget(targets, 10 + ((i * 7) % 5), days[i]!, days[i + 1]!);
      told.set(days[i]!, targetOn(targets, days[i]!)!);
      for (const [day, target] of told) expect(targetOn(targets, day), day).toBe(target);
    }
  });
});
