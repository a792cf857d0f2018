// Sessions of browsers that have signed in: what their cookie stands for.
import { DAY } from '../../shared/time.ts';
import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '../../shared/role.ts';
import { transaction } from './schema.ts';
import { hashOf, newSecret } from './secret.ts';

/** `tokenId`: the token that it came from; the session ends with it. */
export type NewSession = { role: Role; county?: string; name: string; tokenId?: string; now: number; days: number };
/** The role of an account's session is the one that the account has now. */
export type SessionFound = { role: Role; county?: string; name: string; tokenId?: string; account?: string };

export type Sessions = {
  /** Returns the plain secret for the cookie; nobody can read it again. */
  openSession: (session: NewSession) => string;
  /** Undefined when it is unknown, closed or too old, or when the token that it came from, or its account, is no more. */
  findSession: (plain: string, now: number) => SessionFound | undefined;
  /** False when there was none. */
  closeSession: (plain: string) => boolean;
};

export function createSessions(db: DatabaseSync): Sessions {
  const insert = db.prepare(
    'insert into session (hash, name, role, county, token_id, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const forget = db.prepare('delete from session where expires_at <= ?');
  const find = db.prepare(
    `select s.name, coalesce(a.role, s.role) as role, s.county, s.token_id, s.account
     from session s left join token t on t.id = s.token_id left join account a on a.name = s.account
     where s.hash = ? and s.expires_at > ?
       and (s.token_id is null or (t.revoked_at is null and (t.expires_at is null or t.expires_at > ?)))
       and (s.account is null or a.revoked_at is null)`,
  );
  const close = db.prepare('delete from session where hash = ?');

  return {
    openSession: ({ role, county, name, tokenId, now, days }) => {
      const plain = newSecret('session');
      transaction(db, () => {
        forget.run(now);
        insert.run(hashOf(plain), name, role, county ?? null, tokenId ?? null, now, now + days * DAY);
      });
      return plain;
    },
    findSession: (plain, now) => {
      const row = find.get(hashOf(plain), now, now);
      if (row === undefined) return undefined;
      return {
        role: row['role'] as Role,
        name: String(row['name']),
        ...(row['county'] !== null && { county: String(row['county']) }),
        ...(row['token_id'] !== null && { tokenId: String(row['token_id']) }),
        ...(row['account'] !== null && { account: String(row['account']) }),
      };
    },
    closeSession: (plain) => close.run(hashOf(plain)).changes === 1,
  };
}
