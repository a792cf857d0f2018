// Sessions of browsers that have signed in: what their cookie stands for, and the list of them.
import { DAY } from '../../shared/time.ts';
import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '../../shared/role.ts';
import { isOfProvider } from './directory-people.ts';
import { endSessionsOf } from './end-sessions.ts';
import { hasFactor } from './factors.ts';
import type { AuditedWrites } from './outbox.ts';
import { relaxedTransaction, transaction } from './schema.ts';
import { hashOf, newSecret, sessionIdOf } from './secret.ts';
import { FORMER_MS, hasSecret } from './session-secret.ts';

/** Where a session was opened. `browser`: such as `firefox/linux`. `overTls`: its cookie has the name that only TLS may set. */
export type SessionPlace = {
  browser?: string | undefined;
  address?: string | undefined;
  overTls?: boolean | undefined;
};
/** `tokenId`: the token that it came from; the session ends with it. */
export type NewSession = SessionPlace & {
  role: Role;
  county?: string;
  name: string;
  tokenId?: string;
  now: number;
  days: number;
};
/**
 * The role of an account's session is the one that the account has now. `seenAt`: when its person last did something.
 * `confirmedAt`: when they last showed who they are. `hasFactor`: the account asks for more than a password. `renewed`: it has
 * another secret by now, and the one that was shown proves nothing new.
 */
export type SessionFound = {
  id: string;
  role: Role;
  county?: string;
  name: string;
  tokenId?: string;
  account?: string;
  seenAt: number;
  confirmedAt?: number;
  overTls: boolean;
  hasFactor: boolean;
  renewed?: true;
};
export type SessionListed = { id: string; createdAt: number; seenAt: number; browser?: string; address?: string };

export type Sessions = {
  /** Returns the plain secret for the cookie; nobody can read it again. */
  openSession: (session: NewSession) => string;
  /** Undefined when it is unknown, closed or too old, or when the token that it came from, or its account, is no more. */
  findSession: (plain: string, now: number) => SessionFound | undefined;
  /** False when there was none. */
  closeSession: (plain: string) => boolean;
  /** Its person did something. */
  touchSession: (plain: string, now: number) => void;
  /**
   * Its person has just shown again who they are, at an OpenID provider perhaps in another session there. Returns the plain secret that
   * it has from now on, so that a copy of the old one shows nothing; undefined where it has one already: of two windows that ask at
   * once the browser has the answer to the first, and an answer that is lost on its way costs a sign-in.
   */
  confirmSession: (plain: string, now: number, providerSid?: string) => string | undefined;
  /** Those of an account, the one that was used last first. */
  listSessions: (account: string, now: number) => SessionListed[];
  /** From the list. False when there is none. */
  endSession: (ended: { account: string; id: string; by: string; now: number }) => boolean;
  /** All of an account, because somebody else wants it. */
  endSessions: (ended: { account: string; by: string; now: number }) => void;
};

