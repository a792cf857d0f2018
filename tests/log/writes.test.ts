import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DatabaseSync } from 'node:sqlite';
import type { Row } from '../../server/log/row.ts';
import { openForWriting } from '../../server/log/schema.ts';
import { prepareWrites } from '../../server/log/writes.ts';
import { tempLogFolder, type TempLogFolder } from '../support/log-folder.ts';

let place: TempLogFolder;
let db: DatabaseSync;
beforeEach(() => {
  place = tempLogFolder();
  db = openForWriting(place.path);
});
afterEach(() => {
  db.close();
  place.remove();
});

const row = (id: string): Row => ['pbx', id, null, 14050902, '{}'];
/** What STRICT refuses, in the middle of a transaction. */
const broken = ['pbx', 'broken', null, 14050902, null] as unknown as Row;

it('B5: keeps nothing of a transaction that failed half way, and the next one takes its positions', () => {
  const writes = prepareWrites(db);
  expect(writes.append([row('a')])).toEqual([1]);
  expect(() => writes.append([row('b'), row('c'), broken])).toThrow('NOT NULL');
  expect(db.isTransaction).toBe(false);
  expect(writes.append([row('c'), row('a'), row('b')])).toEqual([2, -1, 3]);
});

it('B5: what it has answered another connection reads at once', () => {
  const other = openForWriting(place.path);
  const { append, setMark } = prepareWrites(db);
  append([row('a'), row('b')]);
  setMark('m', 'v');
  expect(other.prepare('select count(*) as n from event').get()).toEqual({ n: 2 });
  expect(other.prepare('select value from mark').get()).toEqual({ value: 'v' });
  other.close();
});
