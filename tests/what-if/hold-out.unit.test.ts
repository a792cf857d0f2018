// The range that is simulated from the first half of a sitting has the second half in it about eight times out of ten.
import { expect, it } from 'vitest';
import { holdOut } from '../../server/what-if/hold-out.ts';
import { rangesOf } from '../../server/what-if/range.ts';
import { morning, type Habits } from '../support/queue-mornings.ts';
import { MINUTE } from '../../shared/time.ts';

const pace = { turn: () => Promise.resolve(), isUsedUp: () => false };
const asItWas = { desks: 0, minutes: 0 };

async function tested(
  habits: Partial<Habits>,
  first: number,
  count: number,
): Promise<{ tested: number; within: number }> {
  let [all, within] = [0, 0];
  for (let seed = first; seed < first + count; seed++) {
    const { visits, window } = morning(seed, habits);
    const held = holdOut(visits, window);
    if (!held) continue;
    const { answered } = await rangesOf(held.record, asItWas, `seed ${seed}`, pace);
    all += 1;
    if (held.answered >= answered.low && held.answered <= answered.high) within += 1;
  }
  return { tested: all, within };
}

it('the range has it in about eight of ten mornings of many kinds', async () => {
  const kinds = [{ perHour: 40 }, { perHour: 15 }, { perHour: 60, desks: 3 }, { perHour: 60, patience: 120 }];
  const all = await Promise.all(kinds.map((habits) => tested(habits, 1, 12)));
  const sum = (name: 'tested' | 'within'): number => all.reduce((total, one) => total + one[name], 0);
  expect(sum('tested')).toBeGreaterThan(40);
  // Of 48 mornings at 80 %, fewer than 30 would be three deviations away.
  expect(sum('within') / sum('tested')).toBeGreaterThan(0.62);
});

it('a morning with too few talks in its first half is not tested', () => {
  const { visits, window } = morning(3, { perHour: 4 });
  expect(holdOut(visits, window)).toBeUndefined();
});

it('nothing of the second half is known but when callers joined and desks were there', () => {
  const { visits, window } = morning(5, { perHour: 40 });
  const middle = (window.from + window.to) / 2;
  const before = visits.filter(({ joinedAt }) => joinedAt <= middle);
  // Another second half: everybody talks ten minutes longer and nobody hangs up.
  const other = visits.map((visit) =>
    visit.joinedAt <= middle || visit.outcome !== 'answered'
      ? visit
      : { ...visit, endedAt: (visit.endedAt ?? 0) + 10 * MINUTE },
  );
  const [one, two] = [holdOut(visits, window), holdOut(other, window)];
  expect(one?.record.pool).toEqual(two?.record.pool);
  expect(one?.record.callers).toEqual(two?.record.callers);
  expect(one?.record.pool.patience.length).toBe(before.length);
});