export function createSessions(db: DatabaseSync, audit: AuditedWrites): Sessions {
  const insert = db.prepare(
    `insert into session (hash, name, role, county, token_id, created_at, expires_at, browser, address, over_tls)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const forget = db.prepare('delete from session where expires_at <= ?');
  const find = db.prepare(
    `select s.hash, s.name, coalesce(a.role, s.role) as role, s.county, s.token_id, s.account, s.confirmed_at, s.over_tls,
       s.former is ?1 as is_former, coalesce(s.seen_at, s.created_at) as seen_at,
       (${hasFactor('s.account')} or ${isOfProvider('s.account')}) as has_factor
     from (select * from session where ${hasSecret('?1', '?2')}) s
       left join token t on t.id = s.token_id left join account a on a.name = s.account
     where s.expires_at > ?2
       and (s.token_id is null or (t.revoked_at is null and (t.expires_at is null or t.expires_at > ?2)))
       and (s.account is null or a.revoked_at is null)`,
  );
  const close = db.prepare(`delete from session where ${hasSecret('?1')}`);
  const closeOne = db.prepare('delete from session where hash = ?');
  const touch = db.prepare(`update session set seen_at = ?1 where ${hasSecret('?2')}`);
  const renew = db.prepare(
    `update session set former = ?2, former_until = ?1 + ${FORMER_MS}, secret = ?3, seen_at = ?1, confirmed_at = ?1,
       provider_sid = coalesce(?4, provider_sid)
     where account is not null and coalesce(secret, hash) = ?2`,
  );
  const list = db.prepare(
    `select hash, created_at, coalesce(seen_at, created_at) as seen_at, browser, address from session
     where account = ? and expires_at > ? order by 3 desc, 2 desc`,
  );
  const closeAll = endSessionsOf(db);

  return {
    openSession: ({ role, county, name, tokenId, now, days, ...place }) => {
      const plain = newSecret('session');
      const [until, at] = [now + days * DAY, placeOf(place)];
      audit.transaction((note) => {
        forget.run(now);
        insert.run(hashOf(plain), name, role, county ?? null, tokenId ?? null, now, until, ...at);
        const from = tokenId === undefined ? { via: 'code' } : { via: 'token', token: tokenId, name };
        note({ type: 'session.opened', ...from, ...(county !== undefined && { county }) }, now);
      });
      return plain;
    },
    findSession: (plain, now) => {
      const row = find.get(hashOf(plain), now);
      if (row === undefined) return undefined;
      const isFormer = row['is_former'] === 1;
      return {
        id: sessionIdOf(row['hash'] as Uint8Array),
        role: row['role'] as Role,
        name: String(row['name']),
        seenAt: Number(row['seen_at']),
        overTls: row['over_tls'] === 1,
        hasFactor: row['has_factor'] === 1,
        ...(isFormer && { renewed: true as const }),
        ...(row['county'] !== null && { county: String(row['county']) }),
        ...(row['token_id'] !== null && { tokenId: String(row['token_id']) }),
        ...(row['account'] !== null && { account: String(row['account']) }),
        ...(row['confirmed_at'] !== null && !isFormer && { confirmedAt: Number(row['confirmed_at']) }),
      };
    },
    closeSession: (plain) => {
      const isClosed = close.run(hashOf(plain)).changes === 1;
      // Nobody did it, so it is not noted, but its sockets must not outlive it.
      if (isClosed) audit.changed();
      return isClosed;
    },
    touchSession: (plain, now) => relaxedTransaction(db, () => void touch.run(now, hashOf(plain))),
    confirmSession: (plain, now, providerSid) => {
      const next = newSecret('session');
      const { changes } = transaction(db, () => renew.run(now, hashOf(plain), hashOf(next), providerSid ?? null));
      return changes === 0 ? undefined : next;
    },
    listSessions: (account, now) =>
      list.all(account, now).map((row) => ({
        id: sessionIdOf(row['hash'] as Uint8Array),
        createdAt: Number(row['created_at']),
        seenAt: Number(row['seen_at']),
        ...(row['browser'] !== null && { browser: String(row['browser']) }),
        ...(row['address'] !== null && { address: String(row['address']) }),
      })),
    endSession: ({ account, id, by, now }) =>
      audit.transaction((note) => {
        const row = list.all(account, now).find(({ hash }) => sessionIdOf(hash as Uint8Array) === id);
        if (row === undefined) return false;
        closeOne.run(row['hash'] as Uint8Array);
        note({ type: 'session.ended', account, session: id, by }, now);
        return true;
      }),
    endSessions: ({ account, by, now }) =>
      audit.transaction((note) => {
        closeAll(account);
        note({ type: 'session.ended', account, by }, now);
      }),
  };
}

/** As it stands in three columns. */
export const placeOf = ({ browser, address, overTls }: SessionPlace): [string | null, string | null, number | null] => [
  browser ?? null,
  address ?? null,
  overTls === undefined ? null : Number(overTls),
];
