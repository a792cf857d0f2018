// Offers of TVs to be paired: a short code that the TV shows to people, and a secret that only the TV knows.
import type { DatabaseSync } from 'node:sqlite';
import { relaxedTransaction } from './schema.ts';
import { hashOf, newPairingCode, newSecret } from './secret.ts';
import { MINUTE } from '../../shared/time.ts';

export const OFFER_MINUTES = 10;
export const OFFER_MS = OFFER_MINUTES * MINUTE;
/** Open offers of one address: a hall full of TVs behind one router. */
const MOST_OF_ADDRESS = 40;
const MOST = 2_000;

export type Offer = { code: string; expiresAt: number };
export type Limits = { ofAddress: number; all: number };

export type Offers = {
  /**
   * `address`: where the TV is, as far as limits go. When it has too many open offers its oldest one goes; when there are too
   * many in all, again its own, or else the oldest of the address that has most: a stranger who makes thousands ends only
   * his own.
   */
  createOffer: (offer: { address: string; now: number }) => Offer & { secret: string };
  /** An open offer; undefined when the code is unknown, too old or used. */
  findOffer: (code: string, now: number) => Offer | undefined;
};

export function createOffers(db: DatabaseSync, limits: Limits = { ofAddress: MOST_OF_ADDRESS, all: MOST }): Offers {
  const forget = db.prepare('delete from offer where expires_at <= ?');
  const countAll = db.prepare('select count(*) as n from offer where display is null');
  const countOf = db.prepare('select count(*) as n from offer where display is null and address = ?');
  const largest = db.prepare(
    `select address from offer where display is null group by address order by count(*) desc, min(number) limit 1`,
  );
  const dropOldest = db.prepare(
    'delete from offer where number = (select min(number) from offer where display is null and address = ?)',
  );
  const insert = db.prepare(
    'insert into offer (code, hash, address, expires_at) values (?, ?, ?, ?) on conflict (code) do nothing',
  );
  const find = db.prepare('select expires_at from offer where code = ? and display is null and expires_at > ?');

  const makeRoomFor = (address: string): void => {
    const own = Number(countOf.get(address)?.['n']);
    if (own >= limits.ofAddress) dropOldest.run(address);
    else if (Number(countAll.get()?.['n']) >= limits.all)
      dropOldest.run(own > 0 ? address : String(largest.get()?.['address']));
  };

  return {
    createOffer: ({ address, now }) =>
      relaxedTransaction(db, () => {
        forget.run(now);
        makeRoomFor(address);
        const secret = newSecret('offer');
        const expiresAt = now + OFFER_MS;
        for (;;) {
          const code = newPairingCode();
          if (insert.run(code, hashOf(secret), address, expiresAt).changes === 1) return { code, secret, expiresAt };
        }
      }),

    findOffer: (code, now) => {
      const row = find.get(code, now);
      return row && { code, expiresAt: Number(row['expires_at']) };
    },
  };
}
