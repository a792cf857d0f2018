// Bearer tokens: who holds one, until when, and that it was revoked.
import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '../../shared/role.ts';
import { together } from './vault-schema.ts';
import { hashOf, newSecret, newTokenId } from './vault-secret.ts';

const DAY_MS = 86_400_000;

/** A token's name becomes the source of the events that are posted with it. */
export const namePattern = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** Times are epoch ms; without `days` a token does not expire. */
export type NewToken = { name: string; role: Role; county?: string; days?: number; now: number };
export type TokenFound = { id: string; name: string; role: Role; county?: string };
export type TokenListed = TokenFound & { createdAt: number; expiresAt?: number; revokedAt?: number };

export type Tokens = {
  /** `plain` is shown once and kept nowhere. Throws TokenRefused. */
  createToken: (token: NewToken) => { id: string; plain: string };
  /** Unknown, expired and revoked are all undefined. */
  findToken: (plain: string, now: number) => TokenFound | undefined;
  /** False when there is no such token or it was revoked before. Sessions that came from it end too. */
  revokeToken: (id: string, now: number) => boolean;
  /** All that ever were, oldest first. */
  listTokens: () => TokenListed[];
};

/** A token that is not made; the message says what was expected. */
export class TokenRefused extends Error {
  readonly code: 'bad-name' | 'name-taken' | 'bad-days';
  constructor(code: TokenRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export function createTokens(db: DatabaseSync): Tokens {
  const active = 'revoked_at is null and (expires_at is null or expires_at > ?)';
  const taken = db.prepare(`select id from token where name = ? and ${active}`);
  const insert = db.prepare(
    'insert into token (id, hash, name, role, county, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const find = db.prepare(`select id, name, role, county from token where hash = ? and ${active}`);
  const revoke = db.prepare('update token set revoked_at = ? where id = ? and revoked_at is null');
  const list = db.prepare(
    'select id, name, role, county, created_at, expires_at, revoked_at from token order by created_at, rowid',
  );

  return {
    createToken: ({ name, role, county, days, now }) => {
      if (!namePattern.test(name))
        throw new TokenRefused(
          'bad-name',
          `expected a name of a-z, 0-9, "_", "-", at most 32 characters, got "${name}"`,
        );
      if (days !== undefined && !(days > 0))
        throw new TokenRefused('bad-days', `expected a number of days above 0, got ${days}`);
      const id = newTokenId();
      const plain = newSecret('token');
      const expires = days === undefined ? null : now + days * DAY_MS;
      together(db, () => {
        const other = taken.get(name, now)?.['id'];
        if (other !== undefined)
          throw new TokenRefused(
            'name-taken',
            `expected a name that no valid token has, but "${name}" belongs to ${other}: revoke that one, or choose another name`,
          );
        insert.run(id, hashOf(plain), name, role, county ?? null, now, expires);
      });
      return { id, plain };
    },
    findToken: (plain, now) => {
      const row = find.get(hashOf(plain), now);
      return row && found(row);
    },
    revokeToken: (id, now) => revoke.run(now, id).changes === 1,
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
