// Ends the sessions of an account, but for one that is kept.
import type { DatabaseSync } from 'node:sqlite';
import { hashOf } from './secret.ts';
import { hasSecret } from './session-secret.ts';

/** `keep`: the plain secret of a session. Within somebody's transaction. */
export function endSessionsOf(db: DatabaseSync): (account: string, keep?: string) => void {
  const end = db.prepare(
    `delete from session where account = ?1 and (?2 is null or not coalesce(${hasSecret('?2')}, false))`,
  );
  return (account, keep) => void end.run(account, keep === undefined ? null : hashOf(keep));
}
