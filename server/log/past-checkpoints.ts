// Which checkpoints stay of earlier days, so that the board of any moment is folded from near it. One is taken at the first
// checkpoint of a day, and within a day after so many events. All of the last two days stay, then the first of each day for
// forty days, then the first of each month: deflated, some ten to hundred kilobytes each, a few percent of the log itself.
import type { DatabaseSync } from 'node:sqlite';
import { deflateRawSync } from 'node:zlib';
import type { NewCheckpoint } from '../ledger/ledger.ts';
import { dayNumber } from './row.ts';

/** Folded in about a tenth of a second. */
const APART = 5_000;
const WHOLE_DAYS = 2;
const FIRSTS_OF_DAYS = 40;

const oldestOf = (days: number): string =>
  `(select min(day) from (select distinct day from past_checkpoint order by day desc limit ${days}))`;

/** To be called inside the transaction that keeps the checkpoint. */
export function preparePastCheckpoints(db: DatabaseSync): (checkpoint: NewCheckpoint) => void {
  const latest = db.prepare(
    'select position, day from past_checkpoint where fold_version = ? and profile_hash = ? order by position desc limit 1',
  );
  const insert = db.prepare('insert or replace into past_checkpoint values (?, ?, ?, ?, ?)');
  const forgetOthers = db.prepare('delete from past_checkpoint where fold_version <> ? or profile_hash <> ?');
  const thin = db.prepare(`
    delete from past_checkpoint
    where (day < ${oldestOf(WHOLE_DAYS)}
        and position not in (select min(position) from past_checkpoint group by day))
      or (day < ${oldestOf(FIRSTS_OF_DAYS)}
        and position not in (select min(position) from past_checkpoint group by day / 100))`);

  return ({ position, foldVersion, foldHash, state, day }) => {
    if (day === undefined) return;
    const before = latest.get(foldVersion, foldHash);
    const isNewDay = before?.['day'] !== dayNumber(day);
    if (!isNewDay && position - Number(before?.['position']) < APART) return;
    forgetOthers.run(foldVersion, foldHash);
    insert.run(position, foldVersion, foldHash, dayNumber(day), deflateRawSync(state, { level: 3 }));
    thin.run();
  };
}
