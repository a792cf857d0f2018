// Keys of our own, made at their first use and kept for good: what is derived from one must come out the same for years.
import type { DatabaseSync } from 'node:sqlite';
import { randomBytes } from 'node:crypto';
import { transaction } from './schema.ts';

export type Keys = {
  /** The key of a name, 256 random bits as base64url. */
  key: (name: string) => string;
  /** Whether it was ever used. */
  hasKey: (name: string) => boolean;
};

export function createKeys(db: DatabaseSync): Keys {
  const make = db.prepare('insert into key (name, value) values (?, ?) on conflict do nothing');
  const find = db.prepare('select value from key where name = ?');
  return {
    hasKey: (name) => find.get(name) !== undefined,
    key: (name) =>
      transaction(db, () => {
        const known = find.get(name)?.['value'];
        if (known !== undefined) return String(known);
        const value = randomBytes(32).toString('base64url');
        make.run(name, value);
        return value;
      }),
  };
}
