// The name of an alert is never taken for a telephone number, whatever its subject ends with.
import { expect, it } from 'vitest';
import { dayApart } from '../../shared/alert-name.ts';
import { hidesNumber } from '../../shared/number.ts';

it.each([
  ['waiting/m09/1405-09-09-1', 'waiting/m09/day/1405-09-09-1'],
  ['waiting/q-14m4tf9/1405-09-09-12', 'waiting/q-14m4tf9/day/1405-09-09-12'],
  ['waiting/sales-9/1405-09-09-', 'waiting/sales-9/day/1405-09-09-'],
])('%s is called %s', (name, apart) => {
  expect(dayApart(name)).toBe(apart);
  expect(hidesNumber(apart)).toBe(false);
});

it('other names stay, also one that has the word already', () => {
  for (const name of ['waiting/q-1/1405-09-09-1', 'waiting/m09/day/1405-09-09-1', 'c-9/1/joined', 'month/1405-09'])
    expect(dayApart(name)).toBe(name);
});
