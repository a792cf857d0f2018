// Warns about a vault that is restored from a backup: it lets in every identity of that time, also those that were revoked
// since.
import type { DatabaseSync } from 'node:sqlite';
import { isMirror, withVault } from './snapshot.ts';
import { transaction } from './schema.ts';

/** What is valid now: `name (role)`, names of displays, names of accounts with their roles, names of calendars. */
export type ValidAgain = { tokens: string[]; displays: string[]; accounts: string[]; calendars: string[] };

/**
 * Ends all sessions, forgets known browsers and one-use codes, and returns the identities that are valid again. Undefined for
 * the copy of a vault that is in Redis: the one there counts, and knows of every revocation. Throws FileUnusable.
 */
export const endAllSessions = (path: string, now: number): ValidAgain | undefined =>
  withVault(path, (db) =>
    isMirror(db)
      ? undefined
      : transaction(db, () => {
          for (const table of ['session', 'device', 'code', 'used_challenge']) db.exec(`delete from ${table}`);
          return validNow(db, now);
        }),
  );

function validNow(db: DatabaseSync, now: number): ValidAgain {
  const named = (sql: string, ...given: number[]): string[] =>
    db
      .prepare(sql)
      .all(...given)
      .map((row) => String(row['shown']));
  const isValid = 'revoked_at is null';
  return {
    tokens: named(
      `select name || ' (' || role || ')' as shown from token where ${isValid} and (expires_at is null or expires_at > ?) order by name`,
      now,
    ),
    displays: named(`select name as shown from display where ${isValid} order by name`),
    accounts: named(`select name || ' (' || role || ')' as shown from account where ${isValid} order by name`),
    calendars: named(`select name as shown from feed where ${isValid} order by name`),
  };
}
