// When a level of an alert ends: never while its limit is reached, and always when all is well.
import { expect, it } from 'vitest';
import { hasLeft, levelAt, ruleFacts, rules } from '../../shared/rules.ts';

const limits = [0, 0.5, 1, 2, 5, 10, 20, 50, 80, 84, 90, 99, 99.5, 100];

it.each(rules)('%s: the best value ends every level that it does not reach itself', (rule) => {
  const best = ruleFacts[rule].worse === 'over' ? 0 : 100;
  for (const limit of limits)
    expect(hasLeft(rule, best, limit), `limit ${limit}`).toBe(
      levelAt(rule, best, { watch: limit, act: limit }) === undefined,
    );
});

it.each(rules)('%s: a value at its limit or worse ends nothing, nor does one beside it', (rule) => {
  const worse = ruleFacts[rule].worse === 'over' ? 1 : -1;
  for (const limit of limits.filter((one) => one >= 2 && one <= 98)) {
    expect(hasLeft(rule, limit, limit), `limit ${limit}`).toBe(false);
    expect(hasLeft(rule, limit + worse, limit), `limit ${limit}`).toBe(false);
    expect(hasLeft(rule, limit - worse * 0.9, limit), `limit ${limit}`).toBe(false);
  }
});

it('the limit 0 turns a rule of false alarms off, also for a count that never comes by chance', () => {
  expect(levelAt('topic-surge', 0, { watch: 0, act: 0 })).toBeUndefined();
  expect(levelAt('topic-surge', 0, { watch: 1, act: 0 })).toBe('watch');
  expect(levelAt('service-level', 0, { watch: 0, act: 0 })).toBe('act');
  expect(hasLeft('topic-surge', 0, 0)).toBe(true);
});

it('a fifth of the way to the end of the scale is enough', () => {
  expect([hasLeft('waiting', 9, 10), hasLeft('waiting', 8, 10)]).toEqual([false, true]);
  expect([hasLeft('service-level', 59, 50), hasLeft('service-level', 60, 50)]).toEqual([false, true]);
  expect([hasLeft('service-level', 91.9, 90), hasLeft('service-level', 92, 90)]).toEqual([false, true]);
});
