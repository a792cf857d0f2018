// One-time codes of an authenticator app: the secret that both sides have, and which code was used last. The secret cannot be
// hashed, because codes are worked out from it.
import type { DatabaseSync } from 'node:sqlite';
import type { AuditedWrites } from './outbox.ts';
import { afterFactorChange, openSessionOf, type KeptSession } from './factors.ts';

/** `drift`: by how many steps the clock of that telephone differs from ours. */
export type TotpFound = { secret: string; drift: number; isConfirmed: boolean };
type Done = { account: string; by: string; now: number };

export type Totps = {
  /** A secret that counts once a code of it was confirmed; replaces one that never was. False where one counts already. */
  beginTotp: (begun: { account: string; secret: string }) => boolean;
  findTotp: (account: string) => TotpFound | undefined;
  /** From now on codes are asked for; other sessions end. False when there is nothing to confirm. */
  confirmTotp: (confirmed: Done & { step: number; drift: number } & KeptSession) => boolean;
  /** Uses the code of a step up, and of those before it. Of two at the same time one gets it. */
  takeStep: (account: string, step: number) => boolean;
  /** Other sessions end. False when there is none. */
  removeTotp: (removed: Done & KeptSession) => boolean;
};

export function createTotps(db: DatabaseSync, audit: AuditedWrites): Totps {
  const find = db.prepare('select secret, drift, confirmed_at from totp where account = ?');
  const begin = db.prepare(
    `insert into totp (account, secret) values (?, ?)
     on conflict do update set secret = excluded.secret, drift = 0, last_step = 0 where confirmed_at is null`,
  );
  const confirm = db.prepare(
    'update totp set confirmed_at = ?, drift = ?, last_step = ? where account = ? and confirmed_at is null',
  );
  const take = db.prepare(
    'update totp set last_step = ?1 where account = ?2 and confirmed_at is not null and last_step < ?1',
  );
  const remove = db.prepare('delete from totp where account = ?');
  const after = afterFactorChange(db);
  const isOpen = openSessionOf(db);

  return {
    beginTotp: ({ account, secret }) => begin.run(account, secret).changes === 1,
    findTotp: (account) => {
      const row = find.get(account);
      return (
        row && {
          secret: String(row['secret']),
          drift: Number(row['drift']),
          isConfirmed: row['confirmed_at'] !== null,
        }
      );
    },
    confirmTotp: ({ account, step, drift, keep, by, now }) =>
      audit.transaction((note) => {
        if (keep !== undefined && !isOpen(keep, account)) return false;
        if (confirm.run(now, drift, step, account).changes === 0) return false;
        after(account, keep);
        note({ type: 'factor.added', account, factor: 'code', by }, now);
        return true;
      }),
    takeStep: (account, step) => take.run(step, account).changes === 1,
    removeTotp: ({ account, keep, by, now }) =>
      audit.transaction((note) => {
        if (remove.run(account).changes === 0) return false;
        after(account, keep);
        note({ type: 'factor.removed', account, factor: 'code', by }, now);
        return true;
      }),
  };
}
