// Bearer tokens: who holds one, until when, and that it was revoked.
import { DAY } from '../../shared/time.ts';
import type { DatabaseSync } from 'node:sqlite';
import { replaceNumbers } from '../../shared/number.ts';
import type { Role } from '../../shared/role.ts';
import { expectedName, isValidName } from './names.ts';
import type { AuditedWrites } from './outbox.ts';
import { hashOf, newSecret, newTokenId } from './secret.ts';

/** Times are epoch ms; without `days` a token does not expire. `by`: who makes it. */
export type NewToken = { name: string; role: Role; county?: string; days?: number; by?: string; now: number };
export type TokenFound = { id: string; name: string; role: Role; county?: string };
export type TokenListed = TokenFound & { createdAt: number; expiresAt?: number; revokedAt?: number };

export type Tokens = {
  /** `plain` is shown once and kept nowhere. Throws TokenRefused. */
  createToken: (token: NewToken) => { id: string; plain: string };
  /** Unknown, expired and revoked are all undefined. */
  findToken: (plain: string, now: number) => TokenFound | undefined;
  /** False when there is no such token or it was revoked before. Sessions that came from it end too. */
  revokeToken: (id: string, now: number, by?: string) => boolean;
  /** All that ever were, oldest first. */
  listTokens: () => TokenListed[];
};

/** A token that is not made; the message names what was expected. */
export class TokenRefused extends Error {
  readonly code: 'bad-name' | 'name-taken' | 'bad-days';
  constructor(code: TokenRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export function createTokens(db: DatabaseSync, audit: AuditedWrites): Tokens {
  const active = 'revoked_at is null and (expires_at is null or expires_at > ?)';
  const taken = db.prepare(
    `select id as holder from token where name = ? and ${active}
     union all select 'an account' from account where name = ? and revoked_at is null`,
  );
  const insert = db.prepare(
    'insert into token (id, hash, name, role, county, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const find = db.prepare(`select id, name, role, county from token where hash = ? and ${active}`);
  const revoke = db.prepare('update token set revoked_at = ? where id = ? and revoked_at is null returning name');
  const list = db.prepare(
    'select id, name, role, county, created_at, expires_at, revoked_at from token order by created_at, rowid',
  );

  return {
    createToken: ({ name, role, county, days, by, now }) => {
      if (!isValidName(name))
        throw new TokenRefused('bad-name', `${expectedName}, got "${replaceNumbers(name, () => '…')}"`);
      if (days !== undefined && !(days > 0))
        throw new TokenRefused('bad-days', `expected a number of days above 0, got ${days}`);
      const id = newTokenId();
      const plain = newSecret('token');
      const expires = days === undefined ? null : now + days * DAY;
      audit.transaction((note) => {
        const holder = taken.get(name, now, name)?.['holder'];
        if (holder !== undefined)
          throw new TokenRefused(
            'name-taken',
            `expected a name that no valid token or account has, but "${name}" belongs to ${String(holder)}: revoke that one, or choose another name`,
          );
        insert.run(id, hashOf(plain), name, role, county ?? null, now, expires);
        note(
          { type: 'token.created', token: id, name, role, ...(county !== undefined && { county }), ...(by && { by }) },
          now,
        );
      });
      return { id, plain };
    },
    findToken: (plain, now) => {
      const row = find.get(hashOf(plain), now);
      return row && found(row);
    },
    revokeToken: (id, now, by) =>
      audit.transaction((note) => {
        const [row] = revoke.all(now, id);
        if (row === undefined) return false;
        note({ type: 'token.revoked', token: id, name: String(row['name']), ...(by && { by }) }, now);
        return true;
      }),
    listTokens: () =>
      list.all().map((row) => ({
        ...found(row),
        createdAt: Number(row['created_at']),
        ...(row['expires_at'] !== null && { expiresAt: Number(row['expires_at']) }),
        ...(row['revoked_at'] !== null && { revokedAt: Number(row['revoked_at']) }),
      })),
  };
}

const found = (row: Record<string, unknown>): TokenFound => ({
  id: String(row['id']),
  name: String(row['name']),
  role: row['role'] as Role,
  ...(typeof row['county'] === 'string' && { county: row['county'] }),
});
