// Which states of earlier days stay in the ledger (B7): enough to be near any moment, and few.
import { DatabaseSync } from 'node:sqlite';
import { inflateRawSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { preparePastCheckpoints } from '../../server/log/past-checkpoints.ts';

const DAYS_OF_A_MONTH = 30;

function opened() {
  const db = new DatabaseSync(':memory:');
  onTestFinished(() => db.close());
  db.exec(`create table past_checkpoint (position integer primary key, fold_version integer, profile_hash text,
    day integer, state blob)`);
  const keep = preparePastCheckpoints(db);
  return {
    keep: (position: number, day: string, foldVersion = 1) =>
      keep({ position, foldVersion, foldHash: 'p', state: `state ${position}`, months: {}, day }),
    positions: (): number[] =>
      db
        .prepare('select position from past_checkpoint order by position')
        .all()
        .map(({ position }) => Number(position)),
    stateAt: (position: number): string => {
      const row = db.prepare('select state from past_checkpoint where position = ?').get(position);
      return inflateRawSync(row?.['state'] as Uint8Array).toString();
    },
  };
}

it('within a day a state is stored first, and then once 5,000 events lie between', () => {
  const { keep, positions, stateAt } = opened();
  for (const position of [10, 20, 5_009, 5_010, 9_000, 10_010]) keep(position, '1405-09-09');
  keep(10_020, '1405-09-10');
  expect(positions()).toEqual([10, 5_010, 10_010, 10_020]);
  expect(stateAt(5_010)).toBe('state 5010');
});

it('all states of two days stay, the first of each of forty days, and the first of each month', () => {
  const { keep, positions } = opened();
  const days = [1, 2, 3, 4, 5].flatMap((month) =>
    Array.from({ length: DAYS_OF_A_MONTH }, (_, n) => `1405-0${month}-${String(n + 1).padStart(2, '0')}`),
  );
  const first = (n: number): number => n * 10_000 + 1;
  days.forEach((day, n) => [first(n), first(n) + 5_000].forEach((position) => keep(position, day)));

  const last = days.length - 1;
  const months = [0, 1, 2, 3].map((month) => first(month * DAYS_OF_A_MONTH)).filter((one) => one < first(last - 39));
  const ofForty = Array.from({ length: 40 }, (_, n) => first(last - 39 + n));
  const later = [first(last - 1) + 5_000, first(last) + 5_000];
  expect(positions()).toEqual([...months, ...ofForty, ...later].sort((a, b) => a - b));
});

it('states of another way of counting are gone with the first of the new one', () => {
  const { keep, positions } = opened();
  keep(10, '1405-09-08');
  keep(20, '1405-09-09', 2);
  expect(positions()).toEqual([20]);
});
