// What may be used once: challenges that passkeys sign, and notices of a provider. Each is remembered until it ends by itself.
import type { DatabaseSync } from 'node:sqlite';

/** To be called within a transaction. False when `hash` was used before; it is remembered until `until`, in epoch ms. */
export function usedOnce(db: DatabaseSync): (hash: Uint8Array, until: number, now: number) => boolean {
  const forget = db.prepare('delete from used_challenge where expires_at <= ?');
  const use = db.prepare('insert into used_challenge (hash, expires_at) values (?, ?) on conflict do nothing');
  return (hash, until, now) => {
    forget.run(now);
    return use.run(hash, until).changes === 1;
  };
}
