// One-use codes: what a link may carry, because it is worth nothing once it was opened.
import { MINUTE } from '../../shared/time.ts';
import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './schema.ts';
import { hashOf, newSecret } from './secret.ts';

/** Links sign displays in and nobody else. */
export type NewCode = { role: 'display'; county?: string; minutes: number; now: number };
export type CodeUsed = { role: 'display'; county?: string };

export type Codes = {
  /** Returns the plain code (128 random bits). */
  createCode: (code: NewCode) => string;
  /** Uses a code up; undefined when it is unknown, used or too old. Of two at the same time one gets it. */
  useCode: (plain: string, now: number) => CodeUsed | undefined;
};

export function createCodes(db: DatabaseSync): Codes {
  const insert = db.prepare('insert into code (hash, role, county, expires_at) values (?, ?, ?, ?)');
  const forget = db.prepare('delete from code where expires_at <= ?');
  const use = db.prepare('delete from code where hash = ? and expires_at > ? returning county');

  return {
    createCode: ({ role, county, minutes, now }) => {
      const plain = newSecret('code');
      transaction(db, () => {
        forget.run(now);
        insert.run(hashOf(plain), role, county ?? null, now + minutes * MINUTE);
      });
      return plain;
    },
    useCode: (plain, now) => {
      // all(), not get(): the deletion is done when the statement has run to its end.
      const [row] = use.all(hashOf(plain), now);
      return row && { role: 'display', ...(row['county'] !== null && { county: String(row['county']) }) };
    },
  };
}
