// Ends the sessions of somebody who signed out at an OpenID provider.
import type { DatabaseSync } from 'node:sqlite';
import { DIRECTORY } from './names.ts';
import type { AuditedWrites } from './outbox.ts';
import { hashOf, sessionIdOf } from './secret.ts';
import { usedOnce } from './used-once.ts';

/** `id`: of the provider's notice, valid `until`; `sid`: one session there, else all of `subject`. */
type SignedOut = {
  directory: string;
  id: string;
  until: number;
  subject?: string | undefined;
  sid?: string | undefined;
  now: number;
};

export type ProviderSignOuts = {
  /** False when this notice came before. */
  endProviderSessions: (ended: SignedOut) => boolean;
};

export function createProviderSignOuts(db: DatabaseSync, audit: AuditedWrites): ProviderSignOuts {
  const takeOnce = usedOnce(db);
  // A session whose id at the provider is not known may be the one that ended.
  const find = db.prepare(
    `select s.hash, s.account from session s join directory_person d on d.account = s.account
     where d.directory = ?1 and (?2 is null or d.subject = ?2)
       and (?3 is null or s.provider_sid = ?3 or (s.provider_sid is null and ?2 is not null))
     order by s.account, s.created_at`,
  );
  const end = db.prepare('delete from session where hash = ?');

  return {
    endProviderSessions: ({ directory, id, until, subject, sid, now }) =>
      audit.transaction((note) => {
        if (!takeOnce(hashOf(`${directory} ${id}`), until, now)) return false;
        for (const row of find.all(directory, subject ?? null, sid ?? null)) {
          const hash = row['hash'] as Uint8Array;
          end.run(hash);
          const account = String(row['account']);
          note({ type: 'session.ended', account, session: sessionIdOf(hash), by: DIRECTORY }, now);
        }
        return true;
      }),
  };
}
