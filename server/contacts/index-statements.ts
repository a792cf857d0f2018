// The statements of the index of contacts, of which the latest stay prepared. Any of them may meet a damaged page, long after the
// file was opened.
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { isCorrupt } from '../sqlite/open-errors.ts';

export type Statement = {
  get: (...values: SQLInputValue[]) => Record<string, SQLOutputValue> | undefined;
  all: (...values: SQLInputValue[]) => Record<string, SQLOutputValue>[];
  run: (...values: SQLInputValue[]) => { lastInsertRowid: number | bigint };
};
export type Sql = (text: string) => Statement;

const MOST_PREPARED = 200;

/** `onDamage` is called before the error of a damaged page is thrown on. */
export function createIndexStatements(db: DatabaseSync, onDamage: () => void, mostPrepared = MOST_PREPARED): Sql {
  /** In the order of their last use: lists of many combinations of filters have a statement each. */
  const prepared = new Map<string, Statement>();
  const watched = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (isCorrupt(error)) onDamage();
      throw error;
    }
  };
  return (text) => {
    const known = prepared.get(text);
    if (known) {
      prepared.delete(text);
      prepared.set(text, known);
      return known;
    }
    const one = watched(() => db.prepare(text));
    const statement: Statement = {
      get: (...values) => watched(() => one.get(...values)),
      all: (...values) => watched(() => one.all(...values)),
      run: (...values) => watched(() => one.run(...values)),
    };
    prepared.set(text, statement);
    const [oldest] = prepared.keys();
    if (prepared.size > mostPrepared && oldest !== undefined) prepared.delete(oldest);
    return statement;
  };
}
